using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Reporting;

/// <summary>What a run came to for one of its tenants.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IsJudged">False where no file of it could be used.</param>
/// <param name="Counts">Its counts; <see cref="ResultSummary.Rules"/> is of the run.</param>
public sealed record TenantSummary(ScannedTenant Tenant, bool IsJudged, ResultSummary Counts)
{
    /// <summary>Every tenant of a result, those that were not judged too, by id.</summary>
    public static IReadOnlyList<TenantSummary> Of(ScanResult result)
    {
        var outcomes = result.Outcomes.ToLookup(o => o.Tenant, StringComparer.Ordinal);
        var findings = result.Findings.ToLookup(f => f.Tenant, StringComparer.Ordinal);
        var diagnostics = result.Diagnostics.ToLookup(d => d.Tenant, StringComparer.Ordinal);
        return
        [
            .. result.Tenants.Select(t => (Tenant: t, IsJudged: true)).Concat(result.NotJudged.Select(t => (Tenant: t, IsJudged: false)))
                .OrderBy(t => t.Tenant.Id, StringComparer.Ordinal)
                .Select(t => new TenantSummary(t.Tenant, t.IsJudged, ResultSummary.Of(
                    t.IsJudged ? result.Rules : [],
                    [.. outcomes[t.Tenant.Id]],
                    [.. findings[t.Tenant.Id]],
                    [.. diagnostics[t.Tenant.Id]],
                    result.Gate))),
        ];
    }
}
