using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

internal sealed partial class CallFacts
{
    /// <summary>Whether a method of the project looks at errcode, by itself or in what it calls.</summary>
    public bool ReadsErrorCode(CallEdge edge, CancellationToken cancellation) => ReadsErrorCode(edge, alsoOfToken: true, cancellation);

    /// <summary>The same, but for the errcode of a token that is fetched on the way: it says nothing of the reply that is handed on.</summary>
    public bool ReadsErrorCodeOfReply(CallEdge edge, CancellationToken cancellation) => ReadsErrorCode(edge, alsoOfToken: false, cancellation);

    /// <summary>The reply went past a handler of the project's that asks for the errcode before anybody gets it.</summary>
    public bool IsLookedAtOnTheWay(WeComCall asked) => asked.Style is CallStyle.Http or CallStyle.DeclaredInterface && _handlersLook.Value;

    /// <summary>Some type has a property of the name that holds the errcode or is computed from it.</summary>
    public bool IsDeclaredOfOutcome(string property, CancellationToken cancellation)
    {
        if (_ofOutcome is null)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var tree in _scope.Trees)
            {
                if (TextSearch.Holds(tree.GetText(cancellation), StringComparison.OrdinalIgnoreCase, "errcode", "errorcode"))
                    names.UnionWith(tree.GetRoot(cancellation).DescendantNodes(inside => inside is not BaseMethodDeclarationSyntax).OfType<PropertyDeclarationSyntax>()
                        .Where(ReplyUse.IsOfOutcome).Select(declared => declared.Identifier.ValueText));
            }

