using System.Collections.Frozen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>
/// Implementations in projects that the caller's project does not refer to. In a layered design the interface lies below both, and only the
/// project with the container knows who implements it. Names decide whom to look at; what they mean is left to those who follow the calls.
/// </summary>
internal sealed class DistantImplementations
{
    /// <summary>The name under which a project sees another one that it does not refer to: none of its own names changes its meaning.</summary>
    public const string Alias = "wecom_policy_elsewhere";

    private const int MaxProjects = 64;

    private readonly IReadOnlyDictionary<string, CSharpCompilation> _implementing;
    private readonly Func<string, IReadOnlySet<string>> _below;
    private readonly Dictionary<string, List<string>> _declaredIn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _implementedIn = new(StringComparer.Ordinal);
    private readonly FrozenSet<string> _sought;

    /// <summary>Looks for them in the projects of a scan.</summary>
    /// <param name="compilations">The projects by folder.</param>
    /// <param name="below">All folders that a project refers to, also through others; without its own.</param>
    /// <param name="cancellation">Stops the work.</param>
    public DistantImplementations(IReadOnlyDictionary<string, CSharpCompilation> compilations, Func<string, IReadOnlySet<string>> below, CancellationToken cancellation)
    {
        _below = below;
        var present = compilations.Where(c => WeComPresence.In(c.Value, cancellation)).Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        _sought = compilations.Count > 2 && present.Count > 0 ? Sought(compilations, present, cancellation) : [];
        var folders = _sought.SelectMany(name => _implementedIn[name]).ToHashSet(StringComparer.Ordinal);
        _implementing = compilations.Where(c => folders.Contains(c.Key)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>The project as it sees those that implement what it calls.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="compilation">Its sources.</param>
    /// <param name="isCut">There are more of them than are looked at.</param>
    public CSharpCompilation SeenFrom(string folder, CSharpCompilation compilation, out bool isCut)
    {
        isCut = false;
        if (_sought.Count == 0)
            return compilation;
        var known = _below(folder);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in Mentioned(compilation))
        {
            var declared = _declaredIn[name].Where(d => d == folder || known.Contains(d)).ToList();
            found.UnionWith(_implementedIn[name].Where(i => i != folder && !known.Contains(i) && declared.Any(d => _below(i).Contains(d))));
        }

        isCut = found.Count > MaxProjects;
        return found.Count == 0 ? compilation : compilation.AddReferences(found.Take(MaxProjects).Select(f => _implementing[f].ToMetadataReference([Alias])));
    }

    /// <summary>Names that one project declares and another, which has to do with WeCom, implements.</summary>
    private FrozenSet<string> Sought(IReadOnlyDictionary<string, CSharpCompilation> compilations, HashSet<string> present, CancellationToken cancellation)
    {
        var all = new List<(string Folder, Names Names)>();
        var bases = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (folder, compilation) in compilations.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            var names = Names.Of(compilation);
            all.Add((folder, names));
            foreach (var declared in names.Open)
                Add(_declaredIn, declared, folder);
            foreach (var (type, above) in names.Bases)
            {
                if (!bases.TryGetValue(type, out var known))
                    bases.Add(type, known = new HashSet<string>(StringComparer.Ordinal));
                known.UnionWith(above);
            }
        }

        foreach (var (folder, names) in all)
        {
            // What a test puts in the place of the real one is not what runs.
            if (names.IsTest)
                continue;
            var open = new Stack<string>(names.Classes.Order(StringComparer.Ordinal));
            var seen = new HashSet<string>(names.Classes, StringComparer.Ordinal);
            while (open.TryPop(out var type))
            {
                if (!bases.TryGetValue(type, out var above))
                    continue;
                foreach (var name in above.Where(seen.Add))
                {
                    open.Push(name);
                    if (_declaredIn.TryGetValue(name, out var places) && places.Any(_below(folder).Contains))
                        Add(_implementedIn, name, folder);
                }
            }
        }

        return _implementedIn.Where(i => i.Value.Any(present.Contains)).Select(i => i.Key).ToFrozenSet(StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, List<string>> lists, string name, string folder)
    {
        if (!lists.TryGetValue(name, out var list))
            lists.Add(name, list = []);
        list.Add(folder);
    }

    private HashSet<string> Mentioned(Compilation compilation)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var sought = _sought.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var text = tree.GetText().ToString().AsSpan();
            for (var start = 0; start < text.Length; start++)
            {
                if (!SyntaxFacts.IsIdentifierStartCharacter(text[start]))
                    continue;
                var end = start + 1;
                while (end < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[end]))
                    end++;
                if (sought.TryGetValue(text[start..end], out var name))
                    found.Add(name);
                start = end;
            }
        }

        return found;
    }

    /// <summary>The types of a project, by their names alone.</summary>
    private sealed class Names
    {
        /// <summary>Interfaces and abstract classes that have members.</summary>
        public SortedSet<string> Open { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> Classes { get; } = new(StringComparer.Ordinal);

        public List<(string Type, IReadOnlyList<string> Above)> Bases { get; } = [];

        public bool IsTest { get; private set; }

        public static Names Of(Compilation compilation)
        {
            var names = new Names();
            foreach (var tree in compilation.SyntaxTrees)
            {
                var root = (CompilationUnitSyntax)tree.GetRoot();
                names.IsTest |= TestCode.Holds(root);
                foreach (var type in root.DescendantNodes(inside => inside is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<TypeDeclarationSyntax>())
                    names.Add(type);
            }

            return names;
        }

        private void Add(TypeDeclarationSyntax type)
        {
            var name = type.Identifier.ValueText;
            if (type is InterfaceDeclarationSyntax || type.Modifiers.Any(SyntaxKind.AbstractKeyword))
            {
                if (type.Members.Count > 0)
                    Open.Add(name);
            }
            else
                Classes.Add(name);
            if (type.BaseList is { } list)
                Bases.Add((name, [.. list.Types.Select(above => NameOf(above.Type)).Where(above => above.Length > 0)]));
        }

        private static string NameOf(TypeSyntax type) => type switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            _ => "",
        };
    }
}
