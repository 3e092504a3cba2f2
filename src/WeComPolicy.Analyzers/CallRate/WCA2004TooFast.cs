using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>WCA2004: a loop waits between its calls, but not long enough.</summary>
public sealed class WCA2004TooFast : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.TooFast, RuleCategory.CallRate, DiagnosticSeverity.Warning);

    private const double Minute = 60_000;

    /// <summary>Creates the rule.</summary>
    public WCA2004TooFast()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var facts = CallFacts.Of(context.Compilation, context.Options, context.CancellationToken);
        context.RegisterSyntaxNodeAction(node => Analyze(node, facts), SyntaxKind.InvocationExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var wait = (InvocationExpressionSyntax)context.Node;
        var cancellation = context.CancellationToken;
        if (CallSyntax.NameOf(wait.Expression) is not ("Delay" or "Sleep") || !Pacing.IsWait(wait) || wait.ArgumentList.Arguments.Count == 0)
            return;
        if (LoopAround.Of(wait) is not { } loop || facts.Around(wait, cancellation) is not { } body)
            return;
        // One finding for a loop, at its first wait; what a limiter adds cannot be computed.
        var waits = body.Waits.Where(other => loop.Region.Span.Contains(other.Span)).ToList();
        if (waits.Count == 0 || waits[0] != wait)
            return;
        var (calls, first) = CallsPerTurn(body, loop, wait, facts, cancellation);
        if (first is null || PollingLoop.Is(loop, first) || loop.Retries(wait))
            return;
        double pause = 0;
        foreach (var other in waits)
        {
            if (other is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } || !Pacing.Slows(other, first.Node.SyntaxTree == wait.SyntaxTree ? FirstCall(body, loop, facts, cancellation) ?? wait : wait, loop.Region)
                || ConstantTime.Milliseconds(arguments[0].Expression, context.SemanticModel, cancellation) is not { } milliseconds)
                return;
            pause += milliseconds / Every(other, loop);
        }

        var isRobot = first.Endpoint.Kind == EndpointKind.Webhook;
        double limit = isRobot ? Limits.RobotMessagesPerMinute.For(wait.SyntaxTree, context.Options) : Limits.CallsPerSecond.For(wait.SyntaxTree, context.Options) * 60;
        var side = SideBySide(wait, context.SemanticModel, cancellation);
        var rate = calls * side * Minute / Math.Max(pause, 1);
        if (rate <= limit * 1.001)
            return;
        var needed = Math.Ceiling(calls * side * Minute / limit * Every(wait, loop));
        var sure = first.Confidence == Confidence.Proof && !TestCode.Holds(wait);
        context.ReportDiagnostic(Rule.Report(
            wait.GetLocation(), sure ? Confidence.Proof : Confidence.Heuristic,
            Endpoints.Describe(first.Endpoint), Math.Ceiling(rate), limit, needed));
    }

    private static (int Calls, WeComCall? First) CallsPerTurn(BodyFacts body, LoopAround loop, SyntaxNode wait, CallFacts facts, CancellationToken cancellation)
    {
        var calls = 0;
        WeComCall? first = null;
        foreach (var edge in body.Edges)
        {
            // In the branches of one choice only one is called; what an inner loop does is that loop's.
            if (!loop.Region.Span.Contains(edge.Node.Span) || LoopAround.Of(edge.Node)?.Loop != loop.Loop || !Pacing.Slows(wait, edge.Node, loop.Region))
                continue;
            if (facts.CallsOf(edge, Reach.Unpaced, cancellation).FirstOrDefault() is not { } reached)
                continue;
            first ??= reached;
            if (reached.Endpoint.Kind == first.Endpoint.Kind && !edge.Node.Ancestors().TakeWhile(node => node != loop.Region).Any(node => node is IfStatementSyntax or SwitchSectionSyntax or ConditionalExpressionSyntax) || calls == 0)
                calls++;
        }

        return (calls, first);
    }

    private static SyntaxNode? FirstCall(BodyFacts body, LoopAround loop, CallFacts facts, CancellationToken cancellation) => body.Edges
        .FirstOrDefault(edge => loop.Region.Span.Contains(edge.Node.Span) && !facts.CallsOf(edge, Reach.Unpaced, cancellation).IsEmpty)?.Node;

    /// <summary><c>if (i % 20 == 0)</c> waits every twentieth turn.</summary>
    private static double Every(SyntaxNode wait, LoopAround loop)
    {
        foreach (var ancestor in wait.Ancestors())
        {
            if (ancestor == loop.Region)
                break;
            if (ancestor is not IfStatementSyntax { Condition: var condition })
                continue;
            foreach (var node in condition.DescendantNodesAndSelf())
            {
                if (node is BinaryExpressionSyntax remainder && remainder.IsKind(SyntaxKind.ModuloExpression) && remainder.Right is LiteralExpressionSyntax { Token.Value: int every and > 0 })
                    return every;
            }
        }

        return 1;
    }

    /// <summary>The degree of a parallel loop around; 1 where there is none or it is not written.</summary>
    private static double SideBySide(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        foreach (var ancestor in node.Ancestors())
        {
            if (ancestor is InvocationExpressionSyntax call && CallSyntax.NameOf(CallSyntax.Receiver(call)) == "Parallel" && ParallelDegree.Of(call, model, cancellation) is { } degree)
                return Math.Max(degree, 1);
        }

        return 1;
    }
}
