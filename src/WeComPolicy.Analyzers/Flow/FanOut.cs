using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Calls that start work beside the current.</summary>
internal static class FanOut
{
    public static bool StartsWork(InvocationExpressionSyntax call)
    {
        var on = CallSyntax.NameOf(CallSyntax.Receiver(call));
        return CallSyntax.NameOf(call.Expression) switch
        {
            "Run" => on is "Task" or "TaskEx",
            "StartNew" => on is "Factory" or "Task" or "",
            "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" => on is "ThreadPool",
            "For" or "ForEach" or "ForEachAsync" or "ForAsync" or "Invoke" => on is "Parallel",
            "ForAll" => true,
            "BeginInvoke" => true,
            _ => false,
        };
    }

    /// <summary><c>Task.Run(() => Send(user)).Wait()</c>, <c>await Task.Run(…)</c>: it is over before the next statement.</summary>
    public static bool IsWaitedFor(InvocationExpressionSyntax start) => start.Parent is AwaitExpressionSyntax
        || start.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" or "Result" or "GetAwaiter" } || (start.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax { Parent: AwaitExpressionSyntax } });

    /// <summary>What is started so runs on its own and calls when it has to.</summary>
    public static bool IsStart(string method) => method.StartsWith("Start", StringComparison.Ordinal) || method.StartsWith("Listen", StringComparison.Ordinal)
        || method.StartsWith("Switch", StringComparison.Ordinal) || method is "Run" or "RunAsync" or "Initialize" or "InitializeAsync" or "Init";

    /// <summary><c>_ = SendAsync(x);</c>, or an asynchronous call as a statement that nobody waits for.</summary>
    public static bool IsDropped(InvocationExpressionSyntax call, ISymbol? called)
    {
        // SendAsync(x).ContinueWith(…), SendAsync(x).ConfigureAwait(false), and nobody waits for that either.
        var whole = call;
        while (whole.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ContinueWith" or "ConfigureAwait" or "Forget" or "SafeFireAndForget" or "FireAndForget", Parent: InvocationExpressionSyntax next })
            whole = next;
        if (whole != call)
            return (whole.Parent is ExpressionStatementSyntax || IsDiscard(whole)) && ReturnsTask(called);
        // async void: nobody can wait for it.
        if (called is IMethodSymbol { IsAsync: true, ReturnsVoid: true })
            return true;
        var isDiscarded = IsDiscard(call);
        return CallSyntax.NameOf(call.Expression).EndsWith("Async", StringComparison.Ordinal) ? isDiscarded || call.Parent is ExpressionStatementSyntax : isDiscarded && ReturnsTask(called);
    }

    private static bool IsDiscard(InvocationExpressionSyntax call) =>
        call.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax };

    /// <summary>
    /// <c>users.ForEach(async user => …)</c>: the list goes on to the next item as soon as the function awaits. A method of the project that takes
    /// functions with a task may wait for each.
    /// </summary>
    public static bool LeavesEach(InvocationExpressionSyntax each, SemanticModel model, CancellationToken cancellation) =>
        CallSyntax.NameOf(each.Expression) == "ForEach" && each.ArgumentList.Arguments.Any(argument => argument.Expression is AnonymousFunctionExpressionSyntax { AsyncKeyword.RawKind: (int)SyntaxKind.AsyncKeyword })
        && model.GetSymbolInfo(each, cancellation).Symbol is IMethodSymbol { ReturnsVoid: true, DeclaringSyntaxReferences.IsEmpty: true };

    private static bool ReturnsTask(ISymbol? called) => called is IMethodSymbol { ReturnType.Name: "Task" or "ValueTask" };

    /// <summary>The call's task is put aside: others judge the group.</summary>
    public static bool IsCollected(InvocationExpressionSyntax call) => IsAdded(call) || call.Parent switch
    {
        // tasks[i] = SendAsync(x);
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax list }, Parent: ExpressionStatementSyntax } => MayBeTask(call, list.Identifier.ValueText),
        // var task = SendAsync(x); … tasks.Add(task);
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Parent: { } block } } task } => block.DescendantNodes().Any(node =>
            node is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } added } add && added[0].Expression is IdentifierNameSyntax name && name.Identifier.ValueText == task.Identifier.ValueText
            && CallSyntax.NameOf(add.Expression) is "Add" or "Enqueue" && MayBeTask(call, CallSyntax.NameOf(CallSyntax.Receiver(add)))),
        _ => false,
    };

    private static bool MayBeTask(InvocationExpressionSyntax call, string list) =>
        CallSyntax.NameOf(call.Expression).EndsWith("Async", StringComparison.Ordinal) || list.EndsWith("tasks", StringComparison.OrdinalIgnoreCase);

    private static bool IsAdded(InvocationExpressionSyntax call) =>
        call.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax add } }
            && CallSyntax.NameOf(add.Expression) is "Add" or "Enqueue"
            && MayBeTask(call, CallSyntax.NameOf(CallSyntax.Receiver(add)));
}
