using Microsoft.CodeAnalysis;

namespace WeComPolicy.Analyzers.CodeFixes;

/// <summary>How a type is written at a place: alone where that means it, else in full.</summary>
internal static class TypeSpelling
{
    public static string At(SemanticModel model, int position, string @namespace, string name)
    {
        var known = model.LookupNamespacesAndTypes(position, name: name).Where(symbol => symbol is not INamedTypeSymbol { Arity: > 0 }).ToList();
        return known.Count == 1 && known[0].ContainingNamespace?.ToDisplayString() == @namespace ? name : $"{@namespace}.{name}";
    }
}
