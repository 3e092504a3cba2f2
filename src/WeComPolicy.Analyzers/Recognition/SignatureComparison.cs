using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Where a received signature is compared with a computed one, in whatever way.</summary>
internal static class SignatureComparison
{
    private const int MaxNodes = 4_000;

    /// <summary>The kinds a rule registers for.</summary>
    public static readonly SyntaxKind[] Kinds = [SyntaxKind.EqualsExpression, SyntaxKind.NotEqualsExpression, SyntaxKind.InvocationExpression];

    /// <summary>Whether the node compares signatures in a way that stops at the first difference.</summary>
    public static bool IsLeaky(SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        Sides(node) is var (left, right) && !IsFixedTime(node) && !(node is InvocationExpressionSyntax call && !IsOfFramework(NameOf(call.Expression)) && ComparesWhole(call, model, cancellation)) && AreSignatures(node, left, right, model, cancellation);

    /// <summary>Whether the node compares signatures at all.</summary>
    public static bool Is(SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        (IsFixedTime(node) && node is InvocationExpressionSyntax) || IsLeaky(node, model, cancellation);

    /// <summary>The names by which WeCom's callbacks call what they bring: msg_signature, echostr, encrypt.</summary>
    public static bool IsCallbackWord(string normalized) =>
        WeComWords.ContainsAny(normalized, "msgsig", "echostr", "msgencrypt", "encryptmsg", "encryptdata") || normalized is "encrypt";

    private static bool IsFixedTime(SyntaxNode node) =>
        node is InvocationExpressionSyntax call && WeComWords.ContainsAny(WeComWords.Normalize(NameOf(call.Expression)), "fixedtime", "constanttime", "timingsafe", "slowequals", "secureequal", "securecompare", "safeequal", "cryptographic");

    /// <summary>What is compared with what, in an operator, <c>Equals</c>, <c>Compare</c> or <c>SequenceEqual</c>.</summary>
    public static (ExpressionSyntax Left, ExpressionSyntax Right)? Sides(SyntaxNode node)
    {
        if (node is BinaryExpressionSyntax binary)
            return binary.IsKind(SyntaxKind.EqualsExpression) || binary.IsKind(SyntaxKind.NotEqualsExpression) ? (binary.Left, binary.Right) : null;
        if (node is not InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } call)
            return null;
        var isKnown = IsOfFramework(NameOf(call.Expression));
        if (!isKnown && !SaysEqual(NameOf(call.Expression)))
            return null;
        var receiver = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax when call.Parent is ConditionalAccessExpressionSyntax conditional => conditional.Expression,
            _ => null,
        };
        var isStatic = arguments.Count >= 2 && (receiver is null || !isKnown || IsTypeOrComparer(receiver));
        if (isStatic)
            return (arguments[0].Expression, arguments[1].Expression);
        return receiver is not null && arguments.Count >= 1 ? (receiver, arguments[0].Expression) : null;
    }

    private static bool IsOfFramework(string method) => method is "Equals" or "Compare" or "CompareOrdinal" or "CompareTo" or "SequenceEqual" or "ReferenceEquals" or "EqualsIgnoreCase";

    /// <summary>An extension, or a tool of the project's: <c>expected.EqualIgnoreCase(signature)</c>, <c>Tools.Same(a, b)</c>.</summary>
    private static bool SaysEqual(string method) => WeComWords.Normalize(method) is var name
        && (name.StartsWith("equal", StringComparison.Ordinal) || name.StartsWith("isequal", StringComparison.Ordinal) || name.StartsWith("same", StringComparison.Ordinal)
            || name.StartsWith("issame", StringComparison.Ordinal) || name.StartsWith("compare", StringComparison.Ordinal));

