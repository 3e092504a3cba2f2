using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CorrectUse;

/// <summary>WCA3001: nobody looks at errcode; WeCom's failures arrive with HTTP status 200.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
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
            && !(IsDropped(call) && facts.IsDeclaredAboutWeCom(name, cancellation)))
            return;
        if (MemberAround.Of(call) is not { } member || facts.EdgeAt(call, cancellation) is not { } edge)
            return;
        if (facts.Direct(edge, cancellation) is not { } direct)
        {
            AnalyzeDropped(context, call, edge, facts);
            return;
        }

        if (direct.Style is CallStyle.ThrowingLibrary or CallStyle.Declared || Array.IndexOf(Binary, direct.Endpoint.Key) >= 0)
            return;
        if (!edge.Targets.IsEmpty && facts.ReadsErrorCode(edge, cancellation))
            return;
        if (Judge(call, member, direct.IsToken, facts, cancellation) is not { } confidence)
            return;
        if (direct.Confidence == Confidence.Heuristic || TestCode.Holds(call))
            confidence = Confidence.Heuristic;
        context.ReportDiagnostic(Rule.Report(call.GetLocation(), confidence, Endpoints.Describe(direct.Endpoint)));
    }

    /// <summary>A method of the project returns the reply with its errcode, and the caller lets it fall.</summary>
    private static void AnalyzeDropped(SyntaxNodeAnalysisContext context, InvocationExpressionSyntax call, CallEdge edge, CallFacts facts)
    {
        var cancellation = context.CancellationToken;
        if (!IsDropped(call) || edge.Targets.Length != 1 || !HoldsErrorCode(edge.Targets[0].ReturnType) || facts.ReadsErrorCode(edge, cancellation))
            return;
        foreach (var body in facts.Bodies(edge, cancellation))
        {
            foreach (var inner in facts.Of(body, cancellation).Edges)
            {
                if (inner.Call is not { } request || facts.Direct(inner, cancellation) is not { Style: CallStyle.Http or CallStyle.Library or CallStyle.DeclaredInterface } direct
                    || ReplyUse.Of(request, body, direct.IsToken, facts, cancellation).Fate != ReplyFate.Returned)
                    continue;
                var sure = direct.Confidence == Confidence.Proof && !TestCode.Holds(call);
                context.ReportDiagnostic(Rule.Report(call.GetLocation(), sure ? Confidence.Proof : Confidence.Heuristic, Endpoints.Describe(direct.Endpoint)));
                return;
            }
        }
    }

    private static bool IsDropped(InvocationExpressionSyntax call) => (call.Parent is AwaitExpressionSyntax awaited ? awaited.Parent : call.Parent) is ExpressionStatementSyntax;

    private static bool HoldsErrorCode(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } inner })
            type = inner[0];
        for (var at = type; at is { DeclaringSyntaxReferences.Length: > 0 }; at = at.BaseType)
        {
            if (at.GetMembers().Any(member => member is IPropertySymbol or IFieldSymbol && ErrorCodeWords.Names(WeComWords.Normalize(member.Name))))
                return true;
        }

        return false;
    }

    private static Confidence? Judge(InvocationExpressionSyntax call, SyntaxNode member, bool isToken, CallFacts facts, CancellationToken cancellation)
    {
        var use = ReplyUse.Of(call, member, isToken, facts, cancellation);
        switch (use.Fate)
        {
            case ReplyFate.Unchecked:
                return Confidence.Proof;
            case ReplyFate.Returned when ReturnsRaw(member):
                return JudgeCallers(member, isToken, facts, cancellation, 1);
            case ReplyFate.Returned when use.ReadsPayload && isToken:
                return Confidence.Proof;
            default:
                // A typed reply is the caller's to look at.
                return null;
        }
    }

    /// <summary>The text of the reply goes to the callers: whether one of them looks. Null where one does, or may.</summary>
    private static Confidence? JudgeCallers(SyntaxNode member, bool isToken, CallFacts facts, CancellationToken cancellation, int depth)
    {
        if (member is not MethodDeclarationSyntax method)
            return null;
        var callers = 0;
        foreach (var call in TreeIndex.Calls(facts.Compilation, method.Identifier.ValueText, cancellation))
        {
            if (MemberAround.Of(call) is not { } around || around == member || facts.EdgeAt(call, cancellation) is not { } edge
                || !edge.Targets.Any(target => facts.Bodies(target, cancellation).Contains(member)))
                continue;
            callers++;
            var use = ReplyUse.Of(call, around, isToken, facts, cancellation);
            if (use.Fate is ReplyFate.Checked or ReplyFate.Escapes)
                return null;
            if (use.Fate == ReplyFate.Returned)
            {
                if (!ReturnsRaw(around))
                    return null;
                if (depth >= MaxDepth)
                    return Confidence.Heuristic;
                if (JudgeCallers(around, isToken, facts, cancellation, depth + 1) is not { } further)
                    return null;
                if (further == Confidence.Heuristic)
                    return further;
            }
        }

        return callers > 0 ? Confidence.Proof : Confidence.Heuristic;
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
