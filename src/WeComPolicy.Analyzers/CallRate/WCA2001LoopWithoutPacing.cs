using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>WCA2001: a loop calls WeCom on every turn and nothing slows it down.</summary>
public sealed class WCA2001LoopWithoutPacing : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.LoopWithoutPacing, RuleCategory.CallRate, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA2001LoopWithoutPacing()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var facts = CallFacts.Of(context.Compilation, context.Options, context.CancellationToken);
        context.RegisterSyntaxNodeAction(node => Analyze(node, facts), SyntaxKind.InvocationExpression, SyntaxKind.ObjectCreationExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var call = (ExpressionSyntax)context.Node;
        if (LoopedCall.Find(call, facts, context.CancellationToken) is { } found)
            context.ReportDiagnostic(Rule.Report(call.GetLocation(), found.Confidence, Endpoints.Describe(found.Reached.Endpoint)));
        else if (call is InvocationExpressionSyntax each && (LoopAround.AsksEach(each) || (CallSyntax.NameOf(each.Expression) is "ForEach" or "Each" && CallSyntax.NameOf(CallSyntax.Receiver(each)) != "Parallel")))
            AnalyzeNamed(context, each, facts);
        else if (call is InvocationExpressionSyntax run && DelegateCall.Runs(run, facts, context.CancellationToken) is { } reached)
            context.ReportDiagnostic(Rule.Report(call.GetLocation(), reached.Confidence == Confidence.Proof && !TestCode.Holds(call) ? Confidence.Proof : Confidence.Heuristic, Endpoints.Describe(reached.Endpoint)));
    }

    /// <summary><c>users.ForEach(Send)</c>: the method is named, not called.</summary>
    private static void AnalyzeNamed(SyntaxNodeAnalysisContext context, InvocationExpressionSyntax each, CallFacts facts)
    {
        foreach (var argument in each.ArgumentList.Arguments)
        {
            if (argument.Expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax) || facts.EdgeAt(argument.Expression, context.CancellationToken) is not { } edge
                || (LoopAround.AsksEach(each) && !LoopedCall.IsOver(edge))
                || facts.CallsOf(edge, Reach.Unpaced, context.CancellationToken) is not { IsEmpty: false } reached)
                continue;
            var sure = reached[0].Confidence == Confidence.Proof && !TestCode.Holds(each);
            context.ReportDiagnostic(Rule.Report(each.GetLocation(), sure ? Confidence.Proof : Confidence.Heuristic, Endpoints.Describe(reached[0].Endpoint)));
            return;
        }
    }
}
