namespace WeComPolicy.Engine.Baselines;

/// <summary>How a finding stands to the baseline.</summary>
public enum BaselineState : byte
{
    /// <summary>There is no baseline.</summary>
    None,

    /// <summary>It is not in the baseline.</summary>
    New,

    /// <summary>It is in the baseline.</summary>
    Unchanged,

    /// <summary>It is in the baseline with another verdict or a lower severity.</summary>
    Updated,
}

/// <summary>What a run has compared itself with.</summary>
/// <param name="Path">The baseline, as reports show it.</param>
/// <param name="Absent">What is in the baseline and no longer found, by tenant, rule and subject; without rules that were not judged.</param>
public sealed record BaselineComparison(string Path, IReadOnlyList<BaselineEntry> Absent);
