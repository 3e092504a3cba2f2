using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>WCA2008: a timer, schedule or endless loop asks WeCom more often than is good.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WCA2008FrequentPolling : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        RuleIdentifiers.FrequentPolling,
        RuleDescriptor.Text(RuleIdentifiers.FrequentPolling + "Title"),
        RuleDescriptor.Text(RuleIdentifiers.FrequentPolling + "Message"),
        RuleCategory.CallRate,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        RuleDescriptor.Text(RuleIdentifiers.FrequentPolling + "Description"),
        RuleIdentifiers.HelpLink(RuleIdentifiers.FrequentPolling));

    /// <summary>Creates the rule.</summary>
    public WCA2008FrequentPolling()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var facts = CallFacts.Of(context.Compilation, context.Options, context.CancellationToken);
        context.RegisterSyntaxNodeAction(node => AnalyzeTimer(node, facts), SyntaxKind.ObjectCreationExpression);
        context.RegisterSyntaxNodeAction(node => AnalyzeWait(node, facts), SyntaxKind.InvocationExpression);
    }

    private static void AnalyzeTimer(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var creation = (ObjectCreationExpressionSyntax)context.Node;
        var type = TreeIndex.TypeName(creation);
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
            : type == "PeriodicTimer" ? OfTicks(creation, facts, cancellation) : OfHandlers(creation, facts, cancellation);
        Report(context, asked, period.Value);
    }

    private static void AnalyzeWait(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var wait = (InvocationExpressionSyntax)context.Node;
        var cancellation = context.CancellationToken;
        if (UrlReader.NameOf(wait.Expression) is not ("Delay" or "Sleep") || !Pacing.IsWait(wait) || wait.ArgumentList.Arguments.Count == 0
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
            foreach (var call in facts.CallsOf(edge, Reach.Any, cancellation))
            {
                if (!PollingLoop.Is(loop, call) || IsConditional(edge.Node, loop.Region))
                    continue;
                Report(context, call, pause);
                return;
            }
        }
    }

    private static void Report(SyntaxNodeAnalysisContext context, WeComCall? asked, double milliseconds)
    {
        if (asked is null)
            return;
        var least = Limits.PollSeconds.For(context.Node.SyntaxTree, context.Options);
        if (milliseconds >= least * 1_000.0)
            return;
        var sure = asked.Confidence == Confidence.Proof && !TestCode.Holds(context.Node);
        context.ReportDiagnostic(Rule.Report(
            context.Node.GetLocation(), sure ? Confidence.Proof : Confidence.Heuristic, Endpoints.Describe(asked.Endpoint), milliseconds / 1_000, least));
    }

    private static bool IsConditional(SyntaxNode node, SyntaxNode region) =>
        node.Ancestors().TakeWhile(ancestor => ancestor != region).Any(ancestor => ancestor is IfStatementSyntax or SwitchSectionSyntax);

    private static WeComCall? FirstAsked(SyntaxNode work, CallFacts facts, CancellationToken cancellation)
    {
        if (facts.Around(work, cancellation) is not { } body)
            return null;
        foreach (var edge in body.Edges)
        {
            if (!work.Span.Contains(edge.Node.Span) || IsConditional(edge.Node, work))
                continue;
            if (facts.CallsOf(edge, Reach.Any, cancellation).FirstOrDefault(PollingLoop.Asks) is { } call)
                return call;
        }

        return null;
    }

    /// <summary>What is hung on the timer's event, anywhere in its type.</summary>
    private static WeComCall? OfHandlers(ObjectCreationExpressionSyntax creation, CallFacts facts, CancellationToken cancellation)
    {
        var name = NameFor(creation);
        if (name.Length == 0 || creation.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return null;
        foreach (var node in type.DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Elapsed" or "Tick" } at } hung
                && hung.IsKind(SyntaxKind.AddAssignmentExpression) && UrlReader.NameOf(at.Expression) == name
                && FirstAsked(hung.Right, facts, cancellation) is { } call)
                return call;
        }

        return null;
    }

    /// <summary>The loop that waits for the ticks.</summary>
    private static WeComCall? OfTicks(ObjectCreationExpressionSyntax creation, CallFacts facts, CancellationToken cancellation)
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

    private static string NameFor(ObjectCreationExpressionSyntax creation) => creation.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
        AssignmentExpressionSyntax assignment => UrlReader.NameOf(assignment.Left),
        _ => "",
    };
}
