using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Waivers;

namespace WeComPolicy.CodeScan;

/// <summary>What a scan of code found.</summary>
public sealed record CodeScanResult
{
    /// <summary>The rules that judged, by id.</summary>
    public required IReadOnlyList<RuleDescriptor> Rules { get; init; }

    /// <summary>One for each rule, by rule.</summary>
    public required IReadOnlyList<RuleOutcome> Outcomes { get; init; }

    /// <summary>By severity from the worst, then rule, then place.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What code or its configuration hides, in the same order.</summary>
    public IReadOnlyList<SuppressedFinding> Suppressed { get; init; } = [];

    /// <summary>What could not be read.</summary>
    public required IReadOnlyList<InputDiagnostic> Diagnostics { get; init; }

    /// <summary>Places whose text no report may quote.</summary>
    public required IReadOnlyList<SourceRange> Secrets { get; init; }

    /// <summary>Every ignore comment.</summary>
    public IReadOnlyList<IgnoreComment> IgnoreComments { get; init; } = [];

    /// <summary>How much was scanned.</summary>
    public required CodeScope Scope { get; init; }
}
