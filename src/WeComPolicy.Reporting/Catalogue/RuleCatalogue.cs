using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Profiles;

namespace WeComPolicy.Reporting.Catalogue;

/// <summary>What the catalogue lists.</summary>
/// <param name="Rules">The rules that are judged, in their order.</param>
/// <param name="Guide">The statements of the guide with their rules.</param>
public sealed record RuleCatalogue(IReadOnlyList<RuleDescriptor> Rules, IReadOnlyList<GuideCoverage> Guide)
{
    /// <summary>Rules that a profile or the project file has switched off.</summary>
    public IReadOnlyList<DisabledRule> Disabled { get; init; } = [];

    /// <summary>The profile in force; empty where none is chosen.</summary>
    public string Profile { get; init; } = "";
}
