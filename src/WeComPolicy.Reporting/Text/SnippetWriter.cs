using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Text;

/// <summary>
/// Quotes the lines of files that marks speak of, underlines the marks and writes their labels beside or below. The primary
/// mark is underlined with <c>^</c>, the others with <c>-</c>; one that spans lines has a bar to the left of them.
/// </summary>
internal sealed class SnippetWriter(Page page, SecretMask secrets)
{
    private const int NarrowestLabel = 24;

    private readonly LineView _view = new(secrets);
    private readonly List<RowMark> _rowMarks = [];
    private char[] _cells = new char[256];
    private Ink[] _inks = new Ink[256];
    private int _gutter;
    private Ink _primaryInk;
    private bool _hasBarColumn;

    /// <summary>Digits of the highest line number among the marks.</summary>
    public static int GutterFor(IEnumerable<int> lines)
    {
        var highest = 1;
        foreach (var line in lines)
            highest = Math.Max(highest, line);
        var digits = 1;
        for (; highest >= 10; highest /= 10)
            digits++;
        return digits;
    }

    /// <summary>Writes the marks, file by file in the order of their first mention.</summary>
    /// <param name="marks">Not empty; the primary one first: the line above names its place.</param>
    /// <param name="ink">Colour of the primary mark.</param>
    /// <param name="gutter">Cells for line numbers.</param>
    public void Write(IReadOnlyList<Mark> marks, Ink ink, int gutter)
    {
        _gutter = gutter;
        _primaryInk = ink;
        for (var i = 0; i < marks.Count; i++)
        {
            var file = marks[i].File;
            if (IsMentionedBefore(marks, i))
                continue;
            var ofFile = new List<Mark>();
            for (var k = i; k < marks.Count; k++)
            {
                if (ReferenceEquals(marks[k].File, file))
                    ofFile.Add(marks[k]);
            }

            if (i > 0 || !marks[i].Primary)
                WritePlace(marks[i]);
            WriteFile(file, ofFile);
        }
    }

    /// <summary>A line of a file with a line to be added below it.</summary>
    public void WriteInsertion(SourceFile file, int line, int indent, string insert, int gutter)
    {
        _gutter = gutter;
        _hasBarColumn = false;
        Gutter(0);
        page.Line();
        WriteLine(file, line, indent, ' ');
        WriteAdded(insert, Math.Min(indent, Room / 2));
    }

    /// <summary>Lines to be added at the end of a file.</summary>
    public void WriteInsertion(string insert, int gutter)
    {
        _gutter = gutter;
        _hasBarColumn = false;
        WriteAdded(insert, 0);
    }

    /// <summary>An empty line of the frame.</summary>
    public void Blank(int gutter)
    {
        _gutter = gutter;
        Gutter(0);
        page.Line();
    }

    private void WriteAdded(string insert, int indent)
    {
        foreach (var added in TextWrapper.Wrap(insert, Math.Max(20, Room - indent)))
        {
            page.Spaces(_gutter + 1).Write(Ink.Added, "+").Spaces(1 + indent).Write(Ink.Added, added);
            page.Line();
        }
    }

    private int Room => page.Width - _gutter - 3 - (_hasBarColumn ? 2 : 0);

    private static bool IsMentionedBefore(IReadOnlyList<Mark> marks, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (ReferenceEquals(marks[i].File, marks[index].File))
                return true;
        }

