using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Places that are reached only after a request for a token failed: its reply holds none.</summary>
internal static class FailedReply
{
    private const int MaxNested = 8;

    private static readonly string[] Words = ["errcode", "errorcode", "errmsg", "issuccess", "success", "accesstoken", "token", "result", "ok", "code"];

    private static readonly string[] Complaints = ["失败", "错误", "异常", "出错", "无效", "fail", "error", "invalid", "cannot", "unable", "unexpected"];

    public static bool Is(SyntaxNode node)
    {
        if (node is ObjectCreationExpressionSyntax || Complains(node))
            return true;
        var child = node;
        for (var at = node.Parent; at is not null and not MemberDeclarationSyntax; child = at, at = at.Parent)
        {
            if (at is IfStatementSyntax choice && choice.Condition != child && Asks(choice.Condition, out var asksForFailure) && asksForFailure == (choice.Else != child))
                return true;
            if (at is not BlockSyntax block)
                continue;
            var before = block.Statements.TakeWhile(statement => statement != child).Reverse().ToList();
            if (before.TakeWhile(statement => !Requests(statement)).Any(LeavesOnSuccess))
                return true;
            // What was asked before the request, of a token in a cache, says nothing of its reply.
            if (before.Any(Requests))
                return false;
        }

        return false;
    }

    /// <summary>The variable is the object whose errcode was asked on the way: <c>if (reply?.errcode == 0) … else Log(reply);</c></summary>
    public static bool IsOf(IdentifierNameSyntax variable) => variable.Ancestors().OfType<IfStatementSyntax>().Any(choice =>
        !choice.Condition.Span.Contains(variable.Span) && choice.Condition.DescendantNodesAndSelf().Any(node => node switch
        {
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var asked }, Name.Identifier.ValueText: var member } => asked == variable.Identifier.ValueText && ErrorCodeWords.Names(WeComWords.Normalize(member)),
            ConditionalAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var asked }, WhenNotNull: MemberBindingExpressionSyntax { Name.Identifier.ValueText: var member } } => asked == variable.Identifier.ValueText && ErrorCodeWords.Names(WeComWords.Normalize(member)),
            _ => false,
        }));

    private static bool Complains(SyntaxNode node)
    {
        foreach (var token in node.DescendantTokens().Take(200))
        {
            if ((token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken)) && WeComWords.ContainsAny(token.ValueText.ToLowerInvariant(), Complaints))
                return true;
        }

        return false;
    }

    private static bool Requests(StatementSyntax statement) =>
        statement.DescendantNodes().Take(500).Any(node => node is InvocationExpressionSyntax call && CallNames.Requests(Flow.CallSyntax.NameOf(call.Expression)));

    private static bool LeavesOnSuccess(StatementSyntax statement)
    {
        if (statement is not IfStatementSyntax { Else: null } choice || !Asks(choice.Condition, out var asksForFailure) || asksForFailure)
            return false;
        return Leaves(choice.Statement, 0);
    }

    /// <summary>Nothing that stands behind the statement is reached from it.</summary>
    private static bool Leaves(StatementSyntax? statement, int depth) => statement switch
    {
        ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax => true,
        BlockSyntax block => Leaves(block.Statements.LastOrDefault(), depth),
        IfStatementSyntax { Else: { } otherwise } choice when depth < MaxNested => Leaves(choice.Statement, depth + 1) && Leaves(otherwise.Statement, depth + 1),
        UsingStatementSyntax held when depth < MaxNested => Leaves(held.Statement, depth + 1),
        TryStatementSyntax tried when depth < MaxNested => Leaves(tried.Block, depth + 1) && tried.Catches.All(caught => Leaves(caught.Block, depth + 1)),
        _ => false,
    };

    private static bool Asks(ExpressionSyntax condition, out bool forFailure)
    {
        var text = condition.ToString();
        var isSuccess = WeComWords.ContainsAny(text, "!string.IsNullOr", "!String.IsNullOr", "!= null", "is not null");
        forFailure = !isSuccess && (text.StartsWith("!", StringComparison.Ordinal) || WeComWords.ContainsAny(text, "!=", "IsNullOr", "== null", "is null", "is not", "false"));
        return WeComWords.ContainsAny(WeComWords.Normalize(text), Words);
    }
}
