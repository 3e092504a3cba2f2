using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1011: a callback's signature compared in a time that tells how much of it was right.</summary>
public sealed class WCA1011LeakyComparison : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.LeakyComparison, RuleCategory.Secrets, DiagnosticSeverity.Warning);

    private const int MaxNodes = 20_000;

    /// <summary>Creates the rule.</summary>
    public WCA1011LeakyComparison()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        context.RegisterSyntaxNodeAction(Analyze, SignatureComparison.Kinds);
        var scope = SourceScope.Of(context.Compilation);
        if (scope.HasFurther)
            context.RegisterSyntaxNodeAction(node => AnalyzeUse(node, scope), SyntaxKind.ObjectCreationExpression);
    }

    /// <summary>
    /// The class of another project says nothing of WeCom, or speaks of an app id; who makes use of it here does so for WeCom. It is told
    /// there, as it would be if it lay here; only a scan that sees all projects can.
    /// </summary>
    private static void AnalyzeUse(SyntaxNodeAnalysisContext context, SourceScope scope)
    {
        var creation = (ObjectCreationExpressionSyntax)context.Node;
        var cancellation = context.CancellationToken;
        if (TreeIndex.TypeName(creation).IndexOf("MsgCrypt", StringComparison.OrdinalIgnoreCase) < 0 || SurroundingsReader.ByName(creation) != Surroundings.WeCom || TestCode.Holds(creation)
            || context.SemanticModel.GetSymbolInfo(creation.Type, cancellation).Symbol is not INamedTypeSymbol made)
            return;
        foreach (var reference in made.DeclaringSyntaxReferences)
        {
            if (scope.FurtherOwner(reference.SyntaxTree) is null || reference.GetSyntax(cancellation) is not TypeDeclarationSyntax type || !OfficialAccount.ChecksAppId(type))
                continue;
            var model = scope.ModelOf(type.SyntaxTree);
            foreach (var node in type.DescendantNodes().Take(MaxNodes).Where(node => SignatureComparison.Kinds.Contains(node.Kind()) && SignatureComparison.IsLeaky(node, model, cancellation)))
            {
                // Another compilation's file is an outside one here.
                var there = Location.Create(node.SyntaxTree.FilePath, node.Span, node.GetLocation().GetLineSpan().Span);
                context.ReportDiagnostic(Rule.Report(there, Confidence.Proof));
            }
        }
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        if (!SignatureComparison.IsLeaky(context.Node, context.SemanticModel, context.CancellationToken))
            return;
        var surroundings = SurroundingsReader.Of(context.Node, null, context.CancellationToken);
        if (surroundings == Surroundings.AnotherPlatform || OfficialAccount.Signs(context.Node, context.Compilation, context.CancellationToken) || TestCode.Holds(context.Node))
            return;
        context.ReportDiagnostic(Rule.Report(
            context.Node.GetLocation(), surroundings == Surroundings.WeCom ? Confidence.Proof : Confidence.Heuristic));
    }
}
