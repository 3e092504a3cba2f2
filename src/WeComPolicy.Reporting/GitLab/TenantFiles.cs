using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Reporting.GitLab;

/// <summary>A file for what has no place of its own, since GitLab takes nothing without a file.</summary>
internal sealed class TenantFiles
{
    private readonly Dictionary<string, string> _byTenant = new(StringComparer.Ordinal);

    public TenantFiles(ScanResult result)
    {
        foreach (var tenant in result.Tenants)
            _byTenant.TryAdd(tenant.Id, tenant.Files.Count > 0 ? tenant.Files[0] : tenant.Id);
        Any = result.ProjectFile ?? (result.Tenants.Count > 0 ? _byTenant[result.Tenants[0].Id] : "wecom-policy.yaml");
    }

    /// <summary>For what belongs to no tenant.</summary>
    public string Any { get; }

    /// <summary>The first file of a tenant.</summary>
    public string Of(string tenant) => _byTenant.TryGetValue(tenant, out var file) && file.Length > 0 ? file : tenant.Length > 0 ? tenant : Any;
}
