using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>
/// Runs rules that look at files of the sources or at nodes in them. Roslyn's own driver compiles every method to know when a file is complete; these rules
/// ask for the meaning of few places, and only those are bound here.
/// </summary>
internal sealed class RuleRunner
{
    private readonly Compilation _compilation;
    private readonly IReadOnlySet<string>? _only;
    private readonly AnalyzerOptions _options;
    private readonly int _jobs;
    private readonly GeneratedScope _generated;
    private readonly CancellationToken _cancellation;
    private readonly HashSet<DiagnosticAnalyzer> _broken = [];
    private readonly HashSet<string> _tooDeep = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>A runner.</summary>
    /// <param name="compilation">What to judge.</param>
    /// <param name="only">The paths of the files to judge; null for all of the compilation.</param>
    /// <param name="options">Its configuration.</param>
    /// <param name="jobs">How many threads work; the result does not depend on it.</param>
    /// <param name="generated">What is done with generated code.</param>
    /// <param name="cancellation">Stops the work.</param>
    public RuleRunner(Compilation compilation, IReadOnlySet<string>? only, AnalyzerOptions options, int jobs, GeneratedScope generated, CancellationToken cancellation)
    {
        _compilation = compilation;
        _only = only;
        _options = options;
        _jobs = jobs;
        _generated = generated;
        _cancellation = cancellation;
    }

    /// <summary>Rules that threw.</summary>
    public IReadOnlyCollection<DiagnosticAnalyzer> Broken => _broken;

    /// <summary>Files in which something is nested too deep to be understood.</summary>
    public IReadOnlyCollection<string> TooDeep => _tooDeep;

    /// <summary>Whether the rules that have to run elsewhere look at sources at all.</summary>
    public bool RestNeedsSources { get; private set; }

    /// <summary>Runs the rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="rest">Those that look at something else than sources, and have to run elsewhere.</param>
    /// <returns>What they found, file by file, with what pragmas and attributes hide marked as such.</returns>
    public IReadOnlyList<Diagnostic> Run(ImmutableArray<DiagnosticAnalyzer> rules, out ImmutableArray<DiagnosticAnalyzer> rest)
    {
        var actions = new Dictionary<SyntaxKind, List<NodeAction>>();
        var treeActions = new List<TreeAction>();
        var others = ImmutableArray.CreateBuilder<DiagnosticAnalyzer>();
        foreach (var rule in rules)
        {
            var recorded = new RecordedActions(_compilation, _options, _cancellation);
            try
            {
                recorded.Record(rule);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _broken.Add(rule);
                continue;
            }

            if (recorded.HasOthers || recorded.HasFiles)
            {
                others.Add(rule);
                RestNeedsSources |= recorded.HasOthers || recorded.Actions.Count > 0 || recorded.TreeActions.Count > 0;
                continue;
            }

            treeActions.AddRange(recorded.TreeActions.Select(action => new TreeAction(rule, action)));
            foreach (var (kind, action) in recorded.Actions)
            {
                if (!actions.TryGetValue(kind, out var list))
                    actions.Add(kind, list = []);
                list.Add(new NodeAction(rule, action));
            }
        }

        rest = others.ToImmutable();
        if (actions.Count == 0 && treeActions.Count == 0)
            return [];
        var trees = _compilation.SyntaxTrees.Where(tree => _only?.Contains(tree.FilePath) != false).ToArray();
        var found = new List<Diagnostic>?[trees.Length];
        Parallel.For(0, trees.Length, new ParallelOptions { MaxDegreeOfParallelism = _jobs, CancellationToken = _cancellation }, i => found[i] = JudgeTree(trees[i], actions, treeActions));
        return [.. CompilationWithAnalyzers.GetEffectiveDiagnostics(found.SelectMany(f => f ?? []), _compilation)];
    }

    private List<Diagnostic>? JudgeTree(SyntaxTree tree, Dictionary<SyntaxKind, List<NodeAction>> actions, List<TreeAction> treeActions)
    {
        var whole = GeneratedCode.Is(tree, _compilation.Options.SyntaxTreeOptionsProvider, _cancellation);
        if (whole && _generated == GeneratedScope.None)
            return null;
        List<Diagnostic>? found = null;
        foreach (var (rule, action) in treeActions)
        {
            if (!Judges(rule, whole))
                continue;
#pragma warning disable CS0618 // The other way is Roslyn's own driver.
            var context = new SyntaxTreeAnalysisContext(tree, _options, d => (found ??= []).Add(d), d => rule.SupportedDiagnostics.Any(r => r.Id == d.Id), _cancellation);
#pragma warning restore CS0618
            Guarded(rule, tree, () => action(context));
        }

        var model = Models.Of(_compilation, tree);
        var generatedUntil = whole ? int.MaxValue : 0;
        foreach (var node in tree.GetRoot(_cancellation).DescendantNodesAndSelf(inside => _generated != GeneratedScope.None || !GeneratedCode.IsMarked(inside)))
        {
            // Nodes come in the order of the text, each before what is in it.
            if (node.SpanStart >= generatedUntil && GeneratedCode.IsMarked(node))
                generatedUntil = node.Span.End;
            if (!actions.TryGetValue(node.Kind(), out var list))
                continue;
            _cancellation.ThrowIfCancellationRequested();
            var generated = node.SpanStart < generatedUntil;
            foreach (var (rule, action) in list)
            {
                if (!Judges(rule, generated))
                    continue;
#pragma warning disable CS0618 // The other way is Roslyn's own driver.
                var context = new SyntaxNodeAnalysisContext(
                    node, containingSymbol: null, model, _options, d => (found ??= []).Add(d), d => rule.SupportedDiagnostics.Any(r => r.Id == d.Id), _cancellation);
#pragma warning restore CS0618
                Guarded(rule, tree, () => action(context));
            }
        }

        return found;
    }

    private bool Judges(DiagnosticAnalyzer rule, bool generated) => _generated switch
    {
        GeneratedScope.None => !generated,
        GeneratedScope.Secrets => !generated || GeneratedCode.Concerns(rule),
        _ => generated && GeneratedCode.Concerns(rule),
    };

    private void Guarded(DiagnosticAnalyzer rule, SyntaxTree tree, Action action)
    {
        try
        {
            action();
        }
        catch (InsufficientExecutionStackException)
        {
            lock (_lock)
                _tooDeep.Add(tree.FilePath);
        }
        catch (Exception e) when (e is not OperationCanceledException || !_cancellation.IsCancellationRequested)
        {
            lock (_lock)
                _broken.Add(rule);
        }
    }

    private readonly record struct TreeAction(DiagnosticAnalyzer Rule, Action<SyntaxTreeAnalysisContext> Action);

    private readonly record struct NodeAction(DiagnosticAnalyzer Rule, Action<SyntaxNodeAnalysisContext> Action);
}
