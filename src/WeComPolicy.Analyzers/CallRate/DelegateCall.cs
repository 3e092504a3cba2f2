using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>A function that is kept in a variable or field and called in a loop: <c>Action&lt;string&gt; send = user => …; foreach (…) send(user);</c></summary>
internal static class DelegateCall
{
    private const int MaxFunctions = 4;

    /// <summary>What the function reaches on each turn, with nothing that slows it down.</summary>
    public static WeComCall? Runs(InvocationExpressionSyntax call, CallFacts facts, CancellationToken cancellation)
    {
        if (Callback.NameOf(call) is not { } name || LoopAround.Of(call) is not { } loop || MemberAround.Of(call) is not { } member || facts.EdgeAt(call, cancellation) is not null)
            return null;
        SyntaxNode? scope = Writes.In(member).IsLocal(name) ? member : member.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (scope is null)
            return null;
        foreach (var function in Writes.In(scope).To(name).Select(write => write.Value).OfType<AnonymousFunctionExpressionSyntax>().Take(MaxFunctions))
        {
            // In its own body it calls itself.
            if (function.Span.Contains(call.Span) || facts.Around(function, cancellation) is not { } body || body.Waits.Any(wait => function.Span.Contains(wait.Span)))
                continue;
            foreach (var edge in body.Edges.Where(edge => function.Span.Contains(edge.Node.Span)))
            {
                if (facts.CallsOf(edge, Reach.Unpaced, cancellation).FirstOrDefault() is { } reached)
                    return loop.EndsWith(call) || loop.Retries(call) || LoopedCall.IsPaced(call, loop, facts, cancellation) ? null : reached;
            }
        }

        return null;
    }
}
