using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting;

/// <summary>A stretch of a file with its lines and columns. A span that leaves the text is cut to it: a report never fails.</summary>
/// <param name="File">The file.</param>
/// <param name="Span">The stretch, within the text.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends; the column behind the last character.</param>
internal readonly record struct Place(SourceFile File, TextSpan Span, Position Start, Position End)
{
    public string Path => File.Path;

    /// <summary><c>path:line:column</c>, fit for a terminal.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{VisibleText.Line(Path)}:{Start.Line}:{Start.Column}");

    public static Place Of(SourceRange range)
    {
        var length = range.File.Length;
        var start = Math.Clamp(range.Span.Start, 0, length);
        var end = (int)Math.Clamp((long)range.Span.Start + range.Span.Length, start, length);
        var first = range.File.PositionAt(start);

        // Most spans lie within one line; then the second search is spared.
        var last = end - start <= range.File.LineLength(first.Line) - (first.Column - 1)
            ? first with { Column = first.Column + end - start }
            : range.File.PositionAt(end);
        return new Place(range.File, TextSpan.Between(start, end), first, last);
    }
}
