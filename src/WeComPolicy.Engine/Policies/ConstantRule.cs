using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Policies;

/// <summary>
/// Finds rules that say the same of every tenant: a requirement that always holds, a condition that never does, nothing of the
/// tenant read at all. Such a rule would pass, or not apply, for ever without a word. An expression is constant where it has a
/// value although nothing is known of the tenant, the day and the parameters.
/// </summary>
internal static class ConstantRule
{
    private static readonly UnknownSet s_nothingKnown = UnknownSet.Of(new object());

    private static readonly Bilingual s_advice = new(
        "请改为对租户内容的判断；不需要的规则请删除",
        "make it depend on the tenant, or delete the rule");

    /// <summary>The mistakes of a rule that compiled.</summary>
    public static IEnumerable<InputDiagnostic> Check(ExpressionRule rule)
    {
        var frame = new Frame(rule.Environment);
        foreach (var variable in rule.Environment.Variables)
        {
            if (variable.Definition is null)
                frame.Set(variable.Slot, Value.Unknown(s_nothingKnown));
        }

        var mistakes = new List<InputDiagnostic>();
        foreach (var level in rule.Each)
        {
            if (Evaluate(level.Range) is { Kind: ValueKind.List } list && list.ListSource.Count(list.Handle) == 0 && list.ListSource.WhyIncomplete(list.Handle) is null)
                Add(level.Range, new Bilingual($"“each”的列表 {level.Name} 恒为空，这条规则永远没有可判断的对象。", $"The list of 'each' for '{level.Name}' is always empty: the rule never has anything to judge."));
        }

        if (rule.When is { } condition && Evaluate(condition).IsFalse)
            Add(condition, new Bilingual("“when”恒为假，这条规则永远不适用。", "'when' is always false: the rule never applies."));
        var required = Evaluate(rule.Require);
        if (required.IsTrue)
            Add(rule.Require, new Bilingual("“require”恒为真，这条规则永远不会报告问题。", "'require' is always true: the rule can never fail."));
        else if (required.IsFalse && rule.When is null)
            Add(rule.Require, new Bilingual("“require”恒为假，这条规则永远不会通过。", "'require' is always false: the rule can never pass."));
        if (mistakes.Count == 0 && !ReadsTenant(rule))
            Add(rule.Require, new Bilingual("这条规则没有读取租户的任何内容，对所有租户的结论都一样。", "The rule reads nothing of the tenant: it says the same of every one."));
        return mistakes;

        Value Evaluate(RuleExpression expression)
        {
            frame.ResetBudget();
            return expression.Program.Evaluate(frame);
        }

        void Add(RuleExpression expression, Bilingual message) => mistakes.Add(InputDiagnostic.At(
            expression.Source.RangeOf(new TextSpan(0, expression.Source.Text.Length)), "constant-rule", message, s_advice));
    }

    private static bool ReadsTenant(ExpressionRule rule)
    {
        IEnumerable<CheckedAst> expressions = rule.When is { } condition ? [rule.Require.Program.Ast, condition.Program.Ast] : [rule.Require.Program.Ast];
        var pending = new Queue<VariableDeclaration>(expressions.SelectMany(e => e.FreeVariables));
        var seen = new HashSet<int>();
        while (pending.TryDequeue(out var variable))
        {
            if (variable.Slot == RuleVariables.TenantSlot)
                return true;
            if (!seen.Add(variable.Slot))
                continue;
            var definition = variable.Definition ?? rule.Each.FirstOrDefault(e => e.Slot == variable.Slot)?.Range.Program.Ast;
            foreach (var read in definition?.FreeVariables ?? [])
                pending.Enqueue(read);
        }

        return false;
    }
}
