using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers;

/// <summary>What all rules share: generated code is left alone, rules run concurrently, and a compilation without WeCom costs nothing.</summary>
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
        context.RegisterCompilationStartAction(start =>
        {
            if (WeComPresence.In(start.Compilation, start.CancellationToken))
                Register(start);
        });
    }

    /// <summary>Registers what the rule looks at. Called once for each compilation in which WeCom occurs.</summary>
    /// <param name="context">The start of the compilation.</param>
    private protected abstract void Register(CompilationStartAnalysisContext context);
}
