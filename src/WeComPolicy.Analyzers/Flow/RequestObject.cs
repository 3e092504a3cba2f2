using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// Requests that are objects: one class for each operation, which alone says where it goes, in a member that it overrides, in an attribute,
/// or in what it hands to the constructor of its base. What sends it is written once and knows no address.
/// </summary>
internal sealed class RequestObject
{
    private const int MaxBases = 4;

    private const int MaxMembers = 200;

    private static readonly ConditionalWeakTable<ISymbol, RequestObject> ByType = new();

    private RequestObject(UrlText address) => Address = address;

    private UrlText Address { get; }

    /// <summary>The address that what a method is called on, or what it is handed, brings along, if it is one of WeCom.</summary>
    public static UrlText? AddressOf(InvocationExpressionSyntax call, ISymbol? symbol, SemanticModel model, SourceScope scope, CancellationToken cancellation)
    {
        if (symbol is not IMethodSymbol method)
            return null;
        if (CallSyntax.Receiver(call) is { } receiver and not BaseExpressionSyntax && OfValue(receiver, method, model, scope, cancellation) is { } own)
            return own;
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is not (LiteralExpressionSyntax or AnonymousFunctionExpressionSyntax) && OfValue(argument.Expression, null, model, scope, cancellation) is { } given)
                return given;
        }

        foreach (var type in method.TypeArguments)
        {
            if (OfType(type, scope, cancellation) is { } named)
                return named;
        }

        return null;
    }

    /// <summary>Members that may say where a request goes.</summary>
    public static bool MayNameAddress(string member) => WeComWords.ContainsAny(
        WeComWords.Normalize(member), "url", "uri", "path", "address", "endpoint", "route", "resource", "api", "action", "method", "service");

    private static UrlText? OfValue(ExpressionSyntax value, IMethodSymbol? called, SemanticModel model, SourceScope scope, CancellationToken cancellation)
    {
        value = Wrapped.Value(value);
        var type = model.GetTypeInfo(value, cancellation).Type;
        var made = value as BaseObjectCreationExpressionSyntax ?? MadeBy(value, model, cancellation);
        if (made is not null && model.GetTypeInfo(made, cancellation).Type is { } exact)
            type = exact;
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.Length: > 0 })
            return null;
        // A class that sends by itself is followed by itself.
        if (called is null || !SymbolEqualityComparer.Default.Equals(called.ContainingType.OriginalDefinition, type.OriginalDefinition))
        {
            if (OfType(type, scope, cancellation) is { } settled)
                return settled;
        }

        foreach (var argument in made?.ArgumentList?.Arguments ?? default)
        {
            if (UrlReader.Of(argument.Expression, model, null, cancellation) is var text && ApiAddress.MentionsApi(text.Text))
                return text;
        }

        return null;
    }

    /// <summary>Where a variable is made, if it is made once and in this file.</summary>
    private static BaseObjectCreationExpressionSyntax? MadeBy(ExpressionSyntax value, SemanticModel model, CancellationToken cancellation)
    {
        if (value is not IdentifierNameSyntax || model.GetSymbolInfo(value, cancellation).Symbol is not { Kind: SymbolKind.Local or SymbolKind.Field, DeclaringSyntaxReferences.Length: 1 } symbol
            || symbol.DeclaringSyntaxReferences[0] is not { } reference || reference.SyntaxTree != model.SyntaxTree)
            return null;
        return reference.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: { } first } ? Wrapped.Value(first) as BaseObjectCreationExpressionSyntax : null;
    }

    private static UrlText? OfType(ITypeSymbol type, SourceScope scope, CancellationToken cancellation)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } named || named.DeclaringSyntaxReferences.Length == 0
            || (named.BaseType is null or { SpecialType: not SpecialType.None } && named.Interfaces.IsEmpty && named.GetAttributes().IsEmpty))
            return null;
        var key = named.OriginalDefinition;
        if (!ByType.TryGetValue(key, out var known))
            known = ByType.GetValue(key, _ => new RequestObject(Read(named, scope, cancellation)));
        return known.Address == UrlText.Nothing ? null : known.Address;
    }

    private static UrlText Read(INamedTypeSymbol type, SourceScope scope, CancellationToken cancellation)
    {
        StringBuilder text = new(), names = new();
        var depth = 0;
        for (var at = type; at is not null && depth < MaxBases; at = at.BaseType, depth++)
        {
            foreach (var reference in at.DeclaringSyntaxReferences)
            {
                if (!scope.Holds(reference.SyntaxTree) || reference.GetSyntax(cancellation) is not TypeDeclarationSyntax declaration)
                    continue;
                var model = scope.ModelOf(reference.SyntaxTree);
                foreach (var value in Values(declaration))
                {
                    var read = UrlReader.Of(value, model, null, cancellation);
                    if (read.Text.IndexOf('/') < 0)
                        continue;
                    text.Append(read.Text).Append('\n');
                    names.Append(read.Names).Append(' ');
                }
            }

            // What derives says it; the base may have an example of its own.
            if (ApiAddress.MentionsApi(text.ToString()))
                return new UrlText(text.ToString(), names.ToString().Trim(), "", usesParameter: false);
        }

        return UrlText.Nothing;
    }

    private static IEnumerable<ExpressionSyntax> Values(TypeDeclarationSyntax type)
    {
        foreach (var argument in type.AttributeLists.SelectMany(list => list.Attributes).SelectMany(attribute => attribute.ArgumentList?.Arguments ?? default))
            yield return argument.Expression;
        foreach (var argument in type.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().SelectMany(made => made.ArgumentList.Arguments) ?? [])
            yield return argument.Expression;
        foreach (var member in type.Members.Take(MaxMembers))
        {
            var values = member switch
            {
                PropertyDeclarationSyntax property when Overrides(property.Modifiers) || MayNameAddress(property.Identifier.ValueText) => Results(property),
                MethodDeclarationSyntax { ParameterList.Parameters.Count: 0 } method when Overrides(method.Modifiers) || MayNameAddress(method.Identifier.ValueText) => Results(method),
                FieldDeclarationSyntax field => field.Declaration.Variables.Where(variable => MayNameAddress(variable.Identifier.ValueText)).Select(variable => variable.Initializer?.Value),
                ConstructorDeclarationSyntax made => (made.Initializer?.ArgumentList.Arguments.Select(argument => argument.Expression) ?? []).Concat(Set(made)),
                _ => [],
            };
            foreach (var value in values)
            {
                if (value is not null)
                    yield return value;
            }
        }
    }

    private static bool Overrides(SyntaxTokenList modifiers) => modifiers.Any(SyntaxKind.OverrideKeyword);

    /// <summary>What a constructor puts into members that are named after an address.</summary>
    private static IEnumerable<ExpressionSyntax?> Set(ConstructorDeclarationSyntax made) =>
        made.DescendantNodes().Take(MaxMembers * 10).OfType<AssignmentExpressionSyntax>().Where(set => MayNameAddress(CallSyntax.NameOf(set.Left))).Select(set => set.Right);

    private static IEnumerable<ExpressionSyntax?> Results(MemberDeclarationSyntax member)
    {
        if (member is PropertyDeclarationSyntax { Initializer: null, ExpressionBody: null, AccessorList: { } list } && list.Accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null))
            yield break;
        if (member is PropertyDeclarationSyntax { Initializer.Value: { } first })
            yield return first;
        foreach (var node in member.DescendantNodes().Take(MaxMembers))
        {
            if (node is ReturnStatementSyntax returned)
                yield return returned.Expression;
            else if (node is ArrowExpressionClauseSyntax arrow)
                yield return arrow.Expression;
        }
    }
}
