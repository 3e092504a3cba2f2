using System.Globalization;
using System.Text.Json;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Shards;

/// <summary>The files that a result speaks of, as far as it quotes them.</summary>
internal sealed class SourceBook
{
    // A column beyond it no file has that may be read.
    private const int MaxColumn = 1_000_001;

    private readonly Dictionary<string, SourceFile> _files = new(StringComparer.Ordinal);

    /// <summary>The files that the property <c>sources</c> of a shard quotes.</summary>
    public SourceBook(JsonElement shard)
    {
        foreach (var file in shard.Properties("sources"))
        {
            var lines = new List<(int Number, string Text)>();
            foreach (var line in file.Value.EnumerateObject())
            {
                if (!int.TryParse(line.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || (lines is [.., var last] && last.Number >= number))
                    throw new ResultFormatException("sources");
                lines.Add((number, line.Value.GetString() ?? throw new ResultFormatException("sources")));
            }

            _files[file.Name] = SourceFile.OfLines(file.Name, lines);
        }
    }

    /// <summary>A place within lines that are quoted.</summary>
    public SourceRange Place(JsonElement place)
    {
        var (path, start, end) = Positions(place);
        if (!_files.TryGetValue(path, out var file) || !file.Has(start.Line) || !file.Has(end.Line))
            throw new ResultFormatException("sources");
        var range = new SourceRange(file, TextSpan.Between(Offset(file, start), Math.Max(Offset(file, start), Offset(file, end))));
        return range.Start == start && range.End == end ? range : throw new ResultFormatException("sources");
    }

    /// <summary>As <see cref="Place"/>; null where the property is null.</summary>
    public SourceRange? PlaceOrNull(JsonElement element, string name) => element.Find(name) is { } place ? Place(place) : null;

    /// <summary>A place that no report quotes: the file has the lines of it, and nothing stands there.</summary>
    public static SourceRange Unquoted(JsonElement place)
    {
        var (path, start, end) = Positions(place);
        List<(int, string)> lines = start.Line == end.Line
            ? [(start.Line, Blank(Math.Max(start.Column, end.Column)))]
            : [(start.Line, Blank(start.Column)), (end.Line, Blank(end.Column))];
        var file = SourceFile.OfLines(path, lines);
        return new SourceRange(file, TextSpan.Between(Offset(file, start), Offset(file, end)));
    }

    private static string Blank(int column) => new string(' ', column) + "\n";

    private static int Offset(SourceFile file, Position at) => Math.Min(file.Length, file.LineStart(at.Line) + at.Column - 1);

    private static (string Path, Position Start, Position End) Positions(JsonElement place)
    {
        var start = new Position(place.Number("line"), place.Number("column"));
        var end = new Position(place.Number("endLine"), place.Number("endColumn"));
        var isOrdered = start.Line < end.Line || (start.Line == end.Line && start.Column <= end.Column);
        return start.Line > 0 && start.Column is > 0 and <= MaxColumn && end.Column is > 0 and <= MaxColumn && isOrdered
            ? (place.Text("path"), start, end)
            : throw new ResultFormatException("line");
    }
}