    /// <summary>A tool that looks at all of both sides, as its own source shows.</summary>
    private static bool ComparesWhole(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation) =>
        model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol method && method.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax(cancellation).DescendantNodes().Take(MaxNodes).Any(inner => inner.IsKind(SyntaxKind.ExclusiveOrExpression) || IsFixedTime(inner)));

    private static bool IsTypeOrComparer(ExpressionSyntax receiver) =>
        receiver.ToString() is "string" or "String" or "System.String" or "object" or "Object" or "Enumerable" or "System.Linq.Enumerable" or "MemoryExtensions"
        || receiver.ToString().StartsWith("StringComparer.", StringComparison.Ordinal);

    private static bool AreSignatures(SyntaxNode node, ExpressionSyntax left, ExpressionSyntax right, SemanticModel model, CancellationToken cancellation)
    {
        var leftName = NameBehind(left);
        var rightName = NameBehind(right);
        var isStrong = IsStrong(leftName) || IsStrong(rightName);
        if (!isStrong && !(IsComputed(leftName) && IsComputed(rightName)))
            return false;
        if (IsFixed(left) || IsFixed(right) || !MayBeText(left, model, cancellation) || !MayBeText(right, model, cancellation))
            return false;
        return WeComWords.ContainsAny(leftName, "msgsig") || WeComWords.ContainsAny(rightName, "msgsig") || StandsInCallback(node);
    }

    /// <summary>The name of a value, or where it says nothing the name of what was put into it: <c>var b = Encoding.UTF8.GetBytes(msgSignature)</c>.</summary>
    private static string NameBehind(ExpressionSyntax side)
    {
        var name = WeComWords.Normalize(LastName(side));
        return Wrapped.Value(side) is IdentifierNameSyntax local && !IsStrong(name) && !IsComputed(name) && Flow.MemberAround.Of(side) is { } member
            && Flow.Assigned.In(member).To(local.Identifier.ValueText) is { Count: 1 } values ? WeComWords.Normalize(LastName(values[0])) : name;
    }

    /// <summary>The received or the computed signature by name, misspelt as in the vendor's sample.</summary>
    private static bool IsStrong(string name) =>
        EndsWith(name, "signature") || EndsWith(name, "sigture") || EndsWith(name, "sinature") || EndsWith(name, "msgsig") || EndsWith(name, "signaturestr")
        || EndsWith(name, "signaturehex") || EndsWith(name, "msgsign") || name is "sign" or "sig" or "mysign" or "localsign" or "newsign";

    private static bool IsComputed(string name) =>
        WeComWords.ContainsAny(name, "hash", "sha1", "sign", "digest", "computed", "expected", "calculated", "actual");

    private static bool EndsWith(string name, string end) => name.EndsWith(end, StringComparison.Ordinal);

    private static bool IsFixed(ExpressionSyntax side) =>
        side is LiteralExpressionSyntax or DefaultExpressionSyntax or PrefixUnaryExpressionSyntax or PredefinedTypeSyntax
        || side.ToString() is "string.Empty" or "String.Empty";

    private static bool MayBeText(ExpressionSyntax side, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetConstantValue(side, cancellation).HasValue)
            return false;
        var type = model.GetTypeInfo(side, cancellation).Type;
        return type is null or IErrorTypeSymbol or IArrayTypeSymbol or IDynamicTypeSymbol || type.SpecialType is SpecialType.System_String or SpecialType.System_Object
            || type.Name is "StringValues" or "Span" or "ReadOnlySpan" or "JToken" or "JValue" or "StringBuilder" or "Memory" or "ReadOnlyMemory";
    }

    /// <summary>Nonce and timestamp are what a callback's signature is made of; with ciphertext it is not the one of official accounts.</summary>
    private static bool StandsInCallback(SyntaxNode node)
    {
        var member = node.Ancestors().FirstOrDefault(ancestor => ancestor is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or GlobalStatementSyntax);
        if (member is null)
            return false;
        bool hasNonce = false, hasTime = false, hasPayload = false;
        foreach (var token in member.DescendantTokens().Take(MaxNodes))
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken) && !token.IsKind(SyntaxKind.StringLiteralToken))
                continue;
            var name = WeComWords.Normalize(token.ValueText);
            hasNonce |= EndsWith(name, "nonce");
            hasTime |= EndsWith(name, "timestamp");
            hasPayload |= IsCallbackWord(name) || WeComWords.ContainsAny(name, "encrypt", "ciphertext", "receiveid");
        }

        return hasNonce && hasTime && (hasPayload || WeComPresence.In(node.SyntaxTree, CancellationToken.None));
    }

    private static string LastName(ExpressionSyntax expression)
    {
        for (var depth = 0; depth < 8; depth++)
        {
            expression = Wrapped.Value(expression);
            switch (expression)
            {
                case ConditionalAccessExpressionSyntax conditional:
                    expression = conditional.WhenNotNull is InvocationExpressionSyntax ? conditional.Expression : conditional.WhenNotNull;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } access }
                    when method is "ToString" or "ToLower" or "ToUpper" or "ToLowerInvariant" or "ToUpperInvariant" or "Trim" or "ToArray" or "FirstOrDefault" or "First" or "Replace":
                    expression = access.Expression;
                    break;
                case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } one } call
                    when one[0].Expression is not LiteralExpressionSyntax && NameOf(call.Expression) is "GetBytes" or "FromHexString" or "AsSpan":
                    expression = one[0].Expression;
                    break;
                case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } when arguments[0].Expression is LiteralExpressionSyntax { Token.ValueText: { Length: > 0 } key }:
                    return key;
                case ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } when arguments[0].Expression is LiteralExpressionSyntax { Token.ValueText: { Length: > 0 } key }:
                    return key;
                case InvocationExpressionSyntax call:
                    return NameOf(call.Expression);
                default:
                    return NameOf(expression);
            }
        }

        return "";
    }

    private static string NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => "",
    };
}