        return false;
    }

    private void WritePlace(Mark mark)
    {
        page.Spaces(_gutter).Write(Ink.Gutter, ":::").Write(' ').Write(VisibleText.Line(mark.File.Path));
        page.Write(string.Create(CultureInfo.InvariantCulture, $":{mark.Start.Line}:{mark.Start.Column}"));
        page.Line();
    }

    private void WriteFile(SourceFile file, List<Mark> marks)
    {
        var quoted = QuotedLines.Of(file, marks, line => page.Say(ToLine(line)));
        var bar = quoted.Bar;
        _hasBarColumn = bar is not null;
        Gutter(0);
        page.Line();
        var previous = 0;
        foreach (var (line, rowMarks) in quoted.Lines)
        {
            if (previous > 0 && line == previous + 2)
                WriteLine(file, previous + 1, 0, BarOf(bar, previous + 1));
            else if (previous > 0 && line > previous + 2)
                WriteGap(bar is { } b && b.Start.Line <= previous && b.End.Line >= line);
            WriteMarkedLine(file, line, rowMarks, bar);
            previous = line;
        }
    }

    private static Bilingual ToLine(int line)
    {
        var number = line.ToString(CultureInfo.InvariantCulture);
        return new($"（至第 {number} 行）", $" (to line {number})");
    }

    private static char BarOf(Mark? bar, int line) =>
        bar is { } mark && line > mark.Start.Line && line <= mark.End.Line ? '|' : ' ';

    private void WriteGap(bool inBar)
    {
        page.Write(Ink.Gutter, "...");
        if (inBar)
            page.Spaces(_gutter).Write(_primaryInk, "|");
        page.Line();
    }

    private void WriteMarkedLine(SourceFile file, int line, List<RowMark> marks, Mark? bar)
    {
        marks.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Primary.CompareTo(b.Primary));
        var beginsBar = bar is { } b && b.Start.Line == line;
        var endsBar = bar is { } e && e.End.Line == line;
        var text = file.LineText(line);
        var barAtMargin = beginsBar && text[..Math.Min(text.Length, bar!.Start.Column - 1)].IsWhiteSpace();
        var prefix = barAtMargin ? '/' : BarOf(bar, line);
        var barFocus = beginsBar ? bar!.Start.Column - 1 : endsBar ? bar!.End.Column - 2 : 0;

        // On a line too long to be shown whole, marks far from one another get a quotation each.
        var next = 0;
        do
        {
            _rowMarks.Clear();
            while (next < marks.Count && (_rowMarks.Count == 0 || text.Length <= Room || marks[next].End - _rowMarks[0].Start <= Room / 2))
                _rowMarks.Add(marks[next++]);
            WriteLine(file, line, _rowMarks.Count > 0 ? _rowMarks[0].Start : barFocus, prefix);
            if (_rowMarks.Count > 0)
                WriteMarks(barAtMargin ? '|' : prefix);
        }
        while (next < marks.Count);

        if (beginsBar && !barAtMargin)
            WriteBarHead(bar!);
        if (endsBar)
            WriteBarTail(bar!);
    }

    private void WriteLine(SourceFile file, int line, int focus, char bar)
    {
        _view.Show(file, line, focus, Room);
        Gutter(line);
        if (bar != ' ')
            page.Write(' ').Write(_primaryInk, [bar]);
        if (_view.Width > 0)
        {
            page.Spaces(_hasBarColumn ? bar == ' ' ? 3 : 1 : 1);
            foreach (var chunk in _view.Text.GetChunks())
                page.Write(chunk.Span);
        }

        page.Line();
    }

    private void WriteMarks(char bar)
    {
        var width = 0;
        foreach (var mark in _rowMarks)
            width = Math.Max(width, EndCell(mark));
        Clear(width + 1);
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var mark in _rowMarks)
            {
                if (mark.Primary == (pass == 1))
                    Draw(_view.CellAt(mark.Start), EndCell(mark), mark.Primary ? '^' : '-', InkOf(mark));
            }
        }

        // The rightmost label stands behind the underlines, where there is room.
        var last = _rowMarks.FindLastIndex(m => m.Label.Length > 0);
        var beside = -1;
        List<string> lines = [];
        if (last >= 0)
        {
            var room = Room - width - 1;
            lines = room >= NarrowestLabel ? TextWrapper.Wrap(_rowMarks[last].Label, room) : [];
            if (lines.Count == 1)
                beside = last;
        }

        DrawnLine(bar, width, beside >= 0 ? lines[0] : "", beside >= 0 ? InkOf(_rowMarks[beside]) : Ink.Plain);
        WriteHangingLabels(bar, beside);
    }

    private void WriteHangingLabels(char bar, int beside)
    {
        var pending = new List<RowMark>();
        for (var i = 0; i < _rowMarks.Count; i++)
        {
            if (i != beside && _rowMarks[i].Label.Length > 0)
                pending.Add(_rowMarks[i]);
        }

        if (pending.Count == 0)
            return;
        if (_rowMarks.Count > 1)
            DrawnLine(bar, Connectors(pending, pending.Count, int.MaxValue), "", Ink.Plain);
        for (var i = pending.Count - 1; i >= 0; i--)
        {
            var start = _view.CellAt(pending[i].Start);
            var wanted = Math.Min(TerminalCells.Of(VisibleText.Line(pending[i].Label)), Room / 2);
            var column = Math.Max(0, Math.Min(start, Room - wanted));

            // Marks that begin at the same cell hang their labels below one another, without a connector between.
            foreach (var line in TextWrapper.Wrap(pending[i].Label, Room - column))
            {
                var drawn = Connectors(pending, i, Math.Min(start, column));
                DrawnLine(bar, drawn, line, InkOf(pending[i]), column);
            }
        }
    }

    private int Connectors(List<RowMark> pending, int count, int before)
    {
        var width = 0;
        for (var i = 0; i < count; i++)
        {
            if (_view.CellAt(pending[i].Start) < before)
                width = Math.Max(width, _view.CellAt(pending[i].Start) + 1);
        }

        Clear(width);
        for (var i = 0; i < count; i++)
        {
            var cell = _view.CellAt(pending[i].Start);
            if (cell < before)
                Draw(cell, cell + 1, '|', InkOf(pending[i]));
        }

        return width;
    }

    private void WriteBarHead(Mark bar)
    {
        var cell = _view.CellAt(bar.Start.Column - 1);
        Gutter(0);
        page.Write("  ").Write(_primaryInk, new string('_', cell + 1) + (bar.Primary ? '^' : '-'));
        page.Line();
    }

    private void WriteBarTail(Mark bar)
    {
        var end = _view.CellAt(Math.Max(0, bar.End.Column - 1));
        var lines = TextWrapper.Wrap(bar.Label, Math.Max(NarrowestLabel, Room - end - 1));
        var fits = lines.Count == 1 && Room - end - 1 >= NarrowestLabel;
        Gutter(0);
        page.Write(' ').Write(_primaryInk, "|" + new string('_', Math.Max(1, end)) + (bar.Primary ? '^' : '-'));
        if (fits && lines[0].Length > 0)
            page.Write(' ').Write(bar.Primary ? _primaryInk : Ink.Related, lines[0]);
        page.Line();
        if (fits)
            return;
        var column = Math.Min(end, Room / 3);
        foreach (var line in TextWrapper.Wrap(bar.Label, Room - column))
        {
            Gutter(0);
            page.Spaces(3 + column).Write(bar.Primary ? _primaryInk : Ink.Related, line);
            page.Line();
        }
    }

    private int EndCell(RowMark mark) => Math.Max(_view.CellAt(mark.End), _view.CellAt(mark.Start) + 1);

    private Ink InkOf(RowMark mark) => mark.Primary ? _primaryInk : Ink.Related;

    private void Clear(int width)
    {
        if (width > _cells.Length)
        {
            _cells = new char[width * 2];
            _inks = new Ink[width * 2];
        }

        Draw(0, width, ' ', Ink.Plain);
    }

    private void Draw(int from, int to, char character, Ink ink)
    {
        for (var i = from; i < to; i++)
        {
            _cells[i] = character;
            _inks[i] = ink;
        }
    }

    // What was drawn, then a label at a column; −1 for one cell behind what was drawn.
    private void DrawnLine(char bar, int width, string label, Ink labelInk, int labelColumn = -1)
    {
        Gutter(0);
        if (bar is '|' or '/')
            page.Write(' ').Write(_primaryInk, "|");
        if (width == 0 && label.Length == 0)
        {
            page.Line();
            return;
        }

        page.Spaces(_hasBarColumn && bar == ' ' ? 3 : 1);
        for (var i = 0; i < width;)
        {
            var same = i + 1;
            while (same < width && _inks[same] == _inks[i])
                same++;
            page.Write(_inks[i], _cells.AsSpan(i, same - i));
            i = same;
        }

        if (label.Length > 0)
            page.Spaces(labelColumn < 0 ? 1 : labelColumn - width).Write(labelInk, label);
        page.Line();
    }

    private void Gutter(int line)
    {
        if (line == 0)
        {
            page.Spaces(_gutter);
        }
        else
        {
            Span<char> digits = stackalloc char[11];
            _ = line.TryFormat(digits, out var written, provider: CultureInfo.InvariantCulture);
            page.Spaces(_gutter - written).Write(Ink.Gutter, digits[..written]);
        }

        page.Write(Ink.Gutter, " |");
    }
}
