using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

internal sealed partial class CallFacts
{
    /// <summary>Whether whoever calls the body is slowed down by it.</summary>
    public bool Paces(SyntaxNode body, CancellationToken cancellation)
    {
        if (_paced.TryGetValue(body, out var known))
            return known;
        return _paced.GetOrAdd(body, FindPacing(body, cancellation));
    }

    public bool Paces(CallEdge edge, CancellationToken cancellation)
    {
        if ((edge.Roles & DeclaredRole.Throttle) != 0)
            return true;
        foreach (var body in Bodies(edge, cancellation))
        {
            if (Paces(body, cancellation))
                return true;
        }

        return false;
    }

    /// <summary>Code that is hung on an event runs when the event does.</summary>
    private static bool IsHandler(SyntaxNode node, SyntaxNode body)
    {
        for (var at = node; at is not null && at != body; at = at.Parent)
        {
            if (at is AnonymousFunctionExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax
                && at.Parent is AssignmentExpressionSyntax assignment && assignment.Right == at && (at is AnonymousFunctionExpressionSyntax || assignment.IsKind(SyntaxKind.AddAssignmentExpression)))
                return true;
        }

        return false;
    }

    private bool FindPacing(SyntaxNode start, CancellationToken cancellation)
    {
        var seen = new HashSet<SyntaxNode> { start };
        var queue = new Queue<(SyntaxNode Body, int Depth)>();
        queue.Enqueue((start, 0));
        while (queue.Count > 0 && seen.Count < MaxBodies / 4)
        {
            var (body, depth) = queue.Dequeue();
            var facts = Of(body, cancellation);
            if (facts.Paces)
                return true;
            if (depth >= MaxPacingDepth)
                continue;
            foreach (var edge in facts.Edges)
            {
                if (edge.Targets.IsEmpty || edge.Targets.Length > 1 || !Pacing.IsOnEveryWay(edge.Node, body))
                    continue;
                foreach (var next in Bodies(edge.Targets[0], cancellation))
                {
                    if (seen.Add(next))
                        queue.Enqueue((next, depth + 1));
                }
            }
        }

        return false;
    }

    private bool HandlersPace() => HandlerBodies().Any(body => Paces(body, CancellationToken.None));

    /// <summary>A handler in the way of each request looks at the errcode of each reply.</summary>
    private bool HandlersLook() => HandlerBodies().Any(body => Of(body, CancellationToken.None) is var facts
        && (facts.ReadsErrorCode || body.DescendantNodes().Any(node => node is LiteralExpressionSyntax && ReplyUse.SaysOutcome(node)) || facts.Edges.Any(edge => edge.Targets.Length == 1 && ReadsErrorCode(edge, CancellationToken.None))));

    private IEnumerable<SyntaxNode> HandlerBodies() => _dispatch.Handlers
        .SelectMany(handler => handler.GetMembers("SendAsync")).OfType<IMethodSymbol>().SelectMany(method => Bodies(method, CancellationToken.None));
}
