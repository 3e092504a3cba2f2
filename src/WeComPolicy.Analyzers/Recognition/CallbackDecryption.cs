using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Where the ciphertext of a callback is decrypted, and whether its signature was looked at on the way.</summary>
internal sealed class CallbackDecryption
{
    private const int MaxDepth = 4;

    private const int MaxNodes = 5_000;

    private const int MaxCalls = 64;

    private static readonly ConditionalWeakTable<Compilation, CallbackDecryption> ByCompilation = new();

    private readonly Compilation _compilation;

    private readonly ConcurrentDictionary<(SyntaxNode, int), bool> _verifies = new();

    private CallbackDecryption(Compilation compilation) => _compilation = compilation;

    public static CallbackDecryption Of(Compilation compilation) => ByCompilation.GetValue(compilation, key => new CallbackDecryption(key));

    /// <summary>Whether a call decrypts what a callback brought, without looking at the signature itself.</summary>
    public bool Decrypts(InvocationExpressionSyntax call, CancellationToken cancellation)
    {
        var name = WeComWords.Normalize(NameOf(call.Expression));
        if (name is "deserializeeventfromxml" or "deserializeeventfromjson")
            return true;
        if (!(name.Contains("decrypt") || DecryptsBelow(call, cancellation)) || IsAnotherCipher(call) || MemberOf(call) is not { } member)
            return false;
        var evidence = EvidenceOf(member);
        if (evidence == Evidence.None || (evidence == Evidence.Payload && name == "createdecryptor"))
            return false;
        if (call.ArgumentList.Arguments.Any(argument => NamesSignature(argument.Expression)) || HandsSignatureOn(call, member))
            return false;
        // The vendor's class looks at the signature itself; with fewer arguments it is somebody's namesake.
        if (name is "decryptmsg" or "decryptjsonmsg" && call.ArgumentList.Arguments.Count >= 4)
            return false;
        return !Callees(call, cancellation).Any(body => Verifies(body, MaxDepth - 1, cancellation));
    }

    /// <summary>What the callback brought is handed to a method of the project that decrypts it: <c>service.Decode(body.Encrypt)</c>.</summary>
    private bool DecryptsBelow(InvocationExpressionSyntax call, CancellationToken cancellation) =>
        call.ArgumentList.Arguments.Any(argument => argument.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax && WeComWords.Normalize(NameOf(argument.Expression)) is "encrypt" or "echostr" or "msgencrypt")
        && Callees(call, cancellation).Any(body => body.DescendantNodes().Take(MaxNodes).OfType<InvocationExpressionSyntax>()
            .Any(inner => WeComWords.Normalize(NameOf(inner.Expression)).Contains("decrypt") && !IsAnotherCipher(inner)));

    /// <summary>Whether the member around a call, or a member of its type that calls this one, looks at the signature.</summary>
    public bool IsVerified(InvocationExpressionSyntax call, CancellationToken cancellation)
    {
        if (MemberOf(call) is not { } member)
            return true;
        if (Verifies(member, MaxDepth, cancellation))
            return true;
        var name = member switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            _ => null,
        };
        if (name is null || member.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return false;
        foreach (var other in type.Members)
        {
            if (other != member && !other.Contains(member) && CallsByName(other, name) && Verifies(other, MaxDepth, cancellation))
                return true;
        }

        // Whoever only opens what a caller hands over leaves the check to the caller.
        return EvidenceOf(member) == Evidence.Payload && !HandlesRequest(member) && !NameOf(call.Expression).StartsWith("DeserializeEvent", StringComparison.Ordinal);
    }

    /// <summary>The signature came along and was left lying, nobody asked for it, or the library is known to leave it to its caller.</summary>
    public static bool IsSure(InvocationExpressionSyntax call) =>
        NameOf(call.Expression).StartsWith("DeserializeEvent", StringComparison.Ordinal)
        || (MemberOf(call) is { } member && (EvidenceOf(member) == Evidence.Signature || (AnswersRequest(member) && !IsFiltered(member))));

    /// <summary>The method that a web framework calls with what was posted.</summary>
    private static bool AnswersRequest(SyntaxNode member) =>
        member is CompilationUnitSyntax
        || (member is MethodDeclarationSyntax method && (method.Modifiers.Any(SyntaxKind.PublicKeyword) || method.Modifiers.Any(SyntaxKind.ProtectedKeyword)) && HandlesRequest(member));

    /// <summary>A filter may have looked at the signature before.</summary>
    private static bool IsFiltered(SyntaxNode member)
    {
        var type = member.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return ((member as MethodDeclarationSyntax)?.AttributeLists ?? default).Concat(type?.AttributeLists ?? default).SelectMany(list => list.Attributes)
            .Any(attribute => WeComWords.ContainsAny(WeComWords.Normalize(attribute.Name.ToString()), "sign", "verif", "filter", "check", "valid", "middleware"));
    }

    private enum Evidence
    {
        None,
        Payload,
        Signature,
    }

