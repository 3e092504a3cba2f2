using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>What to scan, and by which rules.</summary>
public sealed record ScanRequest
{
    /// <summary>The tenants' files, and what could not be found.</summary>
    public required InputSet Inputs { get; init; }

    /// <summary>Gives the rules. Asked once, when the first tenants have been read: another thread may load them meanwhile.</summary>
    public required Func<PolicySet> Policies { get; init; }

    /// <summary>The day to take for today.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>What decides whether the run passes.</summary>
    public required Gate Gate { get; init; }

    /// <summary>Version of the tool, for the result.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>How many threads work; the result does not depend on it.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Reads a tenant; another reader may keep what it has read, for a second judgement of the same files.</summary>
    public Func<TenantInput, TenantLoad> Load { get; init; } = TenantLoader.Load;

    /// <summary>Told how much is done: steps done, steps in all.</summary>
    public Action<int, int>? Progress { get; init; }

    /// <summary>Told how many tenants are done, of how many, and how many of them could not be judged.</summary>
    public Action<int, int, int>? TenantProgress { get; init; }

    /// <summary>Stops the work.</summary>
    public CancellationToken Cancellation { get; init; }
}
