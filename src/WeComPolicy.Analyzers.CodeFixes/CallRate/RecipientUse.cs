using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CodeFixes.CallRate;

/// <summary>Whether a user id ends as <c>touser</c> of a message and nowhere else: there, and only there, many may stand in its place.</summary>
internal sealed class RecipientUse
{
    private const int MaxDepth = 4;

    private const int MaxNodes = 5_000;

    private readonly Compilation _compilation;

    private readonly CancellationToken _cancellation;

    public RecipientUse(Compilation compilation, CancellationToken cancellation)
    {
        _compilation = compilation;
        _cancellation = cancellation;
    }

    public bool IsSure(ExpressionSyntax use) => IsSure(use, MaxDepth);

    private bool IsSure(ExpressionSyntax use, int depth)
    {
        var model = _compilation.GetSemanticModel(use.SyntaxTree);
        if (SecretUse.TextBefore(use) is { } before)
            return WeComWords.Normalize(before).EndsWith("touser", StringComparison.Ordinal);
        if (use.Parent is not ArgumentSyntax { Parent: BaseArgumentListSyntax { Parent: { } call } } argument)
            return StringTarget.Of(use, model, _cancellation) is { Name: "touser" };
        if (model.GetSymbolInfo(call, _cancellation).Symbol is not IMethodSymbol method || ParameterOf(argument, call, method) is not { } parameter)
            return false;
        // Senparc.Weixin.Work hands its parameter on as it is.
        if (method.ContainingType is { Name: "MassApi" } api && api.ContainingNamespace.ToDisplayString() == "Senparc.Weixin.Work.AdvancedAPIs")
            return WeComWords.Normalize(parameter.Name) == "touser";
        return depth > 0 && HandsOn(method, parameter, depth - 1);
    }

    /// <summary>A method of the project that does nothing with its parameter but put it there.</summary>
    private bool HandsOn(IMethodSymbol method, IParameterSymbol parameter, int depth)
    {
        if (method.IsVirtual || method.IsAbstract || method.DeclaringSyntaxReferences.Length != 1
            || !_compilation.ContainsSyntaxTree(method.DeclaringSyntaxReferences[0].SyntaxTree))
            return false;
        var body = method.DeclaringSyntaxReferences[0].GetSyntax(_cancellation);
        var found = false;
        foreach (var node in body.DescendantNodes().Take(MaxNodes))
        {
            if (node is not IdentifierNameSyntax name || name.Identifier.ValueText != parameter.Name || name.Parent is NameColonSyntax or NameEqualsSyntax
                || (name.Parent is MemberAccessExpressionSyntax access && access.Name == name) || IsTestedOnly(name))
                continue;
            if (!SymbolEqualityComparer.Default.Equals(_compilation.GetSemanticModel(name.SyntaxTree).GetSymbolInfo(name, _cancellation).Symbol?.OriginalDefinition, parameter.OriginalDefinition))
                continue;
            if (!IsSure(name, depth))
                return false;
            found = true;
        }

        return found;
    }

    private static bool IsTestedOnly(ExpressionSyntax use) =>
        use.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } }
        && CallSyntax.NameOf(call.Expression) is "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "ThrowIfNull" or "ThrowIfNullOrEmpty" or "ThrowIfNullOrWhiteSpace" or "nameof";

    private static IParameterSymbol? ParameterOf(ArgumentSyntax argument, SyntaxNode call, IMethodSymbol method)
    {
        if (argument.NameColon is { } named)
            return method.Parameters.FirstOrDefault(parameter => parameter.Name == named.Name.Identifier.ValueText);
        var arguments = call switch
        {
            InvocationExpressionSyntax invocation => invocation.ArgumentList.Arguments,
            BaseObjectCreationExpressionSyntax { ArgumentList: { } list } => list.Arguments,
            _ => default,
        };
        var index = arguments.IndexOf(argument);
        return index >= 0 && index < method.Parameters.Length && !method.Parameters[index].IsParams ? method.Parameters[index] : null;
    }
}
