using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>A call in a loop that reaches WeCom on each turn, with nothing on the way to slow it down.</summary>
internal sealed class LoopedCall
{
    private LoopedCall(ExpressionSyntax call, CallEdge edge, WeComCall reached, LoopAround loop, Confidence confidence)
    {
        Call = call;
        Edge = edge;
        Reached = reached;
        Loop = loop;
        Confidence = confidence;
    }

    public ExpressionSyntax Call { get; }

    public CallEdge Edge { get; }

    public WeComCall Reached { get; }

    public LoopAround Loop { get; }

    public Confidence Confidence { get; }

    public static LoopedCall? Find(ExpressionSyntax call, CallFacts facts, CancellationToken cancellation)
    {
        if (facts.EdgeAt(call, cancellation) is not { } edge || (LoopAround.Of(call) ?? InQuery(call, edge) ?? RecursiveTurn.Around(call)) is not { } loop)
            return null;
        // What is started and left alone is fan-out.
        if (call is InvocationExpressionSyntax put && FanOut.IsCollected(put))
            return null;
        if (call is InvocationExpressionSyntax started && FanOut.IsDropped(started, edge.Symbol))
            return null;
        if (FanOut.IsStart(edge.Name))
            return null;
        if (loop.Loop is InvocationExpressionSyntax each && FanOut.LeavesEach(each, facts.Scope.ModelOf(each.SyntaxTree), cancellation))
            return null;
        var reached = facts.CallsOf(edge, Reach.Unpaced, cancellation);
        if (reached.IsEmpty || loop.EndsWith(call) || loop.Retries(call))
            return null;
        if (IsPaced(call, loop, facts, cancellation))
            return null;
        var first = reached[0];
        foreach (var candidate in reached)
        {
            if (candidate.Confidence == Confidence.Proof)
            {
                first = candidate;
                break;
            }
        }

        var sure = first.Confidence == Confidence.Proof && !loop.Pages && !IsOncePerMany(call, loop) && !AtMostOneItem.Gets(call, loop, facts, cancellation) && !RepeatsByItself(edge, facts, cancellation) && !TestCode.Holds(call) && !(first.Endpoint.Kind is EndpointKind.Webhook or EndpointKind.Unknown && IsOtherRobot(call, loop));
        return new LoopedCall(call, edge, first, loop, sure ? Confidence.Proof : Confidence.Heuristic);
    }

    /// <summary>One call after the other: what only begins a task there is fan-out, if it is anything.</summary>
    private static LoopAround? InQuery(ExpressionSyntax call, CallEdge edge) => IsOver(edge) ? LoopAround.OfQuery(call) : AwaitedInTurn.Of(call);

    /// <summary>When the call returns, it was made.</summary>
    public static bool IsOver(CallEdge edge) => edge.Symbol is IMethodSymbol { ReturnType: { TypeKind: not TypeKind.Error } result } && result.Name is not ("Task" or "ValueTask" or "IAsyncEnumerable" or "UniTask");

    /// <summary>Waits on the turns of the loop, or of one around it whose turns the inner one shares.</summary>
    public static bool IsPaced(ExpressionSyntax call, LoopAround loop, CallFacts facts, CancellationToken cancellation)
    {
        if (facts.Around(call, cancellation) is not { } body)
            return false;
        foreach (var wait in body.Waits)
        {
            if (loop.Region.Span.Contains(wait.Span) && Pacing.Slows(wait, call, loop.Region))
                return true;
        }

        foreach (var edge in body.Edges)
        {
            if (edge.Node != call && loop.Region.Span.Contains(edge.Node.Span) && !edge.Targets.IsEmpty && facts.Paces(edge, cancellation)
                && Pacing.Slows(edge.Node, call, loop.Region))
                return true;
        }

        // Once a time span for each key: what a cache remembers was sent already.
        return Cooldown.Guards(call, loop.Region) || KeptOnce.Guards(call, loop.Loop);
    }

    /// <summary><c>if (i % 500 == 0)</c>: the items are sent in groups.</summary>
    private static bool IsOncePerMany(ExpressionSyntax call, LoopAround loop) =>
        // foreach (var group in users.Chunk(100)), for (…; i += 100)
        loop.Loop is ForEachStatementSyntax { Expression: InvocationExpressionSyntax groups } && CallSyntax.NameOf(groups.Expression) is "Chunk" or "Batch" or "Buffer" or "Partition"
        || loop.Loop is ForStatementSyntax { Incrementors: { Count: > 0 } steps } && steps[0] is AssignmentExpressionSyntax step && step.IsKind(SyntaxKind.AddAssignmentExpression)
            && step.Right is not LiteralExpressionSyntax { Token.ValueText: "1" } ||
        call.Ancestors().TakeWhile(ancestor => ancestor != loop.Region).Any(ancestor => ancestor is IfStatementSyntax choice
            && choice.Condition.DescendantNodesAndSelf().Any(node => node.IsKind(SyntaxKind.ModuloExpression)));

    /// <summary>What is called has the loop that is to be slowed down: there it is told of, and mended for all who call.</summary>
    private static bool RepeatsByItself(CallEdge edge, CallFacts facts, CancellationToken cancellation)
    {
        foreach (var body in facts.Bodies(edge, cancellation))
        {
            // Down a tree: the loop inside is this one.
            if (body.Span.Contains(edge.Node.Span) && body.SyntaxTree == edge.Node.SyntaxTree)
                continue;
            foreach (var inner in facts.Of(body, cancellation).Edges)
            {
                if (inner.Node is InvocationExpressionSyntax call && !FanOut.IsStart(inner.Name) && LoopAround.Of(call) is { } loop && !loop.Pages && !loop.EndsWith(call) && !loop.Retries(call)
                    && !IsOncePerMany(call, loop) && !AtMostOneItem.Gets(call, loop, facts, cancellation) && !facts.CallsOf(inner, Reach.Unpaced, cancellation).IsEmpty && !IsPaced(call, loop, facts, cancellation))
                    return true;
            }
        }

        return false;
    }

    private static SeparatedSyntaxList<ArgumentSyntax> ArgumentsOf(ExpressionSyntax call) => call switch
    {
        InvocationExpressionSyntax invocation => invocation.ArgumentList.Arguments,
        ObjectCreationExpressionSyntax { ArgumentList: { } made } => made.Arguments,
        _ => default,
    };

    /// <summary>The limit is one robot's, and each turn is another's.</summary>
    private static bool IsOtherRobot(ExpressionSyntax call, LoopAround loop)
    {
        foreach (var argument in ArgumentsOf(call))
        {
            var text = WeComWords.Normalize(argument.Expression.ToString());
            if (!WeComWords.ContainsAny(text, "key", "url", "hook", "robot", "bot", "address"))
                continue;
            if (TurnDependence.In(loop).Has(argument.Expression))
                return true;
        }

        return false;
    }
}
