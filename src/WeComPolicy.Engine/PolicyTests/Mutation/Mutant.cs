using System.Globalization;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>What became of a mutant.</summary>
public enum MutantStatus
{
    /// <summary>A case that the rule passes fails with the mutant.</summary>
    Killed,

    /// <summary>Every case passes with it too.</summary>
    Survived,

    /// <summary>It says the same as the rule; the reason stands beside the cases.</summary>
    Equivalent,
}

/// <summary>A rule, or the tenants of its cases, with one thing changed.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Part">What was changed: <c>require</c>, <c>when</c>, <c>variables.supers</c>, <c>params.max</c>, <c>tenant.Member.enabled</c>.</param>
/// <param name="From">What stood there.</param>
/// <param name="To">What stands there now.</param>
/// <param name="Occurrence">Which of several places that read the same, from 1.</param>
/// <param name="Range">Where in the policy file.</param>
public sealed record Mutant(string RuleId, string Part, string From, string To, int Occurrence, SourceRange Range)
{
    /// <summary>What stands in <see cref="To"/> for something that was taken away.</summary>
    public const string Removed = "∅";

    /// <summary>What stands in <see cref="To"/> for a field that got other values.</summary>
    public const string Changed = "≠";

    /// <summary>Whether the tenants of the cases were changed, not the rule.</summary>
    public bool IsOfField => Part.StartsWith("tenant.", StringComparison.Ordinal);

    /// <summary>The mutant in one line: within its rule no other has the same.</summary>
    public string Text => Occurrence == 1
        ? $"{Part}: {From} → {To}"
        : string.Create(CultureInfo.InvariantCulture, $"{Part}: {From} → {To} ({Occurrence})");
}

/// <summary>A mutant and what became of it.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="Status">What became of it.</param>
/// <param name="KilledBy">The name of the case that killed it; null where none did.</param>
/// <param name="Equivalent">Where it is accepted; null where it is not.</param>
public sealed record JudgedMutant(Mutant Mutant, MutantStatus Status, string? KilledBy, PolicyEquivalent? Equivalent)
{
    /// <summary>How a case could kill it; null where none was found, or none is needed.</summary>
    public KillingEdit? Suggestion { get; init; }
}
