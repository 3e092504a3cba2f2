using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Engine.Waivers;

/// <summary>Under which terms a waiver holds: the one place where that is decided, whichever command asks.</summary>
public sealed class WaiverTerms
{
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

    /// <summary>How long a waiver may hold, in days; a rule that is switched off sets no limit.</summary>
    public long LongestTerm(Severity severity) =>
        _rules.TryGetValue(WaiverProblem.TooLong, out var rule) ? (long)rule.For("max_days_", severity) : long.MaxValue;

    /// <summary>Who may approve; empty for everyone but the owner.</summary>
    public IReadOnlyList<string> Approvers(Severity severity) =>
        _rules.TryGetValue(WaiverProblem.NotApproved, out var rule) ? [.. ((IReadOnlyList<object>)rule.For("approvers_", severity)).Cast<string>()] : [];

    /// <summary>Whether a waiver that holds ends within the days of warning.</summary>
    public bool EndsSoon(Waiver waiver) =>
        _rules.TryGetValue(WaiverProblem.EndsSoon, out var rule) && waiver.Expires.DayNumber - _asOf.DayNumber <= (long)rule.Descriptor.Parameters["warn_days"];

    /// <summary>The length of a waiver's term in days; of a comment, whose begin nobody knows, what is left of it.</summary>
    public int Days(Waiver waiver) => waiver.Expires.DayNumber - (waiver.Created ?? _asOf).DayNumber;

    // A comment without an approver has been approved with the change that it came with, where nobody in particular must.
    private bool IsApproved(Waiver waiver, Severity severity)
    {
        if (!_rules.ContainsKey(WaiverProblem.NotApproved))
            return true;
        var approvers = Approvers(severity);
        if (waiver.IsComment && waiver.Approver.Length == 0)
            return approvers.Count == 0;
        return !string.Equals(waiver.Approver, waiver.Owner, StringComparison.OrdinalIgnoreCase)
            && (approvers.Count == 0 || approvers.Contains(waiver.Approver, StringComparer.OrdinalIgnoreCase));
    }
}
