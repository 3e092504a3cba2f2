using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Checking;

namespace WeComPolicy.Engine.PolicyTests;

/// <summary>An expression of a rule on which its verdicts depend.</summary>
/// <param name="Name">As reports call it: <c>require</c>, <c>when</c>, <c>each.member</c>, <c>variables.supers</c>.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="Ast">What it means.</param>
/// <param name="Variable">The slot of the variable that it defines; −1 for any other expression.</param>
internal sealed record RulePart(string Name, ExpressionSource Source, CheckedAst Ast, int Variable = -1)
{
    /// <summary>
    /// The expressions that decide, in the order of evaluation. What only the message or the place of a finding reads is not among
    /// them: it changes no verdict.
    /// </summary>
    public static IReadOnlyList<RulePart> Of(ExpressionRule rule) => Of(rule, withPlace: false);

    /// <summary>The expressions on which a case can have an opinion: those that decide, and <c>at</c>.</summary>
    public static IReadOnlyList<RulePart> WithPlace(ExpressionRule rule) => Of(rule, withPlace: true);

    /// <summary>What stands between the braces of the message, in both languages: it is evaluated where the rule fails.</summary>
    public static IReadOnlyList<RulePart> OfMessage(ExpressionRule rule) =>
    [
        .. Pieces("message.zh", rule.Body.Message.Zh, rule.Message.Zh),
        .. Pieces("message.en", rule.Body.Message.En, rule.Message.En),
    ];

    private static IEnumerable<RulePart> Pieces(string name, ExpressionSource source, IReadOnlyList<MessagePiece> pieces)
    {
        var spans = MessageTemplate.Split(source.Text) ?? [];
        for (var i = 0; i < Math.Min(pieces.Count, spans.Count); i++)
        {
            if (pieces[i].Expression is { } program && spans[i].Expression is { } span)
                yield return new RulePart($"{name}[{i}]", new ExpressionSource(source.Document, source.Node, span), program.Ast);
        }
    }

    private static List<RulePart> Of(ExpressionRule rule, bool withPlace)
    {
        var parts = new List<RulePart>();
        foreach (var level in rule.Each)
            parts.Add(new RulePart($"each.{level.Name}", level.Range.Source, level.Range.Program.Ast));
        if (rule.When is { } when)
            parts.Add(new RulePart("when", when.Source, when.Program.Ast));
        parts.Add(new RulePart("require", rule.Require.Source, rule.Require.Program.Ast));

        if (withPlace && rule.At is { } at)
            parts.Add(new RulePart("at", at.Source, at.Program.Ast));

        // A variable reads only what stands before it.
        var read = new HashSet<VariableDeclaration>(parts.SelectMany(p => p.Ast.FreeVariables), ReferenceEqualityComparer.Instance);
        foreach (var variable in rule.Environment.Variables.Reverse())
        {
            if (variable.Definition is not { } definition || !read.Contains(variable))
                continue;
            read.UnionWith(definition.FreeVariables);
            var written = rule.Body.Variables.First(v => string.Equals(v.Name, variable.Name, StringComparison.Ordinal));
            parts.Insert(0, new RulePart($"variables.{variable.Name}", written.Expression, definition, variable.Slot));
        }

        return parts;
    }
}
