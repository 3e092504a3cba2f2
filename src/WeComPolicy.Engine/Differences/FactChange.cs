using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Differences;

/// <summary>What became of something between two states.</summary>
public enum ChangeKind : byte
{
    /// <summary>Only the later state has it.</summary>
    Added,

    /// <summary>Only the earlier state has it.</summary>
    Removed,

    /// <summary>Both have it, with different values.</summary>
    Changed,
}

/// <summary>A value that is stated otherwise than before; of an added or removed record, the record as a whole.</summary>
/// <param name="Path">By identity: <c>members[userid=li.na].enabled</c>.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Before">Where it stood; null where it was added.</param>
/// <param name="After">Where it stands; null where it was removed.</param>
/// <param name="From">The value before, fit to be shown; null where it is no single value, or was added.</param>
/// <param name="To">The value after, fit to be shown; null where it is no single value, or was removed.</param>
public sealed record FactChange(string Path, ChangeKind Kind, SourceRange? Before, SourceRange? After, string? From, string? To)
{
    /// <summary>Whether a privilege change tells of it.</summary>
    public bool IsTold { get; init; }
}
