using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>A loop over many items whose call is made for one of them at most: the one of a kind, or the one that has an id.</summary>
internal static class AtMostOneItem
{
    private const int MaxIdSteps = 4;

    public static bool Gets(ExpressionSyntax call, LoopAround loop, CallFacts facts, CancellationToken cancellation) =>
        AsksForOneKind(call, loop, facts, cancellation) || HasOneOfTheKind(call, loop);

    /// <summary>
    /// <c>foreach (var channel in channels) switch (channel) { case "2": … }</c>, <c>if (channel == "2")</c>: few turns are of the kind. What is asked
    /// is the item itself; many items may have a property of the same value.
    /// </summary>
    private static bool AsksForOneKind(ExpressionSyntax call, LoopAround loop, CallFacts facts, CancellationToken cancellation)
    {
        SyntaxNode child = call;
        for (var at = call.Parent; at is not null && at != loop.Region; child = at, at = at.Parent)
        {
            var isOne = at switch
            {
                SwitchStatementSyntax choice => IsItem(choice.Expression, loop),
                SwitchExpressionSyntax choice => IsItem(choice.GoverningExpression, loop),
                IfStatementSyntax choice => choice.Statement == child && AsksForOne(choice.Condition),
                ConditionalExpressionSyntax choice => choice.WhenTrue == child && AsksForOne(choice.Condition),
                _ => false,
            };
            if (isOne)
                return true;
        }

        return false;

        bool AsksForOne(ExpressionSyntax condition) => Wrapped.Value(condition) switch
        {
            BinaryExpressionSyntax both when both.IsKind(SyntaxKind.LogicalAndExpression) => AsksForOne(both.Left) || AsksForOne(both.Right),
            BinaryExpressionSyntax either when either.IsKind(SyntaxKind.LogicalOrExpression) => AsksForOne(either.Left) && AsksForOne(either.Right),
            BinaryExpressionSyntax same when same.IsKind(SyntaxKind.EqualsExpression) => IsOfOne(same.Left, same.Right) || IsOfOne(same.Right, same.Left)
                || (IsItem(same.Left, loop) ? IsKind(same.Right) : IsKind(same.Left) && IsItem(same.Right, loop)) || IsOneTurn(same.Left, same.Right) || IsOneTurn(same.Right, same.Left),
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax constant } asked => IsItem(asked.Expression, loop) && IsKind(constant.Expression),
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } given } equal when CallSyntax.NameOf(equal.Expression) == "Equals" =>
                CallSyntax.Receiver(equal) is { } on && (IsItem(on, loop) ? IsKind(given[0].Expression)
                    : IsKind(on) ? IsItem(given[0].Expression, loop)
                    : given.Count > 1 && (IsItem(given[0].Expression, loop) ? IsKind(given[1].Expression) : IsItem(given[1].Expression, loop) && IsKind(given[0].Expression))),
            _ => false,
        };

        // Among the items one has the id; if (user.Id == id) asks for it. In a loop around, another id may be asked for on each turn.
        bool IsOfOne(ExpressionSyntax id, ExpressionSyntax other) => IsIdOfItem(id, loop, MaxIdSteps) && !other.IsKind(SyntaxKind.NullLiteralExpression) && other is not LiteralExpressionSyntax { Token.ValueText: "" }
            && IsOfAllTurns(other);

        // if (i == ids.Length - 1)
        bool IsOneTurn(ExpressionSyntax counter, ExpressionSyntax other) => loop.Loop is ForStatementSyntax && counter is IdentifierNameSyntax name && Array.IndexOf(loop.Variables, name.Identifier.ValueText) >= 0
            && IsOfAllTurns(other);

        bool IsOfAllTurns(ExpressionSyntax value) => !TurnDependence.In(loop).Has(value) && LoopAround.Of(loop.Loop) is null;

        bool IsKind(ExpressionSyntax value) => !value.IsKind(SyntaxKind.NullLiteralExpression) && facts.Scope.ModelOf(value.SyntaxTree).GetConstantValue(value, cancellation).HasValue;
    }

    /// <summary>The kind for which the call is made has one item only: <c>if (kind == "robot") users = new[] { self };</c> before the loop, and <c>case "robot":</c> in it.</summary>
    private static bool HasOneOfTheKind(ExpressionSyntax call, LoopAround loop)
    {
        if (loop.Loop is not ForEachStatementSyntax { Expression: var items } || MemberAround.Of(loop.Loop) is not { } member)
            return false;
        var asked = new List<(string Of, string Value)>();
        foreach (var at in call.Ancestors().TakeWhile(ancestor => ancestor != loop.Loop))
        {
            if (at is SwitchSectionSyntax { Parent: SwitchStatementSyntax choice } section)
                asked.AddRange(section.Labels.OfType<CaseSwitchLabelSyntax>().Select(label => (choice.Expression.ToString(), label.Value.ToString())));
            else if (at is IfStatementSyntax { Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } same, Statement: var then } && then.Span.Contains(call.Span))
                asked.Add((same.Left.ToString(), same.Right.ToString()));
        }

        return asked.Count > 0 && member.DescendantNodes().OfType<IfStatementSyntax>().Where(before => before.Span.End <= loop.Loop.SpanStart).Any(before =>
            before.Condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } same && asked.Contains((same.Left.ToString(), same.Right.ToString()))
            && before.Statement.DescendantNodesAndSelf().OfType<AssignmentExpressionSyntax>().Any(set => set.Left.ToString() == items.ToString() && HoldsOne(set.Right)));
    }

    private static bool HoldsOne(ExpressionSyntax list) => list switch
    {
        BaseObjectCreationExpressionSyntax { Initializer.Expressions.Count: 1 } => true,
        ImplicitArrayCreationExpressionSyntax { Initializer.Expressions.Count: 1 } => true,
        ArrayCreationExpressionSyntax { Initializer.Expressions.Count: 1 } => true,
        CollectionExpressionSyntax { Elements: { Count: 1 } elements } => elements[0] is ExpressionElementSyntax,
        _ => false,
    };

    /// <summary><c>item</c>, <c>items[i]</c>, <c>pair.Key</c>, also cast, trimmed or as text.</summary>
    private static bool IsItem(ExpressionSyntax value, LoopAround loop) => Wrapped.Value(value) switch
    {
        IdentifierNameSyntax name => Array.IndexOf(loop.Variables, name.Identifier.ValueText) >= 0,
        CastExpressionSyntax cast => IsItem(cast.Expression, loop),
        ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } at } => IsItem(at[0].Expression, loop),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Key" } pair => IsItem(pair.Expression, loop),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString" or "Trim" or "ToLower" or "ToUpper" or "ToLowerInvariant" or "ToUpperInvariant" } text } =>
            IsItem(text.Expression, loop),
        _ => false,
    };

    /// <summary>
    /// <c>item.Id</c>, <c>user.UserId</c>, <c>(string)fields["userid"]</c>, also kept in a variable of the turn. Of the items only users have a user id of
    /// their own; among orders many may have the same.
    /// </summary>
    private static bool IsIdOfItem(ExpressionSyntax value, LoopAround loop, int steps)
    {
        value = Wrapped.Value(value);
        if (value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString" or "Trim" or "ToLower" or "ToUpper", Expression: { } text } })
            value = Wrapped.Value(text);
        return value switch
        {
            CastExpressionSyntax cast => steps > 0 && IsIdOfItem(cast.Expression, loop, steps - 1),
            MemberAccessExpressionSyntax access => IsId(access.Name.Identifier.ValueText) && TurnDependence.In(loop).Has(access.Expression),
            ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } keys } element => keys[0].Expression is LiteralExpressionSyntax { Token.ValueText: var key } && IsId(key)
                && TurnDependence.In(loop).Has(element.Expression),
            IdentifierNameSyntax name => steps > 0 && Assigned.In(loop.Region).To(name.Identifier.ValueText) is { Count: 1 } only && IsIdOfItem(only[0], loop, steps - 1),
            _ => false,
        };

        bool IsId(string name) => WeComWords.Normalize(name) switch
        {
            "id" => true,
            "userid" => WeComWords.ContainsAny((loop.Loop switch { ForEachStatementSyntax each => each.Expression.ToString(), ForStatementSyntax count => count.Condition?.ToString(), _ => null } ?? "").ToLowerInvariant(), "user", "member"),
            _ => false,
        };
    }
}
