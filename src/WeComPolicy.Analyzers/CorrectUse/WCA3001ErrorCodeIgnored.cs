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

    private const int MaxDepth = 3;

    private static readonly string[] Binary = ["mediaget", "mediagetjssdk", "materialget"];

    private static readonly string[] RawTypes =
    [
        "string", "String", "HttpResponseMessage", "HttpWebResponse", "WebResponse", "byte[]", "Stream", "dynamic", "object", "Object", "JObject", "JToken",
        "JsonElement", "JsonDocument", "JsonNode", "IRestResponse", "RestResponse",
    ];

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
        var name = UrlReader.NameOf(call.Expression);
        if (!WeComPresence.In(call.SyntaxTree, cancellation) && !HttpCall.SoundsLikeRequest(WeComWords.Normalize(name))
            && !facts.IsDeclaredAboutWeCom(name, cancellation))
            return;
        if (MemberAround.Of(call) is not { } member || facts.EdgeAt(call, cancellation) is not { } edge)
            return;
        if (facts.Direct(edge, cancellation) is not { } direct)
        {
            if (!AnalyzeSent(context, call, member, edge, facts))
                AnalyzeReturned(context, call, member, edge, facts);
            return;
        }

        if (KeepsReply(edge, facts, cancellation))
            return;

        if (direct.Style is CallStyle.ThrowingLibrary or CallStyle.Declared || Array.IndexOf(Binary, direct.Endpoint.Key) >= 0)
            return;
        if (!edge.Targets.IsEmpty && facts.ReadsErrorCode(edge, cancellation))
        {
            AnalyzeDropped(context, call, edge, facts);
            return;
        }

        if (Judge(call, member, direct.IsToken, facts, cancellation) is not { } confidence)
            return;
        if (direct.Confidence == Confidence.Heuristic || TestCode.Holds(call))
            confidence = Confidence.Heuristic;
        context.ReportDiagnostic(Rule.Report(call.GetLocation(), confidence, Endpoints.Describe(direct.Endpoint)));
    }

    /// <summary>The method around sends to addresses that its callers give, hands nothing back, and so has to look itself.</summary>
    private static bool AnalyzeSent(SyntaxNodeAnalysisContext context, InvocationExpressionSyntax call, SyntaxNode member, CallEdge edge, CallFacts facts)
    {
        var cancellation = context.CancellationToken;
        if (!edge.Targets.IsEmpty || !edge.Address.UsesParameter || !IsRequest(edge) || !ReplyUse.ReturnsNothing(member) || facts.Of(member, cancellation) is not { IsSender: true, ReadsErrorCode: false })
            return false;
        if (facts.AskedFor(member, cancellation) is not { } asked || asked.Style is CallStyle.ThrowingLibrary or CallStyle.Declared || Array.IndexOf(Binary, asked.Endpoint.Key) >= 0
            || Judge(call, member, asked.IsToken, facts, cancellation) != Confidence.Proof)
            return false;
        Report(context, call, asked);
        return true;
    }

    /// <summary>What is called keeps the reply to itself and does not look at it: that is told there, once for all who call.</summary>
    private static bool KeepsReply(CallEdge edge, CallFacts facts, CancellationToken cancellation)
    {
        var bodies = facts.Bodies(edge, cancellation);
        return bodies.Length > 0 && bodies.All(body => ReplyUse.ReturnsNothing(body) && facts.Compilation.ContainsSyntaxTree(body.SyntaxTree))
            && facts.Senders(edge, cancellation).DefaultIfEmpty(bodies[0]).All(sender => ReplyUse.ReturnsNothing(sender) && facts.Compilation.ContainsSyntaxTree(sender.SyntaxTree)
                && facts.Of(sender, cancellation).Edges.Any(sent => sent.Targets.IsEmpty && IsRequest(sent) && (sent.Address.UsesParameter || facts.Direct(sent, cancellation) is not null)));
    }

    /// <summary>The call that gets the reply, and not one that only makes the request.</summary>
    private static bool IsRequest(CallEdge edge) => edge.Call is not null && (HttpCall.IsSure(edge.Name) || HttpCall.IsPossible(edge.Name));

    /// <summary>A method of the project hands the reply on, and its caller lets it fall, or reads everything of it but the errcode.</summary>
    private static void AnalyzeReturned(SyntaxNodeAnalysisContext context, InvocationExpressionSyntax call, SyntaxNode member, CallEdge edge, CallFacts facts)
    {
        var cancellation = context.CancellationToken;
        if (AnalyzeDropped(context, call, edge, facts))
            return;
        if (facts.ReturnedReply(edge, cancellation) is not { } direct || Array.IndexOf(Binary, direct.Endpoint.Key) >= 0
            || facts.ReadsErrorCodeOfReply(edge, cancellation) || ReplyUse.Of(call, member, direct.IsToken, facts, cancellation).Fate != ReplyFate.Unchecked)
            return;
        Report(context, call, direct);
    }

    /// <summary>A method of the project hands the errcode on, and its caller lets it fall.</summary>
    private static bool AnalyzeDropped(SyntaxNodeAnalysisContext context, InvocationExpressionSyntax call, CallEdge edge, CallFacts facts)
    {
        if (!IsDropped(call) || facts.OutcomeReturned(edge, context.CancellationToken) is not { } dropped || Array.IndexOf(Binary, dropped.Endpoint.Key) >= 0)
            return false;
        Report(context, call, dropped);
        return true;
    }

    private static void Report(SyntaxNodeAnalysisContext context, InvocationExpressionSyntax call, WeComCall asked) => context.ReportDiagnostic(Rule.Report(
        call.GetLocation(), asked.Confidence == Confidence.Proof && !TestCode.Holds(call) ? Confidence.Proof : Confidence.Heuristic, Endpoints.Describe(asked.Endpoint)));

    /// <summary>A statement of its own, or <c>_ = Send(text);</c></summary>
    private static bool IsDropped(ExpressionSyntax call)
    {
        SyntaxNode value = call;
        while (value.Parent is { } around && (Wrapped.IsAround(around, value)
            || around is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" or "Wait" or "ConfigureAwait" or "GetAwaiter" or "GetResult" }
            || around is InvocationExpressionSyntax run && run.Expression == value || around is ConditionalAccessExpressionSyntax conditional && conditional.WhenNotNull == value))
            value = around;
        return value.Parent is ExpressionStatementSyntax || value.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } };
    }

    private static Confidence? Judge(InvocationExpressionSyntax call, SyntaxNode member, bool isToken, CallFacts facts, CancellationToken cancellation)
    {
        var use = ReplyUse.Of(call, member, isToken, facts, cancellation);
        switch (use.Fate)
        {
            case ReplyFate.Unchecked:
                return Confidence.Proof;
            // Whoever is given the errcode is to look at it.
            case ReplyFate.Returned when use.ReturnsOutcome:
                return null;
            // Most callers want what was kept, and not the reply.
            case ReplyFate.Returned when use.IsKept:
                return Confidence.Proof;
            case ReplyFate.Returned when ReturnsRaw(member):
                return NoCallerLooks(member, isToken, facts, cancellation, 1) ? Confidence.Heuristic : null;
            case ReplyFate.Returned when use.ReadsPayload && isToken:
                return Confidence.Proof;
            default:
                // A typed reply is the caller's to look at.
                return null;
        }
    }

    /// <summary>The text of the reply goes to the callers, and none of them looks, or may. Each is reported by itself; here it can be mended for all.</summary>
    private static bool NoCallerLooks(SyntaxNode member, bool isToken, CallFacts facts, CancellationToken cancellation, int depth)
    {
        if (member is not MethodDeclarationSyntax method)
            return false;
        foreach (var call in TreeIndex.Calls(facts.Compilation, method.Identifier.ValueText, cancellation))
        {
            if (MemberAround.Of(call) is not { } around || around == member || facts.EdgeAt(call, cancellation) is not { } edge
                || !edge.Targets.Any(target => facts.Bodies(target, cancellation).Contains(member)))
                continue;
            var fate = ReplyUse.Of(call, around, isToken, facts, cancellation).Fate;
            if (fate is ReplyFate.Checked or ReplyFate.Escapes)
                return false;
            if (fate == ReplyFate.Returned && (!ReturnsRaw(around) || (depth < MaxDepth && !NoCallerLooks(around, isToken, facts, cancellation, depth + 1))))
                return false;
        }

        return true;
    }

    /// <summary>The reply as it came, so that nothing tells the caller that there is an errcode in it.</summary>
    private static bool ReturnsRaw(SyntaxNode member)
    {
        if (member is not MethodDeclarationSyntax { ReturnType: var type })
            return false;
        if (type is GenericNameSyntax { Identifier.ValueText: "Task" or "ValueTask", TypeArgumentList.Arguments: { Count: 1 } arguments })
            type = arguments[0];
        if (type is NullableTypeSyntax nullable)
            type = nullable.ElementType;
        var text = type.ToString();
        return Array.IndexOf(RawTypes, text) >= 0 || text.StartsWith("Dictionary<", StringComparison.Ordinal);
    }
}
