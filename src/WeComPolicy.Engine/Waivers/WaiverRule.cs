using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Engine.Waivers;

/// <summary>What can be wrong with a waiver; each is a rule of the pack <c>scanner</c>.</summary>
public enum WaiverProblem : byte
{
    /// <summary>Its term is over, or has not begun.</summary>
    OutOfTerm,

    /// <summary>Its term ends soon.</summary>
    EndsSoon,

    /// <summary>Nothing is there any more that it would cover.</summary>
    Unused,

    /// <summary>Others cover all that it covers.</summary>
    Duplicate,

    /// <summary>It covers more than is there.</summary>
    TooBroad,

    /// <summary>The value has changed since it was accepted.</summary>
    OtherValue,

    /// <summary>There is no such rule.</summary>
    UnknownRule,

    /// <summary>Its term is longer than the severity allows.</summary>
    TooLong,

    /// <summary>Whoever approved it may not.</summary>
    NotApproved,

    /// <summary>The rule takes no waivers.</summary>
    NotWaivable,

    /// <summary>A comment lacks what it needs to be a waiver.</summary>
    Unusable,
}

/// <summary>A rule about waivers, which the scanner decides.</summary>
/// <param name="Problem">What it finds.</param>
/// <param name="Descriptor">What the catalogue knows, with the parameters in force.</param>
public sealed record WaiverRule(WaiverProblem Problem, RuleDescriptor Descriptor)
{
    private static readonly string[] s_severities = [.. SeverityWords.Severities.Keys];

    /// <summary>The problems by the words of policy files.</summary>
    public static IReadOnlyDictionary<string, WaiverProblem> Words { get; } = new WordTable<WaiverProblem>(
        [
            "out-of-term", "ends-soon", "unused", "duplicate", "too-broad", "other-value", "unknown-rule", "too-long", "not-approved", "not-waivable",
            "unusable",
        ],
        [
            WaiverProblem.OutOfTerm, WaiverProblem.EndsSoon, WaiverProblem.Unused, WaiverProblem.Duplicate, WaiverProblem.TooBroad,
            WaiverProblem.OtherValue, WaiverProblem.UnknownRule, WaiverProblem.TooLong, WaiverProblem.NotApproved, WaiverProblem.NotWaivable,
            WaiverProblem.Unusable,
        ]);

    /// <summary>The first rule of each problem.</summary>
    public static IReadOnlyList<WaiverRule> OneForEach(IReadOnlyList<WaiverRule> rules)
    {
        var first = new List<WaiverRule>(rules.Count);
        foreach (var rule in rules)
        {
            if (!first.Exists(r => r.Problem == rule.Problem))
                first.Add(rule);
        }

        return first;
    }

    /// <summary>The parameters that the policy file must give, with their types.</summary>
    public static IReadOnlyDictionary<string, Type> ParameterTypes(WaiverProblem problem) => problem switch
    {
        WaiverProblem.EndsSoon => new Dictionary<string, Type>(StringComparer.Ordinal) { ["warn_days"] = typeof(long) },
        WaiverProblem.TooLong => s_severities.ToDictionary(s => "max_days_" + s, _ => typeof(long), StringComparer.Ordinal),
        WaiverProblem.NotApproved => s_severities.ToDictionary(s => "approvers_" + s, _ => typeof(List<object>), StringComparer.Ordinal),
        _ => new Dictionary<string, Type>(StringComparer.Ordinal),
    };

    /// <summary>A parameter that there is one of for each severity.</summary>
    internal object For(string prefix, Severity severity) => Descriptor.Parameters[prefix + SeverityWords.Of(severity)];
}
