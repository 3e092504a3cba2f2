using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
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
internal sealed partial class CallFacts
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

    private readonly Lazy<bool> _handlersLook;

    private HashSet<string>? _declared;

    private HashSet<string>? _ofOutcome;

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
        _handlersLook = new Lazy<bool>(HandlersLook);
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
        if (edge.Call is not { } call || CallSyntax.Receiver(call) is not { } on)
            return false;
        var name = WeComWords.Normalize(CallSyntax.NameOf(on));
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
            var left = ChosenBranch.NotReached(edge, body, _scope, cancellation);
            foreach (var call in left.IsEmpty ? From(body, reach, cancellation) : Walk(body, reach, cancellation, left))
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

    private ImmutableArray<WeComCall> Walk(SyntaxNode start, Reach reach, CancellationToken cancellation, ImmutableArray<SyntaxNode> notReached = default)
    {
        var found = ImmutableArray.CreateBuilder<WeComCall>();
        var seen = new HashSet<SyntaxNode> { start };
        var entered = 0;
        var queue = new Queue<(SyntaxNode Body, int Depth, bool Guessed, ImmutableArray<SyntaxNode> NotReached)>();
        queue.Enqueue((start, 0, false, notReached.IsDefault ? ImmutableArray<SyntaxNode>.Empty : notReached));
        while (queue.Count > 0 && found.Count < MaxFound)
        {
            cancellation.ThrowIfCancellationRequested();
            var (body, depth, guessed, left) = queue.Dequeue();
            if (reach == Reach.Unpaced && Paces(body, cancellation))
                continue;
            foreach (var edge in Of(body, cancellation).Edges)
            {
                if (left.Any(part => part.Span.Contains(edge.Node.Span)))
                    continue;
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
                    if (seen.Count >= MaxBodies || seen.Contains(next))
                        continue;
                    // A body of which a part is left out may be met again on a way that comes to the part.
                    var unreached = ChosenBranch.NotReached(edge, next, _scope, cancellation);
                    if (unreached.IsEmpty ? seen.Add(next) : entered++ < MaxBodies)
                        queue.Enqueue((next, depth + 1, guessed || edge.Targets.Length > 1, unreached));
                }

                foreach (var next in CommonBodies(edge, cancellation))
                {
                    if (seen.Count < MaxBodies && seen.Add(next))
                        queue.Enqueue((next, depth + 1, guessed, ImmutableArray<SyntaxNode>.Empty));
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
}
