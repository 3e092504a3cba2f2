using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>
/// A schedule of Quartz, Hangfire, NCrontab, Coravel or a framework's attribute, and the work that it starts. By name: the packages may be missing.
/// </summary>
internal sealed class ScheduledJob
{
    private const int MaxNodes = 5_000;

    private static readonly string[] Runs = ["Execute", "ExecuteAsync", "Invoke", "InvokeAsync", "Run", "RunAsync", "Handle", "HandleAsync", "DoWork"];

    private ScheduledJob(SyntaxNode place, double milliseconds)
    {
        Place = place;
        Milliseconds = milliseconds;
    }

    /// <summary>Where the schedule is written.</summary>
    public SyntaxNode Place { get; }

    public double Milliseconds { get; }

    /// <summary>The schedule that a call states, if it does.</summary>
    public static ScheduledJob? Of(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        var name = CallSyntax.NameOf(call.Expression);
        var arguments = call.ArgumentList.Arguments;
        SyntaxNode NamePlace() => call.Expression is MemberAccessExpressionSyntax access ? access.Name : call.Expression;
        switch (name)
        {
            case "WithCronSchedule" or "CronSchedule" or "Cron" or "AddOrUpdate" or "WithCronExpression":
                foreach (var argument in arguments)
                {
                    if (argument.Expression is AnonymousFunctionExpressionSyntax)
                        continue;
                    if (model.GetConstantValue(argument.Expression, cancellation) is { HasValue: true, Value: string text } && CronInterval.Milliseconds(text) is { } cron)
                        return new ScheduledJob(argument.Expression, cron);
                    if (name == "AddOrUpdate" && OfHangfire(argument.Expression, model, cancellation) is { } made)
                        return new ScheduledJob(argument.Expression, made);
                }

                return null;
            case "WithIntervalInSeconds" or "EverySeconds" when arguments.Count == 1:
                return ConstantTime.Number(arguments[0].Expression, model, cancellation) is { } seconds ? new ScheduledJob(NamePlace(), seconds * 1_000) : null;
            case "WithInterval" when arguments.Count == 1:
                return ConstantTime.Milliseconds(arguments[0].Expression, model, cancellation) is { } span ? new ScheduledJob(NamePlace(), span) : null;
            case "Seconds" when CallSyntax.Receiver(call) is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } every } chained && CallSyntax.NameOf(chained.Expression) is "ToRunEvery" or "AndEvery":
                return ConstantTime.Number(every[0].Expression, model, cancellation) is { } each ? new ScheduledJob(NamePlace(), each * 1_000) : null;
        }

        return arguments.Count == 0 && Word(name) is { } word ? new ScheduledJob(NamePlace(), word) : null;
    }

    /// <summary>The schedule of an attribute such as <c>[TimerTrigger("*/5 * * * * *")]</c>, <c>[Cron("…")]</c>, <c>[PeriodSeconds(5)]</c>.</summary>
    public static ScheduledJob? Of(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation)
    {
        if (attribute.ArgumentList?.Arguments is not { Count: > 0 } arguments)
            return null;
        var name = WrittenType.Last(attribute.Name);
        if (name is "Period" or "PeriodSeconds" && ConstantTime.Number(arguments[0].Expression, model, cancellation) is { } number)
            return new ScheduledJob(attribute, name == "Period" ? number : number * 1_000);
        if (!WeComWords.ContainsAny(name, "TimerTrigger", "Cron", "Schedule", "Job", "Recurring"))
            return null;
        foreach (var argument in arguments)
        {
            if (model.GetConstantValue(argument.Expression, cancellation) is { HasValue: true, Value: string text } && CronInterval.Milliseconds(text) is { } cron)
                return new ScheduledJob(argument.Expression, cron);
        }

        return null;
    }

    /// <summary>What the schedule starts: functions that are handed over with it, and the types named beside it.</summary>
    public static IEnumerable<SyntaxNode> WorkOf(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        SyntaxNode statement = call.FirstAncestorOrSelf<StatementSyntax>() ?? (SyntaxNode)call;
        // A schedule in a function that configures something is part of the whole.
        while (statement.Parent?.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { } function && function.FirstAncestorOrSelf<StatementSyntax>() is { } outer)
            statement = outer;
        var types = Jobs(statement, model, cancellation);
        // Hangfire's call has its work with it; a trigger of Quartz is tied to its job by a later statement.
        if (types.Count == 0 && CallSyntax.NameOf(call.Expression) != "AddOrUpdate" && MemberAround.Of(call) is { } member)
            types = Jobs(member, model, cancellation);
        // With several jobs, which one is meant is not to be known.
        if (types.Count == 1)
        {
            foreach (var body in BodiesOf(types[0], cancellation))
                yield return body;
        }

        foreach (var at in call.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Where(at => CallSyntax.NameOf(at.Expression) is "AddOrUpdate" or "Schedule" or "ScheduleAsync"))
        {
            foreach (var argument in at.ArgumentList.Arguments)
            {
                if (argument.Expression is AnonymousFunctionExpressionSyntax)
                    yield return argument.Expression;
            }
        }
    }

    public static IEnumerable<SyntaxNode> BodiesOf(INamedTypeSymbol type, CancellationToken cancellation) =>
        Runs.SelectMany(name => type.GetMembers(name)).OfType<IMethodSymbol>().SelectMany(method => MemberAround.BodiesOf(method, cancellation));

    private static List<INamedTypeSymbol> Jobs(SyntaxNode around, SemanticModel model, CancellationToken cancellation)
    {
        var types = new List<INamedTypeSymbol>();
        foreach (var node in around.DescendantNodes().Take(MaxNodes))
        {
            if (node is not GenericNameSyntax { TypeArgumentList.Arguments: { Count: > 0 } arguments, Parent: MemberAccessExpressionSyntax or InvocationExpressionSyntax } generic
                || generic.Identifier.ValueText is not ("Create" or "AddJob" or "ScheduleJob" or "Schedule" or "AddOrUpdate" or "Register" or "AddRecurringJob"))
                continue;
            if (model.GetSymbolInfo(arguments[0], cancellation).Symbol is INamedTypeSymbol { DeclaringSyntaxReferences.Length: > 0 } type && !types.Contains(type, SymbolEqualityComparer.Default))
                types.Add(type);
        }

        return types;
    }

    /// <summary><c>Cron.MinuteInterval(5)</c>, <c>Cron.Minutely</c></summary>
    private static double? OfHangfire(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation)
    {
        if (!expression.ToString().StartsWith("Cron.", StringComparison.Ordinal))
            return null;
        return CallSyntax.NameOf(expression) switch
        {
            "Minutely" => 60_000,
            "MinuteInterval" when expression is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } =>
                ConstantTime.Number(arguments[0].Expression, model, cancellation) * 60_000,
            _ => null,
        };
    }

    private static double? Word(string name) => name switch
    {
        "EverySecond" => 1_000,
        "EveryFiveSeconds" => 5_000,
        "EveryTenSeconds" => 10_000,
        "EveryFifteenSeconds" => 15_000,
        "EveryThirtySeconds" => 30_000,
        "EveryMinute" => 60_000,
        _ => null,
    };
}
