using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Whether a fetch happens only where what was kept from before is gone or too old.</summary>
internal static class CacheGuard
{
    private static readonly string[] CacheWords =
        ["token", "ticket", "expir", "exprise", "cache", "overdue", "lasttime", "refresh", "renew", "force", "tickcount", "elapsed", "totalseconds", "totalminutes", "totalhours"];

    private static readonly string[] TimeWords = ["expir", "exprise", "overdue", "lasttime", "tickcount", "elapsed", "totalseconds", "totalminutes", "totalhours"];

    /// <summary>What the API answers to a token that is no longer good.</summary>
    private static readonly string[] TokenErrors = ["42001", "40014", "40001", "41001", "42007", "42009"];

    private const int MaxLength = 600;

    private const int MaxNodes = 5_000;

    /// <summary>The node stands behind a look at a cache, within its member.</summary>
    public static bool Guards(SyntaxNode fetch, SyntaxNode member)
    {
        var child = fetch;
        for (var at = fetch.Parent; at is not null && child != member; child = at, at = at.Parent)
        {
            switch (at)
            {
                case IfStatementSyntax choice when choice.Condition != child && (Asks(choice.Condition) || OtherBranchAsks(choice, child) || AsksByVariable(choice.Condition, member)):
                case IfStatementSyntax stored when stored.Else == child && ReturnsWhatIsStored(stored):
                case ConditionalExpressionSyntax conditional when conditional.Condition != child && Asks(conditional.Condition):
                case WhileStatementSyntax loop when loop.Condition != child && Asks(loop.Condition):
                case SwitchSectionSyntax { Parent: SwitchStatementSyntax answer } section when Asks(answer.Expression) || section.Labels.Any(SaysTokenError):
                case CatchClauseSyntax:
                    return true;
                case AssignmentExpressionSyntax assignment when assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression):
                case BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression) && coalesce.Right == child:
                    return true;
                case AnonymousFunctionExpressionSyntax function when IsFactory(function):
                    return true;
                case ArgumentSyntax when child == fetch && fetch is not InvocationExpressionSyntax && IsFactory(fetch):
                    return true;
                case BlockSyntax block when HasEarlyReturn(block.Statements, fetch, member):
                    return true;
            }
        }

        return false;
    }

    /// <summary><c>case 42001:</c></summary>
    private static bool SaysTokenError(SwitchLabelSyntax label) => WeComWords.ContainsAny(label.ToString(), TokenErrors);

    /// <summary>Where there is a row, its time is asked for; where there is none, the fetch stands in the other branch.</summary>
    private static bool OtherBranchAsks(IfStatementSyntax choice, SyntaxNode child)
    {
        var other = child == choice.Statement ? choice.Else?.Statement : choice.Statement;
        return other is not null && other.DescendantNodesAndSelf(inside => inside is not AnonymousFunctionExpressionSyntax).Take(MaxNodes)
            .Any(node => node is IfStatementSyntax inner && AsksTheTime(inner.Condition) || node is ConditionalExpressionSyntax value && AsksTheTime(value.Condition));
    }

    /// <summary><c>var isStale = row is null || row.Until &lt; DateTime.Now; if (isStale) …</c></summary>
    private static bool AsksByVariable(ExpressionSyntax condition, SyntaxNode member)
    {
        foreach (var name in condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Take(8))
        {
            if (Writes.In(member).IsLocal(name.Identifier.ValueText)
                && Writes.In(member).To(name.Identifier.ValueText).Any(write => write.Place.SpanStart < condition.SpanStart && write.Value is not AnonymousFunctionExpressionSyntax
                    && (AsksTheTime(write.Value) || ReadsStore(write.Value) || NotesStillGood(write.Value))))
                return true;
        }

        return false;
    }

    /// <summary><c>if (row.Expires &gt; now) { token = row.Token; isKept = true; }</c></summary>
    private static bool NotesStillGood(ExpressionSyntax value) => value.Kind() is SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression
        && value.Ancestors().OfType<IfStatementSyntax>().Any(choice => choice.Statement.Span.Contains(value.Span) && AsksTheTime(choice.Condition));

    /// <summary>What a cache had under its key.</summary>
    private static bool ReadsStore(ExpressionSyntax value) =>
        Awaited(value) is InvocationExpressionSyntax or ElementAccessExpressionSyntax && value.ToString() is { Length: < MaxLength } text
        && WeComWords.ContainsAny(WeComWords.Normalize(text), "cache", "redis");

    /// <summary>What is waited for: <c>await value.ConfigureAwait(false)</c>, <c>value.Result</c>, <c>value.GetAwaiter().GetResult()</c>.</summary>
    private static ExpressionSyntax Awaited(ExpressionSyntax value)
    {
        while (true)
        {
            value = Wrapped.Value(value);
            switch (value)
            {
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" or "Value" } result:
                    value = result.Expression;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "ToString" or "AsTask" } step }:
                    value = step.Expression;
                    break;
                default:
                    return value;
            }
        }
    }

    /// <summary>A return of what is still good, before the fetch.</summary>
    private static bool HasEarlyReturn(SyntaxList<StatementSyntax> statements, SyntaxNode fetch, SyntaxNode member)
    {
        foreach (var statement in statements)
        {
            if (statement.SpanStart >= fetch.SpanStart)
                return false;
            if (ReturnsKept(statement, fetch, member))
                return true;
        }

        return false;
    }

    private static bool ReturnsKept(StatementSyntax statement, SyntaxNode fetch, SyntaxNode member)
    {
        if (statement.Span.Contains(fetch.Span))
            return false;
        if (statement is IfStatementSyntax choice)
        {
            if ((Asks(choice.Condition) && Returns(choice)) || ReturnsWhatIsStored(choice) || NestedReturns(choice.Statement, fetch))
                return true;
            // What the cache had is looked at once more before it is returned.
            return AsksByVariable(choice.Condition, member) && choice.Statement.DescendantNodesAndSelf(inside => inside is not AnonymousFunctionExpressionSyntax).Take(MaxNodes)
                .Any(node => node is ReturnStatementSyntax { Expression: { } value } && value is not LiteralExpressionSyntax);
        }

        return statement is TryStatementSyntax or UsingStatementSyntax or LockStatementSyntax or BlockSyntax && NestedReturns(statement, fetch);
    }

    /// <summary><c>if (store.Get(key) is Token kept) return kept;</c>, <c>if (store.TryGet(key, out var kept)) return kept;</c></summary>
    private static bool ReturnsWhatIsStored(IfStatementSyntax choice)
    {
        var last = choice.Statement is BlockSyntax block ? block.Statements.LastOrDefault() : choice.Statement;
        if (last is not ReturnStatementSyntax { Expression: { } value })
            return false;
        value = Wrapped.Value(value);
        while (value is MemberAccessExpressionSyntax part)
            value = Wrapped.Value(part.Expression);
        return value is IdentifierNameSyntax { Identifier.ValueText: var kept } && choice.Condition.DescendantNodesAndSelf().Any(node => node switch
        {
            IsPatternExpressionSyntax { Expression: InvocationExpressionSyntax or ElementAccessExpressionSyntax } asked =>
                asked.Pattern.DescendantNodesAndSelf().Any(found => found is SingleVariableDesignationSyntax named && named.Identifier.ValueText == kept),
            InvocationExpressionSyntax call when CallSyntax.NameOf(call.Expression).StartsWith("TryGet", StringComparison.Ordinal) =>
                call.ArgumentList.Arguments.Any(argument => argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) && argument.DescendantNodes().Any(found =>
                    found is SingleVariableDesignationSyntax named && named.Identifier.ValueText == kept || found is IdentifierNameSyntax name && name.Identifier.ValueText == kept)),
            _ => false,
        });
    }

    private static bool NestedReturns(StatementSyntax statement, SyntaxNode fetch)
    {
        foreach (var node in statement.DescendantNodes(inside => inside is not AnonymousFunctionExpressionSyntax))
        {
            if (node is IfStatementSyntax inner && !inner.Span.Contains(fetch.Span) && Asks(inner.Condition) && Returns(inner))
                return true;
        }

        return false;
    }

    private static bool Returns(IfStatementSyntax choice)
    {
        var last = choice.Statement is BlockSyntax block ? block.Statements.LastOrDefault() : choice.Statement;
        // Without a value it may as well be a refusal; the clock tells.
        if (last is ReturnStatementSyntax { Expression: null })
            return AsksTheTime(choice.Condition);
        return last is ReturnStatementSyntax { Expression: not LiteralExpressionSyntax } returned
            && !(returned.Expression is { } value && value.IsKind(SyntaxKind.DefaultExpression))
            && !(returned.Expression is InvocationExpressionSyntax call && WeComWords.ContainsAny(WeComWords.Normalize(call.Expression.ToString()), "fail", "error", "badrequest", "unauthorized"));
    }

    private static bool Asks(ExpressionSyntax condition)
    {
        var text = condition.ToString();
        if (text.Length > MaxLength)
            text = text.Substring(0, MaxLength);
        var normalized = WeComWords.Normalize(text);
        if (!WeComWords.ContainsAny(normalized, CacheWords) && !ReadsClock(text) && !WeComWords.ContainsAny(normalized, TokenErrors))
            return false;
        // Cancelled is not kept.
        return !(WeComWords.ContainsAny(normalized, "cancellation") && !WeComWords.ContainsAny(normalized, "expir", "cache", "accesstoken"));
    }

    private static bool AsksTheTime(ExpressionSyntax condition) =>
        condition.ToString() is var text && (ReadsClock(text) || WeComWords.ContainsAny(WeComWords.Normalize(text), TimeWords));

    private static bool ReadsClock(string text) => WeComWords.ContainsAny(text, ".Now", ".UtcNow", "GetUtcNow", "TickCount");

    /// <summary>The function that a cache calls where it has nothing.</summary>
    private static bool IsFactory(SyntaxNode function)
    {
        if (function.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: { } call } })
            return false;
        var name = call switch
        {
            InvocationExpressionSyntax invocation => CallSyntax.NameOf(invocation.Expression) + CallSyntax.NameOf(CallSyntax.Receiver(invocation)),
            ObjectCreationExpressionSyntax creation => creation.Type.ToString(),
            _ => "",
        };
        return WeComWords.ContainsAny(WeComWords.Normalize(name), "cache", "lazy", "getoradd", "getorcreate", "getorset", "addorupdate", "memo", "redis", "easycaching");
    }
}
