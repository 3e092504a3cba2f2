namespace WeComPolicy.Engine.Documents;

/// <summary>Gathers the lines of files that a report quotes, for those who keep or hand on no more than these.</summary>
public sealed class ExcerptLines
{
    /// <summary>Of a longer stretch its begin and its end are kept.</summary>
    private const int LongestInFull = 8;

    private readonly Dictionary<SourceFile, SortedSet<int>> _lines = [];

    /// <summary>The files of which something is kept.</summary>
    public IReadOnlyCollection<SourceFile> Files => _lines.Keys;

    /// <summary>Keeps what a report quotes of a stretch.</summary>
    /// <param name="range">The stretch.</param>
    /// <param name="around">Lines to keep before and behind it.</param>
    public void Keep(SourceRange range, int around = 0)
    {
        if (!_lines.TryGetValue(range.File, out var lines))
            _lines.Add(range.File, lines = []);
        var first = range.Start.Line;
        var last = range.End.Line;

        // A block of YAML reaches to the next key; what is shown of it ends with its last character.
        var end = Math.Min(range.Span.End, range.File.Length);
        while (end > range.Span.Start + 1 && char.IsWhiteSpace(range.File.CharAt(end - 1)))
            end--;
        var shown = Math.Max(first, range.File.PositionAt(end).Line);
        Add(first - around, last - first < LongestInFull ? last : first + 1);
        Add(Math.Max(first, shown - 1), shown);
        Add(last, last + around);

        void Add(int from, int to)
        {
            for (var line = Math.Max(1, from); line <= Math.Min(to, range.File.LineCount); line++)
                lines.Add(line);
        }
    }

    /// <summary>The lines to keep of a file; a line between two that are kept is one of them, since reports show it.</summary>
    public IReadOnlyList<int> Of(SourceFile file)
    {
        var kept = new List<int>();
        foreach (var line in _lines.GetValueOrDefault(file) ?? [])
        {
            if (kept is [.., var before] && line == before + 2)
                kept.Add(line - 1);
            kept.Add(line);
        }

        return kept;
    }
}
