using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Profiles;

/// <summary>What a profile or a project file changes about one rule.</summary>
public sealed record RuleOverride
{
    /// <summary>The rule.</summary>
    public required string RuleId { get; init; }

    /// <summary>Where the id stands.</summary>
    public required SourceRange IdRange { get; init; }

    /// <summary>Whether the rule is judged at all; null where that is left as it is.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Another severity; null for the rule's own.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Where the switch stands, else the id.</summary>
    public SourceRange Range { get; init; }

    /// <summary>Where the severity stands, else the id.</summary>
    public SourceRange SeverityRange { get; init; }

    /// <summary>Parameters that take another value, with their places.</summary>
    public IReadOnlyList<RuleParameter> Parameters { get; init; } = [];

    /// <summary>Why; always there where a rule is switched off or made milder.</summary>
    public Bilingual? Reason { get; init; }
}

/// <summary>A rule that a profile or a project file has switched off: it judges nothing, and every report says so.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Where it is switched off.</param>
public sealed record DisabledRule(RuleDescriptor Rule, Bilingual Reason, SourceRange By);
