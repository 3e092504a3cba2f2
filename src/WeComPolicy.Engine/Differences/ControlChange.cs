using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Differences;

/// <summary>What kind of file a control stands in.</summary>
public enum ControlKind : byte
{
    /// <summary>A rule: of a policy file, a profile, or as the project file changes it.</summary>
    Rule,

    /// <summary>Another key of the project file.</summary>
    Setting,

    /// <summary>A waiver, an ignore comment, or what hides a finding by the compiler's own means.</summary>
    Waiver,

    /// <summary>An entry of the baseline.</summary>
    Baseline,
}

/// <summary>Whether a change of a control lets more pass.</summary>
public enum ControlDirection : byte
{
    /// <summary>More passes.</summary>
    Looser,

    /// <summary>Nobody can tell from the text alone; the verdicts show it.</summary>
    Changed,

    /// <summary>Less passes.</summary>
    Tighter,
}

/// <summary>A change of what decides over verdicts: rules, settings, waivers, the baseline.</summary>
/// <param name="Kind">What was changed.</param>
/// <param name="What">For programs, in kebab case: <c>rule-off</c>, <c>waiver-prolonged</c>, …</param>
/// <param name="Direction">Whether it lets more pass.</param>
/// <param name="Subject">The rule's id, the key of the project file, or the waiver by identity.</param>
/// <param name="Text">In plain words.</param>
/// <param name="Before">Where it stood; null where it is new.</param>
/// <param name="After">Where it stands; null where it is gone.</param>
public sealed record ControlChange(
    ControlKind Kind, string What, ControlDirection Direction, string Subject, Bilingual Text, SourceRange? Before, SourceRange? After);
