using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>A loop that runs as long as the program does and asks WeCom on each turn.</summary>
internal static class PollingLoop
{
    public static bool Is(LoopAround loop, WeComCall call) => Asks(call) && Is(loop);

    public static bool Is(LoopAround loop) =>
        loop.Loop is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax { Condition: null } && !loop.Pages && RunsOn(loop);

    /// <summary>What a call asks WeCom for on each turn: something that may have changed there, or a token that no cache keeps.</summary>
    public static WeComCall? AskedBy(CallEdge edge, CallFacts facts, CancellationToken cancellation) =>
        facts.CallsOf(edge, Reach.Any, cancellation) is { IsEmpty: false } calls
            ? calls.FirstOrDefault(Asks) ?? (calls.Any(call => call.IsToken) ? facts.CallsOf(edge, Reach.UncachedToken, cancellation).FirstOrDefault() : null) : null;

    /// <summary>Sending is for what happens in the program; how often is not for a timer to say.</summary>
    private static bool Asks(WeComCall call) => call.Endpoint.Kind is EndpointKind.Other;

    private static bool RunsOn(LoopAround loop)
    {
        var condition = loop.Loop switch
        {
            WhileStatementSyntax repeat => repeat.Condition,
            DoStatementSyntax repeat => repeat.Condition,
            _ => null,
        };
        return condition is null || condition.IsKind(SyntaxKind.TrueLiteralExpression) || WeComWords.ContainsAny(
            WeComWords.Normalize(condition.ToString()), "cancel", "stop", "running", "alive", "shutdown", "waitfornexttick", "disposed", "isstarted", "exit");
    }
}
