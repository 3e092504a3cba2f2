using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Engine.Differences;

/// <summary>What became of a finding.</summary>
public enum FindingChangeKind : byte
{
    /// <summary>It fails now, and did not.</summary>
    NewlyFailing,

    /// <summary>It cannot be decided now, and could.</summary>
    NewlyUndecided,

    /// <summary>It was open with a lower severity.</summary>
    Worse,

    /// <summary>It fails by the rules of the earlier state, and no longer by those of the later one, which were changed with it.</summary>
    Hidden,

    /// <summary>A waiver covers it now, and did not.</summary>
    NewlyWaived,

    /// <summary>It failed, and what it speaks of is not judged any more: the rule is off or gone, or the tenant is.</summary>
    NoLongerJudged,

    /// <summary>It was open with a higher severity.</summary>
    Milder,

    /// <summary>It fails as before, with another value.</summary>
    OtherValue,

    /// <summary>It could not be decided, and is in order now.</summary>
    Decided,

    /// <summary>It failed, and is in order now.</summary>
    Mended,
}

/// <summary>Why a verdict is another than before.</summary>
public enum ChangeCause : byte
{
    /// <summary>The tenant or the code was changed.</summary>
    Facts,

    /// <summary>The rules were changed: the same tenant is judged otherwise.</summary>
    Policy,

    /// <summary>A waiver was added, removed or has ended.</summary>
    Waiver,
}

/// <summary>A finding that is not the same in both states.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Cause">Why.</param>
/// <param name="Before">As it was; null where there was none.</param>
/// <param name="After">As it is; null where there is none. Of a hidden one, as the earlier rules would have it.</param>
public sealed record FindingChange(FindingChangeKind Kind, ChangeCause Cause, Finding? Before, Finding? After)
{
    /// <summary>The finding: the later one where there is one.</summary>
    public Finding Finding => After ?? Before!;
}
