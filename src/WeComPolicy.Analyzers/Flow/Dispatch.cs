using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Which methods of the project may run where an interface's or a virtual method is called. Built once, when first asked.</summary>
internal sealed class Dispatch
{
    private const int MaxTypes = 50_000;

    private const int MaxImplementations = 4;

    private const int MaxDerived = MaxImplementations * 4;

    private readonly SourceScope _scope;

    private readonly Lazy<Tables> _tables;

    private readonly ConcurrentDictionary<Declaration, (IMethodSymbol Method, IReadOnlyList<INamedTypeSymbol> Types)> _cut = new();

    public Dispatch(SourceScope scope)
    {
        _scope = scope;
        _tables = new Lazy<Tables>(Build);
    }

    /// <summary>Some handler of the project paces every request of its clients.</summary>
    public IReadOnlyList<INamedTypeSymbol> Handlers => _tables.Value.Handlers;

    public ImmutableArray<IMethodSymbol> Targets(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        if (!_scope.Holds(method.ContainingAssembly))
            return ImmutableArray<IMethodSymbol>.Empty;
        var type = method.ContainingType;
        if (type is null || (type.TypeKind != TypeKind.Interface && !method.IsAbstract && !method.IsVirtual && !method.IsOverride))
            return ImmutableArray.Create(method);
        var targets = ImmutableArray.CreateBuilder<IMethodSymbol>();
        if (!method.IsAbstract)
            targets.Add(method);
        if (Declaration.Of(type) is { } declaration && _tables.Value.Derived.TryGetValue(declaration, out var derived))
        {
            if (derived.Count > MaxDerived)
            {
                Cut(method, derived);
                return targets.Count > 0 ? targets.ToImmutable() : ImmutableArray.Create(method);
            }

            foreach (var candidate in derived)
            {
                if (Implementation(candidate, method) is { } found && !targets.Any(target => Declaration.IsSame(target, found)))
                    targets.Add(found);
            }
        }

        if (targets.Count == 0)
            return ImmutableArray.Create(method);
        // With many, the one that is meant is not to be known.
        if (targets.Count <= MaxImplementations + 1)
            return targets.ToImmutable();
        Cut(method, [.. targets.Select(target => target.ContainingType)]);
        return ImmutableArray.Create(method);
    }

    /// <summary>Methods that were called and not followed, since too many types have them: those of which one has to do with WeCom.</summary>
    public IEnumerable<(string Method, int Types)> NotFollowed(CancellationToken cancellation) => _cut.Values
        .Where(cut => cut.Types.Any(type => type.DeclaringSyntaxReferences.Any(reference => WeComPresence.In(reference.SyntaxTree, cancellation))))
        .Select(cut => (cut.Method.ContainingType.ToDisplayString() + "." + cut.Method.Name, cut.Types.Count)).Distinct().OrderBy(cut => cut.Item1, StringComparer.Ordinal);

    private void Cut(IMethodSymbol method, IReadOnlyList<INamedTypeSymbol> types)
    {
        if (Declaration.Of(method) is { } declaration)
            _cut.TryAdd(declaration, (method, types));
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
