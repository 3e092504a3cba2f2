using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Callbacks that take any certificate.</summary>
internal static class AcceptAll
{
    /// <summary>The member that decides about certificates.</summary>
    public static bool IsCallback(string member) => member is "ServerCertificateCustomValidationCallback" or "ServerCertificateValidationCallback"
        or "RemoteCertificateValidationCallback" or "CertificateValidationCallback" or "CertificateCustomValidationCallback";

    public static bool Is(ExpressionSyntax value, SemanticModel model, CancellationToken cancellation)
    {
        value = Wrapped.Value(value);
        switch (value)
        {
            case LambdaExpressionSyntax { ExpressionBody: { } result }:
                return IsTrue(result);
            case AnonymousFunctionExpressionSyntax { Block: { } block }:
                return ReturnsTrueOnly(block);
            case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments }:
                return Is(arguments[0].Expression, model, cancellation);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "DangerousAcceptAnyServerCertificateValidator" }:
                return true;
            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                return IsMethod(value, model, cancellation);
            default:
                return false;
        }
    }

    private static bool IsMethod(ExpressionSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        var info = model.GetSymbolInfo(name, cancellation);
        var symbol = info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null);
        // Kept in a field or variable: static readonly Func<…> AcceptAny = (…) => true
        if (symbol is IFieldSymbol or IPropertySymbol or ILocalSymbol)
        {
            return symbol.DeclaringSyntaxReferences.Any(reference => model.Compilation.ContainsSyntaxTree(reference.SyntaxTree)
                && Flow.InitialValue.Of(reference.GetSyntax(cancellation)) is { } value && Wrapped.Value(value) is AnonymousFunctionExpressionSyntax kept && Is(kept, model, cancellation));
        }

        if (symbol is not IMethodSymbol method || !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, model.Compilation.Assembly))
            return false;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            switch (reference.GetSyntax(cancellation))
            {
                case MethodDeclarationSyntax { ExpressionBody.Expression: { } result }:
                    return IsTrue(result);
                case MethodDeclarationSyntax { Body: { } block }:
                    return ReturnsTrueOnly(block);
                case LocalFunctionStatementSyntax { Body: { } block }:
                    return ReturnsTrueOnly(block);
            }
        }

        return false;
    }

    /// <summary><c>true</c>, also <c>errors == None || true</c>.</summary>
    private static bool IsTrue(ExpressionSyntax value) => Wrapped.Value(value) switch
    {
        BinaryExpressionSyntax either when either.IsKind(SyntaxKind.LogicalOrExpression) => IsTrue(either.Right) || IsTrue(either.Left),
        { } plain => plain.IsKind(SyntaxKind.TrueLiteralExpression),
    };

    private static bool ReturnsTrueOnly(BlockSyntax block)
    {
        var hasReturn = false;
        foreach (var node in block.DescendantNodes().Take(500))
        {
            if (node is ReturnStatementSyntax returned)
            {
                if (returned.Expression is not { } value || !IsTrue(value))
                    return false;
                hasReturn = true;
            }
        }

        return hasReturn;
    }
}
