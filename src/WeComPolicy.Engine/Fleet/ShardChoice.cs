using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.Engine.Fleet;

/// <summary>A part of a fleet: of the tenants in their order every <paramref name="Count"/>th, from the <paramref name="Index"/>th on.</summary>
/// <param name="Index">From 1 to <paramref name="Count"/>.</param>
/// <param name="Count">At least 1.</param>
public readonly record struct ShardChoice(int Index, int Count)
{
    /// <summary>No fleet has more shards.</summary>
    public const int MostShards = 10_000;

    /// <summary>Such as <c>2/8</c>; null where the text is none.</summary>
    public static ShardChoice? Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= 1 and <= MostShards && index >= 1 && index <= count
                ? new ShardChoice(index, count)
                : null;
    }

    /// <summary>The tenants of the shard. One that has none says so: more shards than tenants are no mistake, but nobody should take it for a pass.</summary>
    public InputSet Of(InputSet all)
    {
        var (index, count) = (Index, Count);
        var mine = all.Tenants.Where((_, i) => i % count == index - 1).ToList();
        return all with
        {
            Tenants = mine,
            Diagnostics = mine.Count > 0 || all.Tenants.Count == 0 ? all.Diagnostics : [.. all.Diagnostics, EmptyShard(all.Tenants.Count)],
        };
    }

    private InputDiagnostic EmptyShard(int tenants) => InputDiagnostic.About(
        null,
        "empty-shard",
        new($"分片 {Index}/{Count} 没有租户：全部只有 {tenants} 个租户；本分片什么也没有判定。", $"Shard {Index}/{Count} has no tenant: there are only {tenants} in all. It has judged nothing."),
        new("分片数不要超过租户数；合并结果时仍需要本分片的结果。", "Have no more shards than tenants; merging needs the result of this one all the same."))
    with { IsWarning = true };
}
