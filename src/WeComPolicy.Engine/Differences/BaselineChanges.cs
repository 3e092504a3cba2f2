using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Engine.Differences;

/// <summary>Compares two baselines: what is taken into one fails no later run.</summary>
internal static class BaselineChanges
{
    public static IEnumerable<ControlChange> Of(Baseline? before, Baseline? after)
    {
        var old = before?.Entries ?? [];
        var current = after?.Entries ?? [];
        var matched = FindingMatch.Of([.. current.Select(e => (FindingKey?)Key(e))], [.. old.Select(Key)]);
        var taken = matched.Where(i => i >= 0).ToHashSet();
        foreach (var entry in current.Where((_, i) => matched[i] < 0))
            yield return Change(entry, isAdded: true);
        foreach (var entry in old.Where((_, i) => !taken.Contains(i)))
            yield return Change(entry, isAdded: false);
    }

    private static ControlChange Change(BaselineEntry entry, bool isAdded) => new(
        ControlKind.Baseline,
        isAdded ? "baseline-entry-added" : "baseline-entry-removed",
        isAdded ? ControlDirection.Looser : ControlDirection.Tighter,
        entry.Rule,
        isAdded
            ? new($"记入基线：{Subject(entry)}", $"taken into the baseline: {Subject(entry)}")
            : new($"移出基线：{Subject(entry)}", $"taken out of the baseline: {Subject(entry)}"),
        isAdded ? null : entry.Range,
        isAdded ? entry.Range : null);

    private static string Subject(BaselineEntry entry) => Excerpt.Whole(SecretText.Mask(entry.Subject));

    private static FindingKey Key(BaselineEntry entry) => new(entry.Fingerprint, entry.Rule, entry.Tenant, entry.Subject);
}
