using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Engine.PolicyTests;

/// <summary>A case of a policy: a tenant, a rule, and what the rule must say.</summary>
/// <param name="Name">What the case shows.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="AsOf">The day to take for today.</param>
/// <param name="Parameters">Parameters that take the place of the rule's own.</param>
/// <param name="Document">The file of the case.</param>
/// <param name="TenantNode">The tenant within it.</param>
/// <param name="Expected">The worst verdict.</param>
/// <param name="At">Where the findings must stand, by identity; empty where the case does not say.</param>
/// <param name="Missing">Facts that an unknown verdict must name, by identity; empty where the case does not say.</param>
/// <param name="Range">Where the case stands.</param>
public sealed record PolicyCase(
    string Name,
    string RuleId,
    DateOnly AsOf,
    IReadOnlyDictionary<string, object> Parameters,
    LocatedDocument Document,
    int TenantNode,
    Verdict Expected,
    IReadOnlyList<string> At,
    IReadOnlyList<string> Missing,
    SourceRange Range);

/// <summary>What came of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Failures">What was not as expected; empty where all was.</param>
public sealed record CaseResult(PolicyCase Case, IReadOnlyList<InputDiagnostic> Failures)
{
    /// <summary>Whether all was as expected.</summary>
    public bool Passed => Failures.Count == 0;
}
