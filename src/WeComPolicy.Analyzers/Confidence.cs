namespace WeComPolicy.Analyzers;

/// <summary>How sure a report is. A rule's severity is for proof; a guess is a suggestion at most.</summary>
internal enum Confidence
{
    /// <summary>Shape and place both say so.</summary>
    Proof,

    /// <summary>Likely, but other readings are possible.</summary>
    Heuristic,
}
