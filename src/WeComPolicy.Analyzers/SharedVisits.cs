using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace WeComPolicy.Analyzers;

/// <summary>The start of a compilation as rules see it that share their visits: a node that several ask for is visited once, and each is told.</summary>
internal sealed class SharedVisits : CompilationStartAnalysisContext
{
    private readonly CompilationStartAnalysisContext _start;
    private readonly Dictionary<SyntaxKind, List<Action<SyntaxNodeAnalysisContext>>> _byKind = new();

    /// <summary>Collects what rules ask for at the start of a compilation.</summary>
    /// <param name="start">The compiler's own.</param>
#pragma warning disable RS1012 // Register does.
    public SharedVisits(CompilationStartAnalysisContext start)
#pragma warning restore RS1012
        : base(start.Compilation, start.Options, start.CancellationToken) => _start = start;

    /// <summary>Asks the compiler for all that was collected. Call once, when every rule has spoken.</summary>
    public void Register()
    {
        foreach (var (kind, actions) in _byKind.Select(pair => (pair.Key, pair.Value.ToArray())))
            _start.RegisterSyntaxNodeAction(context => Tell(actions, context), kind);
    }

    /// <inheritdoc/>
    public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds)
    {
        foreach (var kind in syntaxKinds)
        {
            if (kind is not SyntaxKind known)
                continue;
            if (!_byKind.TryGetValue(known, out var actions))
                _byKind.Add(known, actions = new List<Action<SyntaxNodeAnalysisContext>>());
            actions.Add(action);
        }
    }

    /// <inheritdoc/>
    public override void RegisterCompilationEndAction(Action<CompilationAnalysisContext> action) => _start.RegisterCompilationEndAction(action);

    /// <inheritdoc/>
    public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => _start.RegisterSemanticModelAction(action);

    /// <inheritdoc/>
    public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => _start.RegisterSymbolAction(action, symbolKinds);

    /// <inheritdoc/>
    public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => _start.RegisterCodeBlockStartAction(action);

    /// <inheritdoc/>
    public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => _start.RegisterCodeBlockAction(action);

    /// <inheritdoc/>
    public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => _start.RegisterSyntaxTreeAction(action);

    /// <inheritdoc/>
    public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action) => _start.RegisterAdditionalFileAction(action);

    /// <summary>One rule that fails takes nothing from the others; the compiler is told of the first failure.</summary>
    private static void Tell(Action<SyntaxNodeAnalysisContext>[] rules, SyntaxNodeAnalysisContext context)
    {
        ExceptionDispatchInfo? failure = null;
        foreach (var rule in rules)
        {
            try
            {
                rule(context);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        failure?.Throw();
    }
}
