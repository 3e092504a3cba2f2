using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Profiles;

namespace WeComPolicy.Engine.Policies;

/// <summary>The rules of a run.</summary>
/// <param name="Packs">Every policy file that was read.</param>
/// <param name="Rules">Every rule that compiled, by id.</param>
/// <param name="Diagnostics">Every mistake in the policies.</param>
public sealed record PolicySet(
    IReadOnlyList<PackDefinition> Packs,
    IReadOnlyList<CompiledRule> Rules,
    IReadOnlyList<InputDiagnostic> Diagnostics)
{
    /// <summary>Rules about code, which analyzers decide, by id.</summary>
    public IReadOnlyList<RuleDescriptor> CodeRules { get; init; } = [];

    /// <summary>The guide, where one of the files that were named holds it.</summary>
    public Guide? Guide { get; init; }

    /// <summary>Rules that a profile or the project file has switched off, by id.</summary>
    public IReadOnlyList<DisabledRule> Disabled { get; init; } = [];

    /// <summary>What the profile and the project file ask for.</summary>
    public Profile Profile { get; init; } = Profile.None;
}
