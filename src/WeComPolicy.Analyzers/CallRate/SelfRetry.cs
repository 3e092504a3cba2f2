using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>A method that calls itself again where what it did has failed, with nothing that counts how often.</summary>
internal static class SelfRetry
{
    private const int MaxClimb = 256;

    private const int MaxNodes = 2_000;

    /// <summary>The call is one of its own method, with the arguments that it asks for: in a <c>catch</c>, or where the reply says that it failed.</summary>
    public static bool Is(InvocationExpressionSyntax call) =>
        MethodOf(call) is { } method && (call.Ancestors().Take(MaxClimb).TakeWhile(node => node != method).Any(node => node is CatchClauseSyntax) || FollowsFailure(call, method));

    /// <summary>Something on the way counts, or waits.</summary>
    public static bool IsBounded(InvocationExpressionSyntax call, BodyFacts body)
    {
        if (call.ArgumentList.Arguments.Any(Counts))
            return true;
        if (MethodOf(call) is not { } method || !FollowsFailure(call, method))
            return false;
        return Branch(call, method) is { } branch && body.Waits.Any(wait => branch.Span.Contains(wait.Span))
            || call.Ancestors().Take(MaxClimb).TakeWhile(node => node != method).OfType<IfStatementSyntax>().Any(choice => SpeaksOfCount(choice.Condition))
            || method.DescendantNodes().OfType<IfStatementSyntax>().Any(choice => choice.SpanStart < call.SpanStart && SpeaksOfCount(choice.Condition)
                && choice.Statement.DescendantNodesAndSelf().Any(node => node is ReturnStatementSyntax or ThrowStatementSyntax));
    }

