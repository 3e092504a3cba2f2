using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1005: a secret, a token, or an address that holds one, in a log, on a console, in a trace or in an exception's message.</summary>
public sealed class WCA1005SecretInLog : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.SecretInLog, RuleCategory.Secrets, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA1005SecretInLog()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        context.RegisterSyntaxNodeAction(AnalyzeCall, SyntaxKind.InvocationExpression);
        var facts = CallFacts.Of(context.Compilation, context.Options, context.CancellationToken);
        if (facts.Scope.HasFurther)
            context.RegisterSyntaxNodeAction(node => AnalyzeHelper(node, facts), SyntaxKind.InvocationExpression);
        context.RegisterSyntaxNodeAction(AnalyzeShown, SyntaxKind.SimpleAssignmentExpression, SyntaxKind.AddAssignmentExpression);
        context.RegisterSyntaxNodeAction(AnalyzeException, SyntaxKind.ObjectCreationExpression);
    }

    private static void AnalyzeCall(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (call.ArgumentList.Arguments.Count > 0 && LogSink.Is(call, context.SemanticModel, context.CancellationToken))
            Analyze(context, Values(call.ArgumentList.Arguments), isSure: true, isStructured: LogSink.KeepsLogRecord(call));
    }

    /// <summary>
    /// A helper in another project logs what it is given here. It is told there, as it would be if it lay here; only a scan that sees all
    /// projects can.
    /// </summary>
    private static void AnalyzeHelper(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        var cancellation = context.CancellationToken;
        if (call.ArgumentList.Arguments.Count == 0 || !WeComPresence.In(call.SyntaxTree, cancellation) || TestCode.Holds(call)
            || LogSink.Is(call, context.SemanticModel, cancellation)
            || facts.EdgeAt(call, cancellation) is not { Targets.Length: 1 } edge)
            return;
        var method = edge.Targets[0];
        foreach (var body in facts.Bodies(edge, cancellation))
        {
            if (facts.Scope.FurtherOwner(body.SyntaxTree) is not { } owner)
                continue;
            for (var i = 0; i < method.Parameters.Length; i++)
            {
                if (CallSyntax.ArgumentOf(call, method, i) is not { } argument || argument is LiteralExpressionSyntax)
                    continue;
                var carried = ValueOrigin.Of(context.Compilation).Of(argument, cancellation);
                var isSecret = (carried.Sure & (Sensitive.Address | Sensitive.Token | Sensitive.Secret)) != 0;
                if (!isSecret && !carried.IsTokenAddress)
                    continue;
                foreach (var place in HelperLogs.In(owner).Of(body, i, isSecret, carried.IsTokenAddress, cancellation))
                {
                    // Another compilation's file is an outside one here.
                    var there = Location.Create(place.SyntaxTree.FilePath, place.Span, place.GetLocation().GetLineSpan().Span);
                    context.ReportDiagnostic(Rule.Report(there, TestCode.Holds(place) ? Confidence.Heuristic : Confidence.Proof));
                }
            }
        }
    }

    private static void AnalyzeException(SyntaxNodeAnalysisContext context)
    {
        var creation = (ObjectCreationExpressionSyntax)context.Node;
        if (creation.ArgumentList is { Arguments: { Count: > 0 } arguments } && creation.Type.GetLastToken().ValueText.EndsWith("Exception", StringComparison.Ordinal))
            Analyze(context, Values(arguments), isSure: true, isStructured: false);
    }

    private static void AnalyzeShown(SyntaxNodeAnalysisContext context)
    {
        if (LogSink.Shown((AssignmentExpressionSyntax)context.Node) is var (value, isSure))
            Analyze(context, [value], isSure, isStructured: false);
    }

    private static List<ExpressionSyntax> Values(SeparatedSyntaxList<ArgumentSyntax> arguments) => [.. arguments.Select(argument => argument.Expression)];

    private static void Analyze(SyntaxNodeAnalysisContext context, IReadOnlyList<ExpressionSyntax> values, bool isSure, bool isStructured)
    {
        var origin = ValueOrigin.Of(context.Compilation);
        Sensitive sure = Sensitive.None, guessed = Sensitive.None;
        // {@Reply} writes what is in the object.
        var isTakenApart = values.Any(value => value is LiteralExpressionSyntax { Token.ValueText: var template } && template.IndexOf("{@", StringComparison.Ordinal) >= 0);
        isStructured |= isTakenApart;
        foreach (var given in values)
        {
            // A text that is made only where the level is on: logger.Trace(() => …).
            var value = given is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters.Count: 0, ExpressionBody: { } made } ? made : given;
            if (value is LiteralExpressionSyntax or AnonymousFunctionExpressionSyntax)
                continue;
            var carried = origin.Of(value, context.CancellationToken);
            if (carried.Parameters != 0 || carried.Replies != 0)
                carried |= RequestHelper.FromCallers(carried, context.Node, context.Compilation, context.CancellationToken);
            if (ValueOrigin.PrintsItsTypeOnly(value, context.SemanticModel, context.CancellationToken) && !isStructured)
                carried = carried.Only(Sensitive.None);
            if (isTakenApart ? origin.ShowsSecretApart(value, context.CancellationToken) : isStructured && origin.HoldsSecret(value, context.CancellationToken))
                carried |= Carried.Surely(Sensitive.Secret);
            sure |= carried.Sure;
            guessed |= carried.Guessed;
        }

        const Sensitive Readable = Sensitive.Token | Sensitive.Secret | Sensitive.Address | Sensitive.TokenReply;
        if (FailedReply.Is(context.Node))
        {
            var none = Sensitive.TokenReply;
            // The object whose errcode said so is a reply too, whatever its method is called.
            if (((sure | guessed) & Sensitive.Token) != 0 && values.SelectMany(value => value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
                .Where(name => name.Parent is not MemberAccessExpressionSyntax { Name: var member } || member != name)
                .All(name => FailedReply.IsOf(name) || origin.Of(name, context.CancellationToken) is { Sure: var held, Guessed: var perhaps } && ((held | perhaps) & Sensitive.Token) == 0))
                none |= Sensitive.Token;
            sure &= ~none;
            guessed &= ~none;
        }

        if ((sure & Sensitive.AnyAddress) != 0)
        {
            sure &= ~Sensitive.AnyAddress;
            var handler = MessageHandler.Of(context.Node, context.Compilation, context.CancellationToken);
            sure |= handler == true ? Sensitive.Address : Sensitive.None;
            guessed |= handler is null ? Sensitive.AnyAddress : Sensitive.None;
        }

        if ((sure & Readable) != 0)
            context.ReportDiagnostic(Rule.Report(context.Node.GetLocation(), isSure && !TestCode.Holds(context.Node) ? Confidence.Proof : Confidence.Heuristic));
        else if (guessed != Sensitive.None)
            context.ReportDiagnostic(Rule.Report(context.Node.GetLocation(), Confidence.Heuristic));
    }
}
