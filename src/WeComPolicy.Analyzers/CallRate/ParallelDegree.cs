using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>How many turns of <c>Parallel.ForEach</c> and the like run side by side.</summary>
internal static class ParallelDegree
{
    public static double? Of(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation) =>
        Written(call) is { } value ? ConstantTime.Number(value, model, cancellation) : null;

    /// <summary>The value of <c>MaxDegreeOfParallelism</c>, in the call or where its options are made.</summary>
    public static ExpressionSyntax? Written(InvocationExpressionSyntax call)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is AnonymousFunctionExpressionSyntax)
                continue;
            if (Find(argument.Expression) is { } value)
                return value;
            if (argument.Expression is not IdentifierNameSyntax name || MemberAround.Of(call) is not { } member)
                continue;
            foreach (var write in Writes.In(member).To(name.Identifier.ValueText))
            {
                if (Find(write.Value) is { } kept)
                    return kept;
            }
        }

        return null;
    }

    private static ExpressionSyntax? Find(SyntaxNode node)
    {
        foreach (var inner in node.DescendantNodesAndSelf())
        {
            if (inner is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "MaxDegreeOfParallelism" } } assignment)
                return assignment.Right;
        }

        return null;
    }
}
