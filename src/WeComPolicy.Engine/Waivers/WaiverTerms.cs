using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Engine.Waivers;

/// <summary>Under which terms a waiver holds: the one place where that is decided, whichever command asks.</summary>
public sealed class WaiverTerms
{
    /// <summary>From this severity on a comment names who has approved it.</summary>
    public const Severity NamedApprover = Severity.High;

    private readonly Dictionary<WaiverProblem, WaiverRule> _rules;
    private readonly DateOnly _asOf;

    /// <param name="rules">The rules about waivers, with their parameters.</param>
    /// <param name="asOf">The day to take for today.</param>
    public WaiverTerms(IEnumerable<WaiverRule> rules, DateOnly asOf)
    {
        _rules = rules.ToDictionary(r => r.Problem);
        _asOf = asOf;
    }

    /// <summary>Why a waiver does not hold today; null where it does.</summary>
    /// <param name="waiver">The waiver.</param>
    /// <param name="rule">Its rule; null where there is none of that id.</param>
    public WaiverProblem? Against(Waiver waiver, RuleDescriptor? rule)
    {
        if (rule is null)
            return WaiverProblem.UnknownRule;
        if (!rule.IsWaivable)
            return WaiverProblem.NotWaivable;
        if (waiver.Expires < _asOf || waiver.Created > _asOf)
            return WaiverProblem.OutOfTerm;
        if (Days(waiver) > LongestTerm(rule.Severity))
            return WaiverProblem.TooLong;
        return IsApproved(waiver, rule.Severity) ? null : WaiverProblem.NotApproved;
    }

    /// <summary>How long a waiver may hold, in days.</summary>
    public long LongestTerm(Severity severity) => (long)_rules[WaiverProblem.TooLong].For("max_days_", severity);

    /// <summary>Who may approve; empty for everyone but the owner.</summary>
    public IReadOnlyList<string> Approvers(Severity severity) => [.. ((IReadOnlyList<object>)_rules[WaiverProblem.NotApproved].For("approvers_", severity)).Cast<string>()];

    /// <summary>Whether a comment must name who has approved it.</summary>
    public bool NeedsApprover(Severity severity) => severity >= NamedApprover || Approvers(severity).Count > 0;

    /// <summary>
    /// Whether a waiver that holds ends within the days of warning, and half of its term at the most is left: one for thirty days is
    /// not told on the day that it is written. Of a comment, whose begin nobody knows, the term is the longest that there is.
    /// </summary>
    /// <param name="waiver">The waiver.</param>
    /// <param name="severity">The severity of its rule.</param>
    public bool EndsSoon(Waiver waiver, Severity severity)
    {
        var term = waiver.Created is { } created ? waiver.Expires.DayNumber - created.DayNumber : LongestTerm(severity);
        return waiver.Expires.DayNumber - _asOf.DayNumber <= Math.Min((long)_rules[WaiverProblem.EndsSoon].Descriptor.Parameters["warn_days"], term / 2);
    }

    /// <summary>The length of a waiver's term in days; of a comment, whose begin nobody knows, what is left of it.</summary>
    public int Days(Waiver waiver) => waiver.Expires.DayNumber - (waiver.Created ?? _asOf).DayNumber;

    // A comment on what is not severe has been approved with the change that it came with, where nobody in particular must.
    private bool IsApproved(Waiver waiver, Severity severity)
    {
        var approvers = Approvers(severity);
        if (waiver.IsComment && waiver.Approver.Length == 0)
            return !NeedsApprover(severity);
        return !PersonName.LooksLike(waiver.Approver, waiver.Owner)
            && (approvers.Count == 0 || approvers.Contains(waiver.Approver, StringComparer.OrdinalIgnoreCase));
    }
}
