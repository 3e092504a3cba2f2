using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>
/// <c>if (reply.errcode == 42001) { token = Fetch(); continue; }</c>: a loop, whatever else it is for, that goes round again with the same call
/// where the call has failed, with nothing that counts, waits or moves on. So does one that steps back, <c>i--;</c>, or puts the item back where
/// it takes the next from: however long it waits, what cannot succeed is never left out.
/// </summary>
internal static class RoundAgain
{
    private const int MaxNodes = 5_000;

    /// <summary>The call that is made again, or null.</summary>
    public static WeComCall? Call(IfStatementSyntax choice, BodyFacts body, CallFacts facts, CancellationToken cancellation)
    {
        if (!AsksForFailure(choice.Condition) || LoopAround.Of(choice) is not { } loop)
            return null;
        if ((StepsBack(choice.Statement, loop.Loop) || PutsBack(choice.Statement, loop.Loop)) && !NamesCount(loop.Loop) && Last(choice, loop, body, facts, cancellation) is { } given)
            return given.Reached;
        if (!Continues(choice.Statement) || loop.Variables.Length > 0 || !MayRunOn(loop.Loop))
            return null;
        if (body.Waits.Any(wait => loop.Region.Span.Contains(wait.Span)) || CountsOn(loop.Loop))
            return null;
        if (Last(choice, loop, body, facts, cancellation) is not (var tried, var reached))
            return null;
        // What is only tried again is told of at the call.
        if (loop.Retries(tried) || body.Edges.Any(edge => loop.Region.Span.Contains(edge.Node.Span) && !edge.Targets.IsEmpty && facts.Paces(edge, cancellation)))
            return null;
        return MovesOn(tried, choice, loop, body, facts, cancellation) ? null : reached;
    }

    /// <summary>The call of the turn that is asked for its outcome: the last before the choice.</summary>
    private static (InvocationExpressionSyntax Call, WeComCall Reached)? Last(IfStatementSyntax choice, LoopAround loop, BodyFacts body, CallFacts facts, CancellationToken cancellation)
    {
        for (var i = body.Edges.Length - 1; i >= 0; i--)
        {
            if (body.Edges[i] is { Call: { } call } edge && loop.Region.Span.Contains(call.Span) && call.Span.End <= choice.SpanStart
                && facts.CallsOf(edge, Reach.Any, cancellation).FirstOrDefault(reached => !reached.IsToken) is { } found)
                return (call, found);
        }

        return null;
    }

    /// <summary><c>i--;</c> in a loop that counts <c>i</c> up.</summary>
    private static bool StepsBack(StatementSyntax branch, SyntaxNode loop)
    {
        if (loop is not ForStatementSyntax { Incrementors: { Count: > 0 } steps })
            return false;
        return branch.DescendantNodes().Any(node => node switch
        {
            PostfixUnaryExpressionSyntax back when back.IsKind(SyntaxKind.PostDecrementExpression) => IsCounted(back.Operand),
            PrefixUnaryExpressionSyntax back when back.IsKind(SyntaxKind.PreDecrementExpression) => IsCounted(back.Operand),
            AssignmentExpressionSyntax back when back.IsKind(SyntaxKind.SubtractAssignmentExpression) => IsCounted(back.Left),
            _ => false,
        });

        bool IsCounted(ExpressionSyntax variable) => variable is IdentifierNameSyntax { Identifier.ValueText: var name }
            && steps.Any(step => step.DescendantNodes().Any(node => node is IdentifierNameSyntax counted && counted.Identifier.ValueText == name));
    }

    /// <summary><c>queue.Enqueue(item);</c> in a loop that takes from the queue until it is empty.</summary>
    private static bool PutsBack(StatementSyntax branch, SyntaxNode loop) => loop is WhileStatementSyntax { Condition: var condition } && branch.DescendantNodesAndSelf().Any(node =>
        node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Enqueue" or "Push" or "Add" or "AddLast", Expression: IdentifierNameSyntax { Identifier.ValueText: var queue } } }
        && condition.DescendantNodes().Any(asked => asked is IdentifierNameSyntax name && name.Identifier.ValueText == queue));

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
        _ => false,
    }) || NamesCount(loop);

    private static bool NamesCount(SyntaxNode loop) => loop.DescendantNodes().Take(MaxNodes).Any(node => node is IdentifierNameSyntax name
        && WeComWords.ContainsAny(WeComWords.Normalize(name.Identifier.ValueText), "retry", "retries", "attempt", "tries", "tried", "times", "deadline", "elapsed", "failcount", "errorcount"));

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
                case AssignmentExpressionSyntax set when !IsToken(CallSyntax.NameOf(set.Left)) && !set.Span.Contains(tried.Span) && (set.SpanStart > tried.SpanStart || Takes(set.Right)):
                    moving.Add(CallSyntax.NameOf(set.Left));
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
            InvocationExpressionSyntax call => !call.Span.Contains(tried.Span) && !tried.Span.Contains(call.Span) && !WritesText(CallSyntax.NameOf(call.Expression))
                && !(body.EdgeAt(call) is { } edge && !facts.CallsOf(edge, Reach.Any, cancellation).IsEmpty),
            _ => false,
        });
    }

    private static bool IsToken(string name) => WeComWords.ContainsAny(WeComWords.Normalize(name), "token", "ticket");

    private static bool WritesText(string name) => name is "ToString" or "Format" or "Concat" or "Join" or "Parse" or "nameof" || WeComWords.ContainsAny(name, "Serialize", "ToJson", "ReadAs", "Token", "Json");
}
