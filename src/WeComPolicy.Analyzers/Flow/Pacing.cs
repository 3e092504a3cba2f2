using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Calls that make a loop slower on purpose: delays, limiters, semaphores.</summary>
internal static class Pacing
{
    private static readonly string[] LimiterWords = ["limiter", "ratelimit", "throttl", "semaphore", "tokenbucket", "bulkhead", "leakybucket", "limitpolicy"];

    private static readonly string[] LimiterMethods =
    [
        "Wait", "WaitAsync", "WaitOne", "Acquire", "AcquireAsync", "AttemptAcquire", "Execute", "ExecuteAsync", "Perform", "Enqueue", "GetAsync",
        "WaitForPermitAsync", "TryAcquire", "Consume", "ConsumeAsync", "Take", "TakeAsync", "Throttle", "ThrottleAsync",
    ];

    /// <summary>Whether a call waits, judged by its name.</summary>
    public static bool IsWait(InvocationExpressionSyntax call)
    {
        var method = CallSyntax.NameOf(call.Expression);
        var on = CallSyntax.NameOf(CallSyntax.Receiver(call));
        switch (method)
        {
            case "Delay":
                return on is "Task" or "UniTask" or "TaskEx" or "" || call.ArgumentList.Arguments.Count > 0;
            case "Sleep":
                return true;
            case "WaitForNextTickAsync":
                return true;
            case "WaitOne" or "Wait" when call.ArgumentList.Arguments.Count > 0 && on.Length > 0
                && WeComWords.ContainsAny(WeComWords.Normalize(on), "event", "handle", "stop", "signal", "waiter"):
                return true;
        }

        // On a task it only waits for the task.
        if (method is "WaitAsync" or "Wait" && CallSyntax.Receiver(call) is IdentifierNameSyntax or MemberAccessExpressionSyntax
            && (WeComWords.ContainsAny(WeComWords.Normalize(on), "semaphore", "gate", "lock", "slot", "mutex", "concurren", "permit", "bucket") || HoldsSem(on)))
            return true;
        var normalized = WeComWords.Normalize(method);
        if (WeComWords.ContainsAny(normalized, "throttle", "ratelimit", "waitforrate", "waitforslot", "delayasync", "randomdelay", "randomsleep"))
            return true;
        return Array.IndexOf(LimiterMethods, method) >= 0 && (WeComWords.ContainsAny(WeComWords.Normalize(on), LimiterWords) || (method is "AcquireAsync" or "AttemptAcquire" && IsDeclaredLimiter(call, on)));
    }

    /// <summary><c>readonly RateLimiter lim = …</c>: the type says what the name does not.</summary>
    private static bool IsDeclaredLimiter(InvocationExpressionSyntax call, string name) => name.Length > 0 && call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && type.DescendantNodes().OfType<VariableDeclarationSyntax>().Any(declaration => declaration.Variables.Any(variable => variable.Identifier.ValueText == name)
            && (SaysLimiter(declaration.Type) || declaration.Variables.Any(variable => variable.Initializer is { Value: ObjectCreationExpressionSyntax { Type: var made } } && SaysLimiter(made))));

    private static bool SaysLimiter(TypeSyntax type) => WeComWords.ContainsAny(WeComWords.Normalize(type.ToString()), LimiterWords);

    /// <summary><c>sem</c>, <c>_sem</c>, <c>sendSem</c>, <c>sema</c>: a word of its own, which it is not in <c>responseMessage</c>.</summary>
    private static bool HoldsSem(string name)
    {
        for (var at = name.IndexOf("sem", StringComparison.OrdinalIgnoreCase); at >= 0; at = name.IndexOf("sem", at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var begins = at == 0 || !char.IsLetter(name[at - 1]) || (char.IsUpper(name[at]) && char.IsLower(name[at - 1]));
            if (begins && (at + 3 >= name.Length || !char.IsLower(name[at + 3]) || name[at + 3] == 'a'))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a wait slows every turn in which the call is made: it does not where it stands in a catch, in the other branch of the same
    /// choice, or in a branch that leaves the turn (waiting because there is nothing to do).
    /// </summary>
    public static bool Slows(SyntaxNode wait, SyntaxNode call, SyntaxNode region)
    {
        var child = wait;
        for (var at = wait.Parent; at is not null && child != region; child = at, at = at.Parent)
        {
            var holdsCall = at.Span.Contains(call.Span);
            switch (at)
            {
                case CatchClauseSyntax when !holdsCall:
                    return false;
                case IfStatementSyntax choice when holdsCall && choice.Condition != child && !child.Span.Contains(call.Span) && !choice.Condition.Span.Contains(call.Span):
                    return false;
                case ElseClauseSyntax when !holdsCall:
                    if (at.Parent is IfStatementSyntax whole && whole.Statement.Span.Contains(call.Span))
                        return false;
                    break;
                case SwitchSectionSyntax when !holdsCall && at.Parent is { } choices && choices.Span.Contains(call.Span):
                    return false;
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax when !holdsCall:
                    return false;
                case StatementSyntax { Parent: IfStatementSyntax or ElseClauseSyntax } branch when !holdsCall && Leaves(branch):
                    return false;
            }
        }

        return true;
    }

    /// <summary>Whether a wait in a method slows whoever calls the method: it is on every way, or on a way chosen by the clock.</summary>
    public static bool IsOnEveryWay(SyntaxNode wait, SyntaxNode body)
    {
        var child = wait;
        for (var at = wait.Parent; at is not null && child != body; child = at, at = at.Parent)
        {
            switch (at)
            {
                case CatchClauseSyntax:
                    return false;
                case IfStatementSyntax choice when choice.Condition != child:
                    if (!SpeaksOfTime(choice.Condition) || Leaves(choice.Statement))
                        return false;
                    break;
                case SwitchSectionSyntax or ConditionalExpressionSyntax:
                    return false;
                case ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForEachStatementSyntax when MayEndEarly(at):
                    return false;
            }
        }

        return true;
    }

    /// <summary>A loop that returns from within tries again; its delay is for failures.</summary>
    private static bool MayEndEarly(SyntaxNode loop)
    {
        foreach (var node in loop.DescendantNodes(inside => inside is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax))
        {
            if (node is ReturnStatementSyntax or BreakStatementSyntax)
                return true;
        }

        return false;
    }

    private static bool SpeaksOfTime(ExpressionSyntax condition) => WeComWords.ContainsAny(
        condition.ToString().ToLowerInvariant(), "time", "elapsed", "now", "tick", "last", "interval", "limit", "%", "count", "wait", "delay", "remaining", "sent");

    public static bool Leaves(StatementSyntax branch)
    {
        var last = branch is BlockSyntax block ? block.Statements.LastOrDefault() : branch;
        return last is ContinueStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax or ThrowStatementSyntax or GotoStatementSyntax;
    }
}
