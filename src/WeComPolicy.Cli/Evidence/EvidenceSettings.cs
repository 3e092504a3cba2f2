using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Evidence;

/// <summary>The settings of the run, as far as a result depends on them. Paths start from <see cref="Folder"/>.</summary>
internal sealed record EvidenceSettings
{
    /// <summary>The working directory, from the root of the evidence, with forward slashes; empty for the root itself.</summary>
    public required string Folder { get; init; }

    /// <summary>The root of the repository around scanned code, from the root of the evidence; null where there is none.</summary>
    public required string? Repository { get; init; }

    public required IReadOnlyList<string> Paths { get; init; }

    public required IReadOnlyList<string> Policies { get; init; }

    /// <summary>Null for none named.</summary>
    public required string? Profile { get; init; }

    /// <summary>Whether a project file held for the run.</summary>
    public required bool UseConfig { get; init; }

    /// <summary>Null where the project file was searched for.</summary>
    public required string? Config { get; init; }

    public required IReadOnlyList<string> Waivers { get; init; }

    public required bool UseWaivers { get; init; }

    /// <summary>Null for none named.</summary>
    public required string? Baseline { get; init; }

    public required Threshold FailOn { get; init; }

    public required bool AllowUnknown { get; init; }

    public required DateOnly AsOf { get; init; }

    public required Language Language { get; init; }
}
