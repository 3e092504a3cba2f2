using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>WCA2008: a timer, schedule or endless loop asks WeCom more often than is good.</summary>
public sealed class WCA2008FrequentPolling : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.FrequentPolling, RuleCategory.CallRate, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA2008FrequentPolling()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var facts = CallFacts.Of(context.Compilation, context.Options, context.CancellationToken);
        context.RegisterSyntaxNodeAction(node => AnalyzeTimer(node, facts), SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        context.RegisterSyntaxNodeAction(node => AnalyzeInterval(node, facts), SyntaxKind.SimpleAssignmentExpression);
        context.RegisterSyntaxNodeAction(node => AnalyzeWait(node, facts), SyntaxKind.InvocationExpression);
        context.RegisterSyntaxNodeAction(node => AnalyzeSchedule(node, facts), SyntaxKind.InvocationExpression);
        context.RegisterSyntaxNodeAction(node => AnalyzeAttribute(node, facts), SyntaxKind.Attribute);
    }

    private static void AnalyzeSchedule(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        var cancellation = context.CancellationToken;
        if (ScheduledJob.Of(call, context.SemanticModel, cancellation) is not { } job || !IsTooOften(context, job.Milliseconds))
            return;
        foreach (var work in ScheduledJob.WorkOf(call, context.SemanticModel, cancellation))
        {
            if ((work is AnonymousFunctionExpressionSyntax ? FirstAsked(work, facts, cancellation) : Asked(work, facts, cancellation)) is not { } asked)
                continue;
            Report(context, asked, job.Milliseconds, job.Place);
            return;
        }
    }

    private static void AnalyzeAttribute(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var attribute = (AttributeSyntax)context.Node;
        var cancellation = context.CancellationToken;
        if (ScheduledJob.Of(attribute, context.SemanticModel, cancellation) is not { } job || !IsTooOften(context, job.Milliseconds))
            return;
        var asked = attribute.Parent?.Parent switch
        {
            ParameterSyntax parameter when MemberAround.Of(parameter) is { } method => Asked(method, facts, cancellation),
            MethodDeclarationSyntax method => Asked(method, facts, cancellation),
            ClassDeclarationSyntax type when context.SemanticModel.GetDeclaredSymbol(type, cancellation) is { } symbol =>
                ScheduledJob.BodiesOf(symbol, cancellation).Select(body => Asked(body, facts, cancellation)).FirstOrDefault(call => call is not null),
            _ => null,
        };
        Report(context, asked, job.Milliseconds, job.Place);
    }

    /// <summary><c>timer.Interval = 3000;</c>, also in an initialiser.</summary>
    private static void AnalyzeInterval(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        var (name, type) = assignment switch
        {
            { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Interval", Expression: var timer } } => (CallSyntax.NameOf(timer), TypeOf(timer)),
            { Left: IdentifierNameSyntax { Identifier.ValueText: "Interval" }, Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } } => (NameFor(creation), TypeOf(creation)),
            _ => ("", ""),
        };
        if (name.Length == 0 || type is not ("Timer" or "DispatcherTimer"))
            return;
        var cancellation = context.CancellationToken;
        if (ConstantTime.Milliseconds(assignment.Right, context.SemanticModel, cancellation) is { } period and > 0 && IsTooOften(context, period))
            Report(context, OfHandlers(name, assignment, facts, cancellation), period);

        string TypeOf(ExpressionSyntax expression) => context.SemanticModel.GetTypeInfo(expression, context.CancellationToken).Type?.Name ?? "";
    }

    private static bool IsTooOften(SyntaxNodeAnalysisContext context, double milliseconds) =>
        milliseconds < Limits.PollSeconds.For(context.Node.SyntaxTree, context.Options) * 1_000.0;

    private static WeComCall? Asked(SyntaxNode body, CallFacts facts, CancellationToken cancellation) => FirstAsked(body, facts.Of(body, cancellation), facts, cancellation);

    private static void AnalyzeTimer(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        var type = creation is ObjectCreationExpressionSyntax named ? TreeIndex.TypeName(named)
            : creation.ArgumentList?.Arguments.Count is 1 or 4 ? context.SemanticModel.GetTypeInfo(creation, context.CancellationToken).Type?.Name ?? "" : "";
        if (creation.ArgumentList?.Arguments is not { } arguments || type is not ("Timer" or "TimerX" or "PeriodicTimer"))
            return;
        var cancellation = context.CancellationToken;
        // (callback, state, due, period), (interval), (period)
        var period = arguments.Count switch
        {
            4 => ConstantTime.Milliseconds(arguments[3].Expression, context.SemanticModel, cancellation),
            1 => ConstantTime.Milliseconds(arguments[0].Expression, context.SemanticModel, cancellation),
            _ => null,
        };
        if (period is not > 0)
            return;
        var asked = arguments.Count == 4
            ? FirstAsked(arguments[0].Expression, facts, cancellation)
            : type == "PeriodicTimer" ? OfTicks(creation, facts, cancellation) : OfHandlers(NameFor(creation), creation, facts, cancellation);
        Report(context, asked, period.Value);
    }

    private static void AnalyzeWait(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var wait = (InvocationExpressionSyntax)context.Node;
        var cancellation = context.CancellationToken;
        if (CallSyntax.NameOf(wait.Expression) is not ("Delay" or "Sleep") || !Pacing.IsWait(wait) || wait.ArgumentList.Arguments.Count == 0
            || LoopAround.Of(wait) is not { } loop || facts.Around(wait, cancellation) is not { } body)
            return;
        double pause = 0;
        foreach (var other in body.Waits)
        {
            if (!loop.Region.Span.Contains(other.Span))
                continue;
            if (pause == 0 && other != wait)
                return;
            if (other is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }
                || ConstantTime.Milliseconds(arguments[0].Expression, context.SemanticModel, cancellation) is not { } milliseconds)
                return;
            pause += milliseconds;
        }

        foreach (var edge in body.Edges)
        {
            if (!loop.Region.Span.Contains(edge.Node.Span) || LoopAround.Of(edge.Node)?.Loop != loop.Loop || loop.Retries(edge.Node) || !Pacing.Slows(wait, edge.Node, loop.Region))
                continue;
            if (!PollingLoop.Is(loop) || IsConditional(edge.Node, loop.Region) || PollingLoop.AskedBy(edge, facts, cancellation) is not { } call)
                continue;
            Report(context, call, pause);
            return;
        }
    }

    private static void Report(SyntaxNodeAnalysisContext context, WeComCall? asked, double milliseconds, SyntaxNode? place = null)
    {
        if (asked is null)
            return;
        var least = Limits.PollSeconds.For(context.Node.SyntaxTree, context.Options);
        if (milliseconds >= least * 1_000.0)
            return;
        var sure = asked.Confidence == Confidence.Proof && !TestCode.Holds(context.Node);
        context.ReportDiagnostic(Rule.Report(
            (place ?? context.Node).GetLocation(), sure ? Confidence.Proof : Confidence.Heuristic, Endpoints.Describe(asked.Endpoint), milliseconds / 1_000, least));
    }

    private static bool IsConditional(SyntaxNode node, SyntaxNode region) =>
        node.Ancestors().TakeWhile(ancestor => ancestor != region).Any(ancestor => ancestor is IfStatementSyntax or SwitchSectionSyntax);

    private static WeComCall? FirstAsked(SyntaxNode work, CallFacts facts, CancellationToken cancellation)
    {
        return facts.Around(work, cancellation) is { } body ? FirstAsked(work, body, facts, cancellation) : null;
    }

    private static WeComCall? FirstAsked(SyntaxNode work, BodyFacts body, CallFacts facts, CancellationToken cancellation)
    {
        foreach (var edge in body.Edges)
        {
            if (!work.Span.Contains(edge.Node.Span) || IsConditional(edge.Node, work))
                continue;
            if (PollingLoop.AskedBy(edge, facts, cancellation) is { } call)
                return call;
        }

        return null;
    }

    /// <summary>What is hung on the timer's event, anywhere in its type.</summary>
    private static WeComCall? OfHandlers(string name, SyntaxNode place, CallFacts facts, CancellationToken cancellation)
    {
        if (name.Length == 0 || place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return null;
        foreach (var node in type.DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Elapsed" or "Tick" } at } hung
                && hung.IsKind(SyntaxKind.AddAssignmentExpression) && CallSyntax.NameOf(at.Expression) == name
                && FirstAsked(hung.Right, facts, cancellation) is { } call)
                return call;
        }

        return null;
    }

    /// <summary>The loop that waits for the ticks.</summary>
    private static WeComCall? OfTicks(BaseObjectCreationExpressionSyntax creation, CallFacts facts, CancellationToken cancellation)
    {
        var name = NameFor(creation);
        if (name.Length == 0 || creation.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return null;
        foreach (var node in type.DescendantNodes())
        {
            if (node is WhileStatementSyntax loop && loop.Condition.ToString().IndexOf(name + ".WaitForNextTickAsync", StringComparison.Ordinal) >= 0
                && FirstAsked(loop.Statement, facts, cancellation) is { } call)
                return call;
        }

        return null;
    }

    private static string NameFor(BaseObjectCreationExpressionSyntax creation) => creation.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
        AssignmentExpressionSyntax assignment => CallSyntax.NameOf(assignment.Left),
        _ => "",
    };
}
