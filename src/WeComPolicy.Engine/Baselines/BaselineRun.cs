using WeComPolicy.Engine.Documents;
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
        // A tenant that states no corpid shares its fingerprints with every other such tenant, so its entries hold for its place alone.
        var named = result.Tenants.Where(t => t.Identity.Length > 0).Select(t => t.Id).ToHashSet(StringComparer.Ordinal);
        var matched = FindingMatch.Of(
            [.. result.Findings.Select(f => Baseline.Takes(f) ? FindingKey.Of(f) : (FindingKey?)null)],
            [.. baseline.Entries.Select(e => new FindingKey(e.Fingerprint, e.Rule, e.Tenant, e.Subject))],
            i => named.Contains(result.Findings[i].Tenant));
        var taken = matched.Where(i => i >= 0).ToHashSet();
        var judged = result.Rules.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        return result with
        {
            Diagnostics = [.. result.Diagnostics, .. baseline.Diagnostics],
            Findings = [.. result.Findings.Select((f, i) => f with { BaselineState = StateOf(f, matched[i] < 0 ? null : baseline.Entries[matched[i]]) })],
            Baseline = new BaselineComparison(
                baseline.Path,
                [.. baseline.Entries.Where((e, i) => !taken.Contains(i) && judged.Contains(e.Rule)).Select(e => e with { Tenant = SecretText.Mask(Excerpt.Whole(e.Tenant)), Subject = SecretText.Mask(Excerpt.Whole(e.Subject)) })
                    .OrderBy(e => e.Tenant, StringComparer.Ordinal).ThenBy(e => e.Rule, StringComparer.Ordinal).ThenBy(e => e.Subject, StringComparer.Ordinal)]),
        };
    }

    // What has become worse was never accepted as it is now.
    private static BaselineState StateOf(Finding finding, BaselineEntry? entry) =>
        entry is null ? BaselineState.New
        : entry.Outcome != finding.Outcome || entry.Severity < finding.Severity ? BaselineState.Updated
        : BaselineState.Unchanged;
}
