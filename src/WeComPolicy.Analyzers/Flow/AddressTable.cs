using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Addresses that stand in a table of the project, where they are taken from it: <c>Urls["send"]</c>, <c>Urls[0]</c>, <c>Pair.Url</c>.</summary>
internal static class AddressTable
{
    private const int MaxItems = 200;

    private const int MaxTexts = 4;

    /// <summary>What the dictionary or array has under the key; where that is not constant, the first of all.</summary>
    public static IEnumerable<(ExpressionSyntax Value, SyntaxTree Tree)> At(ExpressionSyntax table, ExpressionSyntax key, SemanticModel model, CancellationToken cancellation)
    {
        if (Initial(table, model, cancellation) is not { } made || ItemsOf(made) is not { } items)
            return [];
        var wanted = model.GetConstantValue(key, cancellation);
        var there = Models.Of(model.Compilation, made.SyntaxTree);
        return items.Take(MaxItems).Select((item, place) => Entry(item, place, there, cancellation))
            .Where(entry => !wanted.HasValue || entry.Key is null || Equals(entry.Key, wanted.Value)).Take(MaxTexts).Select(entry => (entry.Value, made.SyntaxTree));
    }

    /// <summary>An element of a tuple that is written once.</summary>
    public static IEnumerable<(ExpressionSyntax Value, SyntaxTree Tree)> OfTuple(ExpressionSyntax tuple, IFieldSymbol element, SemanticModel model, CancellationToken cancellation)
    {
        if (Initial(tuple, model, cancellation) is not TupleExpressionSyntax made)
            return [];
        var place = element.ContainingType.TupleElements.IndexOf(element);
        return place >= 0 && place < made.Arguments.Count ? [(made.Arguments[place].Expression, made.SyntaxTree)] : [];
    }

    private static ExpressionSyntax? Initial(ExpressionSyntax variable, SemanticModel model, CancellationToken cancellation)
    {
        if (variable is not (IdentifierNameSyntax or MemberAccessExpressionSyntax) || model.GetSymbolInfo(variable, cancellation).Symbol is not { Kind: SymbolKind.Field or SymbolKind.Property or SymbolKind.Local, DeclaringSyntaxReferences.Length: 1 } symbol
            || !model.Compilation.ContainsSyntaxTree(symbol.DeclaringSyntaxReferences[0].SyntaxTree))
            return null;
        return InitialValue.Of(symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellation));
    }

    private static IEnumerable<ExpressionSyntax>? ItemsOf(ExpressionSyntax made) => made switch
    {
        BaseObjectCreationExpressionSyntax { Initializer: { } items } => items.Expressions,
        ArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions,
        ImplicitArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions,
        InitializerExpressionSyntax items => items.Expressions,
        CollectionExpressionSyntax list => list.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression),
        _ => null,
    };

    private static (object? Key, ExpressionSyntax Value) Entry(ExpressionSyntax item, int place, SemanticModel model, CancellationToken cancellation) => item switch
    {
        AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } key }, Right: var value } => (Constant(key[0].Expression, model, cancellation), value),
        InitializerExpressionSyntax { Expressions: { Count: 2 } pair } => (Constant(pair[0], model, cancellation), pair[1]),
        _ => (place, item),
    };

    private static object? Constant(ExpressionSyntax key, SemanticModel model, CancellationToken cancellation) => model.GetConstantValue(key, cancellation) is { HasValue: true, Value: var value } ? value : null;
}
