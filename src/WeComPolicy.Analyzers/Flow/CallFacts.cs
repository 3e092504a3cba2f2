using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Which calls a walk through the methods collects.</summary>
internal enum Reach
{
    /// <summary>All calls of the WeCom API.</summary>
    Any,

    /// <summary>Calls other than for tokens that nothing on the way slows down.</summary>
    Unpaced,

    /// <summary>Fetches of tokens that no cache on the way prevents.</summary>
    UncachedToken,
}

/// <summary>
/// What the methods of one compilation do, found out when asked and kept. What one body does by itself is a pure function of its text and
/// symbols; what it reaches is a breadth-first walk with a cap of its own. So nothing depends on who asks first, cycles need no care, and
/// no walk is long.
/// </summary>
internal sealed class CallFacts
{
    private const int MaxBodies = 128;

    private const int MaxDepth = 8;

    /// <summary>What lies further away depends on more than can be seen.</summary>
    private const int MaxSureDepth = 2;

    private const int MaxFound = 16;

    private const int MaxPacingDepth = 3;

    private const int MaxSenderDepth = 5;

    private const int MaxReturnDepth = 3;

    /// <summary>Of this many methods, all but one: one of five may do nothing.</summary>
    private const int MostOf = 5;

    private static readonly ConditionalWeakTable<Compilation, CallFacts> ByCompilation = new();

    private readonly SourceScope _scope;

    private readonly Dispatch _dispatch;

    private readonly InterfaceHost _hosts;

    private readonly Annotations _annotations;

    private readonly ConcurrentDictionary<SyntaxNode, BodyFacts> _bodies = new();

    private readonly ConcurrentDictionary<(SyntaxNode, Reach), ImmutableArray<WeComCall>> _reached = new();

    private readonly ConcurrentDictionary<SyntaxNode, bool> _senders = new();

    private readonly ConcurrentDictionary<(SyntaxNode Body, int Depth), StrongBox<WeComCall?>> _returned = new();

    private readonly ConcurrentDictionary<SyntaxNode, bool> _paced = new();

    private readonly Lazy<bool> _handlersPace;

    private HashSet<string>? _declared;

    public Compilation Compilation => _scope.Root;

    /// <summary>Whether, and how, other projects are followed.</summary>
    public SourceScope Scope => _scope;

    private CallFacts(SourceScope scope, Annotations annotations)
    {
        _scope = scope;
        _annotations = annotations;
        _dispatch = Dispatch.Of(scope);
        _hosts = new InterfaceHost(scope);
        _handlersPace = new Lazy<bool>(HandlersPace);
    }

    public static CallFacts Of(Compilation compilation, AnalyzerOptions? options, CancellationToken cancellation)
    {
        if (ByCompilation.TryGetValue(compilation, out var known))
            return known;
        var annotations = options is null ? Annotations.None : Annotations.Read(options.AdditionalFiles, cancellation);
        return ByCompilation.GetValue(compilation, key => new CallFacts(SourceScope.Of(key, options), annotations));
    }

    /// <summary>Methods whose calls were met and not followed: too many types have them, of which some call WeCom and others do not.</summary>
    public IEnumerable<(string Method, int Types)> NotFollowed(CancellationToken cancellation) => _dispatch.Cut
        .Where(cut => cut.Many.IsEmpty ? cut.Types.Any(type => type.DeclaringSyntaxReferences.Any(reference => WeComPresence.In(reference.SyntaxTree, cancellation)))
            : !IsCommon(cut.Many, cancellation) && cut.Many.Any(target => Bodies(target, cancellation).Any(body => ReachesSoon(body, cancellation))))
        .Select(cut => (cut.Method.ContainingType.ToDisplayString() + "." + cut.Method.Name, cut.Types.Count)).Distinct().OrderBy(cut => cut.Item1, StringComparer.Ordinal);

    /// <summary>Which of the methods is meant is not known, but one calls WeCom as the other does.</summary>
    private bool IsCommon(ImmutableArray<IMethodSymbol> many, CancellationToken cancellation)
    {
        var known = many.Where(target => !target.IsAbstract).ToList();
        var reaching = known.Count(target => Bodies(target, cancellation).Any(body => ReachesSoon(body, cancellation)));
        return known.Count <= MostOf ? reaching == known.Count : reaching * MostOf >= known.Count * (MostOf - 1);
    }

