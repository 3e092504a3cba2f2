using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace WeComPolicy.Analyzers;

/// <summary>
/// The start of a compilation as rules see it that share their visits: a node that several ask for is visited once, and each is told. A rule that
/// fails takes nothing from the others, and the compiler hears its name.
/// </summary>
internal sealed class SharedVisits : CompilationStartAnalysisContext
{
    private readonly CompilationStartAnalysisContext _start;
    private readonly Dictionary<SyntaxKind, List<Visit>> _byKind = new();
    private readonly Failures _atStart = new();
    private string _asking = "";

    /// <summary>Collects what rules ask for at the start of a compilation.</summary>
    /// <param name="start">The compiler's own.</param>
#pragma warning disable RS1012 // Register does.
    public SharedVisits(CompilationStartAnalysisContext start)
#pragma warning restore RS1012
        : base(start.Compilation, start.Options, start.CancellationToken) => _start = start;

    /// <summary>Lets a rule ask for what it looks at.</summary>
    public void Ask(WeComAnalyzer rule)
    {
        _asking = string.Join(", ", rule.SupportedDiagnostics.Select(described => described.Id));
        _atStart.Collect(_asking, () => rule.Start(this));
    }

    /// <summary>Asks the compiler for all that was collected. Call once, when every rule was asked.</summary>
    /// <exception cref="BrokenRuleException">A rule could not say what it looks at; the others are registered.</exception>
    public void Register()
    {
        foreach (var (kind, visits) in _byKind.Select(pair => (pair.Key, pair.Value.ToArray())))
            _start.RegisterSyntaxNodeAction(context => Tell(visits, context), kind);
        _atStart.Throw();
    }

    /// <inheritdoc/>
    public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds)
    {
        foreach (var kind in syntaxKinds)
        {
            if (kind is not SyntaxKind known)
                continue;
            if (!_byKind.TryGetValue(known, out var visits))
                _byKind.Add(known, visits = new List<Visit>());
            visits.Add(new Visit(_asking, action));
        }
    }

    /// <inheritdoc/>
    public override void RegisterCompilationEndAction(Action<CompilationAnalysisContext> action) => _start.RegisterCompilationEndAction(Named(action));

    /// <inheritdoc/>
    public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => _start.RegisterSemanticModelAction(Named(action));

    /// <inheritdoc/>
    public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => _start.RegisterSymbolAction(Named(action), symbolKinds);

    /// <inheritdoc/>
    public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => _start.RegisterCodeBlockStartAction(Named(action));

    /// <inheritdoc/>
    public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => _start.RegisterCodeBlockAction(Named(action));

    /// <inheritdoc/>
    public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => _start.RegisterSyntaxTreeAction(Named(action));

    /// <inheritdoc/>
    public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action) => _start.RegisterAdditionalFileAction(Named(action));

    private Action<TContext> Named<TContext>(Action<TContext> action)
    {
        var rule = _asking;
        return context =>
        {
            var failures = new Failures();
            failures.Collect(rule, () => action(context));
            failures.Throw();
        };
    }

    private static void Tell(Visit[] visits, SyntaxNodeAnalysisContext context)
    {
        Failures? failures = null;
        foreach (var visit in visits)
        {
            try
            {
                visit.Action(context);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                (failures ??= new Failures()).Add(visit.Rule, e);
            }
        }

        failures?.Throw();
    }

    private readonly struct Visit
    {
        public Visit(string rule, Action<SyntaxNodeAnalysisContext> action)
        {
            Rule = rule;
            Action = action;
        }

        public string Rule { get; }

        public Action<SyntaxNodeAnalysisContext> Action { get; }
    }

    /// <summary>The rules that failed at one thing, and why the first did.</summary>
    private sealed class Failures
    {
        private readonly List<string> _rules = new();
        private Exception? _first;

        public void Collect(string rule, Action work)
        {
            try
            {
                work();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Add(rule, e);
            }
        }

        public void Add(string rule, Exception failure)
        {
            _rules.Add(rule);
            _first ??= failure;
        }

        public void Throw()
        {
            if (_first is not null)
                throw new BrokenRuleException(string.Join(", ", _rules), _first);
        }
    }
}
