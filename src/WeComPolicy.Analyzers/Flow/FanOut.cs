using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Calls that start work beside the current.</summary>
internal static class FanOut
{
    public static bool StartsWork(InvocationExpressionSyntax call)
    {
        var on = UrlReader.NameOf(UrlReader.Receiver(call));
        return UrlReader.NameOf(call.Expression) switch
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

    /// <summary>What is started so runs on its own and calls when it has to.</summary>
    public static bool IsStart(string method) => method.StartsWith("Start", StringComparison.Ordinal) || method.StartsWith("Listen", StringComparison.Ordinal)
        || method.StartsWith("Switch", StringComparison.Ordinal) || method is "Run" or "RunAsync" or "Initialize" or "InitializeAsync" or "Init";

    /// <summary><c>_ = SendAsync(x);</c>, or an asynchronous call as a statement that nobody waits for.</summary>
    public static bool IsDropped(InvocationExpressionSyntax call, ISymbol? called)
    {
        var isDiscarded = call.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax };
        return UrlReader.NameOf(call.Expression).EndsWith("Async", StringComparison.Ordinal) ? isDiscarded || call.Parent is ExpressionStatementSyntax : isDiscarded && ReturnsTask(called);
    }

    private static bool ReturnsTask(ISymbol? called) => called is IMethodSymbol { ReturnType.Name: "Task" or "ValueTask" };

    /// <summary>The call's task is put aside: others judge the group.</summary>
    public static bool IsCollected(InvocationExpressionSyntax call) =>
        call.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax add } }
            && UrlReader.NameOf(add.Expression) is "Add" or "Enqueue"
            && (UrlReader.NameOf(call.Expression).EndsWith("Async", StringComparison.Ordinal)
                || UrlReader.NameOf(UrlReader.Receiver(add)).EndsWith("tasks", StringComparison.OrdinalIgnoreCase));
}