    /// <summary><c>wecomSender.Send(user)</c>, where <c>ISender wecomSender</c>: which of the kinds is meant is said by the name of what the method is called on.</summary>
    private static bool NamesKind(CallEdge edge)
    {
        if (edge.Call is not { } call || UrlReader.Receiver(call) is not { } on)
            return false;
        var name = WeComWords.Normalize(UrlReader.NameOf(on));
        return WeComWords.NamesWeCom(name) && !WeComWords.NamesAnotherPlatform(name);
    }

    /// <summary>The methods that one call may run, of which there are many and each calls WeCom.</summary>
    private IEnumerable<SyntaxNode> CommonBodies(CallEdge edge, CancellationToken cancellation) =>
        !edge.Many.IsEmpty && (edge.FoundCommon ??= new StrongBox<bool>(IsCommon(edge.Many, cancellation))).Value
            ? edge.Many.SelectMany(target => Bodies(target, cancellation)) : [];

    /// <summary>The body calls WeCom, or a method that does. A question without memory, so that whoever is on the way somewhere may ask.</summary>
    private bool ReachesSoon(SyntaxNode body, CancellationToken cancellation) => Of(body, cancellation).Edges.Any(edge => Direct(edge, cancellation) is { IsToken: false }
        || Bodies(edge, cancellation).Any(next => Of(next, cancellation).Edges.Any(inner => Direct(inner, cancellation) is { IsToken: false })));

    public BodyFacts Of(SyntaxNode body, CancellationToken cancellation)
    {
        if (_bodies.TryGetValue(body, out var known))
            return known;
        return _bodies.GetOrAdd(body, BodyReader.Read(body, _scope, _dispatch, _hosts, _annotations, cancellation));
    }

    /// <summary>The facts of the member around a node.</summary>
    public BodyFacts? Around(SyntaxNode node, CancellationToken cancellation) =>
        MemberAround.Of(node) is { } member ? Of(member, cancellation) : null;

    /// <summary>Whether a file about WeCom has a method of the name: the cheap question before a call elsewhere is bound.</summary>
    public bool IsDeclaredAboutWeCom(string method, CancellationToken cancellation)
    {
        if (_declared is null)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var tree in _scope.Trees)
            {
                if (!WeComPresence.In(tree, cancellation))
                    continue;
                foreach (var node in tree.GetRoot(cancellation).DescendantNodes(inside => inside is not BaseMethodDeclarationSyntax))
                {
                    if (node is MethodDeclarationSyntax declaration)
                        names.Add(declaration.Identifier.ValueText);
                }
            }

