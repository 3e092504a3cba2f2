using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>The member whose body a node stands in: the unit of which facts are kept.</summary>
internal static class MemberAround
{
    private const int MaxClimb = 2_000;

    /// <summary>A method, constructor, accessor, property, field, local function, or the file for top-level statements.</summary>
    public static SyntaxNode? Of(SyntaxNode node, bool stopAtLocalFunctions = false)
    {
        var at = node;
        for (var climbed = 0; climbed < MaxClimb && at is not null; climbed++, at = at.Parent)
        {
            switch (at)
            {
                case BaseMethodDeclarationSyntax or BaseFieldDeclarationSyntax or BasePropertyDeclarationSyntax or CompilationUnitSyntax:
                    return at;
                case AccessorDeclarationSyntax { Parent.Parent: BasePropertyDeclarationSyntax property }:
                    return property;
                case LocalFunctionStatementSyntax when stopAtLocalFunctions:
                    return at;
                case BaseTypeDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The bodies of a method or property that is written in the compilation.</summary>
    public static IEnumerable<SyntaxNode> BodiesOf(ISymbol symbol, CancellationToken cancellation)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            var node = reference.GetSyntax(cancellation);
            if (node is AccessorDeclarationSyntax { Parent.Parent: BasePropertyDeclarationSyntax property })
                node = property;
            if (node is ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax arrow })
                node = arrow;
            if (HasBody(node))
                yield return node;
        }
    }

    private static bool HasBody(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        LocalFunctionStatementSyntax function => function.Body is not null || function.ExpressionBody is not null,
        PropertyDeclarationSyntax property => property.ExpressionBody is not null
            || (property.AccessorList is { } list && list.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null)),
        _ => false,
    };
}
