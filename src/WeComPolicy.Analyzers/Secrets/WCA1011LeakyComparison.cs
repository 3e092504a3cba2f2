using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1011: a callback's signature compared in a time that tells how much of it was right.</summary>
public sealed class WCA1011LeakyComparison : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.LeakyComparison, RuleCategory.Secrets, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA1011LeakyComparison()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context) =>
        context.RegisterSyntaxNodeAction(Analyze, SignatureComparison.Kinds);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        if (!SignatureComparison.IsLeaky(context.Node, context.SemanticModel, context.CancellationToken))
            return;
        var surroundings = SurroundingsReader.Of(context.Node, null, context.CancellationToken);
        if (surroundings == Surroundings.AnotherPlatform || OfficialAccount.Signs(context.Node) || TestCode.Holds(context.Node))
            return;
        context.ReportDiagnostic(Rule.Report(
            context.Node.GetLocation(), surroundings == Surroundings.WeCom ? Confidence.Proof : Confidence.Heuristic));
    }
}
