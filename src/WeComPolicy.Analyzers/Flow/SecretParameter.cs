using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Parameters that end as <c>corpsecret</c> in a request for a token, also through further methods of the project.</summary>
internal sealed class SecretParameter
{
    private const int MaxDepth = 4;

    private const int MaxNodes = 20_000;

    private const int MaxUses = 200;

    private static readonly ConditionalWeakTable<Compilation, SecretParameter> ByCompilation = new();

    private readonly Compilation _compilation;

    private readonly ConcurrentDictionary<(IMethodSymbol, int, int), bool> _known = new();

    private SecretParameter(Compilation compilation) => _compilation = compilation;

    public static SecretParameter In(Compilation compilation) => ByCompilation.GetValue(compilation, key => new SecretParameter(key));

    /// <summary>Whether a literal is handed over as a secret: by itself, or under the name of the variable that holds it.</summary>
    public bool Gets(ExpressionSyntax literal, CancellationToken cancellation)
    {
        if (Takes(literal, 0, cancellation))
            return true;
        if (Holder(literal) is not { } holder)
            return false;
        var trees = holder.IsShared ? _compilation.SyntaxTrees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal) : Enumerable.Repeat(literal.SyntaxTree, 1);
        var uses = 0;
        foreach (var tree in trees)
        {
            cancellation.ThrowIfCancellationRequested();
            if (tree.GetText(cancellation).ToString().IndexOf(holder.Name, StringComparison.Ordinal) < 0)
                continue;
            foreach (var node in tree.GetRoot(cancellation).DescendantNodes())
            {
                if (node is not IdentifierNameSyntax name || name.Identifier.ValueText != holder.Name)
                    continue;
                if (++uses > MaxUses)
                    return false;
                ExpressionSyntax read = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
                if (read.Parent is ArgumentSyntax && Binds(name, holder.Declaration, cancellation) && Takes(read, 0, cancellation))
                    return true;
            }
        }

        return false;
    }

    private bool Binds(IdentifierNameSyntax name, SyntaxNode declaration, CancellationToken cancellation)
    {
        var symbol = Models.Of(_compilation, name.SyntaxTree).GetSymbolInfo(name, cancellation).Symbol;
        return symbol is not null && symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == declaration.SyntaxTree && reference.Span == declaration.Span);
    }

    /// <summary>The value is the argument of a parameter that ends so.</summary>
    private bool Takes(ExpressionSyntax value, int depth, CancellationToken cancellation)
    {
        if (value.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax or ObjectCreationExpressionSyntax } list } argument)
            return false;
        var info = Models.Of(_compilation, value.SyntaxTree).GetSymbolInfo(list.Parent!, cancellation);
        if ((info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null)) is not IMethodSymbol method)
            return false;
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        var ordinal = argument.NameColon is { } named ? method.Parameters.FirstOrDefault(parameter => parameter.Name == named.Name.Identifier.ValueText)?.Ordinal ?? -1
            : list.Arguments.IndexOf(argument);
        return ordinal >= 0 && ordinal < method.Parameters.Length && EndsAsSecret(method, ordinal, depth, cancellation);
    }

    private bool EndsAsSecret(IMethodSymbol method, int ordinal, int depth, CancellationToken cancellation)
    {
        if (depth > MaxDepth || !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, _compilation.Assembly))
            return false;
        if (_known.TryGetValue((method, ordinal, depth), out var known))
            return known;
        return _known.GetOrAdd((method, ordinal, depth), Find(method, ordinal, depth, cancellation));
    }

    private bool Find(IMethodSymbol method, int ordinal, int depth, CancellationToken cancellation)
    {
        var name = method.Parameters[ordinal].Name;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (!_compilation.ContainsSyntaxTree(reference.SyntaxTree))
                continue;
            var model = Models.Of(_compilation, reference.SyntaxTree);
            foreach (var node in reference.GetSyntax(cancellation).DescendantNodes().Take(MaxNodes))
            {
                if (node is not IdentifierNameSyntax use || use.Identifier.ValueText != name || use.Parent is MemberAccessExpressionSyntax access && access.Name == use)
                    continue;
                if (SecretUse.TextBefore(use) is { } before && before.EndsWith("secret=", StringComparison.OrdinalIgnoreCase) && SecretName.SaysAppSecret(LastName(before)))
                    return true;
                if (StringTarget.Of(use, model, cancellation) is { } target && SecretName.SaysAppSecret(target.Name) && target.Name != WeComWords.Normalize(name))
                    return true;
                if (Takes(use, depth + 1, cancellation))
                    return true;
            }
        }

        return false;
    }

    private static string LastName(string before)
    {
        var end = before.Length - 1;
        var start = end;
        while (start > 0 && (char.IsLetterOrDigit(before[start - 1]) || before[start - 1] == '_'))
            start--;
        return WeComWords.Normalize(before.Substring(start, end - start));
    }

    private static (string Name, SyntaxNode Declaration, bool IsShared)? Holder(ExpressionSyntax literal) => literal.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } local } => (local.Identifier.ValueText, local, false),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } variable } =>
            (variable.Identifier.ValueText, variable, field.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword)),
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => (property.Identifier.ValueText, property, true),
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => (property.Identifier.ValueText, property, true),
        _ => null,
    };
}
