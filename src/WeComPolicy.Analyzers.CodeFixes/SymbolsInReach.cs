using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.CodeFixes;

/// <summary>The variables, parameters, fields and properties that code at a place may read by their bare names, nearest first.</summary>
internal static class SymbolsInReach
{
    public static IEnumerable<(string Name, ITypeSymbol Type)> Of(SyntaxNode place, SemanticModel model)
    {
        var hasInstance = HasInstance(place);
        var found = new List<(int Distance, string Name, ITypeSymbol Type)>();
        foreach (var symbol in model.LookupSymbols(place.SpanStart))
        {
            switch (symbol)
            {
                case ILocalSymbol local when IsDeclaredBefore(local, place):
                    found.Add((0, local.Name, local.Type));
                    break;
                case IParameterSymbol parameter:
                    found.Add((parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? 1 : 0, parameter.Name, parameter.Type));
                    break;
                case IFieldSymbol { IsImplicitlyDeclared: false } field when (field.IsStatic || hasInstance) && !field.IsConst:
                    found.Add((2, field.Name, field.Type));
                    break;
                case IPropertySymbol { IsIndexer: false, GetMethod: not null } property when property.IsStatic || hasInstance:
                    found.Add((2, property.Name, property.Type));
                    break;
            }
        }

        return found.OrderBy(symbol => symbol.Distance).ThenBy(symbol => symbol.Name, StringComparer.Ordinal).Select(symbol => (symbol.Name, symbol.Type));
    }

    private static bool IsDeclaredBefore(ILocalSymbol local, SyntaxNode place) =>
        local.DeclaringSyntaxReferences.Length == 1 && local.DeclaringSyntaxReferences[0] is var declared
        && declared.SyntaxTree == place.SyntaxTree && declared.Span.End < place.SpanStart;

    /// <summary>Not in static code, and not where a field or property gets its first value.</summary>
    private static bool HasInstance(SyntaxNode place)
    {
        foreach (var ancestor in place.Ancestors())
        {
            switch (ancestor)
            {
                case LocalFunctionStatementSyntax function when function.Modifiers.Any(SyntaxKind.StaticKeyword):
                case AnonymousFunctionExpressionSyntax lambda when lambda.Modifiers.Any(SyntaxKind.StaticKeyword):
                case ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax or AttributeSyntax:
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax }:
                    return false;
                case MemberDeclarationSyntax member and not GlobalStatementSyntax:
                    return member is not BaseFieldDeclarationSyntax && !member.Modifiers.Any(SyntaxKind.StaticKeyword);
            }
        }

        return false;
    }
}
