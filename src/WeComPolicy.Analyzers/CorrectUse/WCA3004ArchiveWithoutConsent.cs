using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CorrectUse;

/// <summary>WCA3004: the message archive is pulled, and nothing in the project asks whether the customer agreed.</summary>
public sealed class WCA3004ArchiveWithoutConsent : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.ArchiveWithoutConsent, RuleCategory.CorrectUse, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA3004ArchiveWithoutConsent()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context) =>
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.InvocationExpression);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        if (name is not ("GetChatData" or "GetChatDataAsync" or "ExecuteGetChatDataAsync" or "ExecuteGetChatRecordsAsync" or "ExecuteGetChatRecordListAsync"))
            return;
        if (TestCode.Holds(call) || SurroundingsReader.Of(call, null, context.CancellationToken) == Surroundings.AnotherPlatform)
            return;
        // Another project of the product may ask: a question, not proof.
        if (!ArchiveConsent.IsAskedFor(context.Compilation, context.CancellationToken))
            context.ReportDiagnostic(Rule.Report(call.GetLocation(), Confidence.Heuristic));
    }
}
