using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Reporting.Text;

/// <summary>Which lines of a file a report quotes for some marks, and what it underlines in each.</summary>
internal sealed class QuotedLines
{
    // Of a longer stretch the first two lines and the last are quoted.
    private const int MostLinesInFull = 5;

    private QuotedLines(Mark? bar, List<QuotedLine> lines)
    {
        Bar = bar;
        Lines = lines;
    }

    /// <summary>The mark that spans lines and is shown by a bar beside them; null where there is none.</summary>
    public Mark? Bar { get; }

    /// <summary>The lines by number; those of the bar may have no marks.</summary>
    public IReadOnlyList<QuotedLine> Lines { get; }

    /// <summary>The lines for some marks.</summary>
    /// <param name="file">The file.</param>
    /// <param name="marks">All within the file.</param>
    /// <param name="toLine">What is added to the label of a further mark that goes on to a line.</param>
    public static QuotedLines Of(SourceFile file, List<Mark> marks, Func<int, string> toLine)
    {
        var barIndex = marks.FindIndex(m => m.IsMultiLine);
        var lines = new List<QuotedLine>();
        for (var i = 0; i < marks.Count; i++)
        {
            var mark = marks[i];
            if (i == barIndex)
            {
                var inFull = mark.End.Line - mark.Start.Line < MostLinesInFull;
                for (var line = mark.Start.Line; line <= mark.End.Line; line = !inFull && line == mark.Start.Line + 1 ? mark.End.Line : line + 1)
                    _ = MarksOf(lines, line);
            }
            else
            {
                var start = mark.Start.Column - 1;
                var end = mark.IsMultiLine ? Math.Max(start, file.LineLength(mark.Start.Line)) : mark.End.Column - 1;
                MarksOf(lines, mark.Start.Line).Add(new RowMark(start, end, mark.IsMultiLine ? mark.Label + toLine(mark.End.Line) : mark.Label, mark.Primary));
            }
        }

        return new QuotedLines(barIndex < 0 ? null : marks[barIndex], lines);
    }

    private static List<RowMark> MarksOf(List<QuotedLine> lines, int number)
    {
        var at = lines.Count;
        while (at > 0 && lines[at - 1].Number > number)
            at--;
        if (at == 0 || lines[at - 1].Number != number)
            lines.Insert(at++, new QuotedLine(number, []));
        return lines[at - 1].Marks;
    }
}

/// <summary>A line that a report quotes.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Marks">What is underlined in it.</param>
internal sealed record QuotedLine(int Number, List<RowMark> Marks);
