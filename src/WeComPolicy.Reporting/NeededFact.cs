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
    /// <summary>The tenant of the first place.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The fact at each place, in the order of the findings; at least one.</summary>
    public IReadOnlyList<MissingFact> Facts { get; init; } = [];

    /// <summary>The rules that need it, the most severe first, then by id.</summary>
    public IReadOnlyList<RuleDescriptor> Needing { get; init; } = [];

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
    public static IReadOnlyList<NeededFact> Of(ScanResult result) => Of(result.Findings);

    /// <summary>What undecided findings wait for, in the same order.</summary>
    public static IReadOnlyList<NeededFact> Of(IReadOnlyList<Finding> findings)
    {
        var facts = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            foreach (var missing in finding.Missing)
            {
                var path = Generalize(missing.Path);
                if (!facts.TryGetValue(path, out var entry))
                    facts.Add(path, entry = new Entry(finding.Tenant));
                _ = entry.Rules.TryAdd(finding.Rule.Id, finding.Rule);
                if (entry.Places.Add((finding.Tenant, missing.Path)))
                    entry.Facts.Add(missing);
            }
        }

        if (facts.Count == 0)
            return [];
        // By loop: what the framework selects from pairs is compiled at each start.
        var needed = new List<NeededFact>(facts.Count);
        foreach (var (path, entry) in facts)
            needed.Add(entry.Needed(path));
        return
        [
            .. needed
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

    private sealed class Entry(string tenant)
    {
        public List<MissingFact> Facts { get; } = [];

        public Dictionary<string, RuleDescriptor> Rules { get; } = new(StringComparer.Ordinal);

        public HashSet<(string Tenant, string Path)> Places { get; } = [];

        public NeededFact Needed(string path) => new(path, Facts[0].Insert, Facts[0].Meaning, [.. Rules.Keys.Order(StringComparer.Ordinal)], Places.Count)
        {
            Tenant = tenant,
            Facts = Facts,
            Needing = [.. Rules.Values.OrderByDescending(r => (int)r.Severity).ThenBy(r => r.Id, StringComparer.Ordinal)],
        };
    }
}
