using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Projects;
using WeComPolicy.Engine.Waivers;

namespace WeComPolicy.Engine.Differences;

/// <summary>One of the two states that are compared, judged.</summary>
public sealed record ComparedState
{
    /// <summary>How the command line calls it: a path or a revision.</summary>
    public required string Label { get; init; }

    /// <summary>The commit, as a hexadecimal id; null where it is no revision.</summary>
    public string? Commit { get; init; }

    /// <summary>What was named to be judged, as reports show it; a tenant is matched by its place below it.</summary>
    public required IReadOnlyList<string> Roots { get; init; }

    /// <summary>What its own rules find.</summary>
    public required ScanResult Result { get; init; }

    /// <summary>What the rules of the other state find; null where they are the same.</summary>
    public ScanResult? ByOtherRules { get; init; }

    /// <summary>The tenants that could be read.</summary>
    public required IReadOnlyList<Tenant> Tenants { get; init; }

    /// <summary>The rules.</summary>
    public required PolicySet Policies { get; init; }

    /// <summary>The waivers.</summary>
    public required WaiverBook Waivers { get; init; }

    /// <summary>The project file.</summary>
    public required ProjectFile Project { get; init; }

    /// <summary>The baseline; null where there is none.</summary>
    public required Baseline? Baseline { get; init; }

    /// <summary>Whether nothing stands in the way of comparing.</summary>
    public bool IsUsable => Result.Diagnostics.All(d => d.IsWarning);

    internal string PlaceOf(Tenant tenant) => Below(tenant.Id);

    /// <summary>A path as it is below the longest of the roots that hold it.</summary>
    internal string Below(string path)
    {
        foreach (var root in Roots.OrderByDescending(r => r.Length))
        {
            if (path == root)
                return "";
            if (path.StartsWith(root + "/", StringComparison.Ordinal))
                return path[(root.Length + 1)..];
        }

        return path;
    }
}
