namespace WeComPolicy.Engine.Findings;

/// <summary>What tells that two findings of different runs are the same one.</summary>
/// <param name="Fingerprint">As in <see cref="Finding.Fingerprint"/>.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="Tenant">The tenant; empty for code.</param>
/// <param name="Subject">The subject.</param>
internal readonly record struct FindingKey(string Fingerprint, string Rule, string Tenant, string Subject)
{
    public static FindingKey Of(Finding finding) => new(finding.Fingerprint, finding.Rule.Id, finding.Tenant, finding.Subject);
}

/// <summary>Finds for each finding of one run the same one of another: each is taken once.</summary>
internal static class FindingMatch
{
    /// <summary>The index of the match of each key; −1 for none.</summary>
    /// <param name="keys">Whose matches are asked for; null for what takes no part.</param>
    /// <param name="others">What they are matched with.</param>
    /// <param name="mayMove">Whether the match of a key may be of another tenant, which then is the same renamed; null for always.</param>
    public static int[] Of(IReadOnlyList<FindingKey?> keys, IReadOnlyList<FindingKey> others, Func<int, bool>? mayMove = null)
    {
        var open = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < others.Count; i++)
        {
            if (!open.TryGetValue(others[i].Fingerprint, out var same))
                open.Add(others[i].Fingerprint, same = []);
            same.Add(i);
        }

        var matched = new int[keys.Count];
        for (var i = 0; i < matched.Length; i++)
            matched[i] = -1;

        // A tenant that states no corpid shares its fingerprints with every other such tenant: its own comes first, and one
        // that another tenant needs is not taken twice. What is left may belong to a renamed file.
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < matched.Length; i++)
            {
                if (matched[i] >= 0 || keys[i] is not { } key || !open.TryGetValue(key.Fingerprint, out var same))
                    continue;
                var moves = round > 0 && mayMove?.Invoke(i) != false;
                var at = same.FindLastIndex(other => others[other].Rule == key.Rule && others[other].Subject == key.Subject && (moves || others[other].Tenant == key.Tenant));
                if (at < 0)
                    continue;
                matched[i] = same[at];
                same.RemoveAt(at);
            }
        }

        return matched;
    }
}