    private static MethodDeclarationSyntax? MethodOf(InvocationExpressionSyntax call) =>
        call.Expression is SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } && MemberAround.Of(call) is MethodDeclarationSyntax method
        && (Calls(call, method) || LeadsBack(call, method)) ? method : null;

    private static bool Calls(InvocationExpressionSyntax call, MethodDeclarationSyntax method) =>
        CallSyntax.NameOf(call.Expression) == method.Identifier.ValueText && call.ArgumentList.Arguments.Count <= method.ParameterList.Parameters.Count
        && method.ParameterList.Parameters.Skip(call.ArgumentList.Arguments.Count).All(MayBeLeftOut);

    private static bool MayBeLeftOut(ParameterSyntax parameter) => parameter.Default is not null || parameter.Modifiers.Any(SyntaxKind.ParamsKeyword);

    /// <summary><c>Renew(text)</c>, which fetches a new token and calls the first method again, and is called by no condition of its own.</summary>
    private static bool LeadsBack(InvocationExpressionSyntax call, MethodDeclarationSyntax method) =>
        method.Parent is TypeDeclarationSyntax type && type.Members.OfType<MethodDeclarationSyntax>().Where(other => other != method && Calls(call, other)).Any(other =>
            other.DescendantNodes(inside => inside is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Take(MaxNodes).Any(node => node is InvocationExpressionSyntax back
                && back.Expression is SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } && Calls(back, method)
                && !back.ArgumentList.Arguments.Any(Counts) && !back.Ancestors().TakeWhile(ancestor => ancestor != other).Any(ancestor => ancestor is IfStatementSyntax or CatchClauseSyntax or SwitchSectionSyntax)));

    /// <summary>errcode is not 0 here, and the same is asked for again: other arguments are another try, but for a new token.</summary>
    private static bool FollowsFailure(InvocationExpressionSyntax call, MethodDeclarationSyntax method) => Branch(call, method) is not null
        && call.ArgumentList.Arguments.Select((argument, index) => (argument, index)).All(given => IsSameTry(given.argument.Expression, method.ParameterList.Parameters[given.index].Identifier.ValueText));

    /// <summary>What the method was given itself, or a new token: <c>Send(Renew(), text)</c></summary>
    private static bool IsSameTry(ExpressionSyntax argument, string parameter) =>
        argument is IdentifierNameSyntax name ? name.Identifier.ValueText == parameter || NamesToken(name.Identifier.ValueText) : argument is InvocationExpressionSyntax or AwaitExpressionSyntax && NamesToken(parameter);

    private static bool NamesToken(string name) => WeComWords.ContainsAny(WeComWords.Normalize(name), "token");

    /// <summary>The branch that is taken on failure.</summary>
    private static SyntaxNode? Branch(InvocationExpressionSyntax call, MethodDeclarationSyntax method)
    {
        SyntaxNode child = call;
        var at = call.Parent;
        for (var climbed = 0; climbed < MaxClimb && at is not null && at != method; climbed++, child = at, at = at.Parent)
        {
            switch (at)
            {
                // What runs later is not this method's doing.
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax:
                    return null;
                case IfStatementSyntax choice when choice.Statement == child && SaysFailure(choice.Condition) == true:
                case ElseClauseSyntax { Parent: IfStatementSyntax other } when SaysFailure(other.Condition) == false:
                case ConditionalExpressionSyntax pick when (pick.WhenTrue == child && SaysFailure(pick.Condition) == true) || (pick.WhenFalse == child && SaysFailure(pick.Condition) == false):
                    return child;
                case SwitchSectionSyntax { Parent: SwitchStatementSyntax { Expression: var asked } } section when SaysOutcome(asked):
                    return section.Labels.All(label => label is CaseSwitchLabelSyntax one && !MeansSuccess(one.Value)) ? section : null;
            }
        }

        return null;
    }

    /// <summary>Whether the condition holds where the call failed; null where it says nothing of that.</summary>
    private static bool? SaysFailure(ExpressionSyntax condition)
    {
        condition = Wrapped.Value(condition);
        switch (condition)
        {
            case PrefixUnaryExpressionSyntax not when not.IsKind(SyntaxKind.LogicalNotExpression):
                return !SaysFailure(not.Operand);
            case BinaryExpressionSyntax both when both.IsKind(SyntaxKind.LogicalAndExpression) || both.IsKind(SyntaxKind.LogicalOrExpression):
                return SaysFailure(both.Left) ?? SaysFailure(both.Right);
            case BinaryExpressionSyntax same when same.IsKind(SyntaxKind.EqualsExpression) || same.IsKind(SyntaxKind.NotEqualsExpression):
                var (asked, value) = SaysOutcome(same.Left) ? (same.Left, same.Right) : (same.Right, same.Left);
                if (!SaysOutcome(asked))
                    return null;
                if (MeansSuccess(value))
                    return same.IsKind(SyntaxKind.NotEqualsExpression) ^ value.IsKind(SyntaxKind.FalseLiteralExpression);
                return same.IsKind(SyntaxKind.EqualsExpression) ? true : null;
            case IsPatternExpressionSyntax pattern when SaysOutcome(pattern.Expression):
                var isSuccess = pattern.Pattern.DescendantNodesAndSelf().OfType<ConstantPatternSyntax>().Any(constant => MeansSuccess(constant.Expression));
                return isSuccess ? pattern.Pattern is UnaryPatternSyntax : true;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Contains" or "Equals" } } call:
                return call.ArgumentList.Arguments.Any(argument => SaysOutcome(argument.Expression) || IsTokenCode(argument.Expression)) ? true : null;
            case MemberAccessExpressionSyntax or IdentifierNameSyntax:
                return WeComWords.Normalize(CallSyntax.NameOf(condition)) switch
                {
                    "success" or "succeed" or "succeeded" or "issuccess" or "isok" => false,
                    "iserror" or "haserror" => true,
                    _ => null,
                };
            default:
                return null;
        }
    }

    /// <summary><c>reply.errcode</c>, <c>reply["errcode"].ToString()</c></summary>
    private static bool SaysOutcome(ExpressionSyntax value) => value.DescendantNodesAndSelf().Any(node =>
        node switch
        {
            IdentifierNameSyntax name => ErrorCodeWords.Names(WeComWords.Normalize(name.Identifier.ValueText)),
            LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => ErrorCodeWords.Names(WeComWords.Normalize(literal.Token.ValueText)),
            _ => false,
        });

    private static bool MeansSuccess(ExpressionSyntax value) => Wrapped.Value(value) switch
    {
        LiteralExpressionSyntax literal => literal.Token.ValueText is "0" or "ok" or "OK" or "true" or "false" or "null",
        var named => WeComWords.Normalize(CallSyntax.NameOf(named)) is var name && (name is "ok" or "zero" or "none" or "normal" || WeComWords.ContainsAny(name, "success", "succeed")),
    };

    /// <summary>The token is invalid or has run out.</summary>
    private static bool IsTokenCode(ExpressionSyntax value) => value is LiteralExpressionSyntax { Token.ValueText: "40014" or "42001" };

    private static bool SpeaksOfCount(ExpressionSyntax condition) =>
        WeComWords.ContainsAny(WeComWords.Normalize(condition.ToString()), "retry", "retries", "retried", "count", "attempt", "times", "tries", "tried", "first", "again", "max", "deadline", "depth", "renew", "refresh");

    private static bool Counts(ArgumentSyntax argument) => argument.Expression is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or LiteralExpressionSyntax
        || WeComWords.ContainsAny(WeComWords.Normalize(argument.Expression.ToString()), "retry", "count", "times", "attempt");
}
