using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>WCA2006: a failed call is tried again without end, at once, too often, or although it cannot succeed.</summary>
public sealed class WCA2006BadRetry : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.BadRetry, RuleCategory.CallRate, DiagnosticSeverity.Warning);

    // What messages say of a retry is the same in every language.
    private const string Endless = "∞";

    private const string AtOnce = "0 ms";

    /// <summary>Creates the rule.</summary>
    public WCA2006BadRetry()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var facts = CallFacts.Of(context.Compilation, context.Options, context.CancellationToken);
        context.RegisterSyntaxNodeAction(node => AnalyzeCall(node, facts), SyntaxKind.InvocationExpression);
        context.RegisterSyntaxNodeAction(node => AnalyzeChoice(node, facts), SyntaxKind.IfStatement, SyntaxKind.SwitchSection);
    }

    private static void AnalyzeCall(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        var cancellation = context.CancellationToken;
        if (CallSyntax.NameOf(call.Expression) is var name && name.IndexOf("Retry", StringComparison.Ordinal) >= 0 && AnalyzePolicy(context, call, name, facts))
            return;
        if (SelfRetry.Is(call) && facts.Around(call, cancellation) is { } itself && !SelfRetry.IsBounded(call, itself))
        {
            // Where the code is one that cannot get better, that is told instead.
            if (!call.Ancestors().TakeWhile(node => node != itself.Body).Any(choice => choice switch
                {
                    IfStatementSyntax { Statement: var then, Condition: var condition } => then.Span.Contains(call.Span) && HopelessCode(condition) is not null,
                    SwitchSectionSyntax section => HopelessLabel(section) is not null,
                    _ => false,
                })
                && (facts.From(itself.Body, Reach.Any, cancellation).FirstOrDefault() ?? facts.AskedFor(itself.Body, cancellation)) is { } again)
                Report(context, again, Endless);
            return;
        }

        if (LoopAround.Of(call) is not { } loop || !loop.Retries(call))
            return;
        var tried = facts.EdgeAt(call, cancellation) is { } edge ? facts.CallsOf(edge, Reach.Any, cancellation).FirstOrDefault() : HandedFunction.Reaches(call, facts, cancellation);
        if (tried is not { } reached || facts.Around(call, cancellation) is not { } body)
            return;
        if (IsToldOfAnother(call, reached, loop, body, facts, cancellation))
            return;
        var waits = body.Waits.Any(wait => loop.Region.Span.Contains(wait.Span))
            || body.Edges.Any(other => loop.Region.Span.Contains(other.Node.Span) && !other.Targets.IsEmpty && facts.Paces(other, cancellation));
        var most = Limits.Retries.For(call.SyntaxTree, context.Options);
        if (IsEndless(loop) && !(waits && Backs(loop)))
            Report(context, reached, Endless);
        else if (Tries(loop, context.SemanticModel, cancellation) is { } tries && tries > most + 1)
            Report(context, reached, $"{tries} ×");
        else if (!waits)
            Report(context, reached, AtOnce);
    }

    /// <summary>A loop is told once, at the first call that it tries again; a token that is fetched for that call is not what it is for.</summary>
    private static bool IsToldOfAnother(InvocationExpressionSyntax call, WeComCall reached, LoopAround loop, BodyFacts body, CallFacts facts, CancellationToken cancellation) =>
        body.Edges.Any(other => other.Call is { } tried && tried != call && loop.Region.Span.Contains(tried.Span) && loop.Retries(tried)
            && facts.CallsOf(other, Reach.Any, cancellation).FirstOrDefault() is { } instead
            && (instead.IsToken == reached.IsToken ? tried.SpanStart < call.SpanStart : reached.IsToken));

    /// <summary><c>RetryForeverAsync()</c>, <c>RetryAsync(10)</c>, <c>WaitAndRetryAsync(10, …)</c> in a type that calls WeCom.</summary>
    private static bool AnalyzePolicy(SyntaxNodeAnalysisContext context, InvocationExpressionSyntax call, string name, CallFacts facts)
    {
        if (name is not ("Retry" or "RetryAsync" or "RetryForever" or "RetryForeverAsync" or "WaitAndRetry" or "WaitAndRetryAsync" or "WaitAndRetryForever" or "WaitAndRetryForeverAsync"))
            return false;
        if (call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || (CallsInType(type, facts, context.CancellationToken) ?? CallsUnder(call, facts, context.CancellationToken)) is not { } reached)
            return false;
        var most = Limits.Retries.For(call.SyntaxTree, context.Options);
        double? tries = call.ArgumentList.Arguments.Count > 0 ? ConstantTime.Number(call.ArgumentList.Arguments[0].Expression, context.SemanticModel, context.CancellationToken) : 1;
        if (name.IndexOf("Forever", StringComparison.Ordinal) >= 0)
            Report(context, reached, Endless);
        else if (tries > most)
            Report(context, reached, $"{tries} ×");
        else if (name.StartsWith("Retry", StringComparison.Ordinal) && tries > 1)
            Report(context, reached, AtOnce);
        return true;
    }

    /// <summary>Tried again where the secret or the corp id is wrong, or on any failure without an end.</summary>
    private static void AnalyzeChoice(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var (asked, branch) = context.Node switch
        {
            IfStatementSyntax choice => (choice.Condition, (SyntaxNode)choice.Statement),
            SwitchSectionSyntax section => (HopelessLabel(section), section),
            _ => ((ExpressionOrPatternSyntax?)null, context.Node),
        };
        if (asked is null)
            return;
        if (HopelessCode(asked) is not { } code)
        {
            if (context.Node is IfStatementSyntax again && facts.Around(again, context.CancellationToken) is { } around && RoundAgain.Call(again, around, facts, context.CancellationToken) is { } repeated)
                Report(context, repeated, Endless, asked.GetLocation());
            return;
        }

        if (facts.Around(context.Node, context.CancellationToken) is not { } body)
            return;
        foreach (var edge in body.Edges)
        {
            if (!branch.Span.Contains(edge.Node.Span) || edge.Call is not { } call)
                continue;
            // A message about the failure is not a retry of what failed.
            if (facts.CallsOf(edge, Reach.Any, context.CancellationToken).FirstOrDefault(reached => reached.Endpoint.Kind != EndpointKind.Webhook) is { } again)
            {
                Report(context, again, code, call.GetLocation(), LoopAround.Of(context.Node) is not null || SelfRetry.Is(call) ? Confidence.Proof : Confidence.Heuristic);
                return;
            }
        }

        if (branch.DescendantNodesAndSelf().Any(node => node is ContinueStatementSyntax || (node is GotoStatementSyntax jump && jump.CaseOrDefaultKeyword.IsKind(SyntaxKind.None)))
            && LoopAround.Of(context.Node) is { } loop
            && body.Edges.Where(edge => loop.Region.Span.Contains(edge.Node.Span)).SelectMany(edge => facts.CallsOf(edge, Reach.Any, context.CancellationToken)).FirstOrDefault() is { } tried
            && loop.Variables.Length == 0)
            Report(context, tried, code, asked.GetLocation(), Confidence.Proof);
    }

    /// <summary>The value of <c>case 40013:</c>, or the pattern of <c>case 40001 or 40013:</c>.</summary>
    private static ExpressionOrPatternSyntax? HopelessLabel(SwitchSectionSyntax section) => section.Labels
        .Select(label => label switch
        {
            CaseSwitchLabelSyntax one => one.Value,
            CasePatternSwitchLabelSyntax pattern => (ExpressionOrPatternSyntax)pattern.Pattern,
            _ => null,
        })
        .FirstOrDefault(value => value is not null && HopelessCode(value) is not null);

    private static string? HopelessCode(ExpressionOrPatternSyntax condition)
    {
        foreach (var node in condition.DescendantNodesAndSelf())
        {
            var text = node is LiteralExpressionSyntax literal ? literal.Token.ValueText : "";
            if (text is not ("40001" or "40013" or "40091"))
                continue;
            if (node.Parent is ConstantPatternSyntax or CaseSwitchLabelSyntax || node.Parent is BinaryExpressionSyntax comparison && comparison.IsKind(SyntaxKind.EqualsExpression))
                return text;
        }

        return null;
    }

    private static void Report(SyntaxNodeAnalysisContext context, WeComCall reached, string how, Location? location = null, Confidence confidence = Confidence.Proof)
    {
        if (reached.Confidence == Confidence.Heuristic || TestCode.Holds(context.Node))
            confidence = Confidence.Heuristic;
        context.ReportDiagnostic(Rule.Report(
            location ?? context.Node.GetLocation(), confidence, Endpoints.Describe(reached.Endpoint), how, Limits.Retries.For(context.Node.SyntaxTree, context.Options)));
    }

    private static bool IsEndless(LoopAround loop) => loop.Loop switch
    {
        WhileStatementSyntax { Condition: var condition } => HasNoBound(condition) && !GivesUp(loop),
        DoStatementSyntax { Condition: var condition } => HasNoBound(condition) && !GivesUp(loop),
        ForStatementSyntax { Condition: null } => !GivesUp(loop),
        LabeledStatementSyntax => !GivesUp(loop),
        _ => false,
    };

    /// <summary>Only success ends it: <c>true</c>, <c>!sent</c>, <c>Send(text) != 0</c>.</summary>
    private static bool HasNoBound(ExpressionSyntax condition) => condition switch
    {
        PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax or InvocationExpressionSyntax } => true,
        IdentifierNameSyntax => true,
        BinaryExpressionSyntax comparison => comparison.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression
            && (comparison.Left is InvocationExpressionSyntax or AwaitExpressionSyntax || WeComWords.ContainsAny(WeComWords.Normalize(comparison.Left.ToString()), "errcode", "errorcode", "code") || comparison.Right is LiteralExpressionSyntax { Token.Value: bool or 0 } && comparison.Left is IdentifierNameSyntax),
        _ => condition.IsKind(SyntaxKind.TrueLiteralExpression),
    };

    /// <summary>A count is compared on some way through the loop, or a deadline.</summary>
    private static bool GivesUp(LoopAround loop) => loop.Region.DescendantNodes().Any(node =>
        node is BinaryExpressionSyntax comparison
        && comparison.Kind() is SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.EqualsExpression
        && (WeComWords.ContainsAny(WeComWords.Normalize(comparison.ToString()), "retry", "retries", "count", "attempt", "times", "tries", "max", "deadline", "now", "elapsed")
            || (comparison.Right is LiteralExpressionSyntax && Counts(comparison.Left, loop)) || (comparison.Left is LiteralExpressionSyntax && Counts(comparison.Right, loop))));

    /// <summary><c>++n &lt; 3</c>, or <c>n &lt; 3</c> where the loop counts <c>n</c>.</summary>
    private static bool Counts(ExpressionSyntax side, LoopAround loop) => IsCount(side) || (side is IdentifierNameSyntax name && loop.Region.DescendantNodes().Any(node =>
        (IsCount(node) || node is AssignmentExpressionSyntax set && (set.IsKind(SyntaxKind.AddAssignmentExpression) || set.IsKind(SyntaxKind.SubtractAssignmentExpression)) && set.Right is LiteralExpressionSyntax)
        && node.ChildNodes().FirstOrDefault() is IdentifierNameSyntax counted && counted.Identifier.ValueText == name.Identifier.ValueText));

    private static bool IsCount(SyntaxNode node) => node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PostIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.PostDecrementExpression;

    /// <summary>The pause grows, or is long.</summary>
    private static bool Backs(LoopAround loop) =>
        loop.Region.DescendantNodes().Any(node => node is InvocationExpressionSyntax call && CallSyntax.NameOf(call.Expression) is "Pow" or "Min" or "FromMinutes" or "FromHours");

    private static int? Tries(LoopAround loop, SemanticModel model, CancellationToken cancellation)
    {
        var condition = loop.Loop switch
        {
            ForStatementSyntax count => count.Condition,
            WhileStatementSyntax repeat => repeat.Condition,
            DoStatementSyntax repeat => repeat.Condition,
            _ => null,
        };
        if (condition is not BinaryExpressionSyntax comparison || !(comparison.IsKind(SyntaxKind.LessThanExpression) || comparison.IsKind(SyntaxKind.LessThanOrEqualExpression)))
            return null;
        return ConstantTime.Number(comparison.Right, model, cancellation) is { } bound and < int.MaxValue
            ? (int)bound + (comparison.IsKind(SyntaxKind.LessThanOrEqualExpression) ? 1 : 0) : null;
    }

    /// <summary>What the same member runs under the policy: <c>policy.ExecuteAsync(() => client.Send(…))</c>.</summary>
    private static WeComCall? CallsUnder(InvocationExpressionSyntax policy, CallFacts facts, CancellationToken cancellation) => facts.Around(policy, cancellation) is not { } body ? null
        : body.Body.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(run => CallSyntax.NameOf(run.Expression) is "Execute" or "ExecuteAsync" or "ExecuteAndCapture" or "ExecuteAndCaptureAsync")
            .SelectMany(run => body.Edges.Where(edge => run.ArgumentList.Span.Contains(edge.Node.Span))).SelectMany(edge => facts.CallsOf(edge, Reach.Any, cancellation)).FirstOrDefault();

    private static WeComCall? CallsInType(TypeDeclarationSyntax type, CallFacts facts, CancellationToken cancellation)
    {
        foreach (var member in type.Members)
        {
            if (member is not MethodDeclarationSyntax)
                continue;
            foreach (var edge in facts.Of(member, cancellation).Edges)
            {
                if (facts.Direct(edge, cancellation) is { } call)
                    return call;
            }
        }

        return null;
    }
}
