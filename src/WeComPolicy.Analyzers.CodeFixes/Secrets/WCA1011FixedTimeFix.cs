using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>WCA1011: compares with the framework's <c>FixedTimeEquals</c>, where the framework has it. A comparison of one's own is never written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WCA1011FixedTimeFix))]
[Shared]
public sealed class WCA1011FixedTimeFix : WeComCodeFix
{
    private const string Cryptography = "System.Security.Cryptography";

    private const string Operations = "CryptographicOperations";

    /// <summary>Creates the fix.</summary>
    public WCA1011FixedTimeFix()
        : base(RuleIdentifiers.LeakyComparison)
    {
    }

    /// <inheritdoc/>
    private protected override async Task<Document?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || model.Compilation.GetTypeByMetadataName($"{Cryptography}.{Operations}")?.GetMembers("FixedTimeEquals").IsEmpty != false)
            return null;
        if (Whole(node) is not var (whole, differs) || SignatureComparison.Sides(node) is not var (left, right) || IsInQuery(node, model, cancellation))
            return null;
        var ignoresCase = IgnoresCase(node);
        if (Bytes(left, ignoresCase, model, cancellation) is not { } first || Bytes(right, ignoresCase, model, cancellation) is not { } second)
            return null;
        var mended = SyntaxFactory.ParseExpression(
            $"{(differs ? "!" : "")}{TypeSpelling.At(model, node.SpanStart, Cryptography, Operations)}.FixedTimeEquals({first}, {second})", options: root.SyntaxTree.Options);
        return document.WithSyntaxRoot(root.ReplaceNode(whole, mended.WithTriviaFrom(whole).WithAdditionalAnnotations(Formatter.Annotation)));
    }

    /// <summary>The condition that the comparison is, and whether it is true of signatures that differ.</summary>
    private static (ExpressionSyntax Whole, bool Differs)? Whole(SyntaxNode node)
    {
        if (node is BinaryExpressionSyntax binary)
            return (binary, binary.IsKind(SyntaxKind.NotEqualsExpression));
        if (node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax or IdentifierNameSyntax } call)
            return null;
        if (CallSyntax.NameOf(call.Expression) is "Equals" or "SequenceEqual")
            return (call, false);
        // Compare tells the order; only "the same" and "not the same" have a twin.
        return CallSyntax.NameOf(call.Expression) is "Compare" or "CompareOrdinal" or "CompareTo" && call.Parent is BinaryExpressionSyntax order
            && order.Left == call && order.Right is LiteralExpressionSyntax { Token.Value: 0 }
            && (order.IsKind(SyntaxKind.EqualsExpression) || order.IsKind(SyntaxKind.NotEqualsExpression))
                ? (order, order.IsKind(SyntaxKind.NotEqualsExpression)) : null;
    }

    /// <summary>A database or a mocking library reads the comparison; it would not know what to do with another one.</summary>
    private static bool IsInQuery(SyntaxNode node, SemanticModel model, CancellationToken cancellation) => node.Ancestors().OfType<LambdaExpressionSyntax>()
        .Any(lambda => model.GetTypeInfo(lambda, cancellation).ConvertedType is { Name: "Expression", ContainingNamespace.Name: "Expressions" });

    private static bool IgnoresCase(SyntaxNode node)
    {
        if (node is not InvocationExpressionSyntax call)
            return false;
        var arguments = call.ArgumentList.Arguments;
        return CallSyntax.NameOf(CallSyntax.Receiver(call)).EndsWith("IgnoreCase", StringComparison.Ordinal)
            || (arguments.Count > 1 && (CallSyntax.NameOf(arguments.Last().Expression).EndsWith("IgnoreCase", StringComparison.Ordinal)
                || arguments.Last().Expression.IsKind(SyntaxKind.TrueLiteralExpression)));
    }

    private static string? Bytes(ExpressionSyntax side, bool ignoresCase, SemanticModel model, CancellationToken cancellation)
    {
        var type = model.GetTypeInfo(side, cancellation).Type;
        if (IsBytes(type))
            return ignoresCase ? null : side.WithoutTrivia().ToString();
        // A missing header or query value equals nothing, and must not end in an exception.
        var text = type switch
        {
            { SpecialType: SpecialType.System_String } => IsNeverNull(side, model, cancellation) ? side.WithoutTrivia().ToString() : $"{Operand(side)} ?? \"\"",
            { Name: "StringValues" } => $"{Operand(side)}.ToString()",
            _ => null,
        };
        if (text is null)
            return null;
        if (ignoresCase)
            text = $"{(text.EndsWith(" ?? \"\"", StringComparison.Ordinal) || !IsOperand(side) ? $"({text})" : text)}.ToUpperInvariant()";
        return $"{TypeSpelling.At(model, side.SpanStart, "System.Text", "Encoding")}.UTF8.GetBytes({text})";
    }

    private static bool IsBytes(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => true,
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments: { Length: 1 } of } => of[0].SpecialType == SpecialType.System_Byte,
        _ => false,
    };

    private static bool IsNeverNull(ExpressionSyntax side, SemanticModel model, CancellationToken cancellation) => side switch
    {
        InterpolatedStringExpressionSyntax => true,
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }
            when access.Name.Identifier.ValueText is "ToLower" or "ToUpper" or "ToLowerInvariant" or "ToUpperInvariant" or "Replace" or "Trim" or "ToHexString" or "ToHexStringLower" or "ToBase64String" => true,
        _ => model.GetTypeInfo(side, cancellation).Nullability.FlowState == NullableFlowState.NotNull,
    };

    private static bool IsOperand(ExpressionSyntax side) =>
        side is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax
            or InterpolatedStringExpressionSyntax;

    private static string Operand(ExpressionSyntax side) => IsOperand(side) ? side.WithoutTrivia().ToString() : $"({side.WithoutTrivia()})";
}
