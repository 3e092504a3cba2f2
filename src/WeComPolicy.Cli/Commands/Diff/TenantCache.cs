using System.Collections.Concurrent;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.Cli.Commands.Diff;

/// <summary>Reads each tenant once, however often it is judged.</summary>
internal sealed class TenantCache
{
    private readonly ConcurrentDictionary<string, Lazy<TenantLoad>> _loads = new(StringComparer.Ordinal);

    /// <summary>The tenants that could be read, by id.</summary>
    public IReadOnlyList<Tenant> Tenants => [.. _loads.Values.Select(l => l.Value.Tenant).OfType<Tenant>().OrderBy(t => t.Id, StringComparer.Ordinal)];

    public TenantLoad Load(TenantInput input) => _loads.GetOrAdd(input.Id, _ => new Lazy<TenantLoad>(() => TenantLoader.Load(input))).Value;
}
