using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// The semantic models in use. A new model knows nothing and binds a member again that another has bound already; outside of a compiler,
/// which keeps models by itself, that costs more than all else. Only so many are kept as one file and those around it need.
/// </summary>
internal sealed class Models
{
    private const int MaxKept = 128;

    private static readonly ConditionalWeakTable<Compilation, Models> ByCompilation = new();

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _kept = new();

    /// <summary>The model of a file.</summary>
    public static SemanticModel Of(Compilation compilation, SyntaxTree tree) =>
        ByCompilation.GetValue(compilation, static _ => new Models()).Get(compilation, tree);

    private SemanticModel Get(Compilation compilation, SyntaxTree tree)
    {
        if (_kept.TryGetValue(tree, out var known))
            return known;
        // What is dropped is made again where it is asked for again; answers do not depend on it.
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        return _kept.GetOrAdd(tree, compilation.GetSemanticModel(tree));
    }
}
