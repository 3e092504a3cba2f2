using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>WCA2002: as many calls side by side as there are items.</summary>
public sealed class WCA2002UnboundedFanOut : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.UnboundedFanOut, RuleCategory.CallRate, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA2002UnboundedFanOut()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var facts = CallFacts.Of(context.Compilation, context.Options, context.CancellationToken);
        context.RegisterSyntaxNodeAction(node => AnalyzeCall(node, facts), SyntaxKind.InvocationExpression);
        context.RegisterSyntaxNodeAction(node => AnalyzeThread(node, facts), SyntaxKind.ObjectCreationExpression);
    }

    private static void AnalyzeCall(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        var on = CallSyntax.NameOf(CallSyntax.Receiver(call));
        switch (CallSyntax.NameOf(call.Expression))
        {
            case "WhenAll" or "WaitAll" when on is "Task" or "ValueTask":
                foreach (var argument in call.ArgumentList.Arguments)
                    Report(context, facts, Started(argument.Expression, call).Where(work => !IsToldAtStart(work, facts, context.CancellationToken)));
                break;
            case "For" or "ForEach" or "ForEachAsync" or "ForAsync" when on == "Parallel":
                if (!call.ArgumentList.Arguments.Any(IsBound))
                    Report(context, facts, call.ArgumentList.Arguments.Select(argument => (SyntaxNode)argument.Expression));
                break;
            case "Invoke" when on == "Parallel":
                foreach (var argument in call.ArgumentList.Arguments)
                    Report(context, facts, Started(argument.Expression, call));
                break;
            case "Enqueue" when IsJobQueue(on) && IsInFreeLoop(call, facts, context.CancellationToken):
                Report(context, facts, call.ArgumentList.Arguments.Select(argument => (SyntaxNode)argument.Expression));
                ReportOfType(context, facts, call);
                break;
            case "Select" or "Where" or "SelectMany" when CallSyntax.Receiver(call) is { } items && LoopAround.IsParallel(items):
                if (call.ToString().IndexOf("WithDegreeOfParallelism", StringComparison.Ordinal) < 0)
                    Report(context, facts, call.ArgumentList.Arguments.Select(argument => (SyntaxNode)argument.Expression));
                break;
            case "ToList" or "ToArray" when CallSyntax.Receiver(call) is InvocationExpressionSyntax begun && CallSyntax.NameOf(begun.Expression) == "Select" && AwaitedInTurn.Loop(call) is not null:
                Report(context, facts, begun.ArgumentList.Arguments.Select(argument => (SyntaxNode)argument.Expression));
                break;
            case "ForEach" when FanOut.LeavesEach(call, context.SemanticModel, context.CancellationToken):
                Report(context, facts, call.ArgumentList.Arguments.Select(argument => (SyntaxNode)argument.Expression));
                break;
            case "ForAll":
                if (call.ToString().IndexOf("WithDegreeOfParallelism", StringComparison.Ordinal) < 0)
                    Report(context, facts, call.ArgumentList.Arguments.Select(argument => (SyntaxNode)argument.Expression));
                break;
            case "Run" or "StartNew" or "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" when StartsAndLeaves(call):
                if (IsInFreeLoop(call, facts, context.CancellationToken))
                    Report(context, facts, call.ArgumentList.Arguments.Select(argument => (SyntaxNode)argument.Expression));
                break;
            default:
                if (call.Parent is ExpressionStatementSyntax or AssignmentExpressionSyntax or MemberAccessExpressionSyntax && FanOut.IsDropped(call, facts.EdgeAt(call, context.CancellationToken)?.Symbol)
                    && IsInFreeLoop(call, facts, context.CancellationToken))
                    Report(context, facts, [call]);
                break;
        }
    }

    /// <summary>Hangfire's and those like it: as many workers as the server has take what is queued.</summary>
    private static bool IsJobQueue(string on) => WeComWords.Normalize(on) is var name && WeComWords.ContainsAny(name, "job", "hangfire");

    private static void AnalyzeThread(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var creation = (ObjectCreationExpressionSyntax)context.Node;
        if (TreeIndex.TypeName(creation) is "Thread" or "Task" && creation.ArgumentList is { } list && IsInFreeLoop(creation, facts, context.CancellationToken))
            Report(context, facts, list.Arguments.Select(argument => (SyntaxNode)argument.Expression));
    }

    private static void Report(SyntaxNodeAnalysisContext context, CallFacts facts, IEnumerable<SyntaxNode> work)
    {
        foreach (var started in work)
        {
            if (Reached(started, facts, context.CancellationToken) is not { } reached)
                continue;
            var sure = reached.Confidence == Confidence.Proof && !TestCode.Holds(context.Node);
            context.ReportDiagnostic(Rule.Report(
                context.Node.GetLocation(), sure ? Confidence.Proof : Confidence.Heuristic, Endpoints.Describe(reached.Endpoint)));
            return;
        }
    }

    /// <summary><c>jobs.Enqueue&lt;Sender&gt;(sender => sender.Send(user))</c>, where the queue's own type is missing.</summary>
    private static void ReportOfType(SyntaxNodeAnalysisContext context, CallFacts facts, InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Name: GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } types } }
            || call.ArgumentList.Arguments is not { Count: > 0 } given || given[0].Expression is not LambdaExpressionSyntax { Body: InvocationExpressionSyntax job }
            || facts.EdgeAt(job, context.CancellationToken) is { Targets.IsEmpty: false }
            || context.SemanticModel.GetTypeInfo(types[0], context.CancellationToken).Type is not INamedTypeSymbol type)
            return;
        foreach (var method in type.GetMembers(CallSyntax.NameOf(job.Expression)).OfType<IMethodSymbol>().Where(method => method.Parameters.Length == job.ArgumentList.Arguments.Count))
        {
            foreach (var body in facts.Bodies(method, context.CancellationToken))
            {
                if (facts.From(body, Reach.Unpaced, context.CancellationToken).FirstOrDefault() is not { } reached)
                    continue;
                context.ReportDiagnostic(Rule.Report(
                    call.GetLocation(), reached.Confidence == Confidence.Proof && !TestCode.Holds(call) ? Confidence.Proof : Confidence.Heuristic, Endpoints.Describe(reached.Endpoint)));
                return;
            }
        }
    }

    private static WeComCall? Reached(SyntaxNode work, CallFacts facts, CancellationToken cancellation)
    {
        if (facts.Around(work, cancellation) is not { } body)
            return null;
        foreach (var wait in body.Waits)
        {
            if (work.Span.Contains(wait.Span))
                return null;
        }

        foreach (var edge in body.Edges)
        {
            if (!work.Span.Contains(edge.Node.Span) || FanOut.IsStart(edge.Name))
                continue;
            foreach (var reached in facts.CallsOf(edge, Reach.Unpaced, cancellation))
                return reached;
        }

        return null;
    }

    /// <summary>What is waited for: functions in the argument itself, or what a list was filled with.</summary>
    private static IEnumerable<SyntaxNode> Started(ExpressionSyntax argument, InvocationExpressionSyntax whenAll)
    {
        // tasks.ToArray()
        if (argument is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray" or "ToList", Expression: IdentifierNameSyntax copied } })
            argument = copied;
        if (argument is IdentifierNameSyntax list && MemberAround.Of(whenAll) is { } member)
        {
            foreach (var write in Writes.In(member).To(list.Identifier.ValueText))
            {
                if (write.Place.SpanStart < whenAll.SpanStart && !IsChunked(write.Value))
                {
                    foreach (var function in Functions(write.Value))
                        yield return function;
                }
            }

            foreach (var node in member.DescendantNodes())
            {
                if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddRange", Expression: IdentifierNameSyntax filled } } range
                    && filled.Identifier.ValueText == list.Identifier.ValueText && range.SpanStart < whenAll.SpanStart)
                {
                    foreach (var function in range.ArgumentList.Arguments.SelectMany(added => Made(added.Expression, member)))
                        yield return function;
                }

                if (node is AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax array } } set && array.Identifier.ValueText == list.Identifier.ValueText
                    && LoopAround.Of(set) is { } filling && !filling.Region.Span.Contains(whenAll.Span))
                    yield return set.Right;

                if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Expression: IdentifierNameSyntax target } } add
                    && target.Identifier.ValueText == list.Identifier.ValueText && LoopAround.Of(add) is { } loop && !loop.Region.Span.Contains(whenAll.Span))
                {
                    foreach (var added in add.ArgumentList.Arguments)
                    {
                        yield return added.Expression;
                        // var task = SendAsync(x); tasks.Add(task);
                        if (added.Expression is IdentifierNameSyntax task)
                        {
                            foreach (var made in Writes.In(member).To(task.Identifier.ValueText).Where(write => loop.Region.Span.Contains(write.Place.Span)))
                                yield return made.Value;
                        }
                    }
                }
            }
        }
        else if (MemberAround.Of(whenAll) is { } around)
        {
            foreach (var function in Made(argument, around))
                yield return function;
        }
    }

    /// <summary>Tasks that are made where they are handed over, or before: <c>Select(…)</c>, <c>tasks.Values</c>.</summary>
    private static IEnumerable<SyntaxNode> Made(ExpressionSyntax tasks, SyntaxNode member)
    {
        if (IsChunked(tasks))
            return [];
        var name = tasks switch
        {
            IdentifierNameSyntax variable => variable.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax variable, Name.Identifier.ValueText: "Values" } => variable.Identifier.ValueText,
            _ => null,
        };
        return name is null ? Functions(tasks) : Writes.In(member).To(name).Where(write => write.Place.SpanStart < tasks.SpanStart && !IsChunked(write.Value)).SelectMany(write => Functions(write.Value));
    }

    /// <summary>Select over a collection; a few tasks named one by one are a bound of their own.</summary>
    private static IEnumerable<SyntaxNode> Functions(ExpressionSyntax expression)
    {
        foreach (var node in expression.DescendantNodesAndSelf())
        {
            if (node is QueryExpressionSyntax { Body.SelectOrGroup: SelectClauseSyntax { Expression: var each } })
                yield return each;
            if (node is InvocationExpressionSyntax select && CallSyntax.NameOf(select.Expression) is "Select" or "SelectMany" or "ConvertAll" or "ToDictionary")
            {
                foreach (var argument in select.ArgumentList.Arguments)
                    yield return argument.Expression;
            }
        }
    }

    private static bool IsChunked(SyntaxNode expression) => expression.DescendantNodesAndSelf().Any(node =>
        node is InvocationExpressionSyntax call && CallSyntax.NameOf(call.Expression) is "Take" or "Chunk");

    private static bool IsBound(ArgumentSyntax argument)
    {
        var text = argument.Expression.ToString();
        if (text.IndexOf("MaxDegreeOfParallelism", StringComparison.Ordinal) >= 0)
            return true;
        if (argument.Expression is IdentifierNameSyntax name)
        {
            if (WeComWords.ContainsAny(WeComWords.Normalize(name.Identifier.ValueText), "option"))
                return true;
            if (MemberAround.Of(argument) is { } member && Writes.In(member).To(name.Identifier.ValueText).Any(write => write.Value.ToString().Contains("MaxDegreeOfParallelism")))
                return true;
        }

        return argument.Expression is MemberAccessExpressionSyntax access && WeComWords.ContainsAny(WeComWords.Normalize(access.Name.Identifier.ValueText), "option");
    }

    /// <summary><c>tasks.Add(Task.Run(…))</c>: reported in its loop, where the work is started.</summary>
    private static bool IsToldAtStart(SyntaxNode work, CallFacts facts, CancellationToken cancellation) => work.DescendantNodesAndSelf().Any(node => node switch
    {
        InvocationExpressionSyntax start => CallSyntax.NameOf(start.Expression) is "Run" or "StartNew" && StartsAndLeaves(start) && IsInFreeLoop(start, facts, cancellation),
        ObjectCreationExpressionSyntax made => TreeIndex.TypeName(made) is "Task" && made.ArgumentList is not null && IsInFreeLoop(made, facts, cancellation),
        _ => false,
    });

    private static bool StartsAndLeaves(InvocationExpressionSyntax call) => FanOut.StartsWork(call) && !IsWaitedFor(call);

    private static bool IsInFreeLoop(SyntaxNode work, CallFacts facts, CancellationToken cancellation)
    {
        if (LoopAround.Of(work) is not { } loop || facts.Around(work, cancellation) is not { } body)
            return false;
        foreach (var wait in body.Waits)
        {
            if (loop.Region.Span.Contains(wait.Span) && !work.Span.Contains(wait.Span) && Pacing.Slows(wait, work, loop.Region))
                return false;
        }

        return !loop.EndsWith(work);
    }

    private static bool IsWaitedFor(InvocationExpressionSyntax call)
    {
        SyntaxNode at = call;
        while (at.Parent is ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "GetAwaiter" or "GetResult" } or InvocationExpressionSyntax)
            at = at.Parent;
        return at.Parent is AwaitExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" or "Result" or "WaitAsync" }
            || (at.Parent is ExpressionStatementSyntax && at != call && at.ToString().EndsWith("GetResult()", StringComparison.Ordinal));
    }
}
