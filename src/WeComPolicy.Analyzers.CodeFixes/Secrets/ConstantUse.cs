using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>Where the language needs a constant, and what becomes of a constant that no place needs.</summary>
internal static class ConstantUse
{
    /// <summary>Attributes, default values, case labels, patterns: nothing that is read when the program runs may stand there.</summary>
    public static bool IsNeeded(SyntaxNode place)
    {
        foreach (var ancestor in place.Ancestors())
        {
            switch (ancestor)
            {
                case AttributeSyntax or CaseSwitchLabelSyntax or PatternSyntax or GotoStatementSyntax or EnumMemberDeclarationSyntax:
                case EqualsValueClauseSyntax { Parent: ParameterSyntax }:
                    return true;
                case AnonymousFunctionExpressionSyntax or StatementSyntax or MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Whether nothing in the solution needs the declared value to be a constant.</summary>
    /// <param name="document">Where it is declared.</param>
    /// <param name="declaration">A field or a local of one name.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static async Task<bool> MayGoAsync(Document document, SyntaxNode declaration, CancellationToken cancellation)
    {
        var variables = declaration switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables,
            LocalDeclarationStatementSyntax local => local.Declaration.Variables,
            _ => default,
        };
        if (variables.Count != 1)
            return false;
        var name = variables[0].Identifier.ValueText;
        if (declaration is LocalDeclarationStatementSyntax { Parent: { } block })
            return !NeedsConstant(block, declaration, name);
        foreach (var project in document.Project.Solution.Projects)
        {
            foreach (var other in project.Documents)
            {
                // By name: what cannot be told apart is left alone.
                var text = await other.GetTextAsync(cancellation).ConfigureAwait(false);
                if (text.ToString().IndexOf(name, StringComparison.Ordinal) < 0)
                    continue;
                if (await other.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root && NeedsConstant(root, declaration, name))
                    return false;
            }
        }

        return true;
    }

    /// <summary>A field becomes a property, read when it is asked for: a static field would be read when the type is first touched, in an order hard to see.</summary>
    public static SyntaxNode WithoutConst(SyntaxNode declaration)
    {
        switch (declaration)
        {
            case LocalDeclarationStatementSyntax local:
                var keyword = local.Modifiers.First(modifier => modifier.IsKind(SyntaxKind.ConstKeyword));
                return local.WithModifiers(local.Modifiers.Remove(keyword)).WithLeadingTrivia(local.GetLeadingTrivia());
            case FieldDeclarationSyntax field:
                var variable = field.Declaration.Variables[0];
                var isConst = field.Modifiers.IndexOf(SyntaxKind.ConstKeyword);
                var modifiers = field.Modifiers.Replace(field.Modifiers[isConst], SyntaxFactory.Token(SyntaxKind.StaticKeyword).WithTriviaFrom(field.Modifiers[isConst]));
                var value = variable.Initializer!;
                return SyntaxFactory.PropertyDeclaration(
                    field.AttributeLists, modifiers, field.Declaration.Type, null, variable.Identifier, null,
                    SyntaxFactory.ArrowExpressionClause(SyntaxFactory.Token(SyntaxKind.EqualsGreaterThanToken).WithTriviaFrom(value.EqualsToken), value.Value), null, field.SemicolonToken);
            default:
                return declaration;
        }
    }

    private static bool NeedsConstant(SyntaxNode scope, SyntaxNode declaration, string name)
    {
        foreach (var use in scope.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (use.Identifier.ValueText != name || (use.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(use.Span)))
                continue;
            if (IsNeeded(use) || use.Ancestors().Any(ancestor => ancestor is LocalDeclarationStatementSyntax { IsConst: true }
                || (ancestor is FieldDeclarationSyntax field && field.Modifiers.Any(SyntaxKind.ConstKeyword))))
                return true;
        }

        return false;
    }
}
