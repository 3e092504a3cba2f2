using System.Globalization;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Waivers;

namespace WeComPolicy.Engine.Fleet;

/// <summary>Makes the results of all shards of a fleet one: the result of the run that was not divided.</summary>
public static class ShardMerge
{
    private const int MostNamed = 20;

    /// <summary>Why results cannot be made one; empty where they can.</summary>
    public static IReadOnlyList<InputDiagnostic> Problems(IReadOnlyList<ShardResult> shards)
    {
        var problems = new List<InputDiagnostic>();
        if (shards.Count == 0)
            return problems;
        var first = shards[0];
        foreach (var shard in shards.Skip(1))
            AddDifferences(first, shard, problems);
        if (problems.Count > 0)
            return problems;
        foreach (var twice in shards.GroupBy(s => s.Shard.Index).Where(g => g.Count() > 1).OrderBy(g => g.Key))
        {
            var (zh, en) = (string.Join("、", twice.Select(s => s.Path)), string.Join(", ", twice.Select(s => s.Path)));
            problems.Add(InputDiagnostic.About(
                twice.Last().Path,
                "doubled-shard",
                new($"分片 {twice.Key}/{first.Shard.Count} 出现多次：{zh}。", $"Shard {twice.Key}/{first.Shard.Count} is there more than once: {en}."),
                new("每个分片只给一个结果文件。", "Give one result for each shard.")));
        }

        var missing = Enumerable.Range(1, first.Shard.Count).Except(shards.Select(s => s.Shard.Index)).ToList();
        if (missing.Count > 0)
        {
            var names = missing.Take(MostNamed).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToList();
            var more = missing.Count - names.Count;
            problems.Add(InputDiagnostic.About(
                null,
                "missing-shard",
                new(
                    $"缺少分片 {string.Join("、", names)}{(more > 0 ? $" 等 {missing.Count} 个" : "")}（共 {first.Shard.Count} 个），合并后的报告不完整。",
                    $"Missing: shard {string.Join(", ", names)}{(more > 0 ? $" and {more} more" : "")} of {first.Shard.Count}; the report would not be whole."),
                new("请补上这些分片的结果；失败的分片请重新运行。", "Add the results of these shards; run again those that failed.")));
        }

        var tenants = shards.SelectMany(s => s.Result.Tenants.Concat(s.Result.NotJudged)).Select(t => t.Id).ToList();
        if (problems.Count == 0 && (tenants.Count != first.Shard.AllTenants || tenants.Distinct(StringComparer.Ordinal).Count() != tenants.Count))
        {
            problems.Add(InputDiagnostic.About(
                null,
                "missing-tenants",
                new($"各分片的租户与全部 {first.Shard.AllTenants} 个租户对不上。", $"The tenants of the shards are not the {first.Shard.AllTenants} of the fleet."),
                new("结果文件被改动过，请重新运行各分片。", "The results have been changed; run the shards again.")));
        }

        return problems;
    }

    /// <summary>The result of the whole fleet.</summary>
    /// <param name="shards">Without <see cref="Problems"/>, at least one.</param>
    public static ScanResult Merge(IReadOnlyList<ShardResult> shards)
    {
        var ordered = shards.OrderBy(s => s.Shard.Index).ToList();
        var first = ordered[0].Result;
        var shard = first.Shard!;
        var results = ordered.Select(s => s.Result).ToList();
        var owners = results.SelectMany(r => r.Tenants.Concat(r.NotJudged)).SelectMany(t => t.Files.Select(f => (File: f, t.Id)))
            .DistinctBy(f => f.File, StringComparer.Ordinal).ToDictionary(f => f.File, f => f.Id, StringComparer.Ordinal);
        var raw = first with
        {
            Shard = null,
            Tenants = [.. results.SelectMany(r => r.Tenants).OrderBy(t => t.Id, StringComparer.Ordinal)],
            NotJudged = [.. results.SelectMany(r => r.NotJudged).OrderBy(t => t.Id, StringComparer.Ordinal)],
            Outcomes = [.. results.SelectMany(r => r.Outcomes).OrderBy(o => o.Tenant, StringComparer.Ordinal)],
            Findings = [.. results.SelectMany(r => r.Findings).OrderBy(f => f.Tenant, StringComparer.Ordinal)],
            Diagnostics =
            [
                .. first.Diagnostics.Take(shard.RunDiagnostics),
                .. results.SelectMany(r => r.Diagnostics).Where(d => d.Tenant is not null).OrderBy(d => d.Tenant, StringComparer.Ordinal),
            ],
            IgnoreComments = [.. results.SelectMany(r => r.IgnoreComments).OrderBy(c => owners.GetValueOrDefault(c.Range.File.Path, ""), StringComparer.Ordinal)],
            Secrets = [.. results.SelectMany(r => r.Secrets)],
        };
        var policies = new PolicySet([], [], [])
        {
            CodeRules = [.. raw.Rules, .. shard.OtherRules],
            WaiverRules = shard.WaiverRules,
            Disabled = raw.Disabled,
        };
        var merged = WaiverRun.Apply(raw, policies, shard.Waivers);
        return (shard.Baseline is { } baseline ? BaselineRun.Apply(merged, baseline) : merged).InOrder();
    }

    private static void AddDifferences(ShardResult first, ShardResult other, List<InputDiagnostic> problems)
    {
        var theirs = other.Shard.Settings.ToDictionary(StringComparer.Ordinal);
        var ours = first.Shard.Settings.ToDictionary(StringComparer.Ordinal);
        List<(string Name, string Ours, string Theirs)> differences =
        [
            .. ours.Keys.Union(theirs.Keys, StringComparer.Ordinal).Select(k => (k, ours.GetValueOrDefault(k, ""), theirs.GetValueOrDefault(k, ""))),
            ("shards", first.Shard.Count.ToString(CultureInfo.InvariantCulture), other.Shard.Count.ToString(CultureInfo.InvariantCulture)),
        ];
        foreach (var (name, mine, others) in differences.Where(d => d.Ours != d.Theirs))
        {
            problems.Add(InputDiagnostic.About(
                other.Path,
                "other-run",
                new(
                    $"它与 {first.Path} 不属于同一次扫描：{name} 是“{Excerpt.Of(others)}”，那边是“{Excerpt.Of(mine)}”。",
                    $"It does not belong to the same scan as {first.Path}: its {name} is '{Excerpt.Of(others)}', there it is '{Excerpt.Of(mine)}'."),
                new("合并要求各分片的工具版本、策略、判定日期、设置和租户清单都相同。", "All shards need the same tool, policies, day, settings and list of tenants.")));
        }
    }
}
