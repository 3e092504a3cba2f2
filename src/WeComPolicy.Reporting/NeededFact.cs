using System.Text;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting;

/// <summary>A fact that undecided rules wait for, counted over all elements of a list.</summary>
/// <param name="Path">Without identities: <c>members[*].employment</c>.</param>
/// <param name="Insert">What to add, as the first finding says.</param>
/// <param name="Meaning">What the fact is.</param>
/// <param name="Rules">Ids of the rules that need it, sorted.</param>
/// <param name="Places">Number of places where it is missing.</param>
public sealed record NeededFact(string Path, string Insert, Bilingual Meaning, IReadOnlyList<string> Rules, int Places)
{
    /// <summary>The section of the tenant: what stands before the first dot or bracket.</summary>
    public string Section
    {
        get
        {
            var end = Path.AsSpan().IndexOfAny('.', '[');
            return end < 0 ? Path : Path[..end];
        }
    }

    /// <summary>
    /// What the undecided findings of a result wait for, section by section; the sections and the facts within them by the
    /// number of rules that would gain, then of places, then by name.
    /// </summary>
    public static IReadOnlyList<NeededFact> Of(ScanResult result)
    {
        var facts = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var finding in result.Findings)
        {
            foreach (var missing in finding.Missing)
            {
                var path = Generalize(missing.Path);
                if (!facts.TryGetValue(path, out var entry))
                    facts.Add(path, entry = new Entry(missing));
                entry.Rules.Add(finding.Rule.Id);
                entry.Places.Add((finding.Tenant, missing.Path));
            }
        }

        return
        [
            .. facts
                .Select(f => new NeededFact(f.Key, f.Value.First.Insert, f.Value.First.Meaning, [.. f.Value.Rules], f.Value.Places.Count))
                .GroupBy(f => f.Section, StringComparer.Ordinal)
                .Select(section => section.OrderByDescending(f => f.Rules.Count).ThenByDescending(f => f.Places)
                    .ThenBy(f => f.Path, StringComparer.Ordinal).ToList())
                .OrderByDescending(section => section[0].Rules.Count).ThenByDescending(section => section[0].Places)
                .ThenBy(section => section[0].Path, StringComparer.Ordinal)
                .SelectMany(section => section),
        ];
    }

    /// <summary>A path with every identity or index in brackets replaced by <c>*</c>; brackets in quotes are text.</summary>
    public static string Generalize(string path)
    {
        if (!path.Contains('[', StringComparison.Ordinal))
            return path;
        var result = new StringBuilder(path.Length);
        var depth = 0;
        var quote = '\0';
        for (var i = 0; i < path.Length; i++)
        {
            var c = path[i];
            if (quote != '\0')
            {
                if (c == '\\')
                    i++;
                else if (c == quote)
                    quote = '\0';
            }
            else if (depth > 0 && c is '\'' or '"' && path[i - 1] is '=' or '[')
            {
                quote = c;
            }
            else if (c == '[')
            {
                if (depth++ == 0)
                    result.Append("[*]");
            }
            else if (c == ']' && depth > 0)
            {
                depth--;
            }
            else if (depth == 0)
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    private sealed class Entry(MissingFact first)
    {
        public MissingFact First { get; } = first;

        public SortedSet<string> Rules { get; } = new(StringComparer.Ordinal);

        public HashSet<(string Tenant, string Path)> Places { get; } = [];
    }
}
