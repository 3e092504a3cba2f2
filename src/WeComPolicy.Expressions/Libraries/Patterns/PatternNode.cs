namespace WeComPolicy.Expressions.Libraries.Patterns;

/// <summary>A part of a parsed pattern. Flags are resolved: letter case within the sets, the rest within the kinds.</summary>
internal abstract record PatternNode;

/// <summary>One code point of a set.</summary>
internal sealed record SetNode(CodePointSet Set) : PatternNode;

/// <summary>One after the other; none for the empty pattern.</summary>
internal sealed record SequenceNode(IReadOnlyList<PatternNode> Parts) : PatternNode;

/// <summary>One of several, the earlier preferred.</summary>
internal sealed record ChoiceNode(IReadOnlyList<PatternNode> Branches) : PatternNode;

/// <summary>Again and again; <paramref name="Max"/> -1 for without end.</summary>
internal sealed record RepeatNode(PatternNode Body, int Min, int Max, bool Greedy) : PatternNode;

/// <summary>A capturing group, numbered from 1.</summary>
internal sealed record GroupNode(PatternNode Body, int Number) : PatternNode;

/// <summary>A place that takes no code point.</summary>
internal sealed record PlaceNode(Place Place) : PatternNode;

/// <summary>What a <see cref="PlaceNode"/> asks for.</summary>
internal enum Place : byte
{
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    WordEdge,
    NoWordEdge,
}
