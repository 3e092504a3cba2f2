using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers;

/// <summary>
/// A rule: generated code is left alone, rules run concurrently, and a compilation without WeCom costs nothing. A rule may run by itself; a compiler
/// finds all of them as <see cref="WeComPolicyAnalyzer"/>.
/// </summary>
public abstract class WeComAnalyzer : DiagnosticAnalyzer
{
    private protected WeComAnalyzer(params DiagnosticDescriptor[] rules) => SupportedDiagnostics = ImmutableArray.Create(rules);

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    /// <summary>Registers what the rule looks at, if the compilation concerns it.</summary>
    /// <param name="start">The start of the compilation.</param>
    internal void Start(CompilationStartAnalysisContext start)
    {
        ConfiguredAddresses.Settle(start.Compilation, start.Options, start.CancellationToken);
        if (!Concerns(start.Compilation, start.Options, start.CancellationToken))
            return;
        SourceScope.Of(start.Compilation, start.Options);
        Register(start);
    }

    /// <summary>Whether the rule has anything to look at; where not, nothing is registered.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Its additional files.</param>
    /// <param name="cancellation">Stops the search.</param>
    private protected virtual bool Concerns(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation) =>
        WeComPresence.In(compilation, cancellation);

    /// <summary>Registers what the rule looks at. Called once for each compilation that concerns it.</summary>
    /// <param name="context">The start of the compilation.</param>
    private protected abstract void Register(CompilationStartAnalysisContext context);
}
