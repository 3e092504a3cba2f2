namespace WeComPolicy.Expressions;

/// <summary>Finds what somebody probably meant: the one source of every "did you mean".</summary>
public static class Suggestion
{
    /// <summary>
    /// The candidate nearest to what was written, or null where none is near: at most one edit (insert, delete, replace, swap
    /// of neighbours) for each three characters, letter case counting little.
    /// </summary>
    /// <param name="written">What was written.</param>
    /// <param name="candidates">What could have been meant; of equally near ones the first wins.</param>
    public static string? Nearest(string written, IEnumerable<string> candidates)
    {
        if (written.Length is 0 or > 100)
            return null;
        string? best = null;
        var bestDistance = Math.Max(1, written.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            // Of two letters any other two are one or two edits away; that says nothing.
            if (candidate.Length <= 2 && written.Length <= 2 && !string.Equals(candidate, written, StringComparison.OrdinalIgnoreCase))
                continue;
            if (string.Equals(candidate, written, StringComparison.Ordinal) || Math.Abs(candidate.Length - written.Length) >= bestDistance)
                continue;
            var distance = string.Equals(candidate, written, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(written, candidate);
            if (distance < bestDistance)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best;
    }

    // Optimal string alignment over three rows.
    private static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
