using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Projects;

namespace WeComPolicy.Engine.Differences;

/// <summary>Compares what two project files ask for; what they change about rules is told by <see cref="RuleChanges"/>.</summary>
internal static class SettingChanges
{
    public static IEnumerable<ControlChange> Of(ProjectFile before, ProjectFile after)
    {
        // Without a word the threshold is high.
        var standard = new Threshold(Severity.High);
        var (from, to) = (Rank(before.FailOn ?? standard), Rank(after.FailOn ?? standard));
        if (from != to)
            yield return Change("fail_on", to > from ? ControlDirection.Looser : ControlDirection.Tighter, Word(before.FailOn ?? standard), Word(after.FailOn ?? standard));
        var (allowed, allows) = (before.AllowUnknown ?? false, after.AllowUnknown ?? false);
        if (allowed != allows)
            yield return Change("allow_unknown", allows ? ControlDirection.Looser : ControlDirection.Tighter, allowed ? "true" : "false", allows ? "true" : "false");
        (string Key, string Old, string New)[] others =
        [
            ("profile", before.Profile ?? "", after.Profile ?? ""),
            ("policies", string.Join(", ", before.Policies), string.Join(", ", after.Policies)),
            ("inputs", string.Join(", ", before.Inputs), string.Join(", ", after.Inputs)),
            ("tenants", string.Join(", ", before.Tenants), string.Join(", ", after.Tenants)),
            ("waivers", string.Join(", ", before.Waivers), string.Join(", ", after.Waivers)),
            ("baseline", before.Baseline ?? "", after.Baseline ?? ""),
        ];
        foreach (var (key, old, current) in others.Where(o => o.Old != o.New))
            yield return Change(key, ControlDirection.Changed, old, current);

        ControlChange Change(string key, ControlDirection direction, string old, string current) => new(
            ControlKind.Setting,
            "setting-changed",
            direction,
            key,
            new($"项目文件 {key}：{Shown(old, "未写")} → {Shown(current, "未写")}", $"project file, {key}: {Shown(old, "not stated")} → {Shown(current, "not stated")}"),
            PlaceOf(before, key),
            PlaceOf(after, key));
    }

    private static int Rank(Threshold threshold) => threshold.Severity is { } severity ? (int)severity : int.MaxValue;

    private static string Word(Threshold threshold) => Threshold.Words.First(w => w.Value == threshold).Key;

    private static string Shown(string value, string none) => value.Length == 0 ? none : Excerpt.Of(value);

    private static SourceRange? PlaceOf(ProjectFile project, string key) => project.Places.TryGetValue(key, out var place) ? place : null;
}
