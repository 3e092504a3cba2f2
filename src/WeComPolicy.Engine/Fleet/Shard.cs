using System.Globalization;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Fleet;

/// <summary>
/// What the result of a shard carries beside what it found, so that the results of all shards can be made one: what must be the same
/// in all of them, and the waivers and the baseline, which speak of the fleet as a whole.
/// </summary>
public sealed record Shard
{
    /// <summary>Which part of the fleet this is, from 1.</summary>
    public required int Index { get; init; }

    /// <summary>In how many parts the fleet is scanned.</summary>
    public required int Count { get; init; }

    /// <summary>Number of tenants of the whole fleet.</summary>
    public required int AllTenants { get; init; }

    /// <summary>Which part it is, in words.</summary>
    public Bilingual Described => new(
        string.Create(CultureInfo.InvariantCulture, $"第 {Index} 份，共 {Count} 份；全部 {AllTenants:N0} 个租户"),
        string.Create(CultureInfo.InvariantCulture, $"{Index} of {Count}; {AllTenants:N0} {(AllTenants == 1 ? "tenant" : "tenants")} in all"));

    /// <summary>What must be the same in every shard: values and digests, by name.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; }

    /// <summary>So many of the result's diagnostics, from the first, concern the run and not a tenant, a waiver or the baseline.</summary>
    public required int RunDiagnostics { get; init; }

    /// <summary>The waivers of the run; comments stand in the result.</summary>
    public required WaiverBook Waivers { get; init; }

    /// <summary>The rules about waivers.</summary>
    public required IReadOnlyList<WaiverRule> WaiverRules { get; init; }

    /// <summary>Rules of the packs that judged nothing, since they are about code.</summary>
    public IReadOnlyList<RuleDescriptor> OtherRules { get; init; } = [];

    /// <summary>The baseline; null without one. Its entries are in the first shard's result alone.</summary>
    public Baseline? Baseline { get; init; }
}
