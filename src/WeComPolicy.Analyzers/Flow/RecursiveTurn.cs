using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>A method that calls itself for the next item of a list is a loop over the list: <c>Send(users[0]); Rest(users.Skip(1).ToList());</c></summary>
internal static class RecursiveTurn
{
    private const int MaxNodes = 4_000;

    /// <summary>The places in a method where it calls itself for the next item, looked for once and not for each call in it.</summary>
    private static readonly ConditionalWeakTable<MethodDeclarationSyntax, InvocationExpressionSyntax[]> Again = new();

    /// <summary>The method around a call, where each run of it is the turn of one item; what calls itself because it failed is no turn.</summary>
    public static LoopAround? Around(ExpressionSyntax call)
    {
        if (MemberAround.Of(call) is not MethodDeclarationSyntax { ParameterList.Parameters.Count: > 0 } method)
            return null;
        return Again.GetValue(method, Find).Any(again => !again.Span.Contains(call.Span)) ? LoopAround.OfRecursion(method) : null;
    }

    private static InvocationExpressionSyntax[] Find(MethodDeclarationSyntax method)
    {
        var parameters = method.ParameterList.Parameters;
        return method.DescendantNodes(inside => inside is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Take(MaxNodes).OfType<InvocationExpressionSyntax>()
            .Where(again => again.ArgumentList.Arguments is { Count: > 0 } given && given.Count <= parameters.Count
                && again.Expression is SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } && CallSyntax.NameOf(again.Expression) == method.Identifier.ValueText
                && !SelfRetry.Is(again) && given.Select((argument, index) => GoesOn(argument.Expression, parameters[index].Identifier.ValueText, method)).Any(goesOn => goesOn))
            .ToArray();
    }

    /// <summary><c>users.Skip(1)</c>, <c>users[1..]</c>, and <c>index + 1</c> where the index picks the item.</summary>
    private static bool GoesOn(ExpressionSyntax value, string parameter, MethodDeclarationSyntax method) => Wrapped.Value(value) switch
    {
        BinaryExpressionSyntax { Left: IdentifierNameSyntax counted } sum => (sum.IsKind(SyntaxKind.AddExpression) || sum.IsKind(SyntaxKind.SubtractExpression))
            && counted.Identifier.ValueText == parameter && method.DescendantNodes().Take(MaxNodes).Any(node => Picks(node, parameter)),
        ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax list, ArgumentList.Arguments: { Count: 1 } at } => list.Identifier.ValueText == parameter && at[0].Expression is RangeExpressionSyntax,
        InvocationExpressionSyntax rest => rest.DescendantNodes().Any(node => node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax list, Name.Identifier.ValueText: "Skip" or "GetRange" }
            && list.Identifier.ValueText == parameter),
        _ => false,
    };

    private static bool Picks(SyntaxNode node, string index) => node switch
    {
        ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } at } => at[0].Expression is IdentifierNameSyntax name && name.Identifier.ValueText == index,
        InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } at } call => CallSyntax.NameOf(call.Expression) == "ElementAt" && at[0].Expression is IdentifierNameSyntax name && name.Identifier.ValueText == index,
        _ => false,
    };
}
