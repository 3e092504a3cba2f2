using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Reporting.Text;

/// <summary>A stretch of a file to be underlined, with what is said of it.</summary>
/// <param name="File">The file.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends; white space at its end is left out, since a block of YAML reaches to the next key.</param>
/// <param name="Label">What is said; may be empty.</param>
/// <param name="Primary">Whether the finding is about this place, rather than about another that leads to it.</param>
internal sealed record Mark(SourceFile File, Position Start, Position End, string Label, bool Primary)
{
    public bool IsMultiLine => End.Line > Start.Line;

    public static Mark Of(SourceRange range, string label, bool primary)
    {
        var place = Place.Of(range);
        var end = place.Span.End;
        while (end > place.Span.Start + 1 && char.IsWhiteSpace(place.File.CharAt(end - 1)))
            end--;
        return new Mark(place.File, place.Start, end == place.Span.End ? place.End : place.File.PositionAt(end), label, primary);
    }
}
