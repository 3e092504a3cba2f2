using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// The source that calls are followed through: that of the compilation, so that an editor and a build say the same. A scan that sees all
/// projects at once, and no build, may ask by a global option for the projects that are referred to as well.
/// </summary>
internal sealed class SourceScope
{
    public const string FollowKey = "wecom_policy.follow_project_references";

    private const int MaxCompilations = 2_000;

    private static readonly ConditionalWeakTable<Compilation, SourceScope> ByCompilation = new();

    /// <summary>Compilations of a scan that asked for it, and those that they refer to.</summary>
    private static readonly ConditionalWeakTable<Compilation, object> Following = new();

    private readonly Dictionary<SyntaxTree, Compilation> _further = [];

    private readonly HashSet<IAssemblySymbol> _assemblies = new(SymbolEqualityComparer.Default);

    private readonly ConcurrentDictionary<string, bool> _leads = new(StringComparer.Ordinal);

    private readonly Lazy<HashSet<string>> _methods;

    private readonly Lazy<HashSet<string>> _makers;

    private readonly Lazy<bool> _hasForeignRoles;

    private SourceScope(Compilation root)
    {
        Root = root;
        _assemblies.Add(root.Assembly);
        _methods = new Lazy<HashSet<string>>(MethodNames);
        _makers = new Lazy<HashSet<string>>(MakerNames);
        _hasForeignRoles = new Lazy<bool>(() => Root.References.Any(reference =>
            Root.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol assembly && assembly.TypeNames.Any(Annotations.IsAttribute)));
    }

    /// <summary>Whether a type of the name has a constructor that calls what may lead to the API.</summary>
    public bool CallsWhenMade(string type) => _makers.Value.Contains(type);

    /// <summary>Whether the source declares a method of the name; local functions do not count.</summary>
    public bool Declares(string method) => _methods.Value.Contains(method);

    /// <summary>
    /// Whether a call of a method of the name may lead to the API at all: what is written here may, and what sounds like a request. All else,
    /// and that is most, need not be bound.
    /// </summary>
    public bool MayLead(string method) => _leads.GetOrAdd(method, name =>
        Declares(name) || HttpCall.IsSure(name) || HttpCall.IsPossible(name) || name is "Create" or "CreateHttp" or "CreateDefault"
        || name.StartsWith("Send", StringComparison.Ordinal) || name.StartsWith("Push", StringComparison.Ordinal)
        || HttpCall.SoundsLikeRequest(WeComWords.Normalize(name))
        // The methods of a library may bear attributes that say what they do.
        || _hasForeignRoles.Value);

    public Compilation Root { get; }

    public IEnumerable<IAssemblySymbol> Assemblies => _assemblies.OrderBy(assembly => assembly.Name, StringComparer.Ordinal);

    public static SourceScope Of(Compilation compilation, AnalyzerOptions? options)
    {
        if (options?.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(FollowKey, out var value) == true && value == "true")
            Following.GetValue(compilation, static _ => new object());
        return Of(compilation);
    }

    /// <summary>The scope as the rules' start settled it.</summary>
    public static SourceScope Of(Compilation compilation) => ByCompilation.GetValue(compilation, static key =>
    {
        var scope = new SourceScope(key);
        if (Following.TryGetValue(key, out _))
            scope.AddReferences(key);
        return scope;
    });

    public bool Holds(IAssemblySymbol? assembly) => assembly is not null && _assemblies.Contains(assembly);

    public bool Holds(SyntaxTree tree) => Root.ContainsSyntaxTree(tree) || _further.ContainsKey(tree);

    /// <summary>Other projects' sources are followed as well.</summary>
    public bool HasFurther => _further.Count > 0;

    /// <summary>The project that a file belongs to, if it is another one.</summary>
    public Compilation? FurtherOwner(SyntaxTree tree) => _further.TryGetValue(tree, out var owner) ? owner : null;

    public IEnumerable<SyntaxTree> Trees => Root.SyntaxTrees.Concat(_further.Keys);

    public SemanticModel ModelOf(SyntaxTree tree) => Models.Of(_further.TryGetValue(tree, out var owner) ? owner : Root, tree);

    private HashSet<string> MethodNames() =>
        new(Members().OfType<MethodDeclarationSyntax>().Select(method => method.Identifier.ValueText), StringComparer.Ordinal);

    private HashSet<string> MakerNames() => new(
        Members().OfType<ConstructorDeclarationSyntax>()
            .Where(made => made.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => MayLead(CallSyntax.NameOf(call.Expression))))
            .Select(made => made.Identifier.ValueText),
        StringComparer.Ordinal);

    private IEnumerable<SyntaxNode> Members() => Trees.SelectMany(tree =>
        tree.GetRoot().DescendantNodes(inside => inside is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax));

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
                Following.GetValue(further, static _ => new object());
                // A library is configured by the program that uses it.
                ConfiguredAddresses.Of(root).Settle(further);
                _assemblies.Add(further.Assembly);
                if (from.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol viewed)
                    _assemblies.Add(viewed);
                foreach (var tree in further.SyntaxTrees)
                {
                    // One that is looked at for its implementations may refer to the root itself.
                    if (!root.ContainsSyntaxTree(tree))
                        _further[tree] = further;
                }
            }
        }
    }
}
