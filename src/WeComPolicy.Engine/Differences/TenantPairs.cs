using WeComPolicy.Engine.Evaluation;

namespace WeComPolicy.Engine.Differences;

/// <summary>A tenant of one state with the same one of the other.</summary>
/// <param name="Before">As it was; null where it was added.</param>
/// <param name="After">As it is; null where it was removed.</param>
internal sealed record TenantPair(Tenant? Before, Tenant? After)
{
    /// <summary>How reports call the tenant.</summary>
    public string Id => (After ?? Before)!.Id;

    /// <summary>The corporation's name where one of the states has it.</summary>
    public string? Name => After?.Name ?? Before?.Name;
}

/// <summary>Which tenants of two states are the same: by corpid, else by their place below what was named.</summary>
internal sealed class TenantPairs
{
    private readonly Dictionary<string, string> _before = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _after = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stillThere = new(StringComparer.Ordinal);

    private TenantPairs(IReadOnlyList<TenantPair> all)
    {
        All = all;
        foreach (var pair in all)
        {
            if (pair.Before is { } before)
                _before[before.Id] = pair.Id;
            if (pair.After is { } after)
                _after[after.Id] = pair.Id;
            if (pair.After is not null && pair.Before is not null)
                _stillThere.Add(pair.Before.Id);
        }
    }

    /// <summary>All pairs, by id.</summary>
    public IReadOnlyList<TenantPair> All { get; }

    /// <summary>Pairs the tenants of two states.</summary>
    public static TenantPairs Of(ComparedState before, ComparedState after)
    {
        var pairs = new List<TenantPair>();
        var old = before.Tenants.ToList();
        var current = after.Tenants.ToList();
        Pair(Corp, Corp);
        Pair(before.PlaceOf, after.PlaceOf);
        if (pairs.Count == 0 && old is [var only] && current is [var other] && (Corp(only) is null || Corp(other) is null))
        {
            pairs.Add(new TenantPair(old[0], current[0]));
            old.Clear();
            current.Clear();
        }

        pairs.AddRange(old.Select(t => new TenantPair(t, null)));
        pairs.AddRange(current.Select(t => new TenantPair(null, t)));
        return new TenantPairs([.. pairs.OrderBy(p => p.Id, StringComparer.Ordinal)]);

        static string? Corp(Tenant tenant) => tenant.Identity.Length == 0 ? null : tenant.Identity;

        void Pair(Func<Tenant, string?> oldKey, Func<Tenant, string?> currentKey)
        {
            var byKey = current.ToLookup(currentKey, StringComparer.Ordinal);
            foreach (var group in old.ToLookup(oldKey, StringComparer.Ordinal))
            {
                // Of two that are called the same nobody can tell which is which.
                if (group.Key is null || group.Count() != 1 || byKey[group.Key].Count() != 1)
                    continue;
                var pair = new TenantPair(group.First(), byKey[group.Key].First());
                pairs.Add(pair);
                old.Remove(pair.Before!);
                current.Remove(pair.After!);
            }
        }
    }

    /// <summary>What stands for a tenant in both states; of one that no state has, itself.</summary>
    /// <param name="tenant">As one of the states calls it.</param>
    /// <param name="isBefore">Whether that is the earlier one.</param>
    public string KeyOf(string tenant, bool isBefore) => (isBefore ? _before : _after).GetValueOrDefault(tenant, tenant);

    /// <summary>Whether a tenant of the earlier state is there in the later one.</summary>
    public bool HasHead(string tenant) => _stillThere.Contains(tenant);
}