    private static Evidence EvidenceOf(SyntaxNode member)
    {
        var found = Evidence.None;
        foreach (var token in member.DescendantTokens().Take(MaxNodes))
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken) && !token.IsKind(SyntaxKind.StringLiteralToken))
                continue;
            var name = WeComWords.Normalize(token.ValueText);
            if (WeComWords.ContainsAny(name, "msgsig", "echostr"))
                return Evidence.Signature;
            if (SignatureComparison.IsCallbackWord(name) || name is "xmlencrypt")
                found = Evidence.Payload;
        }

        return found;
    }

    private static bool HandlesRequest(SyntaxNode member) =>
        member is CompilationUnitSyntax
        || (member is MethodDeclarationSyntax method && method.AttributeLists.Any(list => list.Attributes.Any(attribute => attribute.Name.ToString().StartsWith("Http", StringComparison.Ordinal))))
        || member.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && type.Identifier.ValueText.EndsWith("Controller", StringComparison.Ordinal)
        || member.DescendantTokens().Take(MaxNodes).Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "Request" or "HttpContext" or "HttpRequest");

    private bool Verifies(SyntaxNode member, int depth, CancellationToken cancellation)
    {
        if (_verifies.TryGetValue((member, depth), out var known))
            return known;
        var model = Models.Of(_compilation, member.SyntaxTree);
        var calls = 0;
        var found = false;
        foreach (var node in member.DescendantNodes().Take(MaxNodes))
        {
            if (SignatureComparison.Is(node, model, cancellation) || (node is InvocationExpressionSyntax named && IsVerificationByName(named) && !IsAnswerDropped(named, model, cancellation)))
            {
                found = true;
                break;
            }
        }

        if (!found && depth > 0)
        {
            foreach (var call in member.DescendantNodes().Take(MaxNodes).OfType<InvocationExpressionSyntax>())
            {
                if (++calls > MaxCalls)
                    break;
                // Only a callee that is handed the signature can look at it.
                if (call.ArgumentList.Arguments.Any(argument => NamesSignature(argument.Expression)) && !IsAnswerDropped(call, model, cancellation) && Callees(call, cancellation).Any(body => body != member && Verifies(body, depth - 1, cancellation)))
                {
                    found = true;
                    break;
                }
            }
        }

        return _verifies.GetOrAdd((member, depth), found);
    }

    private static bool IsVerificationByName(InvocationExpressionSyntax call)
    {
        var name = WeComWords.Normalize(NameOf(call.Expression));
        if (WeComWords.ContainsAny(name, "verify", "check", "valid", "ensure", "assert", "match", "auth") && WeComWords.ContainsAny(name, "sign", "sig", "sinature", "url", "echo"))
            return !WeComWords.ContainsAny(name, "design", "assign");
        return name is "decryptmsg" or "decryptjsonmsg" && call.ArgumentList.Arguments.Count >= 4;
    }

    /// <summary><c>Check(signature, …);</c>: the method says yes or no, and nobody listens.</summary>
    private static bool IsAnswerDropped(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation) =>
        (call.Parent is ExpressionStatementSyntax or AwaitExpressionSyntax { Parent: ExpressionStatementSyntax }
            || (call.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } }))
        && model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { ReturnType: var type }
        && AwaitedType.Of(type).SpecialType == SpecialType.System_Boolean;

    private IEnumerable<SyntaxNode> Callees(InvocationExpressionSyntax call, CancellationToken cancellation)
    {
        var info = Models.Of(_compilation, call.SyntaxTree).GetSymbolInfo(call, cancellation);
        var symbol = info.Symbol ?? (info.CandidateSymbols.Length > 0 ? info.CandidateSymbols[0] : null);
        if (symbol is null || !SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _compilation.Assembly))
            yield break;
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (_compilation.ContainsSyntaxTree(reference.SyntaxTree))
                yield return reference.GetSyntax(cancellation);
        }
    }

    private static bool CallsByName(SyntaxNode member, string name) =>
        member.DescendantNodes().Take(MaxNodes).OfType<InvocationExpressionSyntax>().Any(call => NameOf(call.Expression) == name);

    /// <summary><c>request.Body.msg_signature = …; service.Decrypt(request)</c>: the other side can look.</summary>
    private static bool HandsSignatureOn(InvocationExpressionSyntax call, SyntaxNode member) =>
        member.DescendantNodes().Take(MaxNodes).OfType<AssignmentExpressionSyntax>().Any(set => set.Left is MemberAccessExpressionSyntax part && NamesSignature(part.Name)
            && part.DescendantNodes().OfType<IdentifierNameSyntax>().FirstOrDefault() is { } owner
            && call.ArgumentList.Arguments.Any(argument => argument.Expression is IdentifierNameSyntax handed && handed.Identifier.ValueText == owner.Identifier.ValueText));

    private static bool NamesSignature(ExpressionSyntax argument) =>
        WeComWords.ContainsAny(WeComWords.Normalize(argument.ToString()), "signature", "msgsig", "sigture", "sinature");

    /// <summary>Passwords, cookies, payment and the archive are decrypted as well.</summary>
    private static bool IsAnotherCipher(InvocationExpressionSyntax call) =>
        WeComWords.ContainsAny(WeComWords.Normalize(call.Expression.ToString()), "rsa", "cookie", "password", "protect", "pay", "resource", "chatdata", "decryptdata", "des", "ticket");

    private static SyntaxNode? MemberOf(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(ancestor => ancestor is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or GlobalStatementSyntax)
        switch
        {
            GlobalStatementSyntax { Parent: { } file } => file,
            var member => member,
        };

    private static string NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => "",
    };
}
