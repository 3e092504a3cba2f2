using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CorrectUse;

/// <summary>What becomes of the errcode of one reply.</summary>
internal enum ReplyVerdictKind
{
    /// <summary>Nobody looks.</summary>
    Ignored,

    /// <summary>It is looked at.</summary>
    LookedAt,

    /// <summary>The reply, or its errcode, is the caller's.</summary>
    HandedOn,

    /// <summary>It is put where it cannot be followed: into a field, or into code that is not there.</summary>
    Elsewhere,

    /// <summary>The method that is called keeps the reply, and is judged itself.</summary>
    KeptBelow,

    /// <summary>The library throws by itself, or the answer is a file.</summary>
    NeedsNoLook,
}

/// <summary>Who looks at the errcode of the reply that a call gets, by itself or from a method that hands it on.</summary>
internal sealed class ReplyVerdict
{
    private const int MaxDepth = 3;

    private static readonly string[] Binary = ["mediaget", "mediagetjssdk", "materialget"];

    private static readonly string[] RawTypes =
    [
        "string", "String", "HttpResponseMessage", "HttpWebResponse", "WebResponse", "byte[]", "Stream", "dynamic", "object", "Object", "JObject", "JToken",
        "JsonElement", "JsonDocument", "JsonNode", "IRestResponse", "RestResponse",
    ];

    private ReplyVerdict(ReplyVerdictKind kind, WeComCall asked, Confidence confidence, SyntaxNode? place)
    {
        Kind = kind;
        Asked = asked;
        Confidence = confidence;
        Place = place;
    }

    public ReplyVerdictKind Kind { get; }

    /// <summary>The call of the API whose reply it is.</summary>
    public WeComCall Asked { get; }

    /// <summary>How sure it is that nobody looks; of no meaning otherwise.</summary>
    public Confidence Confidence { get; }

    /// <summary>Where the look is or belongs, or where the reply goes; null where that is not in the method around the call.</summary>
    public SyntaxNode? Place { get; }

    /// <summary>The verdict on a call, or null where it gets no reply of WeCom's.</summary>
    public static ReplyVerdict? Of(InvocationExpressionSyntax call, CallFacts facts, CancellationToken cancellation)
    {
        var found = Find(call, facts, cancellation);
        return found is { Kind: ReplyVerdictKind.Ignored } && facts.IsLookedAtOnTheWay(found.Asked)
            ? new ReplyVerdict(ReplyVerdictKind.LookedAt, found.Asked, Confidence.Proof, null) : found;
    }

    private static ReplyVerdict? Find(InvocationExpressionSyntax call, CallFacts facts, CancellationToken cancellation)
    {
        if (MemberAround.Of(call) is not { } member || facts.EdgeAt(call, cancellation) is not { } edge)
            return null;
        if (facts.Direct(edge, cancellation) is not { } direct)
            return OfSent(call, member, edge, facts, cancellation) ?? OfDropped(call, edge, facts, cancellation) ?? OfReturned(call, member, edge, facts, cancellation);
        if (KeepsReply(edge, facts, cancellation))
            return new ReplyVerdict(ReplyVerdictKind.KeptBelow, direct, Confidence.Proof, null);
        if (NeedsNoLook(direct))
            return new ReplyVerdict(ReplyVerdictKind.NeedsNoLook, direct, Confidence.Proof, null);
        if (!edge.Targets.IsEmpty && facts.ReadsErrorCode(edge, cancellation))
            return OfDropped(call, edge, facts, cancellation) ?? new ReplyVerdict(ReplyVerdictKind.LookedAt, direct, Confidence.Proof, null);
        return Judge(call, member, direct, facts, cancellation);
    }

    private static bool NeedsNoLook(WeComCall asked) => asked.Style is CallStyle.ThrowingLibrary or CallStyle.Declared || Array.IndexOf(Binary, asked.Endpoint.Key) >= 0;

    private static ReplyVerdict Ignored(InvocationExpressionSyntax call, WeComCall asked, Confidence confidence = Confidence.Proof, SyntaxNode? place = null) =>
        new(ReplyVerdictKind.Ignored, asked, asked.Confidence == Confidence.Proof && !TestCode.Holds(call) ? confidence : Confidence.Heuristic, place);

    /// <summary>Streams and readers stand between the response of a web request and where it is made sense of, which is where a check belongs.</summary>
    private static SyntaxNode? WhereRead(InvocationExpressionSyntax call, ReplyUse use, CancellationToken cancellation) =>
        IsReadBelow(call) && WeComPresence.In(call.SyntaxTree, cancellation) ? use.ReadAt : null;

    private static bool IsReadBelow(InvocationExpressionSyntax call) => CallSyntax.NameOf(call.Expression) is "GetResponse" or "GetResponseAsync";

    /// <summary>The requests of a member whose replies may be told of at another place than the request.</summary>
    public static IEnumerable<InvocationExpressionSyntax> ReadBelow(SyntaxNode member) => member.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(IsReadBelow);

    /// <summary>The method around sends to addresses that its callers give, hands nothing back, and so has to look itself.</summary>
    private static ReplyVerdict? OfSent(InvocationExpressionSyntax call, SyntaxNode member, CallEdge edge, CallFacts facts, CancellationToken cancellation)
    {
        if (!SendsForCallers(edge, facts, cancellation) || !ReplyUse.ReturnsNothing(member) || facts.Of(member, cancellation).ReadsErrorCode)
            return null;
        return facts.AskedFor(member, cancellation) is { } asked && !NeedsNoLook(asked) && ReplyUse.Of(call, member, asked.IsToken, facts, cancellation) is { Fate: ReplyFate.Unchecked } ? Ignored(call, asked) : null;
    }

