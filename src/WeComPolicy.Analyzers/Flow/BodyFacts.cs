using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>What one body does by itself; what the methods do that it calls is not in it.</summary>
internal sealed class BodyFacts
{
    public BodyFacts(SyntaxNode body, ImmutableArray<CallEdge> edges, ImmutableArray<SyntaxNode> waits, bool isSender, bool sendsForObject, bool readsErrorCode)
    {
        Body = body;
        Edges = edges;
        Waits = waits;
        IsSender = isSender;
        SendsForObject = sendsForObject;
        ReadsErrorCode = readsErrorCode;
        foreach (var edge in edges)
            _byNode[edge.Node] = edge;
        foreach (var wait in waits)
            Paces |= Pacing.IsOnEveryWay(wait, body);
    }

    private readonly Dictionary<SyntaxNode, CallEdge> _byNode = [];

    public CallEdge? EdgeAt(SyntaxNode node) => _byNode.TryGetValue(node, out var edge) ? edge : null;

    public SyntaxNode Body { get; }

    /// <summary>In the order of the text.</summary>
    public ImmutableArray<CallEdge> Edges { get; }

    public ImmutableArray<SyntaxNode> Waits { get; }

    /// <summary>Waits on every way through.</summary>
    public bool Paces { get; }

    /// <summary>Sends a request to an address that its caller gives.</summary>
    public bool IsSender { get; }

    /// <summary>Sends a request to the address that the object carries on which the method is called.</summary>
    public bool SendsForObject { get; }

    /// <summary>Looks at errcode, in whatever spelling.</summary>
    public bool ReadsErrorCode { get; }
}
