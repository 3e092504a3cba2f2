using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>An errcode or errmsg that nobody asks for in the member that reads it: its caller is given it, and may ask.</summary>
internal static class ReturnedOutcome
{
    private const int MaxClimb = 32;

    private const int MaxVariables = 4;

    /// <summary><c>return reply.errcode;</c>, also as text, and by way of variables.</summary>
    public static bool Is(ExpressionSyntax outcome, SyntaxNode member) => Leaves(outcome, member, MaxVariables);

    /// <summary><c>var code = reply.errcode;</c>, and nothing reads the variable.</summary>
    public static bool IsForgotten(ExpressionSyntax outcome, SyntaxNode member)
    {
        SyntaxNode at = outcome;
        while (at.Parent is { } parent && (parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToInt32" or "ToString" or "Parse" } } } }
            || parent is ArgumentListSyntax || (parent is InvocationExpressionSyntax converted && converted.ArgumentList == at) || Wrapped.IsAround(parent, at) || parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax, Name.Identifier.ValueText: "ToString" or "Value" or "GetInt32" or "GetString" } || (parent is InvocationExpressionSyntax call && call.Expression == at)))
            at = parent;
        return at.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } variable }
            && !member.DescendantNodes().Any(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == variable.Identifier.ValueText && name.SpanStart > variable.SpanStart);
    }

    private static bool Leaves(ExpressionSyntax value, SyntaxNode member, int variables)
    {
        SyntaxNode at = value;
        for (var climbed = 0; climbed < MaxClimb && at.Parent is { } parent; climbed++)
        {
            switch (parent)
            {
                case ExpressionSyntax when Wrapped.IsAround(parent, at):
                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax, Name.Identifier.ValueText: "ToString" or "Value" or "GetInt32" or "GetString" or "ToObject" or "Trim" }:
                case InvocationExpressionSyntax call when call.Expression == at:
                case BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression) && coalesce.Left == at:
                // Beside the errmsg: reply.errcode + reply.errmsg, (reply.errcode, reply.errmsg)
                case BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression):
                case InterpolationSyntax or InterpolatedStringExpressionSyntax:
                case ArgumentSyntax { Parent: TupleExpressionSyntax }:
                case TupleExpressionSyntax:
                    at = parent;
                    continue;
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToInt32" or "ToString" or "Parse" } } converted }:
                    at = converted;
                    continue;
                case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                    return MemberAround.Of(parent) == member && !ReplyUse.ReturnsNothing(member) && !parent.Ancestors().TakeWhile(ancestor => ancestor != member).Any(ancestor => ancestor is AnonymousFunctionExpressionSyntax);
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } when variable.Parent?.Parent is LocalDeclarationStatementSyntax:
                    return variables > 0 && AreReturned(variable.Identifier.ValueText, variable.Span.End, member, variables - 1);
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax kept, Parent: ExpressionStatementSyntax } assignment when assignment.Right == at && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                    && Writes.In(member).IsLocal(kept.Identifier.ValueText):
                    return variables > 0 && AreReturned(kept.Identifier.ValueText, assignment.Span.End, member, variables - 1);
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>What is done with a variable from here on is that it is returned, once at least.</summary>
    private static bool AreReturned(string variable, int from, SyntaxNode member, int variables)
    {
        var any = false;
        foreach (var node in member.DescendantNodes())
        {
            if (node is not IdentifierNameSyntax name || name.SpanStart < from || name.Identifier.ValueText != variable || name.Parent is AssignmentExpressionSyntax written && written.Left == name
                || name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
                continue;
            if (!Leaves(name, member, variables))
                return false;
            any = true;
        }

        return any;
    }
}
