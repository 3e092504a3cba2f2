using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Profiles;
using WeComPolicy.Engine.Waivers;

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

    /// <summary>The scanner's rules about waivers, one for each problem; no file can switch one off.</summary>
    public IReadOnlyList<WaiverRule> WaiverRules { get; init; } = [];

    /// <summary>Rules that a profile or the project file has switched off, by id.</summary>
    public IReadOnlyList<DisabledRule> Disabled { get; init; } = [];

    /// <summary>What the profile and the project file ask for.</summary>
    public Profile Profile { get; init; } = Profile.None;

    /// <summary>The rules of this run as reports describe them: those about tenants, about code and about waivers.</summary>
    public IEnumerable<RuleDescriptor> InForce => Rules.Select(r => r.Descriptor).Concat(CodeRules).Concat(WaiverRules.Select(r => r.Descriptor));

    /// <summary>Every rule that there is, in this run or not, by id; without an order.</summary>
    public IEnumerable<string> KnownIds => Known().Select(r => r.Id).Distinct(StringComparer.Ordinal);

    /// <summary>The rule of an id, whether it belongs to this run or not; null where there is none.</summary>
    public RuleDescriptor? Find(string id) => Known().FirstOrDefault(r => string.Equals(r.Id, id, StringComparison.Ordinal));

    private IEnumerable<RuleDescriptor> Known() => InForce.Concat(Disabled.Select(d => d.Rule)).Concat(PolicyLoader.Shipped);
}
