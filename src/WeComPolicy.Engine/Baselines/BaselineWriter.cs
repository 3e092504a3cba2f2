using System.Text.Encodings.Web;
using System.Text.Json;
using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Engine.Baselines;

/// <summary>Writes baselines: the same findings, the same bytes.</summary>
public static class BaselineWriter
{
    /// <summary>The file as UTF-8; one line a finding, so that a change of the file is read easily.</summary>
    /// <param name="findings">The findings of a run; those that a baseline does not take are left out.</param>
    /// <param name="tenantName">What the file calls a tenant, of what reports call it.</param>
    public static string Write(IEnumerable<Finding> findings, Func<string, string> tenantName)
    {
        var lines = findings.Where(Baseline.Takes)
            .OrderBy(f => f.Tenant, StringComparer.Ordinal).ThenBy(f => f.Rule.Id, StringComparer.Ordinal)
            .ThenBy(f => f.Subject, StringComparer.Ordinal).ThenBy(f => f.Fingerprint, StringComparer.Ordinal)
            .Select(f => Line(f, tenantName(f.Tenant)))
            .ToList();
        var body = lines.Count == 0 ? "" : $"\n{string.Join(",\n", lines)}\n  ";
        return $"{{\n  \"schema\": \"{Baseline.SchemaName}\",\n  \"findings\": [{body}]\n}}\n";
    }

    private static string Line(Finding finding, string tenant)
    {
        List<(string Key, string Value)> pairs = [("fingerprint", finding.Fingerprint), ("rule", finding.Rule.Id)];
        if (tenant.Length > 0)
            pairs.Add(("tenant", tenant));
        pairs.AddRange([("subject", finding.Subject), ("outcome", VerdictWords.Of(finding.Outcome)), ("severity", SeverityWords.Of(finding.Severity))]);
        return $"    {{ {string.Join(", ", pairs.Select(p => $"\"{p.Key}\": \"{JsonEncodedText.Encode(p.Value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\""))} }}";
    }
}
