using System.Text;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Reporting.Text;

/// <summary>
/// Breaks a text into lines of a width in cells: at spaces, and between Chinese characters, but not before a closing mark or
/// behind an opening one.
/// </summary>
internal static class TextWrapper
{
    private const string Closing = ",.;:!?)]}>%，。、；：？！）》」』】〉〕”’…—·";
    private const string Opening = "([{<（《「『【〈〔“‘";

    // A message quotes input, and input can be of any length; nobody reads more of it than this.
    private const int MaxLines = 60;

    /// <summary>The lines; the text's own line breaks stay, empty lines at the end go. Escapes what is not fit for a terminal.</summary>
    /// <param name="text">Any text; what goes on for too long ends in dots.</param>
    /// <param name="width">In cells; at least 1.</param>
    public static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var shown = text.AsSpan().TrimEnd();
        var tooLong = shown.Length > width * MaxLines;
        if (tooLong)
            shown = shown[..(width * MaxLines)];
        var end = 0;
        for (var rest = shown; end >= 0; rest = end < 0 ? [] : rest[(end + LineBreaks.LengthAt(rest, end))..])
        {
            end = LineBreaks.IndexOf(rest);
            if (lines.Count >= MaxLines)
            {
                tooLong = true;
                break;
            }

            // Form feeds and Unicode separators are line breaks too; a break is all they could have hidden.
            var visible = VisibleText.Line((end < 0 ? rest : rest[..end]).TrimEnd().ToString());
            if (visible.Length * 2 <= width || TerminalCells.Of(visible) <= width)
                lines.Add(visible);
            else
                WrapParagraph(visible, width, lines);
        }

        if (tooLong)
            lines.Add("...");
        for (var i = 1; i < lines.Count; i++)
            lines[i] = VisibleText.LineStart(lines[i]);
        return lines;
    }

    private static void WrapParagraph(string text, int width, List<string> lines)
    {
        var lineStart = 0;
        var cells = 0;
        var lastBreak = -1;
        var previous = default(Rune);
        for (var i = 0; i < text.Length;)
        {
            _ = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            if (i > lineStart && MayBreak(previous, rune))
                lastBreak = i;
            var own = TerminalCells.Of(rune);
            if (cells + own > width && i > lineStart && rune.Value != ' ')
            {
                var end = lastBreak > lineStart ? lastBreak : i;
                lines.Add(text.AsSpan(lineStart, end - lineStart).TrimEnd(' ').ToString());
                lineStart = end;
                lastBreak = -1;
                cells = TerminalCells.Of(text.AsSpan(lineStart, i - lineStart));
            }

            cells += own;
            previous = rune;
            i += length;
        }

        lines.Add(text.AsSpan(lineStart).TrimEnd(' ').ToString());
    }

    private static bool MayBreak(Rune before, Rune after)
    {
        if (after.Value == ' ')
            return false;
        if (before.Value == ' ')
            return true;
        return (IsIdeographic(before) || IsIdeographic(after)) && !IsOneOf(Closing, after) && !IsOneOf(Opening, before);
    }

    private static bool IsIdeographic(Rune rune) => rune.Value >= 0x1100 && TerminalCells.Of(rune) == 2;

    private static bool IsOneOf(string marks, Rune rune) => rune.IsBmp && marks.Contains((char)rune.Value, StringComparison.Ordinal);
}
