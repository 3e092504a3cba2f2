using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>WCA2003: a token is fetched for each call or item, although it holds for two hours.</summary>
public sealed class WCA2003UncachedToken : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.UncachedToken, RuleCategory.CallRate, DiagnosticSeverity.Warning);

    private const int MaxDerived = 16;

    /// <summary>Creates the rule.</summary>
    public WCA2003UncachedToken()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var facts = CallFacts.Of(context.Compilation, context.Options, context.CancellationToken);
        context.RegisterSyntaxNodeAction(node => Analyze(node, facts), SyntaxKind.InvocationExpression, SyntaxKind.IdentifierName);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var node = context.Node;
        var cancellation = context.CancellationToken;
        if (node is IdentifierNameSyntax name && (name.Parent is InvocationExpressionSyntax || !BodyReader.MayFetch(name)))
            return;
        if (MemberAround.Of(node) is not { } member || facts.EdgeAt(node, cancellation) is not { } edge)
        {
            if (node is InvocationExpressionSyntax unbound && NewTokenArgument(unbound, null) is not null)
                ReportForced(context, unbound);
            return;
        }

        if (node is InvocationExpressionSyntax call && NewTokenArgument(call, edge.Symbol as IMethodSymbol) is not null && facts.Direct(edge, cancellation) is null)
        {
            ReportForced(context, call);
            return;
        }

        var fetches = facts.CallsOf(edge, Reach.UncachedToken, cancellation);
        if (fetches.IsEmpty || (CacheGuard.Guards(node, member) && !RequestStore.IsAllThatKeeps(member)) || !OnlyToken(edge, facts, cancellation))
            return;
        if (Repeats(node, member, edge, facts, cancellation) is { } confidence)
        {
            if (fetches[0].Confidence == Confidence.Heuristic || TestCode.Holds(node) || IsToldBelow(edge, facts, cancellation))
                confidence = Confidence.Heuristic;
            context.ReportDiagnostic(Rule.Report(node.GetLocation(), confidence, Endpoints.Describe(fetches[0].Endpoint)));
        }
    }

    private static void ReportForced(SyntaxNodeAnalysisContext context, InvocationExpressionSyntax call)
    {
        if (MemberAround.Of(call) is { } member && CacheGuard.Guards(call, member))
            return;
        if (SurroundingsReader.Of(call, null, context.CancellationToken) != Surroundings.WeCom)
            return;
        var sure = !TestCode.Holds(call);
        context.ReportDiagnostic(Rule.Report(call.GetLocation(), sure ? Confidence.Proof : Confidence.Heuristic, Endpoints.Describe(WeComEndpoint.Token)));
    }

    /// <summary><c>GetToken(corpId, secret, true)</c>, <c>GetToken(…, getNewToken: true)</c></summary>
    internal static ArgumentSyntax? NewTokenArgument(InvocationExpressionSyntax call, IMethodSymbol? method)
    {
        var name = WeComWords.Normalize(CallSyntax.NameOf(call.Expression));
        if (!WeComWords.ContainsAny(name, "gettoken", "getaccesstoken", "gettokenresult", "getticket", "getaccesstokenresult"))
            return null;
        var arguments = call.ArgumentList.Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].Expression.IsKind(SyntaxKind.TrueLiteralExpression))
                continue;
            var parameter = arguments[i].NameColon?.Name.Identifier.ValueText ?? (method is not null && i < method.Parameters.Length ? method.Parameters[i].Name : null);
            if (parameter is not null)
            {
                return (method is null || !WeComWords.ContainsAny(method.ContainingNamespace?.ToDisplayString() ?? "", "Weixin.MP", "WxOpen"))
                    && !(WeComWords.ContainsAny(name, "accesstoken") && CallSyntax.NameOf(CallSyntax.Receiver(call)).EndsWith("Container", StringComparison.Ordinal))
                    && WeComWords.ContainsAny(WeComWords.Normalize(parameter), "new", "force", "refresh") ? arguments[i] : null;
            }

            // Senparc's order, when the package is missing; its containers for official accounts say "AccessToken".
            return i == 2 && !WeComWords.ContainsAny(name, "accesstoken") && arguments.Count == 3 && WeComWords.ContainsAny(WeComWords.Normalize(CallSyntax.NameOf(CallSyntax.Receiver(call))), "container", "tokenmanager")
                ? arguments[i] : null;
        }

        return null;
    }

    private static bool OnlyToken(CallEdge edge, CallFacts facts, CancellationToken cancellation)
    {
        foreach (var call in facts.CallsOf(edge, Reach.Any, cancellation))
        {
            if (!call.IsToken)
                return false;
        }

        return true;
    }

    private static Confidence? Repeats(SyntaxNode node, SyntaxNode member, CallEdge edge, CallFacts facts, CancellationToken cancellation)
    {
        var body = facts.Of(member, cancellation);
        if (LoopAround.Of(node) is { } loop && !loop.Retries(node) && !loop.EndsWith(node)
            && !body.Waits.Any(wait => loop.Region.Span.Contains(wait.Span) && Pacing.Slows(wait, node, loop.Region)))
            return Confidence.Proof;
        if (member is ConstructorDeclarationSyntax { Parent: TypeDeclarationSyntax type })
        {
            var types = WithDerived(type, facts.Compilation, cancellation);
            return types.Any(made => MakesCalls(made, facts, cancellation)) ? types.Any(made => CreatedPerUse(made, facts, cancellation)) ? Confidence.Proof : Confidence.Heuristic : null;
        }

        // A program that runs once needs no cache; what it hands to its routes runs with each request.
        if (member is CompilationUnitSyntax or MethodDeclarationSyntax { Identifier.ValueText: "Main" } && !WebPage.IsOfRoute(node))
            return null;
        if (Installs(body, facts, cancellation) || RunsOnce(member, facts, cancellation))
            return null;
        foreach (var other in body.Edges)
        {
            if (other == edge)
                continue;
            foreach (var call in facts.CallsOf(other, Reach.Any, cancellation))
            {
                if (!call.IsToken && call.Node != node)
                    return Confidence.Proof;
            }
        }

        if (FetchesForTicket(member, edge, body, facts, cancellation))
            return Confidence.Proof;

        // A library that keeps tokens is asked for one that it does not keep, for all who call.
        if (facts.Direct(edge, cancellation) is { Style: CallStyle.ThrowingLibrary } && IsBehindCalls(member, facts, cancellation))
            return Confidence.Proof;

        // What a page or a controller keeps in its fields is gone with the request. One that hands tokens out may be asked once.
        return node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } around && WebPage.LivesForOneRequest(around) && !IsCalledOnce(member)
            ? member is MethodDeclarationSyntax { Identifier.ValueText: var name } && WeComWords.ContainsAny(WeComWords.Normalize(name), "token", "ticket") && !WebPage.SignsIn(around) ? Confidence.Heuristic : Confidence.Proof
            : null;
    }

    /// <summary>
    /// The token is for a ticket, and no cache has that either: a page's signature is made with it. What is named after the ticket hands it to
    /// callers who may keep it.
    /// </summary>
    private static bool FetchesForTicket(SyntaxNode member, CallEdge token, BodyFacts body, CallFacts facts, CancellationToken cancellation) =>
        !(member is MethodDeclarationSyntax { Identifier.ValueText: var name } && WeComWords.ContainsAny(WeComWords.Normalize(name), "token", "ticket"))
        && !(member is BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax)
        && !facts.CallsOf(token, Reach.Any, cancellation).Any(IsTicket)
        && body.Edges.Any(other => other != token && !CacheGuard.Guards(other.Node, member) && facts.CallsOf(other, Reach.UncachedToken, cancellation).Any(IsTicket));

    private static bool IsTicket(WeComCall call) => call.Endpoint.Key.IndexOf("ticket", StringComparison.Ordinal) >= 0;

    /// <summary>A corp that installs the app gets its permanent code; that happens once, and so does what is fetched beside it.</summary>
    private static bool Installs(BodyFacts body, CallFacts facts, CancellationToken cancellation) =>
        body.Edges.Any(edge => facts.Direct(edge, cancellation)?.Endpoint.Key is "servicegetpermanentcode" or "servicev2getpermanentcode");

    /// <summary>Called once, by the program's own first statements.</summary>
    private static bool RunsOnce(SyntaxNode member, CallFacts facts, CancellationToken cancellation)
    {
        if (member is not MethodDeclarationSyntax method || !method.Modifiers.Any(SyntaxKind.StaticKeyword))
            return false;
        var calls = TreeIndex.Calls(facts.Compilation, method.Identifier.ValueText, cancellation)
            .Where(call => facts.EdgeAt(call, cancellation) is not { } edge || edge.Targets.IsEmpty || facts.Bodies(edge, cancellation).Contains(member)).Take(2).ToList();
        return calls.Count == 1 && MemberAround.Of(calls[0]) is CompilationUnitSyntax or MethodDeclarationSyntax { Identifier.ValueText: "Main" } && LoopAround.Of(calls[0]) is null
            && facts.EdgeAt(calls[0], cancellation) is { } edge && facts.Bodies(edge, cancellation).Contains(member)
            && !calls[0].Ancestors().Any(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);
    }

    /// <summary>The method that is called is told of already, for all its callers.</summary>
    private static bool IsToldBelow(CallEdge edge, CallFacts facts, CancellationToken cancellation) => facts.Bodies(edge, cancellation).Any(body =>
        body is MethodDeclarationSyntax && facts.Of(body, cancellation).Edges.Any(inner =>
            facts.Direct(inner, cancellation) is { Style: CallStyle.ThrowingLibrary, IsToken: true } && !CacheGuard.Guards(inner.Node, body) && IsBehindCalls(body, facts, cancellation)));

    /// <summary>Some method asks for a token here and calls the API with it, with no cache of its own.</summary>
    private static bool IsBehindCalls(SyntaxNode member, CallFacts facts, CancellationToken cancellation)
    {
        if (member is not MethodDeclarationSyntax method)
            return false;
        foreach (var call in TreeIndex.Calls(facts.Compilation, method.Identifier.ValueText, cancellation))
        {
            if (MemberAround.Of(call) is { } around && around != member && facts.EdgeAt(call, cancellation) is { } edge && facts.Bodies(edge, cancellation).Contains(member)
                && !CacheGuard.Guards(call, around) && facts.From(around, Reach.Any, cancellation).Any(reached => !reached.IsToken))
                return true;
        }

        return false;
    }

    /// <summary>A static field or a static constructor.</summary>
    private static bool IsCalledOnce(SyntaxNode member) =>
        member is BaseFieldDeclarationSyntax field && field.Modifiers.Any(SyntaxKind.StaticKeyword) || member is ConstructorDeclarationSyntax made && made.Modifiers.Any(SyntaxKind.StaticKeyword);

    /// <summary>The type, and those of the compilation that begin with its constructor.</summary>
    private static List<TypeDeclarationSyntax> WithDerived(TypeDeclarationSyntax type, Compilation compilation, CancellationToken cancellation)
    {
        var types = new List<TypeDeclarationSyntax> { type };
        var name = type.Identifier.ValueText;
        foreach (var tree in compilation.SyntaxTrees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal))
        {
            if (types.Count > MaxDerived)
                break;
            if (TextSearch.Holds(tree.GetText(cancellation), StringComparison.Ordinal, name))
                types.AddRange(tree.GetRoot(cancellation).DescendantNodes(node => node is not BaseMethodDeclarationSyntax).OfType<ClassDeclarationSyntax>()
                    .Where(derived => derived.BaseList is { Types: var bases } && bases[0].Type is NameSyntax written && WrittenType.Last(written) == name));
        }

        return types;
    }

    private static bool MakesCalls(TypeDeclarationSyntax type, CallFacts facts, CancellationToken cancellation)
    {
        foreach (var member in type.Members)
        {
            if (member is MethodDeclarationSyntax && facts.From(member, Reach.Any, cancellation).Any(call => !call.IsToken))
                return true;
        }

        return false;
    }

    private static bool CreatedPerUse(TypeDeclarationSyntax type, CallFacts facts, CancellationToken cancellation) =>
        TreeIndex.Creations(facts.Compilation, type.Identifier.ValueText, cancellation).Any(Lifetime.IsPerUse);
}
