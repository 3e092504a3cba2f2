using System.Globalization;
using System.Text;

namespace WeComPolicy.Reporting.Text;

/// <summary>
/// Makes a text safe and honest on a terminal and in the log of a CI server: what would steer the terminal, turn the direction
/// of writing, be invisible, or be a command to the server is shown as an escape such as <c>\u{1B}</c>.
/// </summary>
internal static class VisibleText
{
    /// <summary>The text on one line, with line breaks and tabs as <c>\n</c> and <c>\t</c>.</summary>
    public static string Line(string text)
    {
        if (IsPlain(text) && !text.Contains("##", StringComparison.Ordinal))
            return LineStart(text);
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length;)
            i += Append(result, text.AsSpan(i), out _);
        return LineStart(result.ToString());
    }

    /// <summary>A line of which the beginning is no workflow command: <c>::error::</c>, which GitHub also finds behind spaces.</summary>
    public static string LineStart(string line)
    {
        var start = line.AsSpan().IndexOfAnyExcept(' ', '\u3000');
        return start >= 0 && start + 2 < line.Length && line[start] == ':' && line[start + 1] == ':' && char.IsAsciiLetter(line[start + 2])
            ? $"{line[..start]}\\u{{3A}}{line[(start + 1)..]}"
            : line;
    }

    /// <summary>Appends the first character of a text, escaped where needed.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="text">Not empty.</param>
    /// <param name="cells">The cells that it takes on a terminal.</param>
    /// <returns>UTF-16 code units that were taken.</returns>
    public static int Append(StringBuilder target, ReadOnlySpan<char> text, out int cells)
    {
        var first = text[0];
        if (first == '#' && BeginsCommand(text))
            return Escape(target, first, 1, out cells);
        if (first is >= ' ' and <= '~')
        {
            target.Append(first);
            cells = 1;
            return 1;
        }

        if (Rune.DecodeFromUtf16(text, out var rune, out var length) != System.Buffers.OperationStatus.Done)
            return Escape(target, first, 1, out cells);
        if (IsHidden(rune))
            return Escape(target, rune.Value, length, out cells);
        target.Append(text[..length]);
        cells = TerminalCells.Of(rune);
        return length;
    }

    // The runners of Azure Pipelines and, by its descent, GitHub find these anywhere in a line.
    private static bool BeginsCommand(ReadOnlySpan<char> text) =>
        text.StartsWith("##[", StringComparison.Ordinal) || text.StartsWith("##vso[", StringComparison.OrdinalIgnoreCase);

    private static int Escape(StringBuilder target, int value, int length, out int cells)
    {
        var start = target.Length;
        _ = value switch
        {
            '\n' => target.Append("\\n"),
            '\r' => target.Append("\\r"),
            '\t' => target.Append("\\t"),
            _ => target.Append("\\u{").Append(value.ToString("X", CultureInfo.InvariantCulture)).Append('}'),
        };
        cells = target.Length - start;
        return length;
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        // What Unicode keeps from being a character, and XML from being text.
        UnicodeCategory.OtherNotAssigned => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF,

        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate => true,

        // Every space but the two that people type: a no-break space in YAML is a letter, and looks like none.
        UnicodeCategory.SpaceSeparator => rune.Value is not (' ' or 0x3000),

        // Hangul fillers are letters without a shape.
        UnicodeCategory.OtherLetter => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0,
        _ => false,
    };

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is not ((>= ' ' and <= '~') or (>= '\u4E00' and <= '\u9FFF')))
                return false;
        }

        return true;
    }
}
