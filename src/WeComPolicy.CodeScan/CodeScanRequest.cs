using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.CodeScan;

/// <summary>Which code to scan, and by which rules.</summary>
public sealed record CodeScanRequest
{
    /// <summary>The code.</summary>
    public required IReadOnlyList<CodeTarget> Targets { get; init; }

    /// <summary>What display paths are relative to; absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The catalogue's entries of the code rules; a rule without one is described by its analyzer.</summary>
    public IReadOnlyList<RuleDescriptor> Rules { get; init; } = PolicyLoader.CodeRules;

    /// <summary>How many threads work; the result does not depend on it.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// The <c>dotnet</c> that builds the code, with the analyzers in its compiler; null, the usual case, builds nothing. A build runs
    /// whatever the code's own project files tell it to.
    /// </summary>
    public string? BuildCommand { get; init; }

    /// <summary>
    /// How many projects that a project refers to through others are followed, the nearest first. A compiler compares all that a compilation
    /// refers to with each other, so a long chain of projects costs far more than its length.
    /// </summary>
    internal int MaxIndirectProjects { get; init; } = 256;

    /// <summary>Told how much is done: projects done, projects in all.</summary>
    public Action<int, int>? Progress { get; init; }

    /// <summary>Stops the work.</summary>
    public CancellationToken Cancellation { get; init; }
}
