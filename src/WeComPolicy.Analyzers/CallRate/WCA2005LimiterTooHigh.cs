using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>WCA2005: a limiter, semaphore or degree of parallelism lets more through than WeCom takes.</summary>
public sealed class WCA2005LimiterTooHigh : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.LimiterTooHigh, RuleCategory.CallRate, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA2005LimiterTooHigh()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var facts = CallFacts.Of(context.Compilation, context.Options, context.CancellationToken);
        context.RegisterSyntaxNodeAction(node => AnalyzeCreation(node, facts), SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        context.RegisterSyntaxNodeAction(node => AnalyzeCall(node, facts), SyntaxKind.InvocationExpression);
    }

    private static void AnalyzeCreation(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        var type = creation is ObjectCreationExpressionSyntax named ? TreeIndex.TypeName(named) : Declared(creation);
        switch (type)
        {
            case "SemaphoreSlim" or "Semaphore" when creation.ArgumentList is { Arguments: { Count: > 0 } arguments }:
                SideBySide(context, facts, Number(context, arguments[0].Expression));
                break;
            case "ConcurrencyLimiterOptions":
                SideBySide(context, facts, Set(context, creation, "PermitLimit"));
                break;
            case "TokenBucketRateLimiterOptions":
                Rate(context, facts, Set(context, creation, "TokensPerPeriod"), Span(context, creation, "ReplenishmentPeriod"));
                break;
            case "FixedWindowRateLimiterOptions" or "SlidingWindowRateLimiterOptions":
                Rate(context, facts, Set(context, creation, "PermitLimit"), Span(context, creation, "Window"));
                break;
        }
    }

    private static void AnalyzeCall(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        var arguments = call.ArgumentList.Arguments;
        switch (CallSyntax.NameOf(call.Expression))
        {
            case "RateLimit" or "RateLimitAsync" when arguments.Count >= 2:
                Rate(context, facts, Number(context, arguments[0].Expression), ConstantTime.Milliseconds(arguments[1].Expression, context.SemanticModel, context.CancellationToken));
                break;
            case "Bulkhead" or "BulkheadAsync" when arguments.Count >= 1:
                SideBySide(context, facts, Number(context, arguments[0].Expression));
                break;
            case "For" or "ForEach" or "ForEachAsync" or "ForAsync" when CallSyntax.NameOf(CallSyntax.Receiver(call)) == "Parallel":
                if (ParallelDegree.Of(call, context.SemanticModel, context.CancellationToken) is { } degree
                    && InFunctions(call, facts, context.CancellationToken) is { } reached)
                    Report(context, reached, degree, Limits.Parallelism.For(call.SyntaxTree, context.Options), "");
                break;
        }
    }

    private static WeComCall? InFunctions(InvocationExpressionSyntax call, CallFacts facts, CancellationToken cancellation)
    {
        if (facts.Around(call, cancellation) is not { } body)
            return null;
        foreach (var edge in body.Edges)
        {
            if (call.ArgumentList.Span.Contains(edge.Node.Span) && facts.CallsOf(edge, Reach.Unpaced, cancellation).FirstOrDefault() is { } reached)
                return reached;
        }

        return null;
    }

    private static void SideBySide(SyntaxNodeAnalysisContext context, CallFacts facts, double? permits)
    {
        if (permits is { } number && Guarded(context, facts) is { } call)
            Report(context, call, number, Limits.Permits.For(context.Node.SyntaxTree, context.Options), "");
    }

    private static void Rate(SyntaxNodeAnalysisContext context, CallFacts facts, double? permits, double? milliseconds)
    {
        if (permits is null || milliseconds is not > 0 || Guarded(context, facts) is not { } call)
            return;
        if (call.Endpoint.Kind == EndpointKind.Webhook)
            Report(context, call, permits.Value * 60_000 / milliseconds.Value, Limits.RobotMessagesPerMinute.For(context.Node.SyntaxTree, context.Options), "/min");
        else
            Report(context, call, permits.Value * 1_000 / milliseconds.Value, Limits.PermitsPerSecond.For(context.Node.SyntaxTree, context.Options), "/s");
    }

    private static void Report(SyntaxNodeAnalysisContext context, WeComCall call, double found, double allowed, string unit)
    {
        if (found <= allowed * 1.001)
            return;
        var sure = call.Confidence == Confidence.Proof && !TestCode.Holds(context.Node);
        context.ReportDiagnostic(Rule.Report(context.Node.GetLocation(), sure ? Confidence.Proof : Confidence.Heuristic, Text(found, unit), Text(allowed, unit)));
    }

    private static string Text(double number, string unit) => Math.Ceiling(number).ToString(CultureInfo.InvariantCulture) + unit;

    /// <summary>The call that the limiter is for: one that its own type makes by itself.</summary>
    private static WeComCall? Guarded(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        if (context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return null;
        foreach (var member in type.Members)
        {
            if (member is not MethodDeclarationSyntax)
                continue;
            var body = facts.Of(member, context.CancellationToken);
            // Who waits in the method is slowed down; a limiter beside it may be for anything.
            if (body.Waits.IsEmpty && !type.Members.OfType<MethodDeclarationSyntax>().Any(other => !facts.Of(other, context.CancellationToken).Waits.IsEmpty))
                continue;
            foreach (var edge in body.Edges)
            {
                if (facts.Direct(edge, context.CancellationToken) is { IsToken: false } call)
                    return call;
            }
        }

        return null;
    }

    private static double? Number(SyntaxNodeAnalysisContext context, ExpressionSyntax expression) =>
        ConstantTime.Number(expression, context.SemanticModel, context.CancellationToken);

    private static ExpressionSyntax? Value(BaseObjectCreationExpressionSyntax creation, string property)
    {
        foreach (var set in creation.Initializer?.Expressions ?? default)
        {
            if (set is AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } assignment && name.Identifier.ValueText == property)
                return assignment.Right;
        }

        return null;
    }

    private static double? Set(SyntaxNodeAnalysisContext context, BaseObjectCreationExpressionSyntax creation, string property) =>
        Value(creation, property) is { } value ? Number(context, value) : null;

    private static double? Span(SyntaxNodeAnalysisContext context, BaseObjectCreationExpressionSyntax creation, string property) =>
        ConstantTime.Milliseconds(Value(creation, property), context.SemanticModel, context.CancellationToken);

    private static string Declared(BaseObjectCreationExpressionSyntax creation) =>
        creation.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: SimpleNameSyntax type } } } ? type.Identifier.ValueText : "";
}
