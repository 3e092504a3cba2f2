using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Whether a call is made once in a time span for each key: a cache remembers what was sent.</summary>
internal static class Cooldown
{
    private static readonly string[] Words = ["cache", "cooldown", "throttl", "lastsend", "lastsent", "lastalarm", "lastnotify", "silence", "debounce"];

    public static bool Guards(SyntaxNode call, SyntaxNode region)
    {
        var child = call;
        for (var at = call.Parent; at is not null && child != region; child = at, at = at.Parent)
        {
            if (at is IfStatementSyntax choice && choice.Condition != child && Remembers(choice.Condition))
                return true;
            if (at is BlockSyntax block && LeavesBefore(block, call))
                return true;
        }

        return false;
    }

    private static bool LeavesBefore(BlockSyntax block, SyntaxNode call)
    {
        foreach (var statement in block.Statements)
        {
            if (statement.SpanStart >= call.SpanStart || statement.Span.Contains(call.Span))
                return false;
            if (statement is IfStatementSyntax choice && Pacing.Leaves(choice.Statement) && Remembers(choice.Condition))
                return true;
        }

        return false;
    }

    private static bool Remembers(ExpressionSyntax condition)
    {
        if (WeComWords.ContainsAny(WeComWords.Normalize(condition.ToString()), Words))
            return true;
        if (MemberAround.Of(condition) is not { } member)
            return false;
        var writes = Writes.In(member);
        foreach (var node in condition.DescendantNodesAndSelf())
        {
            if (node is IdentifierNameSyntax name && writes.To(name.Identifier.ValueText).Any(write => !write.Adds && IsLook(write.Value)))
                return true;
        }

        return false;
    }

    private static bool IsLook(ExpressionSyntax value) => value is InvocationExpressionSyntax call
        && WeComWords.ContainsAny(WeComWords.Normalize(CallSyntax.NameOf(CallSyntax.Receiver(call))), Words);
}
