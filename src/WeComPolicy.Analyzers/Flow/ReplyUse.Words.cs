using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

internal sealed partial class ReplyUse
{
    /// <summary>Members through which the reply is still all there, and its errcode with it.</summary>
    private static bool IsWhole(string member) => WeComWords.Normalize(member) is var name
        && (name is "value" or "data" or "text" or "rootelement" or "current" or "message" or "entity" or "item1" or "item2" or "item3" or "obj" or "object" or "model" or "dto"
            || WeComWords.ContainsAny(name, "result", "content", "body", "html", "response", "json", "raw", "payload", "stream", "resp", "reply"));

    /// <summary>The value is the token or the ticket of a reply: <c>reply.access_token</c>, <c>fields["ticket"].ToString()</c>. Arguments on the way do not count.</summary>
    private static bool IsPayload(SyntaxNode value)
    {
        var at = value as ExpressionSyntax;
        for (var depth = 0; depth < MaxClimb && at is not null; depth++)
        {
            at = Wrapped.Value(at);
            switch (at)
            {
                case MemberAccessExpressionSyntax access:
                    if (IsPayloadName(access.Name.Identifier.ValueText))
                        return true;
                    at = access.Expression;
                    break;
                case ConditionalAccessExpressionSyntax conditional:
                    if (conditional.WhenNotNull.DescendantNodesAndSelf().Any(node => node is MemberBindingExpressionSyntax binding && IsPayloadName(binding.Name.Identifier.ValueText)))
                        return true;
                    at = conditional.Expression;
                    break;
                case ElementAccessExpressionSyntax element:
                    if (element.ArgumentList.Arguments.Any(IsPayloadKey))
                        return true;
                    at = element.Expression;
                    break;
                case InvocationExpressionSyntax call:
                    if (call.ArgumentList.Arguments.Any(IsPayloadKey))
                        return true;
                    at = call.Expression;
                    break;
                case BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression):
                    at = coalesce.Left;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsEmptyText(ExpressionSyntax value) =>
        value is LiteralExpressionSyntax { Token.ValueText: "" } literal ? literal.IsKind(SyntaxKind.StringLiteralExpression)
            : value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" };

    private static bool IsPayloadKey(ArgumentSyntax argument) => argument.Expression is LiteralExpressionSyntax { Token.ValueText: var key } && IsPayloadName(key);

    private static bool IsPayloadName(string name) => name.Length < 32 && WeComWords.ContainsAny(WeComWords.Normalize(name), PayloadWords);

    /// <summary>The errcode, or a text that holds its name.</summary>
    internal static bool SaysOutcome(SyntaxNode node) => node switch
    {
        IdentifierNameSyntax name => ErrorCodeWords.Names(WeComWords.Normalize(name.Identifier.ValueText)),
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) =>
            WeComWords.ContainsAny(literal.Token.ValueText.ToLowerInvariant(), "errcode", "errmsg", "errorcode"),
        _ => false,
    };
}