    /// <summary>The address is the callers', and the reply comes back here: from a request, or from a method that makes one and hands its reply on.</summary>
    private static bool SendsForCallers(CallEdge edge, CallFacts facts, CancellationToken cancellation) =>
        edge.Address.UsesParameter && (edge.Targets.IsEmpty ? edge.IsRequest : facts.HandsOn(edge, cancellation) && !facts.ReadsErrorCode(edge, cancellation));

    /// <summary>What is called keeps the reply to itself and does not look at it: that is told there, once for all who call.</summary>
    private static bool KeepsReply(CallEdge edge, CallFacts facts, CancellationToken cancellation)
    {
        var bodies = facts.Bodies(edge, cancellation);
        return bodies.Length > 0 && bodies.All(IsKeptIn)
            && (bodies.All(body => facts.Of(body, cancellation).Edges.Any(sent => !sent.Targets.IsEmpty && sent.Call is { } request && OfSent(request, body, sent, facts, cancellation) is not null))
                || facts.Senders(edge, cancellation).DefaultIfEmpty(bodies[0]).All(sender => IsKeptIn(sender)
                    && facts.Of(sender, cancellation).Edges.Any(sent => sent.Targets.IsEmpty && sent.IsRequest && (sent.Address.UsesParameter || facts.Direct(sent, cancellation) is not null))));

        bool IsKeptIn(SyntaxNode body) => ReplyUse.ReturnsNothing(body) && facts.Compilation.ContainsSyntaxTree(body.SyntaxTree);
    }

    /// <summary>A method of the project hands the reply on, and its caller lets it fall, or reads everything of it but the errcode.</summary>
    private static ReplyVerdict? OfReturned(InvocationExpressionSyntax call, SyntaxNode member, CallEdge edge, CallFacts facts, CancellationToken cancellation)
    {
        if (facts.ReturnedReply(edge, cancellation) is not { } asked || Array.IndexOf(Binary, asked.Endpoint.Key) >= 0)
            return null;
        if (facts.ReadsErrorCodeOfReply(edge, cancellation))
            return new ReplyVerdict(ReplyVerdictKind.LookedAt, asked, Confidence.Proof, null);
        var use = ReplyUse.Of(call, member, asked.IsToken, facts, cancellation);
        return use.Fate == ReplyFate.Unchecked ? Ignored(call, asked) : Other(use, asked);
    }

    /// <summary>A method of the project hands the errcode on, and its caller lets it fall.</summary>
    private static ReplyVerdict? OfDropped(InvocationExpressionSyntax call, CallEdge edge, CallFacts facts, CancellationToken cancellation) =>
        IsDropped(call) && facts.OutcomeReturned(edge, cancellation) is { } asked && Array.IndexOf(Binary, asked.Endpoint.Key) < 0 ? Ignored(call, asked) : null;

    private static ReplyVerdict Other(ReplyUse use, WeComCall asked) => new(
        use.Fate switch
        {
            ReplyFate.Checked => ReplyVerdictKind.LookedAt,
            ReplyFate.Returned => ReplyVerdictKind.HandedOn,
            _ => ReplyVerdictKind.Elsewhere,
        },
        asked,
        Confidence.Proof,
        use.Place);

    /// <summary>A statement of its own, or <c>_ = Send(text);</c></summary>
    private static bool IsDropped(ExpressionSyntax call)
    {
        SyntaxNode value = call;
        while (value.Parent is { } around && (Wrapped.IsAround(around, value)
            || around is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" or "Wait" or "ConfigureAwait" or "GetAwaiter" or "GetResult" }
            || around is InvocationExpressionSyntax run && run.Expression == value || around is ConditionalAccessExpressionSyntax conditional && conditional.WhenNotNull == value))
            value = around;
        return value.Parent is ExpressionStatementSyntax || (value.Parent is ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } && ReplyUse.ReturnsNothing(method)) || value.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } };
    }

    private static ReplyVerdict Judge(InvocationExpressionSyntax call, SyntaxNode member, WeComCall asked, CallFacts facts, CancellationToken cancellation)
    {
        var use = ReplyUse.Of(call, member, asked.IsToken, facts, cancellation);
        return use.Fate switch
        {
            ReplyFate.Unchecked => Ignored(call, asked, place: WhereRead(call, use, cancellation)),
            // Whoever is given the errcode is to look at it.
            ReplyFate.Returned when use.ReturnsOutcome => Other(use, asked),
            // Most callers want what was kept, and not the reply.
            ReplyFate.Returned when use.IsKept => Ignored(call, asked),
            ReplyFate.Returned when ReturnsRaw(member) => NoCallerLooks(member, asked.IsToken, facts, cancellation, 1) ? Ignored(call, asked, Confidence.Heuristic) : Other(use, asked),
            ReplyFate.Returned when use.ReadsPayload && asked.IsToken => Ignored(call, asked, place: WhereRead(call, use, cancellation)),
            // A typed reply is the caller's to look at.
            _ => Other(use, asked),
        };
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
