using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Engine.PolicyTests.Lint;

/// <summary>A message tells the same values in both languages. Words around them, such as a plural, are each language's own.</summary>
internal static class MessageLint
{
    public static IEnumerable<InputDiagnostic> Of(ExpressionRule rule)
    {
        var (zh, en) = (Values(rule.Message.Zh), Values(rule.Message.En));
        foreach (var (here, there, source, languages) in new[]
        {
            (zh, en, rule.Body.Message.En, new Bilingual("英文", "the English")),
            (en, zh, rule.Body.Message.Zh, new Bilingual("中文", "the Chinese")),
        })
        {
            var missing = here.Except(there, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (missing.Count == 0)
                continue;
            yield return InputDiagnostic.At(
                source.RangeOf(new TextSpan(0, source.Text.Length)),
                "different-placeholders",
                new Bilingual(
                    $"{rule.Descriptor.Id} 的{languages.Zh}消息没有用到 {string.Join("、", missing)}，另一种语言用到了。",
                    $"{languages.En} message of {rule.Descriptor.Id} does not use {string.Join(", ", missing)}; the other one does.".ToSentence()),
                new Bilingual("两种语言应给出相同的值。", "Both languages tell the same values."));
        }
    }

    private static HashSet<string> Values(IReadOnlyList<MessagePiece> message)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var piece in message)
        {
            if (piece.Expression is { Ast: var ast })
                Paths(ast, ast.Root, values);
        }

        return values;
    }

    // The longest paths: `member.userid` rather than `member` and `member.userid`.
    private static void Paths(CheckedAst ast, Expr node, HashSet<string> values)
    {
        switch (node)
        {
            case SelectExpr or HasExpr when Root(node) is { } root && ast.ReferenceOf(root) is VariableReference:
                values.Add(ExpressionPrinter.Print(node is HasExpr has ? has.Selection : node).Replace(".?", ".", StringComparison.Ordinal));
                break;
            case IdentExpr when ast.ReferenceOf(node) is VariableReference:
                values.Add(((IdentExpr)node).Name);
                break;
            default:
                foreach (var child in ExprWalker.Children(node))
                    Paths(ast, child, values);
                break;
        }
    }

    private static IdentExpr? Root(Expr node) => node switch
    {
        IdentExpr ident => ident,
        SelectExpr select => Root(select.Operand),
        HasExpr has => Root(has.Selection),
        _ => null,
    };

    private static string ToSentence(this string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
