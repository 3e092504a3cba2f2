using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Engine.Waivers;

/// <summary>What a waiver speaks of.</summary>
public static class WaiverScope
{
    /// <summary>Whether a waiver names the subject of a finding, whatever its value is.</summary>
    /// <param name="waiver">A waiver of the finding's rule.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="tenants">The tenants of the run, by id.</param>
    public static bool Names(Waiver waiver, Finding finding, IReadOnlyDictionary<string, ScannedTenant> tenants) =>
        waiver.IsComment
            ? finding.Ignores.Any(c => c.Range == waiver.Range)
            : (waiver.Tenant is not { } tenant || (tenants.TryGetValue(finding.Tenant, out var scanned) && Is(tenant, scanned)))
                && Matches(waiver.Subject!, finding.Subject);

    /// <summary>Whether a finding has the value that was accepted.</summary>
    public static bool AcceptsValue(Waiver waiver, Finding finding) =>
        waiver.Value == Waiver.AnyValue || string.Equals(waiver.Value, finding.ValueHash, StringComparison.Ordinal);

    /// <summary>Whether a waiver means a tenant: its corpid, its name or its path.</summary>
    public static bool Is(string named, ScannedTenant tenant) =>
        string.Equals(named, tenant.Identity, StringComparison.Ordinal) || string.Equals(named, tenant.Name, StringComparison.Ordinal)
        || string.Equals(named, tenant.Id, StringComparison.Ordinal);

    /// <summary>Whether a text is the pattern, in which <c>*</c> stands for any text.</summary>
    public static bool Matches(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, from = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                from = t;
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++from;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }
}
