using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Engine.Baselines;

/// <summary>Compares a result with a baseline.</summary>
public static class BaselineRun
{
    /// <summary>The result with the state of every finding, and with what is no longer there.</summary>
    /// <param name="result">What was found, waivers included.</param>
    /// <param name="baseline">The baseline.</param>
    public static ScanResult Apply(ScanResult result, Baseline baseline)
    {
        var open = baseline.Entries.GroupBy(e => e.Fingerprint, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        var matched = new BaselineEntry?[result.Findings.Count];

        // A tenant that states no corpid shares its fingerprints with every other such tenant: its own entry comes first, and
        // one that another tenant needs is not taken twice. What is left may belong to a renamed file.
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < matched.Length; i++)
            {
                var finding = result.Findings[i];
                if (matched[i] is not null || !Baseline.Takes(finding) || !open.TryGetValue(finding.Fingerprint, out var entries))
                    continue;
                var at = entries.FindLastIndex(e => e.Rule == finding.Rule.Id && e.Subject == finding.Subject && (round > 0 || e.Tenant == finding.Tenant));
                if (at < 0)
                    continue;
                matched[i] = entries[at];
                entries.RemoveAt(at);
            }
        }

        var judged = result.Rules.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        return result with
        {
            Diagnostics = [.. result.Diagnostics, .. baseline.Diagnostics],
            Findings = [.. result.Findings.Select((f, i) => f with { BaselineState = StateOf(f, matched[i]) })],
            Baseline = new BaselineComparison(
                baseline.Path,
                [.. open.Values.SelectMany(e => e).Where(e => judged.Contains(e.Rule))
                    .OrderBy(e => e.Tenant, StringComparer.Ordinal).ThenBy(e => e.Rule, StringComparer.Ordinal).ThenBy(e => e.Subject, StringComparer.Ordinal)]),
        };
    }

    // What has become worse was never accepted as it is now.
    private static BaselineState StateOf(Finding finding, BaselineEntry? entry) =>
        entry is null ? BaselineState.New
        : entry.Outcome != finding.Outcome || entry.Severity < finding.Severity ? BaselineState.Updated
        : BaselineState.Unchanged;
}
