using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Shards;

/// <summary>
/// The lines of files that a report of a result quotes, with what may be a secret blotted out: what the result of a shard carries so that
/// a report can be written where the files are not.
/// </summary>
internal sealed class ShardSources
{
    private const char Blot = '*';

    private readonly SortedDictionary<string, SortedDictionary<int, string>> _lines = new(StringComparer.Ordinal);
    private readonly List<SourceRange> _secrets;
    private readonly Text.SecretMask _mask;

    private ShardSources(ScanResult result)
    {
        _secrets = [.. result.Secrets];
        _mask = new Text.SecretMask(result.Secrets);
        var lines = new ExcerptLines();
        foreach (var range in Quoted(result))
            lines.Keep(range, range.File.KeptLines is null ? 1 : 0);
        foreach (var file in lines.Files)
            Add(file, file.KeptLines ?? lines.Of(file));
    }

    /// <summary>The lines by file and number, line breaks included.</summary>
    public IReadOnlyDictionary<string, SortedDictionary<int, string>> Lines => _lines;

    /// <summary>What is blotted out, and must be masked where it is shown.</summary>
    public IReadOnlyList<SourceRange> Secrets => [.. _secrets.Where(s => IsQuoted(s.File.Path, s.Start.Line) && IsQuoted(s.File.Path, s.End.Line)).DistinctBy(s => (s.File.Path, s.Start, s.End))];

    public static ShardSources Of(ScanResult result) => new(result);

    private bool IsQuoted(string path, int line) => _lines.TryGetValue(path, out var lines) && lines.ContainsKey(line);

    private static IEnumerable<SourceRange> Quoted(ScanResult result)
    {
        foreach (var finding in result.Findings)
        {
            if (finding.Location is { } location)
                yield return location;
            foreach (var related in finding.Related)
                yield return related.Range;
            foreach (var missing in finding.Missing)
            {
                if (missing.Parent is { } parent)
                    yield return parent;
            }
        }

        foreach (var diagnostic in result.Diagnostics)
        {
            if (diagnostic.Range is { } range)
                yield return range;
        }

        foreach (var comment in result.IgnoreComments)
            yield return comment.Range;
        foreach (var waiver in result.Shard!.Waivers.Waivers)
        {
            yield return waiver.Range;
            foreach (var place in waiver.Places.Values)
                yield return place;
        }
    }

    private void Add(SourceFile file, IReadOnlyList<int> numbers)
    {
        if (!_lines.TryGetValue(file.Path, out var ofFile))
            _lines.Add(file.Path, ofFile = []);
        foreach (var number in numbers)
        {
            if (file.Has(number))
                ofFile[number] = Blotted(file, number);
        }
    }

    private string Blotted(SourceFile file, int number)
    {
        var start = file.LineStart(number);
        var text = file.LineText(number);
        var end = number < file.LineCount ? file.LineStart(number + 1) : file.Length;
        foreach (var span in SecretText.Find(text))
            _secrets.Add(new SourceRange(file, new TextSpan(start + span.Start, span.Length)));
        var line = file.Substring(new TextSpan(start, Math.Max(text.Length, end - start))).ToCharArray();
        foreach (var span in SecretText.Find(text))
            line.AsSpan(span.Start, span.Length).Fill(Blot);
        for (var i = 0; i < text.Length; i++)
        {
            if (_mask.EndOfSecretAt(file, start + i) >= 0)
                line[i] = Blot;
        }

        return new string(line);
    }
}
