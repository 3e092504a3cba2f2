using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>What a rule wants to be called for in one compilation.</summary>
internal sealed class RecordedActions(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
{
    private readonly List<(SyntaxKind Kind, Action<SyntaxNodeAnalysisContext> Action)> _actions = [];

    /// <summary>The kinds of nodes, and what to call.</summary>
    public IReadOnlyList<(SyntaxKind Kind, Action<SyntaxNodeAnalysisContext> Action)> Actions => _actions;

    /// <summary>What to call for each file of the sources.</summary>
    public List<Action<SyntaxTreeAnalysisContext>> TreeActions { get; } = [];

    /// <summary>Whether it wants to see files other than sources.</summary>
    public bool HasFiles { get; private set; }

    /// <summary>Whether it wants something else of the sources.</summary>
    public bool HasOthers { get; private set; }

    public void Record(DiagnosticAnalyzer rule) => rule.Initialize(new Session(this, compilation, options, cancellation));

    private void Add<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> kinds)
        where TLanguageKindEnum : struct
    {
        foreach (var kind in kinds)
        {
            if (kind is SyntaxKind known)
                _actions.Add((known, action));
        }
    }

    private sealed class Session(RecordedActions actions, Compilation compilation, AnalyzerOptions options, CancellationToken cancellation) : AnalysisContext
    {
        // Every rule leaves generated code alone and may run concurrently.
        public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags analysisMode) => actions.HasOthers |= analysisMode != GeneratedCodeAnalysisFlags.None;

        public override void EnableConcurrentExecution()
        {
        }

        public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action) => action(new Start(actions, compilation, options, cancellation));

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) =>
            actions.Add(action, syntaxKinds);

        public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action) => actions.HasOthers = true;

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => actions.HasOthers = true;

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => actions.HasOthers = true;

        public override void RegisterSymbolStartAction(Action<SymbolStartAnalysisContext> action, SymbolKind symbolKind) => actions.HasOthers = true;

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => actions.HasOthers = true;

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => actions.HasOthers = true;

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => actions.TreeActions.Add(action);

        public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action) => actions.HasFiles = true;

        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds) => actions.HasOthers = true;

        public override void RegisterOperationBlockStartAction(Action<OperationBlockStartAnalysisContext> action) => actions.HasOthers = true;

        public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action) => actions.HasOthers = true;
    }

    private sealed class Start(RecordedActions actions, Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
        : CompilationStartAnalysisContext(compilation, options, cancellation)
    {
        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) =>
            actions.Add(action, syntaxKinds);

        public override void RegisterCompilationEndAction(Action<CompilationAnalysisContext> action) => actions.HasOthers = true;

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => actions.HasOthers = true;

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => actions.HasOthers = true;

        public override void RegisterSymbolStartAction(Action<SymbolStartAnalysisContext> action, SymbolKind symbolKind) => actions.HasOthers = true;

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => actions.HasOthers = true;

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => actions.HasOthers = true;

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => actions.TreeActions.Add(action);

        public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action) => actions.HasFiles = true;

        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds) => actions.HasOthers = true;

        public override void RegisterOperationBlockStartAction(Action<OperationBlockStartAnalysisContext> action) => actions.HasOthers = true;

        public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action) => actions.HasOthers = true;
    }
}
