using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1010: a callback is decrypted and believed, and nobody looked at its signature.</summary>
public sealed class WCA1010UnverifiedCallback : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.UnverifiedCallback, RuleCategory.Secrets, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA1010UnverifiedCallback()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var decryption = CallbackDecryption.Of(context.Compilation);
        context.RegisterSyntaxNodeAction(node => Analyze(node, decryption), SyntaxKind.InvocationExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, CallbackDecryption decryption)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (!decryption.Decrypts(call, context.CancellationToken) || decryption.IsVerified(call, context.CancellationToken))
            return;
        var surroundings = SurroundingsReader.Of(call, null, context.CancellationToken);
        if (surroundings == Surroundings.AnotherPlatform || OfficialAccount.Signs(call, context.Compilation, context.CancellationToken) || TestCode.Holds(call))
            return;
        var isSure = surroundings == Surroundings.WeCom && CallbackDecryption.IsSure(call);
        context.ReportDiagnostic(Rule.Report(call.GetLocation(), isSure ? Confidence.Proof : Confidence.Heuristic));
    }
}
