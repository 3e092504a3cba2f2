using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>A question whose answer changes nothing: <c>if (reply.Contains("errcode")) { /* may have failed */ }</c></summary>
internal static class EmptyChoice
{
    private const int MaxClimb = 64;

    /// <summary>The node stands in the condition of an <c>if</c> with nothing in its branches.</summary>
    public static bool Asks(SyntaxNode node)
    {
        var child = node;
        for (var climbed = 0; climbed < MaxClimb && child.Parent is { } parent; climbed++, child = parent)
        {
            if (parent is IfStatementSyntax choice)
                return choice.Condition == child && IsEmpty(choice.Statement) && (choice.Else is null || IsEmpty(choice.Else.Statement));
            if (parent is StatementSyntax)
                return false;
        }

        return false;
    }

    private static bool IsEmpty(StatementSyntax statement) => statement is EmptyStatementSyntax or BlockSyntax { Statements.Count: 0 };
}
