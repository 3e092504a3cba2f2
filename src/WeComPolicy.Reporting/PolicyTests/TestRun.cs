using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Engine.PolicyTests.Coverage;
using WeComPolicy.Engine.PolicyTests.Mutation;

namespace WeComPolicy.Reporting.PolicyTests;

/// <summary>What <c>wecom-policy test</c> found out.</summary>
/// <param name="Results">The cases.</param>
/// <param name="Gaps">Rules that lack a case.</param>
public sealed record TestRun(IReadOnlyList<CaseResult> Results, IReadOnlyList<CaseCoverage> Gaps)
{
    /// <summary>Whether <see cref="Gaps"/> are failures.</summary>
    public bool GapsFail { get; init; }

    /// <summary>What the cases show of the conditions; null where nobody asked.</summary>
    public CoverageReport? Coverage { get; init; }

    /// <summary>What mutation says of the cases; null where nobody asked.</summary>
    public MutationReport? Mutation { get; init; }

    /// <summary>Whether all is as it should be.</summary>
    public bool Succeeded =>
        Results.All(r => r.Passed) && !(GapsFail && Gaps.Count > 0) && Coverage is null or { IsComplete: true } && Mutation is null or { IsComplete: true };
}
