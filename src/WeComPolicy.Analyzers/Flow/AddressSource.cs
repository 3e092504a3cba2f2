using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// Addresses that a class gets from an object which it was made with: <c>base(config, new CorpSource())</c>, or from the options that its base
/// class is declared with: <c>OAuthHandler&lt;CorpOptions&gt;</c>.
/// </summary>
internal static class AddressSource
{
    private const int MaxTexts = 4;

    /// <summary>What <c>source.Token()</c> returns, where the class around says by which object the interface is filled.</summary>
    public static IEnumerable<(ExpressionSyntax Value, SyntaxTree Tree)> Returned(IMethodSymbol method, SyntaxNode? member, Compilation compilation, CancellationToken cancellation)
    {
        if (!method.Parameters.IsEmpty || method.ReturnType.SpecialType != SpecialType.System_String || method.ContainingType is not { } owner
            || !(method.IsAbstract || owner.TypeKind == TypeKind.Interface) || member?.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } type
            || !compilation.ContainsSyntaxTree(type.SyntaxTree))
            return [];
        var found = new List<(ExpressionSyntax, SyntaxTree)>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var maker in type.Members.OfType<ConstructorDeclarationSyntax>())
        {
            foreach (var argument in (maker.Initializer?.ArgumentList.Arguments ?? default).Where(argument => argument.Expression is ObjectCreationExpressionSyntax))
            {
                if (Models.Of(compilation, type.SyntaxTree).GetTypeInfo(argument.Expression, cancellation).Type is not INamedTypeSymbol made || !seen.Add(made) || !IsA(made, owner))
                    continue;
                foreach (var body in made.GetMembers(method.Name).OfType<IMethodSymbol>().Where(own => own.Parameters.IsEmpty).SelectMany(own => MemberAround.BodiesOf(own, cancellation)))
                {
                    if (compilation.ContainsSyntaxTree(body.SyntaxTree) && Result(body) is { } value && found.Count < MaxTexts)
                        found.Add((value, body.SyntaxTree));
                }
            }
        }

        return found;
    }

    /// <summary>What the options that the base class is declared with set a property to: <c>Options.TokenEndpoint</c>, whose own class may be missing.</summary>
    public static IEnumerable<(ExpressionSyntax Value, SyntaxTree Tree)> OfOptions(string property, SyntaxNode use, Compilation compilation, CancellationToken cancellation)
    {
        if (use.FirstAncestorOrSelf<ClassDeclarationSyntax>()?.BaseList is not { } bases || !compilation.ContainsSyntaxTree(use.SyntaxTree))
            return [];
        return bases.Types.Select(held => held.Type).OfType<GenericNameSyntax>().SelectMany(held => held.TypeArgumentList.Arguments)
            .Select(argument => Models.Of(compilation, use.SyntaxTree).GetTypeInfo(argument, cancellation).Type).OfType<INamedTypeSymbol>()
            .SelectMany(options => options.DeclaringSyntaxReferences).Select(reference => reference.GetSyntax(cancellation))
            .Where(options => compilation.ContainsSyntaxTree(options.SyntaxTree))
            .SelectMany(options => Writes.In(options).To(property).Where(write => write.Place is AssignmentExpressionSyntax).Select(write => (write.Value, options.SyntaxTree)))
            .Take(MaxTexts);
    }

    /// <summary>What a method of the project puts into the variable that it is handed to be filled: <c>Build(token, out url)</c>.</summary>
    public static IEnumerable<(ExpressionSyntax Value, SyntaxTree Tree)> Filled(string variable, SyntaxNode use, SyntaxNode member, SemanticModel model, CancellationToken cancellation)
    {
        foreach (var argument in Writes.In(member).Filling(variable).Where(argument => argument.SpanStart < use.SpanStart).Take(MaxTexts))
        {
            if (argument.Parent?.Parent is not InvocationExpressionSyntax call || model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol method
                || call.ArgumentList.Arguments.IndexOf(argument) is var index && index >= method.Parameters.Length)
                continue;
            foreach (var body in MemberAround.BodiesOf(method.OriginalDefinition, cancellation).Where(body => model.Compilation.ContainsSyntaxTree(body.SyntaxTree)))
            {
                foreach (var write in Writes.In(body).To(method.Parameters[index].Name).Take(MaxTexts))
                    yield return (write.Value, body.SyntaxTree);
            }
        }
    }

    private static bool IsA(INamedTypeSymbol made, INamedTypeSymbol owner)
    {
        if (owner.TypeKind == TypeKind.Interface)
            return made.AllInterfaces.Any(face => SymbolEqualityComparer.Default.Equals(face, owner));
        for (var at = made.BaseType; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at, owner))
                return true;
        }

        return false;
    }

    private static ExpressionSyntax? Result(SyntaxNode body) => body switch
    {
        MethodDeclarationSyntax { ExpressionBody.Expression: { } arrow } => arrow,
        MethodDeclarationSyntax { Body.Statements: { Count: 1 } statements } when statements[0] is ReturnStatementSyntax { Expression: { } value } => value,
        _ => null,
    };
}
