using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Engine.PolicyTests.Lint;

/// <summary>Parameters, variables and elements that a rule declares and does not use.</summary>
internal static class UsageLint
{
    public static IEnumerable<InputDiagnostic> Of(ExpressionRule rule)
    {
        var deciding = RulePart.Of(rule).Select(p => p.Ast).ToList();
        IEnumerable<CelProgram?> shown = [rule.At?.Program, .. rule.Message.Zh.Select(p => p.Expression), .. rule.Message.En.Select(p => p.Expression)];
        var all = deciding.Concat(shown.OfType<CelProgram>().Select(p => p.Ast)).ToList();
        // What variables read that only a message uses.
        for (var i = 0; i < all.Count; i++)
            all.AddRange(all[i].FreeVariables.Select(v => v.Definition).OfType<CheckedAst>().Where(d => !all.Contains(d)));

        foreach (var variable in rule.Body.Variables.Where(v => !Reads(all, v.Name)))
            yield return Unused(variable.NameRange, new Bilingual($"变量 {variable.Name} 没有用到。", $"The variable {variable.Name} is not used."));
        foreach (var level in rule.Body.Each.Where(l => !Reads(all, l.Name)))
        {
            yield return Unused(
                level.NameRange,
                new Bilingual($"each 的元素 {level.Name} 没有用到：每个元素的结论都一样。", $"The element {level.Name} of 'each' is not used: every element gets the same verdict."));
        }

        foreach (var (name, _, range) in rule.Definition.Parameters)
        {
            if (!ReadsParameter(all, name))
                yield return Unused(range, new Bilingual($"参数 {name} 没有用到。", $"The parameter {name} is not used."));
            else if (!ReadsParameter(deciding, name))
            {
                yield return InputDiagnostic.At(
                    range,
                    "only-shown",
                    new Bilingual($"参数 {name} 只出现在消息里，改动它不影响结论。", $"The parameter {name} stands in the message only: to change it changes no verdict."),
                    new Bilingual("请在 when 或 require 中使用它，或删除它。", "Use it in 'when' or 'require', or delete it."));
            }
        }
    }

    private static InputDiagnostic Unused(SourceRange range, Bilingual message) =>
        InputDiagnostic.At(range, "unused-name", message, new Bilingual("请使用或删除它。", "Use it or delete it."));

    private static bool Reads(IEnumerable<CheckedAst> expressions, string name) =>
        expressions.Any(e => e.FreeVariables.Any(v => string.Equals(v.Name, name, StringComparison.Ordinal)));

    private static bool ReadsParameter(IEnumerable<CheckedAst> expressions, string name) => expressions.Any(e => ExprWalker.All(e.Root).Any(n =>
        n is SelectExpr { Operand: IdentExpr operand } select
        && string.Equals(select.Field, name, StringComparison.Ordinal)
        && e.ReferenceOf(operand) is VariableReference { Variable.Slot: RuleVariables.ParametersSlot }));
}
