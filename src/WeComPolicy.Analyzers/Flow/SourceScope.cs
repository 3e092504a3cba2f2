using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// The source that calls are followed through: that of the compilation, so that an editor and a build say the same. A scan that sees all
/// projects at once, and no build, may ask by a global option for the projects that are referred to as well.
/// </summary>
internal sealed class SourceScope
{
    public const string FollowKey = "wecom_policy.follow_project_references";

    private const int MaxCompilations = 200;

    private readonly Dictionary<SyntaxTree, Compilation> _further = [];

    private readonly HashSet<IAssemblySymbol> _assemblies = new(SymbolEqualityComparer.Default);

    private SourceScope(Compilation root)
    {
        Root = root;
        _assemblies.Add(root.Assembly);
    }

    public Compilation Root { get; }

    public IEnumerable<IAssemblySymbol> Assemblies => _assemblies.OrderBy(assembly => assembly.Name, StringComparer.Ordinal);

    public static SourceScope Of(Compilation compilation, AnalyzerOptions? options)
    {
        var scope = new SourceScope(compilation);
        if (options?.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(FollowKey, out var value) == true && value == "true")
            scope.AddReferences(compilation);
        return scope;
    }

    public bool Holds(IAssemblySymbol? assembly) => assembly is not null && _assemblies.Contains(assembly);

    public bool Holds(SyntaxTree tree) => Root.ContainsSyntaxTree(tree) || _further.ContainsKey(tree);

    public IEnumerable<SyntaxTree> Trees => Root.SyntaxTrees.Concat(_further.Keys);

    public SemanticModel ModelOf(SyntaxTree tree) => (_further.TryGetValue(tree, out var owner) ? owner : Root).GetSemanticModel(tree);

    private void AddReferences(Compilation root)
    {
        var open = new Queue<Compilation>();
        var seen = new HashSet<Compilation> { root };
        open.Enqueue(root);
        while (open.Count > 0 && seen.Count < MaxCompilations)
        {
            var from = open.Dequeue();
            foreach (var reference in from.References)
            {
                if (reference is not CompilationReference { Compilation: var further } || further.Language != LanguageNames.CSharp || !seen.Add(further))
                    continue;
                open.Enqueue(further);
                _assemblies.Add(further.Assembly);
                if (from.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol viewed)
                    _assemblies.Add(viewed);
                foreach (var tree in further.SyntaxTrees)
                    _further[tree] = further;
            }
        }
    }
}
