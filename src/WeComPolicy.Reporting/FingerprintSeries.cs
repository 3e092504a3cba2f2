using System.Globalization;
using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Reporting;

/// <summary>
/// Fingerprints that are each given once: consumers drop a second result of the same one, and tenants that do not state their
/// corpid share theirs.
/// </summary>
internal sealed class FingerprintSeries
{
    private readonly Dictionary<string, int> _given = new(StringComparer.Ordinal);

    /// <summary>The fingerprint of the finding; of a second and later one with the same, another that stays as long as their order does.</summary>
    public string Next(string fingerprint)
    {
        var n = _given[fingerprint] = _given.GetValueOrDefault(fingerprint) + 1;
        return n == 1 ? fingerprint : Fingerprint.Of(fingerprint, "", n.ToString(CultureInfo.InvariantCulture));
    }
}
