using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Which methods of the project may run where an interface's or a virtual method is called. Built once, when first asked.</summary>
internal sealed class Dispatch
{
    private const int MaxTypes = 50_000;

    private const int MaxImplementations = 4;

    private const int MaxKinds = MaxImplementations * 4;

    private const int MaxDerived = 64;

    private static readonly ConditionalWeakTable<SourceScope, Dispatch> ByScope = new();

    private readonly SourceScope _scope;

    private readonly Lazy<Tables> _tables;

    private readonly ConcurrentDictionary<IMethodSymbol, (ImmutableArray<IMethodSymbol> Likely, ImmutableArray<IMethodSymbol> Many)> _found = new(SymbolEqualityComparer.Default);

    private readonly ConcurrentDictionary<Declaration, (IMethodSymbol Method, IReadOnlyList<INamedTypeSymbol> Types, ImmutableArray<IMethodSymbol> Many)> _cut = new();

    private Dispatch(SourceScope scope)
    {
        _scope = scope;
        _tables = new Lazy<Tables>(Build);
    }

    public static Dispatch Of(SourceScope scope) => ByScope.GetValue(scope, key => new Dispatch(key));

    /// <summary>Some handler of the project paces every request of its clients.</summary>
    public IReadOnlyList<INamedTypeSymbol> Handlers => _tables.Value.Handlers;

    /// <summary>The methods that may run where a method is called: itself, or what implements or overrides it, where these are few.</summary>
    public ImmutableArray<IMethodSymbol> Targets(IMethodSymbol method) => Find(method).Likely;

    /// <summary>All that may run, where they are too many to know which is meant; empty where <see cref="Targets"/> has them.</summary>
    public ImmutableArray<IMethodSymbol> Many(IMethodSymbol method) => Find(method).Many;

    /// <summary>Methods that were called, with the types that have them, more than one can tell apart, and what implements them; without the latter where they are far too many.</summary>
    public IEnumerable<(IMethodSymbol Method, IReadOnlyList<INamedTypeSymbol> Types, ImmutableArray<IMethodSymbol> Many)> Cut => _cut.Values;

    private (ImmutableArray<IMethodSymbol> Likely, ImmutableArray<IMethodSymbol> Many) Find(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        if (!_scope.Holds(method.ContainingAssembly))
            return (ImmutableArray<IMethodSymbol>.Empty, ImmutableArray<IMethodSymbol>.Empty);
        var type = method.ContainingType;
        if (type is null || (type.TypeKind != TypeKind.Interface && !method.IsAbstract && !method.IsVirtual && !method.IsOverride))
            return (ImmutableArray.Create(method), ImmutableArray<IMethodSymbol>.Empty);
        return _found.TryGetValue(method, out var known) ? known : _found.GetOrAdd(method, Implementations(method, type));
    }

    private (ImmutableArray<IMethodSymbol> Likely, ImmutableArray<IMethodSymbol> Many) Implementations(IMethodSymbol method, INamedTypeSymbol type)
    {
        var targets = ImmutableArray.CreateBuilder<IMethodSymbol>();
        var kinds = 0;
        if (!method.IsAbstract)
            targets.Add(method);
        if (Declaration.Of(type) is { } declaration && _tables.Value.Derived.TryGetValue(declaration, out var derived))
        {
            if (derived.Count > MaxDerived)
            {
                Note(derived, ImmutableArray<IMethodSymbol>.Empty);
                return (targets.Count > 0 ? targets.ToImmutable() : ImmutableArray.Create(method), ImmutableArray<IMethodSymbol>.Empty);
            }

            kinds = derived.Count;
            foreach (var candidate in derived)
            {
                if (Implementation(candidate, method) is { } found && !targets.Any(target => Declaration.IsSame(target, found)))
                    targets.Add(found);
            }
        }

        if (targets.Count == 0)
            return (ImmutableArray.Create(method), ImmutableArray<IMethodSymbol>.Empty);
        if (targets.Count <= MaxImplementations + 1 && kinds <= MaxKinds)
            return (targets.ToImmutable(), ImmutableArray<IMethodSymbol>.Empty);
        // With many, the one that is meant is not to be known; what all of them do is.
        var many = targets.ToImmutable();
        Note([.. many.Select(target => target.ContainingType)], many);
        return (ImmutableArray.Create(method), many);

        void Note(IReadOnlyList<INamedTypeSymbol> types, ImmutableArray<IMethodSymbol> implementations)
        {
            if (Declaration.Of(method) is { } place)
                _cut.TryAdd(place, (method, types, implementations));
        }
    }

    private static IMethodSymbol? Implementation(INamedTypeSymbol type, IMethodSymbol method)
    {
        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            foreach (var face in type.AllInterfaces)
            {
                if (!Declaration.IsSame(face.OriginalDefinition, method.ContainingType))
                    continue;
                foreach (var member in face.GetMembers(method.Name))
                {
                    if (Declaration.IsSame(member.OriginalDefinition, method) && type.FindImplementationForInterfaceMember(member) is IMethodSymbol found)
                        return found.OriginalDefinition;
                }
            }

            return null;
        }

        foreach (var member in type.GetMembers(method.Name))
        {
            if (member is IMethodSymbol { IsOverride: true, OverriddenMethod: { } overridden } overriding && Declaration.IsSame(overridden.OriginalDefinition, method))
                return overriding;
        }

        return null;
    }

    private Tables Build()
    {
        var tables = new Tables();
        var open = new Stack<INamespaceOrTypeSymbol>();
        foreach (var assembly in _scope.Assemblies)
            open.Push(assembly.GlobalNamespace);
        var seen = 0;
        while (open.Count > 0 && seen < MaxTypes)
        {
            var around = open.Pop();
            foreach (var inner in around is INamespaceSymbol names ? names.GetMembers() : around.GetTypeMembers().CastArray<INamespaceOrTypeSymbol>())
            {
                open.Push(inner);
                if (inner is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
                {
                    seen++;
                    tables.Add(type);
                }
            }
        }

        foreach (var derived in tables.Derived.Values)
        {
            // Nobody asks for more.
            if (derived.Count is > 1 and <= MaxDerived)
                derived.Sort((a, b) => string.CompareOrdinal(a.ToDisplayString(), b.ToDisplayString()));
        }

        return tables;
    }

    private sealed class Tables
    {
        private readonly HashSet<Declaration> _seen = [];

        public Dictionary<Declaration, List<INamedTypeSymbol>> Derived { get; } = [];

        public List<INamedTypeSymbol> Handlers { get; } = [];

        public void Add(INamedTypeSymbol type)
        {
            // Two projects may see the same one each in its own way.
            if (Declaration.Of(type) is not { } declaration || !_seen.Add(declaration))
                return;
            foreach (var face in type.AllInterfaces)
                Add(face.OriginalDefinition, type);
            var depth = 0;
            for (var above = type.BaseType; above is not null && depth < 32; above = above.BaseType, depth++)
            {
                if (above.Name == "DelegatingHandler")
                    Handlers.Add(type);
                Add(above.OriginalDefinition, type);
            }
        }

        private void Add(INamedTypeSymbol above, INamedTypeSymbol type)
        {
            if (Declaration.Of(above) is not { } declaration)
                return;
            if (!Derived.TryGetValue(declaration, out var types))
                Derived.Add(declaration, types = []);
            types.Add(type);
        }
    }
}
