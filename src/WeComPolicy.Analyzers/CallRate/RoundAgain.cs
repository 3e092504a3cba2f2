using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>
/// <c>if (reply.errcode == 42001) { token = Fetch(); continue; }</c>: a loop, whatever else it is for, that goes round again with the same call
/// where the call has failed, with nothing that counts, waits or moves on.
/// </summary>
internal static class RoundAgain
{
    private const int MaxNodes = 5_000;

    /// <summary>The call that is made again, or null.</summary>
    public static WeComCall? Call(IfStatementSyntax choice, BodyFacts body, CallFacts facts, CancellationToken cancellation)
    {
        if (!Continues(choice.Statement) || !AsksForFailure(choice.Condition) || LoopAround.Of(choice) is not { Variables.Length: 0 } loop || !MayRunOn(loop.Loop))
            return null;
        if (body.Waits.Any(wait => loop.Region.Span.Contains(wait.Span)) || CountsOn(loop.Loop))
            return null;
        var last = body.Edges.LastOrDefault(edge => edge.Call is not null && loop.Region.Span.Contains(edge.Node.Span) && edge.Node.Span.End <= choice.SpanStart
            && facts.CallsOf(edge, Reach.Any, cancellation).Any(call => !call.IsToken));
        // What is only tried again is told of at the call.
        if (last?.Call is not { } tried || loop.Retries(tried) || body.Edges.Any(edge => loop.Region.Span.Contains(edge.Node.Span) && !edge.Targets.IsEmpty && facts.Paces(edge, cancellation)))
            return null;
        return MovesOn(tried, choice, loop, body, facts, cancellation) ? null : facts.CallsOf(last, Reach.Any, cancellation).First(call => !call.IsToken);
    }

    private static bool Continues(StatementSyntax branch) => branch switch
    {
        ContinueStatementSyntax => true,
        BlockSyntax { Statements: { Count: > 0 } statements } => Continues(statements[statements.Count - 1]),
        IfStatementSyntax { Statement: var then } => Continues(then),
        _ => false,
    };

    /// <summary><c>reply.errcode == 42001</c>, <c>(int)reply["errcode"] != 0</c>; not <c>errcode == 0</c>.</summary>
    private static bool AsksForFailure(ExpressionSyntax condition) => Wrapped.Value(condition) switch
    {
        BinaryExpressionSyntax both when both.Kind() is SyntaxKind.LogicalOrExpression or SyntaxKind.LogicalAndExpression => AsksForFailure(both.Left) || AsksForFailure(both.Right),
        BinaryExpressionSyntax asked when asked.IsKind(SyntaxKind.EqualsExpression) => SaysErrorCode(asked.Left) && Wrapped.Value(asked.Right) is LiteralExpressionSyntax { Token.Value: int and not 0 },
        BinaryExpressionSyntax asked when asked.IsKind(SyntaxKind.NotEqualsExpression) => SaysErrorCode(asked.Left) && Wrapped.Value(asked.Right) is LiteralExpressionSyntax { Token.Value: 0 },
        IsPatternExpressionSyntax { Pattern: var pattern } asked => SaysErrorCode(asked.Expression) && pattern.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>().All(code => code.Token.Value is int and not 0),
        _ => false,
    };

    private static bool SaysErrorCode(ExpressionSyntax value) => value.DescendantNodesAndSelf().Any(node => node switch
    {
        IdentifierNameSyntax name => WeComWords.Normalize(name.Identifier.ValueText) is var plain && (plain is "errorcode" or "errno" || plain.EndsWith("errcode", StringComparison.Ordinal)),
        LiteralExpressionSyntax { Token.ValueText: { Length: < 32 } key } literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && WeComWords.Normalize(key) is "errcode" or "errorcode",
        _ => false,
    });

    /// <summary>What keeps the loop going is a flag or nothing: it does not run out by itself.</summary>
    private static bool MayRunOn(SyntaxNode loop) => loop switch
    {
        WhileStatementSyntax repeat => IsFlag(repeat.Condition),
        DoStatementSyntax repeat => IsFlag(repeat.Condition),
        ForStatementSyntax { Condition: null, Incrementors.Count: 0 } => true,
        _ => false,
    };

    private static bool IsFlag(ExpressionSyntax condition) => Wrapped.Value(condition) switch
    {
        IdentifierNameSyntax or LiteralExpressionSyntax => true,
        PrefixUnaryExpressionSyntax { Operand: var flag } => IsFlag(flag),
        BinaryExpressionSyntax { Right: LiteralExpressionSyntax, Left: IdentifierNameSyntax } => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsNullOrEmpty" or "IsNullOrWhiteSpace" } } => true,
        _ => false,
    };

    /// <summary>Some count, or the time, is compared in the loop.</summary>
    private static bool CountsOn(SyntaxNode loop) => loop.DescendantNodes().Take(MaxNodes).Any(node => node switch
    {
        PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => true,
        IdentifierNameSyntax name => WeComWords.ContainsAny(WeComWords.Normalize(name.Identifier.ValueText), "retry", "retries", "attempt", "tries", "deadline", "elapsed"),
        _ => false,
    });

    /// <summary>The next turn is about something else: what the call is given was taken from a queue, or changes before the next turn.</summary>
    private static bool MovesOn(InvocationExpressionSyntax tried, IfStatementSyntax choice, LoopAround loop, BodyFacts body, CallFacts facts, CancellationToken cancellation)
    {
        var moving = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in loop.Loop.DescendantNodes().Take(MaxNodes))
        {
            // What stands behind the choice is not reached.
            if (node.SpanStart >= choice.Span.End)
                break;
            switch (node)
            {
                case AssignmentExpressionSyntax set when !IsToken(UrlReader.NameOf(set.Left)) && !set.Span.Contains(tried.Span) && (set.SpanStart > tried.SpanStart || Takes(set.Right)):
                    moving.Add(UrlReader.NameOf(set.Left));
                    break;
                case VariableDeclaratorSyntax { Initializer.Value: var value } made when Takes(value):
                    moving.Add(made.Identifier.ValueText);
                    break;
                case ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: IdentifierNameSyntax filled }:
                    moving.Add(filled.Identifier.ValueText);
                    break;
                case SingleVariableDesignationSyntax filled:
                    moving.Add(filled.Identifier.ValueText);
                    break;
            }
        }

        return moving.Count > 0 && (tried.FirstAncestorOrSelf<StatementSyntax>() ?? (SyntaxNode)tried).DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => moving.Contains(name.Identifier.ValueText));

        // Any call may bring the next item, but those of the API and those that only write text.
        bool Takes(ExpressionSyntax value) => value.DescendantNodesAndSelf().Any(node => node switch
        {
            ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } at } => at[0].Expression is IdentifierNameSyntax,
            IdentifierNameSyntax name => moving.Contains(name.Identifier.ValueText),
            InvocationExpressionSyntax call => !call.Span.Contains(tried.Span) && !tried.Span.Contains(call.Span) && !WritesText(UrlReader.NameOf(call.Expression))
                && !(body.EdgeAt(call) is { } edge && !facts.CallsOf(edge, Reach.Any, cancellation).IsEmpty),
            _ => false,
        });
    }

    private static bool IsToken(string name) => WeComWords.ContainsAny(WeComWords.Normalize(name), "token", "ticket");

    private static bool WritesText(string name) => name is "ToString" or "Format" or "Concat" or "Join" or "Parse" or "nameof" || WeComWords.ContainsAny(name, "Serialize", "ToJson", "ReadAs", "Token", "Json");
}
