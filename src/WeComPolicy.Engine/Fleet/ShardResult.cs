using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Fleet;

/// <summary>The result of a shard as it was read from a file.</summary>
/// <param name="Path">The file, as messages show it.</param>
/// <param name="Result">What the shard found, before waivers and baseline; its <see cref="ScanResult.Shard"/> is there.</param>
/// <param name="Language">The language in which it was written.</param>
public sealed record ShardResult(string Path, ScanResult Result, Language Language)
{
    /// <summary>Which part it is, and of what.</summary>
    public Shard Shard => Result.Shard!;
}
