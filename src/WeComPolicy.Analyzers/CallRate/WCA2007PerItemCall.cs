using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>WCA2007: one call for each item where one call takes them all.</summary>
public sealed class WCA2007PerItemCall : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.PerItemCall, RuleCategory.CallRate, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA2007PerItemCall()
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
        var call = (InvocationExpressionSyntax)context.Node;
        if (LoopAround.Of(call) is not { } loop || loop.Variables.Length == 0 || TakesMany(loop) || facts.EdgeAt(call, context.CancellationToken) is not { } edge)
            return;
        // Of a wrapper that does several things only the first is judged: it is what the wrapper is for.
        var reached = facts.CallsOf(edge, Reach.Any, context.CancellationToken).FirstOrDefault(candidate => !candidate.IsToken);
        if (reached is null || BatchAlternatives.For(reached.Endpoint) is not { } batch || loop.EndsWith(call) || loop.Retries(call) || loop.Pages)
            return;
        var turns = TurnDependence.In(loop);
        var isMessage = reached.Endpoint.Kind == EndpointKind.Message;
        if (isMessage ? !turns.DiffersByRecipientOnly(call, edge.Symbol as IMethodSymbol) : !call.ArgumentList.Arguments.Any(argument => turns.Has(argument.Expression)))
            return;
        // Records of one day after the other are no records of one user after the other.
        if (reached.Endpoint.Key.StartsWith("checkin", StringComparison.Ordinal) && !call.ArgumentList.Arguments.Any(argument => NamesUser(argument.Expression, turns)))
            return;
        // Details of a few chosen members have no call of their own.
        var sure = reached.Confidence == Confidence.Proof && reached.Endpoint.Key is not ("userget" or "usercreate" or "userupdate") && !TestCode.Holds(call)
            && IsNear(edge, facts, context.CancellationToken);
        context.ReportDiagnostic(Rule.Report(
            call.GetLocation(), sure ? Confidence.Proof : Confidence.Heuristic, Endpoints.Describe(reached.Endpoint), batch));
    }

    /// <summary>Each turn has many items already: <c>foreach (var batch in ids.Chunk(200))</c>.</summary>
    private static bool TakesMany(LoopAround loop) =>
        loop.Loop is CommonForEachStatementSyntax { Expression: InvocationExpressionSyntax chunks } && CallSyntax.NameOf(chunks.Expression) == "Chunk";

    /// <summary><c>new { useridlist = new[] { item.Id }, starttime }</c>, <c>user.Id</c></summary>
    private static bool NamesUser(ExpressionSyntax argument, TurnDependence turns)
    {
        var named = argument.DescendantNodes().Where(node => node is AnonymousObjectMemberDeclaratorSyntax or AssignmentExpressionSyntax
            && WeComWords.ContainsAny(WeComWords.Normalize(node.ToString()), "useridlist", "userids", "userlist")).ToList();
        return named.Count > 0
            ? named.Any(node => turns.Has(node is AssignmentExpressionSyntax set ? set.Right : ((AnonymousObjectMemberDeclaratorSyntax)node).Expression))
            : turns.Has(argument) && WeComWords.ContainsAny(WeComWords.Normalize(argument.ToString()), "user", "staff", "employee", "member", "wechatid");
    }

    /// <summary>The call itself, or a method that makes it. What lies further away does other things as well.</summary>
    private static bool IsNear(CallEdge edge, CallFacts facts, CancellationToken cancellation)
    {
        if (facts.Direct(edge, cancellation) is not null)
            return true;
        return edge.Targets.SelectMany(target => facts.Bodies(target, cancellation))
            .Any(body => facts.Of(body, cancellation).Edges.Any(inner => facts.Direct(inner, cancellation) is { IsToken: false }));
    }
}