            // The same for whoever is first.
            _ofOutcome = names;
        }

        return _ofOutcome.Contains(property);
    }

    private bool ReadsErrorCode(CallEdge edge, bool alsoOfToken, CancellationToken cancellation)
    {
        var seen = new HashSet<SyntaxNode>();
        var queue = new Queue<(SyntaxNode Body, int Depth)>();
        Enqueue(edge, 0);
        while (queue.Count > 0 && seen.Count < MaxBodies / 4)
        {
            var (body, depth) = queue.Dequeue();
            var facts = Of(body, cancellation);
            if (facts.ReadsErrorCode && (alsoOfToken || !AsksForTokenOnly(body, cancellation)))
                return true;
            if (depth >= MaxPacingDepth)
                continue;
            foreach (var next in facts.Edges)
            {
                if (alsoOfToken || !FetchesTokenOnly(next, cancellation))
                    Enqueue(next, depth + 1);
            }
        }

        return false;

        void Enqueue(CallEdge from, int depth)
        {
            foreach (var body in Bodies(from, cancellation))
            {
                if (seen.Add(body))
                    queue.Enqueue((body, depth));
            }
        }
    }

    private bool FetchesTokenOnly(CallEdge edge, CancellationToken cancellation) =>
        CallsOf(edge, Reach.Any, cancellation) is { IsEmpty: false } calls && calls.All(call => call.IsToken);

    /// <summary>Each errcode that a body looks at is that of a token which it fetches: <c>var token = GetToken(); if (token.errcode == 0) …</c></summary>
    private bool AsksForTokenOnly(SyntaxNode body, CancellationToken cancellation)
    {
        foreach (var node in body.DescendantNodes())
        {
            var asks = node switch
            {
                IdentifierNameSyntax name => ErrorCodeWords.Names(WeComWords.Normalize(name.Identifier.ValueText)),
                LiteralExpressionSyntax { Token.ValueText: { Length: < 32 } text } literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && ErrorCodeWords.Names(WeComWords.Normalize(text)),
                _ => false,
            };
            if (asks && !(node.Parent is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var owner } } access && access.Name == node
                && Assigned.In(body).To(owner) is { Count: > 0 } values
                && values.All(value => Of(body, cancellation).EdgeAt(Wrapped.Value(value)) is { } edge && FetchesTokenOnly(edge, cancellation))))
                return false;
        }

        return true;
    }

    /// <summary>The call of the API whose reply a method of the project hands to its caller as it came, by itself or from a method below.</summary>
    public WeComCall? ReturnedReply(CallEdge edge, CancellationToken cancellation, int depth = MaxReturnDepth)
    {
        if (depth == 0 || edge.Targets.Length != 1 || edge.Targets[0].ReturnsVoid)
            return null;
        // Each of many: what one of them hands back was not looked at in that one.
        foreach (var body in Bodies(edge, cancellation).Concat(CommonBodies(edge, cancellation)))
        {
            if (!_returned.TryGetValue((body, depth), out var found))
                found = _returned.GetOrAdd((body, depth), new StrongBox<WeComCall?>(FindReturned(body, cancellation, depth)));
            if (found.Value is not null)
                return found.Value;
        }

        return null;
    }

    private WeComCall? FindReturned(SyntaxNode body, CancellationToken cancellation, int depth)
    {
        cancellation.ThrowIfCancellationRequested();
        var facts = Of(body, cancellation);
        if (facts.ReadsErrorCode && !AsksForTokenOnly(body, cancellation))
            return null;
        foreach (var edge in facts.Edges)
        {
            if (edge.Call is not { } request)
                continue;
            var call = Direct(edge, cancellation) is { } direct
                ? direct.Style is CallStyle.Http or CallStyle.Library or CallStyle.DeclaredInterface ? direct : null
                : ReturnedReply(edge, cancellation, depth - 1);
            if (call is null || ReadsErrorCode(edge, cancellation))
                continue;
            // Whoever takes the token out of the reply is the one who should have looked.
            var use = ReplyUse.Of(request, body, call.IsToken, this, cancellation);
            if (use.Fate == ReplyFate.Returned && !use.ReturnsOutcome && !(call.IsToken && (use.ReadsPayload || use.IsKept)))
                return call;
        }

        return null;
    }

    /// <summary>The call of the API whose errcode or errmsg a method of the project hands to its caller, without a look at it.</summary>
    public WeComCall? OutcomeReturned(CallEdge edge, CancellationToken cancellation, int depth = MaxReturnDepth)
    {
        if (depth == 0 || edge.Targets.Length != 1 || edge.Targets[0].ReturnsVoid)
            return null;
        // The caller gives the address.
        var asked = Direct(edge, cancellation) is { IsToken: false, Style: CallStyle.Http } direct ? direct : null;
        foreach (var body in Bodies(edge, cancellation))
        {
            foreach (var inner in Of(body, cancellation).Edges)
            {
                if (inner.Call is not { } request)
                    continue;
                var below = OutcomeReturned(inner, cancellation, depth - 1);
                var call = below ?? (Direct(inner, cancellation) ?? ReturnedReply(inner, cancellation, depth - 1)) switch
                {
                    { IsToken: false, Style: CallStyle.Http or CallStyle.Library or CallStyle.DeclaredInterface } own => own,
                    null when inner.Address.UsesParameter && (inner.Targets.IsEmpty || HandsOutcomeOn(inner, depth - 1)) => asked,
                    _ => null,
                };
                if (call is not null && ReplyUse.Of(request, body, isToken: false, this, cancellation) is { Fate: ReplyFate.Returned } use && (use.ReturnsOutcome || below is not null || !inner.Targets.IsEmpty && call == asked))
                    return call;
            }
        }

        return null;

        bool HandsOutcomeOn(CallEdge sender, int steps) => steps > 0 && sender.Targets.Length == 1 && Bodies(sender, cancellation).Any(body => Of(body, cancellation).Edges.Any(sent =>
            sent.Call is { } request && sent.Targets.IsEmpty && sent.Address.UsesParameter && ReplyUse.Of(request, body, isToken: false, this, cancellation) is { Fate: ReplyFate.Returned, ReturnsOutcome: true }));
    }

    /// <summary>A method of the project sends to the address that it is given, and hands the reply to its caller as it came.</summary>
    public bool HandsOn(CallEdge edge, CancellationToken cancellation) => edge.Targets.Length == 1 && Bodies(edge, cancellation).Any(body => Of(body, cancellation).Edges.Any(sent =>
        sent.Call is { } request && sent.IsRequest && sent.Targets.IsEmpty && sent.Address.UsesParameter
        && ReplyUse.Of(request, body, isToken: false, this, cancellation) is { Fate: ReplyFate.Returned, ReturnsOutcome: false }));

    /// <summary>The API's call for which a method sends to an address that its callers give: the first of theirs, by themselves or handed on from their own.</summary>
    public WeComCall? AskedFor(SyntaxNode body, CancellationToken cancellation, int depth = MaxReturnDepth)
    {
        if (depth == 0 || body is not MethodDeclarationSyntax method || !IsSender(body, cancellation))
            return null;
        foreach (var call in TreeIndex.Calls(Compilation, method.Identifier.ValueText, cancellation))
        {
            if (body.Span.Contains(call.Span) || MemberAround.Of(call) is not { } around || EdgeAt(call, cancellation) is not { } edge || !Bodies(edge, cancellation).Contains(body))
                continue;
            if ((Direct(edge, cancellation) ?? (edge.Address.UsesParameter && around != body ? AskedFor(around, cancellation, depth - 1) : null)) is { } asked)
                return asked;
        }

        return null;
    }
}
