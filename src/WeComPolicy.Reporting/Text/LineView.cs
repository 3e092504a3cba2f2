using System.Text;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Reporting.Text;

/// <summary>
/// A line of a file as a terminal shows it: tabs expanded, hidden characters escaped, secrets masked, cut around what matters
/// where it is too long. Knows at which cell each character stands. Made once and used for line after line.
/// </summary>
internal sealed class LineView(SecretMask secrets)
{
    private const int TabStop = 4;
    private const string Cut = "...";

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _scratch = new();
    private readonly List<int> _cells = [];
    private readonly List<int> _characters = [];
    private int _from;

    /// <summary>What to print.</summary>
    public StringBuilder Text => _text;

    /// <summary>Cells of the whole.</summary>
    public int Width { get; private set; }

    /// <summary>Takes a line.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">From 1.</param>
    /// <param name="focus">Offset in the line that must be seen.</param>
    /// <param name="room">Cells that there are.</param>
    public void Show(SourceFile file, int line, int focus, int room)
    {
        var length = file.LineLength(line);
        focus = Math.Clamp(focus, 0, length);
        if (length <= room * 4)
        {
            Render(file, line, 0, length);
            if (Width <= room)
                return;
        }

        var (from, to) = Window(file.LineText(line), focus, room);
        Render(file, line, from, to);
    }

    /// <summary>The cell at which the character at an offset of the line begins; the nearest shown one where it was cut off.</summary>
    public int CellAt(int offset) => _cells[Math.Clamp(offset - _from, 0, _cells.Count - 1)];

    /// <summary>Where in <see cref="Text"/> the character at an offset of the line begins; the nearest shown one where it was cut off.</summary>
    public int CharacterAt(int offset) => _characters[Math.Clamp(offset - _from, 0, _characters.Count - 1)];

    private void Render(SourceFile file, int number, int from, int to)
    {
        var start = file.LineStart(number);
        var line = file.LineText(number);
        var length = line.Length;
        _text.Clear();
        _cells.Clear();
        _characters.Clear();
        _from = from;
        var cell = 0;
        if (from > 0)
        {
            _text.Append(Cut);
            cell = Cut.Length;
        }

        var near = Math.Max(0, from - SecretText.Reach);
        var likely = SecretText.Find(line[near..Math.Min(length, to + SecretText.Reach)]);
        for (var i = from; i < to;)
        {
            var first = cell;
            var firstCharacter = _text.Length;
            int taken;
            var secretEnd = secrets.EndOfSecretAt(file, start + i);
            for (var k = 0; k < likely.Count; k++)
            {
                var span = likely[k];
                if (i - near >= span.Start && i - near < span.End)
                    secretEnd = Math.Max(secretEnd, start + near + span.End);
            }

            if (secretEnd >= 0)
            {
                _text.Append(SecretMask.Shown);
                cell += SecretMask.Shown.Length;
                taken = Math.Min(secretEnd - start, to) - i;
            }
            else
            {
                taken = AppendCharacter(_text, line[i..], cell, out var own);
                cell += own;
            }

            for (var k = 0; k < taken; k++)
            {
                _cells.Add(first);
                _characters.Add(firstCharacter);
            }

            i += taken;
        }

        _cells.Add(cell);
        _characters.Add(_text.Length);
        if (to < length)
        {
            _text.Append(Cut);
            cell += Cut.Length;
        }

        Width = cell;
    }

    // As much to the right of the focus as fits beside some context to its left; what the right does not need, the left gets.
    private (int From, int To) Window(ReadOnlySpan<char> line, int focus, int room)
    {
        room -= 2 * Cut.Length;
        if (focus > 0 && focus < line.Length && char.IsLowSurrogate(line[focus]) && char.IsHighSurrogate(line[focus - 1]))
            focus--;
        var used = 0;
        var to = GrowRight(line, focus, room - room / 4, ref used);
        var from = focus;
        var leftRoom = to == line.Length ? room + Cut.Length : room;
        while (from > 0)
        {
            var step = from > 1 && char.IsLowSurrogate(line[from - 1]) && char.IsHighSurrogate(line[from - 2]) ? 2 : 1;
            var own = Measure(line[(from - step)..]);
            if (used + own > leftRoom)
                break;
            used += own;
            from -= step;
        }

        return (from, GrowRight(line, to, from == 0 ? room + Cut.Length : room, ref used));
    }

    private int GrowRight(ReadOnlySpan<char> line, int from, int room, ref int used)
    {
        var to = from;
        while (to < line.Length)
        {
            _scratch.Clear();
            var taken = AppendCharacter(_scratch, line[to..], 0, out var own);
            if (used + own > room)
                break;
            used += own;
            to += taken;
        }

        return to;
    }

    private int Measure(ReadOnlySpan<char> text)
    {
        _scratch.Clear();
        _ = AppendCharacter(_scratch, text, 0, out var own);
        return own;
    }

    private static int AppendCharacter(StringBuilder target, ReadOnlySpan<char> text, int cell, out int cells)
    {
        if (text[0] != '\t')
            return VisibleText.Append(target, text, out cells);
        cells = TabStop - cell % TabStop;
        target.Append(' ', cells);
        return 1;
    }
}