            // The same for whoever is first.
            _declared = names;
        }

        return _declared.Contains(method);
    }

    /// <summary>The edge that a call makes, if it leads anywhere.</summary>
    public CallEdge? EdgeAt(SyntaxNode call, CancellationToken cancellation) => Around(call, cancellation)?.EdgeAt(call);

    /// <summary>The call of the API that an edge is by itself: a request, a library's method, or a method that takes the address.</summary>
    public WeComCall? Direct(CallEdge edge, CancellationToken cancellation)
    {
        if (edge.Known is not null)
            return edge.Known;
        return (edge.FoundDirect ??= new StrongBox<WeComCall?>(FindDirect(edge, cancellation))).Value;
    }

    /// <summary>The calls of the API that an edge makes, by itself or through the methods of the project.</summary>
    public ImmutableArray<WeComCall> CallsOf(CallEdge edge, Reach reach, CancellationToken cancellation)
    {
        if (Direct(edge, cancellation) is { } direct)
            return Counts(edge, direct, reach, cancellation) ? ImmutableArray.Create(direct) : ImmutableArray<WeComCall>.Empty;
        if ((edge.Roles & DeclaredRole.TokenProvider) != 0)
            return ImmutableArray<WeComCall>.Empty;
        var found = ImmutableArray.CreateBuilder<WeComCall>();
        var guesses = edge.Targets.Length > 1 && !(edge.FoundCommon ??= new StrongBox<bool>(IsCommon(edge.Targets, cancellation) || NamesKind(edge))).Value;
        foreach (var body in Bodies(edge, cancellation))
        {
            foreach (var call in From(body, reach, cancellation))
                found.Add(guesses ? Guessed(call) : call);
        }

        foreach (var body in CommonBodies(edge, cancellation))
        {
            if (found.Count < MaxFound)
                found.AddRange(From(body, reach, cancellation).Take(MaxFound - found.Count));
        }

        return found.ToImmutable();
    }

    /// <summary>What is reached from a body.</summary>
    public ImmutableArray<WeComCall> From(SyntaxNode body, Reach reach, CancellationToken cancellation)
    {
        if (_reached.TryGetValue((body, reach), out var known))
            return known;
        return _reached.GetOrAdd((body, reach), Walk(body, reach, cancellation));
    }

    /// <summary>Whether whoever calls the body is slowed down by it.</summary>
    public bool Paces(SyntaxNode body, CancellationToken cancellation)
    {
        if (_paced.TryGetValue(body, out var known))
            return known;
        return _paced.GetOrAdd(body, FindPacing(body, cancellation));
    }

    public bool Paces(CallEdge edge, CancellationToken cancellation)
    {
        if ((edge.Roles & DeclaredRole.Throttle) != 0)
            return true;
        foreach (var body in Bodies(edge, cancellation))
        {
            if (Paces(body, cancellation))
                return true;
        }

        return false;
    }

    /// <summary>Whether a method of the project looks at errcode, by itself or in what it calls.</summary>
    public bool ReadsErrorCode(CallEdge edge, CancellationToken cancellation) => ReadsErrorCode(edge, alsoOfToken: true, cancellation);

    /// <summary>The same, but for the errcode of a token that is fetched on the way: it says nothing of the reply that is handed on.</summary>
    public bool ReadsErrorCodeOfReply(CallEdge edge, CancellationToken cancellation) => ReadsErrorCode(edge, alsoOfToken: false, cancellation);

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

    /// <summary>All bodies that a call may run.</summary>
    public SyntaxNode[] Bodies(CallEdge edge, CancellationToken cancellation) =>
        edge.FoundBodies ??= edge.Targets.SelectMany(target => Bodies(target, cancellation)).ToArray();

    public IEnumerable<SyntaxNode> Bodies(IMethodSymbol method, CancellationToken cancellation)
    {
        foreach (var body in MemberAround.BodiesOf(method, cancellation))
        {
            if (_scope.Holds(body.SyntaxTree))
                yield return body;
        }
    }

    private WeComCall? FindDirect(CallEdge edge, CancellationToken cancellation)
    {
        if (edge.Call is not { } call || edge.Address == UrlText.Nothing)
            return null;
        var on = WeComWords.Normalize(UrlReader.NameOf(UrlReader.Receiver(call)));
        if (WeComWords.ContainsAny(on, "cache", "redis", "memory", "session", "config", "setting", "repository", "logger", "dictionary", "database"))
            return null;
        if (ApiAddress.Find(edge.Address, call, cancellation) is var (endpoint, confidence))
        {
            if (edge.IsOnObject)
                return Bodies(edge, cancellation).Any(body => SendsForObject(body, cancellation)) ? Http(endpoint, confidence) : null;
            if (!edge.Targets.IsEmpty)
                return IsSender(edge, cancellation) ? Http(endpoint, confidence) : null;
            return HttpCall.IsSure(edge.Name) || HttpCall.IsPossible(edge.Name) || HttpCall.SoundsLikeRequest(WeComWords.Normalize(edge.Name))
                ? Http(endpoint, confidence) : null;
        }

        // No word of WeCom in the address, but WeCom's own class sends to it.
        if (((edge.Targets.Length == 1 ? ApiAddress.GuessSender(edge.Address, edge.Targets[0], call) : null) ?? ApiAddress.Guess(edge.Address, call) ?? ApiAddress.GuessRobot(edge.Address, call, cancellation)) is not var (guess, low))
            return null;
        if (!edge.Targets.IsEmpty)
            return HttpCall.IsSure(edge.Name) || IsSender(edge, cancellation) ? Http(guess, low) : null;
        return HttpCall.IsSure(edge.Name) || (HttpCall.IsPossible(edge.Name) && (HttpCall.IsClient(on) || BodyReader.IsNetwork(edge.Symbol))) ? Http(guess, low) : null;

        WeComCall Http(WeComEndpoint to, Confidence how) => new(call, to, LibraryCall.ThrowsByItself(call) ? CallStyle.ThrowingLibrary : CallStyle.Http, how);
    }

    private bool IsSender(CallEdge edge, CancellationToken cancellation)
    {
        foreach (var target in edge.Targets)
        {
            var hasBody = false;
            foreach (var body in Bodies(target, cancellation))
            {
                hasBody = true;
                if (IsSender(body, cancellation))
                    return true;
            }

            // An interface whose implementation is elsewhere.
            if (!hasBody && HttpCall.SoundsLikeRequest(WeComWords.Normalize(edge.Name)))
                return true;
        }

        return false;
    }

    /// <summary>Whether a method sends a request to an address that its caller gives, by itself or further on.</summary>
    public bool IsSender(SyntaxNode start, CancellationToken cancellation)
    {
        if (_senders.TryGetValue(start, out var known))
            return known;
        var seen = new HashSet<SyntaxNode> { start };
        var queue = new Queue<(SyntaxNode Body, int Depth)>();
        queue.Enqueue((start, 0));
        var found = false;
        while (queue.Count > 0 && !found)
        {
            var (body, depth) = queue.Dequeue();
            var facts = Of(body, cancellation);
            found = facts.IsSender;
            if (found || depth >= MaxSenderDepth || seen.Count >= MaxBodies / 4)
                continue;
            foreach (var edge in facts.Edges)
            {
                if (!edge.Address.UsesParameter)
                    continue;
                foreach (var next in Bodies(edge, cancellation))
                {
                    if (seen.Add(next))
                        queue.Enqueue((next, depth + 1));
                }
            }
        }

        return _senders.GetOrAdd(start, found);
    }

    /// <summary>Whether a method sends a request to the address that its object carries, by itself or by other methods of the object.</summary>
    private bool SendsForObject(SyntaxNode start, CancellationToken cancellation)
    {
        var seen = new HashSet<SyntaxNode> { start };
        var queue = new Queue<(SyntaxNode Body, int Depth)>();
        queue.Enqueue((start, 0));
        while (queue.Count > 0)
        {
            var (body, depth) = queue.Dequeue();
            var facts = Of(body, cancellation);
            if (facts.SendsForObject)
                return true;
            if (depth >= MaxSenderDepth || seen.Count >= MaxBodies / 4)
                continue;
            foreach (var edge in facts.Edges)
            {
                if (edge.Address.UsesObject && IsSender(edge, cancellation))
                    return true;
                foreach (var next in AddressCarrier.IsOnSameObject(edge.Node) ? Bodies(edge, cancellation) : [])
                {
                    if (seen.Add(next))
                        queue.Enqueue((next, depth + 1));
                }
            }
        }

        return false;
    }

    /// <summary>The bodies that send a request to the address that a call gives, by themselves; found on the way that the address takes.</summary>
    public IEnumerable<SyntaxNode> Senders(CallEdge edge, CancellationToken cancellation)
    {
        var seen = new HashSet<SyntaxNode>();
        var queue = new Queue<(SyntaxNode Body, int Depth)>();
        foreach (var body in Bodies(edge, cancellation).Where(seen.Add))
            queue.Enqueue((body, 0));
        while (queue.Count > 0)
        {
            var (body, depth) = queue.Dequeue();
            var facts = Of(body, cancellation);
            if (facts.IsSender)
                yield return body;
            if (depth >= MaxSenderDepth || seen.Count >= MaxBodies / 4)
                continue;
            foreach (var next in facts.Edges.Where(further => further.Address.UsesParameter).SelectMany(further => Bodies(further, cancellation)).Where(seen.Add))
                queue.Enqueue((next, depth + 1));
        }
    }

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

    private ImmutableArray<WeComCall> Walk(SyntaxNode start, Reach reach, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<WeComCall>();
        var seen = new HashSet<SyntaxNode> { start };
        var queue = new Queue<(SyntaxNode Body, int Depth, bool Guessed)>();
        queue.Enqueue((start, 0, false));
        while (queue.Count > 0 && found.Count < MaxFound)
        {
            cancellation.ThrowIfCancellationRequested();
            var (body, depth, guessed) = queue.Dequeue();
            if (reach == Reach.Unpaced && Paces(body, cancellation))
                continue;
            foreach (var edge in Of(body, cancellation).Edges)
            {
                if ((edge.FoundHandler ??= new StrongBox<bool>(IsHandler(edge.Node, body))).Value)
                    continue;
                if (reach == Reach.UncachedToken && (edge.FoundGuard ??= new StrongBox<bool>(CacheGuard.Guards(edge.Node, body))).Value)
                    continue;
                if (reach == Reach.Unpaced && (edge.FoundCooldown ??= new StrongBox<bool>(Cooldown.Guards(edge.Node, body) || IsKeptOnce(edge.Node, body, cancellation))).Value)
                    continue;
                if (Direct(edge, cancellation) is { } direct)
                {
                    if (found.Count < MaxFound && Counts(edge, direct, reach, cancellation))
                        found.Add(guessed || depth > MaxSureDepth ? Guessed(direct) : direct);
                    continue;
                }

                if (depth >= MaxDepth || (edge.Roles & DeclaredRole.TokenProvider) != 0)
                    continue;
                foreach (var next in Bodies(edge, cancellation))
                {
                    if (seen.Count < MaxBodies && seen.Add(next))
                        queue.Enqueue((next, depth + 1, guessed || edge.Targets.Length > 1));
                }

                foreach (var next in CommonBodies(edge, cancellation))
                {
                    if (seen.Count < MaxBodies && seen.Add(next))
                        queue.Enqueue((next, depth + 1, guessed));
                }
            }
        }

        return found.ToImmutable();
    }

    private bool Counts(CallEdge edge, WeComCall call, Reach reach, CancellationToken cancellation) => reach switch
    {
        Reach.Unpaced => !call.IsToken && !Paces(edge, cancellation) && !(call.Style == CallStyle.Http && _handlersPace.Value),
        Reach.UncachedToken => call.IsToken,
        _ => true,
    };

    /// <summary>Kept for all who ask: in a static field, or in an object of which no loop makes one after the other.</summary>
    private bool IsKeptOnce(SyntaxNode call, SyntaxNode body, CancellationToken cancellation) => KeptOnce.Guards(call, body)
        && !(body.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && TreeIndex.Creations(Compilation, type.Identifier.ValueText, cancellation).Any(made => LoopAround.Of(made) is not null));

    private static WeComCall Guessed(WeComCall call) => new(call.Node, call.Endpoint, call.Style, Confidence.Heuristic);

    /// <summary>Code that is hung on an event runs when the event does.</summary>
    private static bool IsHandler(SyntaxNode node, SyntaxNode body)
    {
        for (var at = node; at is not null && at != body; at = at.Parent)
        {
            if (at is AnonymousFunctionExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax
                && at.Parent is AssignmentExpressionSyntax assignment && assignment.Right == at && (at is AnonymousFunctionExpressionSyntax || assignment.IsKind(SyntaxKind.AddAssignmentExpression)))
                return true;
        }

        return false;
    }

    private bool FindPacing(SyntaxNode start, CancellationToken cancellation)
    {
        var seen = new HashSet<SyntaxNode> { start };
        var queue = new Queue<(SyntaxNode Body, int Depth)>();
        queue.Enqueue((start, 0));
        while (queue.Count > 0 && seen.Count < MaxBodies / 4)
        {
            var (body, depth) = queue.Dequeue();
            var facts = Of(body, cancellation);
            if (facts.Paces)
                return true;
            if (depth >= MaxPacingDepth)
                continue;
            foreach (var edge in facts.Edges)
            {
                if (edge.Targets.IsEmpty || edge.Targets.Length > 1 || !Pacing.IsOnEveryWay(edge.Node, body))
                    continue;
                foreach (var next in Bodies(edge.Targets[0], cancellation))
                {
                    if (seen.Add(next))
                        queue.Enqueue((next, depth + 1));
                }
            }
        }

        return false;
    }

    private bool HandlersPace()
    {
        foreach (var handler in _dispatch.Handlers)
        {
            foreach (var member in handler.GetMembers("SendAsync"))
            {
                if (member is IMethodSymbol method && Bodies(method, CancellationToken.None).Any(body => Paces(body, CancellationToken.None)))
                    return true;
            }
        }

        return false;
    }
}
