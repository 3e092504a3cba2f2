using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Html;

/// <summary>
/// Lines of a file as the text report quotes them, secrets masked and hidden characters shown, with the wrong value highlighted
/// and every value that the rule read underlined; a label becomes the small number behind an underlined value.
/// </summary>
internal sealed class SnippetMarkup(HtmlPage page, SecretMask secrets)
{
    // Longer lines are cut around what matters; narrower screens wrap.
    private const int Room = 160;

    private readonly LineView _view = new(secrets);

    /// <summary>Writes the lines that the marks speak of, file by file in the order of their first mention.</summary>
    public void Write(IReadOnlyList<Mark> marks)
    {
        foreach (var ofFile in marks.GroupBy(m => m.File))
            WriteFile(ofFile.Key, [.. ofFile]);
    }

    /// <summary>Writes where the text of a missing fact belongs, and the text.</summary>
    public void WriteInsertion(MissingFact missing)
    {
        if (missing.Parent is not { } parent)
        {
            page.Write($"<p class=\"where\">{new Bilingual("添加到租户文件的顶层", "Add at the top level of a file of the tenant")}</p>");
            WriteAdded(missing.Insert, 0, null, 0);
            return;
        }

        var place = Place.Of(parent);
        var flow = missing.Style == InsertionStyle.Flow;
        page.Write($"<p class=\"where\">{(flow ? new Bilingual("添加到这一行的花括号内：", "Add between the braces of ") : new Bilingual("添加到这一行之下：", "Add below "))}<span class=\"at\">{place.Path}:{place.Start.Line:D}</span></p>");
        WriteAdded(missing.Insert, (flow ? place.Start.Column : missing.Column) - 1, place.File, place.Start.Line);
    }

    /// <summary>Writes lines to be added, by themselves.</summary>
    public void WriteAdded(string insert) => WriteAdded(insert, 0, null, 0);

    private void WriteAdded(string insert, int indent, SourceFile? file, int line)
    {
        page.Raw("<pre class=\"src\">");
        if (file is not null)
            WriteLine(file, line, [], indent);
        foreach (var added in insert.AsSpan().TrimEnd().EnumerateLines())
        {
            page.Raw("<ins>");
            page.Raw(new string(' ', Math.Clamp(indent, 0, Room / 2)));
            page.Text(added.ToString());
            page.Raw("</ins>\n");
        }

        page.Raw("</pre>");
    }

    private void WriteFile(SourceFile file, List<Mark> marks)
    {
        var quoted = QuotedLines.Of(file, marks, _ => "");
        page.Write($"<figure><figcaption class=\"at\">{file.Path}:{marks[0].Start.Line:D}:{marks[0].Start.Column:D}</figcaption><pre class=\"src\">");
        var previous = 0;
        foreach (var (line, rowMarks) in quoted.Lines)
        {
            if (previous > 0 && line == previous + 2)
                WriteLine(file, previous + 1, BarOn(quoted, file, previous + 1), 0);
            else if (previous > 0 && line > previous + 2)
                page.Raw("<span class=\"gap\">⋯</span>\n");
            rowMarks.AddRange(BarOn(quoted, file, line));
            rowMarks.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Primary.CompareTo(b.Primary));
            WriteMarkedLine(file, line, rowMarks);
            previous = line;
        }

        page.Raw("</pre></figure>");
    }

    // A mark that spans lines covers the text of each, without the indentation.
    private static List<RowMark> BarOn(QuotedLines quoted, SourceFile file, int line)
    {
        if (quoted.Bar is not { } bar || line < bar.Start.Line || line > bar.End.Line)
            return [];
        var text = file.LineText(line);
        var indent = text.Length - text.TrimStart().Length;
        var start = line == bar.Start.Line ? bar.Start.Column - 1 : indent;
        var end = line == bar.End.Line ? bar.End.Column - 1 : text.TrimEnd().Length;
        return end > start ? [new RowMark(start, end, line == bar.End.Line ? bar.Label : "", bar.Primary)] : [];
    }

    // On a line too long to be shown whole, marks far from one another get a quotation each.
    private void WriteMarkedLine(SourceFile file, int line, List<RowMark> marks)
    {
        var length = file.LineLength(line);
        var next = 0;
        do
        {
            var first = next;
            while (next < marks.Count && (next == first || length <= Room || marks[next].End - marks[first].Start <= Room / 2))
                next++;
            WriteLine(file, line, marks[first..next], first < marks.Count ? marks[first].Start : 0);
        }
        while (next < marks.Count);
    }

    private void WriteLine(SourceFile file, int line, List<RowMark> marks, int focus)
    {
        _view.Show(file, line, focus, Room);
        var text = _view.Text.ToString();
        page.Raw("<span class=\"ln\" data-n=\"");
        page.Raw(line.ToString(CultureInfo.InvariantCulture));
        page.Raw("\">");
        var spans = new List<(int Start, int End, bool Primary, string Label)>(marks.Count);
        var cuts = new SortedSet<int> { 0, text.Length };
        foreach (var mark in marks)
        {
            var start = _view.CharacterAt(mark.Start);

            // What is wrong may be that nothing is there: then the next character stands for it.
            var end = Math.Min(text.Length, Math.Max(_view.CharacterAt(mark.End), start + 1));
            spans.Add((start, end, mark.Primary, mark.Label));
            cuts.Add(start);
            cuts.Add(end);
        }

        var from = -1;
        foreach (var to in cuts)
        {
            if (from >= 0)
                WriteStretch(text.AsSpan(from, to - from), spans, from, to);
            from = to;
        }

        if (marks.Any(m => m.Primary) && !spans.Exists(s => s.Primary && s.End > s.Start))
            page.Raw("<mark> </mark>");
        page.Raw("</span>\n");
    }

    private void WriteStretch(ReadOnlySpan<char> text, List<(int Start, int End, bool Primary, string Label)> spans, int from, int to)
    {
        var primary = spans.Exists(s => s.Primary && s.Start <= from && s.End >= to);
        var related = spans.Exists(s => !s.Primary && s.Start <= from && s.End >= to);
        if (related)
            page.Raw("<u>");
        if (primary)
            page.Raw("<mark>");
        page.Visible(text);
        if (primary)
            page.Raw("</mark>");
        if (related)
            page.Raw("</u>");
        foreach (var span in spans)
        {
            if (span.End == to && span.End > span.Start && span.Label.Length > 0)
                page.Write($"<i data-n=\"{span.Label}\"></i>");
        }
    }
}
