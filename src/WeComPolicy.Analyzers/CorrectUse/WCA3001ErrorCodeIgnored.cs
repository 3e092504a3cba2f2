using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CorrectUse;

/// <summary>WCA3001: nobody looks at errcode; WeCom's failures arrive with HTTP status 200.</summary>
public sealed class WCA3001ErrorCodeIgnored : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.ErrorCodeIgnored, RuleCategory.CorrectUse, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA3001ErrorCodeIgnored()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var facts = CallFacts.Of(context.Compilation, context.Options, context.CancellationToken);
        context.RegisterSyntaxNodeAction(node => Analyze(node, facts), SyntaxKind.InvocationExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        var cancellation = context.CancellationToken;
        // Elsewhere only a name that sounds like a request is worth a look.
        var name = CallSyntax.NameOf(call.Expression);
        if (!WeComPresence.In(call.SyntaxTree, cancellation) && !HttpCall.SoundsLikeRequest(WeComWords.Normalize(name))
            && !facts.IsDeclaredAboutWeCom(name, cancellation))
            return;
        Report(context, call, call, facts);
        // A diagnostic belongs to the node that asks for it, or an editor that looks at one file would not show it.
        if (ReplyUse.MakesSense(call) && MemberAround.Of(call) is { } member)
        {
            foreach (var request in ReplyVerdict.ReadBelow(member))
                Report(context, request, call, facts);
        }
    }

    /// <summary>The reply that <paramref name="request"/> gets is told of where it is read, if that is <paramref name="place"/>.</summary>
    private static void Report(SyntaxNodeAnalysisContext context, InvocationExpressionSyntax request, InvocationExpressionSyntax place, CallFacts facts)
    {
        if (ReplyVerdict.Of(request, facts, context.CancellationToken) is { Kind: ReplyVerdictKind.Ignored, Asked: var asked, Confidence: var confidence, Place: var readAt } && (readAt ?? request) == place)
            context.ReportDiagnostic(Rule.Report(place.GetLocation(), confidence, Endpoints.Describe(asked.Endpoint)));
    }
}
