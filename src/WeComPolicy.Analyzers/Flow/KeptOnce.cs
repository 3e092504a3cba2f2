using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// A call that is made on the first turn, or when a time has come, and not on each: <c>if (all is null) all = Fetch();</c>,
/// <c>if (DateTime.Now &lt; next) return; … next = DateTime.Now.AddHours(1);</c>. What is asked for is not of one turn, and it is set beside the call.
/// </summary>
internal static class KeptOnce
{
    private const int MaxNodes = 5_000;

    /// <param name="call">The call.</param>
    /// <param name="region">The loop, or the member that the loop calls: what is declared in it is of one turn.</param>
    public static bool Guards(SyntaxNode call, SyntaxNode region)
    {
        var child = call;
        for (var at = call.Parent; at is not null && child != region; child = at, at = at.Parent)
        {
            switch (at)
            {
                case IfStatementSyntax choice when choice.Statement == child && IsSetIn(choice.Statement, choice.Condition, region):
                case AssignmentExpressionSyntax kept when kept.Right == child && kept.IsKind(SyntaxKind.CoalesceAssignmentExpression) && NameOf(kept.Left) is { } field && IsOfAllTurns(field, region):
                case AssignmentExpressionSyntax { Right: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } first } again
                    when first.Right.Span.Contains(call.Span) && NameOf(again.Left) is { } same && NameOf(first.Left) == same && IsOfAllTurns(same, region):
                    return true;
                case BlockSyntax block when LeavesBefore(block, call, region):
                    return true;
                case AnonymousFunctionExpressionSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool LeavesBefore(BlockSyntax block, SyntaxNode call, SyntaxNode region)
    {
        foreach (var statement in block.Statements)
        {
            if (statement.SpanStart >= call.SpanStart || statement.Span.Contains(call.Span))
                return false;
            // A break ends all turns; those before it were made.
            if (statement is IfStatementSyntax { Else: null } choice && Pacing.Leaves(choice.Statement) && !choice.Statement.DescendantNodesAndSelf().Any(node => node is BreakStatementSyntax) && IsSetIn(block, choice.Condition, region))
                return true;
        }

        return false;
    }

    /// <summary>What the condition asks for is of all turns, and some of it is set in the place.</summary>
    private static bool IsSetIn(SyntaxNode place, ExpressionSyntax condition, SyntaxNode region)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in condition.DescendantNodesAndSelf())
        {
            switch (node)
            {
                // What another object has may be of one turn; a list is asked for its count.
                case InvocationExpressionSyntax call when CallSyntax.NameOf(call.Expression) is not ("IsNullOrEmpty" or "IsNullOrWhiteSpace" or "Any" or "AddMinutes" or "AddSeconds" or "AddHours" or "AddDays" or "Subtract" or "Equals"):
                case ElementAccessExpressionSyntax:
                    return false;
                case IdentifierNameSyntax name when name.Parent is not MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } access || access.Name != name:
                    if (!IsOfAllTurns(name.Identifier.ValueText, region))
                        return false;
                    asked.Add(name.Identifier.ValueText);
                    break;
            }
        }

        var isKept = AsksWhatIsKept(condition);
        return asked.Count > 0 && place.DescendantNodes(inside => inside is not AnonymousFunctionExpressionSyntax).Take(MaxNodes)
            .Any(node => node is AssignmentExpressionSyntax set && set.IsKind(SyntaxKind.SimpleAssignmentExpression) && set.SpanStart > condition.SpanStart
                && NameOf(set.Left) is { } written && asked.Contains(written) && (isKept ? !set.Right.DescendantNodesAndSelf().Any(part => part is IdentifierNameSyntax own && own.Identifier.ValueText == written) : set.Right.Kind() is SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression));
    }

    /// <summary>Whether there is something, or how old it is; all else is a flag, which counts where it is set for good.</summary>
    private static bool AsksWhatIsKept(ExpressionSyntax condition) => condition.DescendantNodesAndSelf().Any(node => node.IsKind(SyntaxKind.NullLiteralExpression)
        || node is IdentifierNameSyntax { Identifier.ValueText: "Now" or "UtcNow" or "Today" or "TickCount" or "Count" or "Length" or "HasValue" or "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "Any" });

    private static string? NameOf(ExpressionSyntax variable) => variable switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own => own.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Not a parameter, a loop's variable or a local of the region.</summary>
    private static bool IsOfAllTurns(string name, SyntaxNode region)
    {
        foreach (var node in region.DescendantNodes().Take(MaxNodes))
        {
            var declared = node switch
            {
                VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
                ParameterSyntax parameter => parameter.Identifier.ValueText,
                SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
                ForEachStatementSyntax each => each.Identifier.ValueText,
                _ => null,
            };
            if (declared == name)
                return false;
        }

        return true;
    }
}
