using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>What a rule said of a tenant.</summary>
/// <param name="Outcome">How often it came to which verdict.</param>
/// <param name="Findings">Its failures, undecided subjects and errors, in the order of the input.</param>
public sealed record Judgement(RuleOutcome Outcome, IReadOnlyList<Finding> Findings);
