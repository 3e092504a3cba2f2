using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.PolicyTests;

/// <summary>A mutant that no case can kill because it says the same as the rule; it stands beside the cases, with the reason.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Mutant">What was changed, as <c>test --mutate</c> prints it.</param>
/// <param name="Reason">Why no tenant can tell the two apart.</param>
/// <param name="Range">Where <paramref name="Mutant"/> stands.</param>
public sealed record PolicyEquivalent(string RuleId, string Mutant, Bilingual Reason, SourceRange Range);

/// <summary>What a file of cases holds.</summary>
/// <param name="Cases">The cases.</param>
/// <param name="Equivalents">Mutants that are accepted.</param>
public sealed record CaseFile(IReadOnlyList<PolicyCase> Cases, IReadOnlyList<PolicyEquivalent> Equivalents);
