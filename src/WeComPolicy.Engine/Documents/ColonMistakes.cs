using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// Finds the key whose colon is wrong: full-width, as a Chinese keyboard writes it, or without the space behind it. YAML takes
/// such a line for text, and its parser stumbles only where the next key, a correct one, follows.
/// </summary>
internal static class ColonMistakes
{
    private const char FullWidthColon = '：';

    /// <summary>Ends the reading if the line of a place, or a line right above it, is such a key.</summary>
    /// <param name="builder">Takes the diagnostic.</param>
    /// <param name="file">The file.</param>
    /// <param name="position">Where the parser stumbled.</param>
    public static void StopIfAny(DocumentBuilder builder, SourceFile file, int position)
    {
        var text = file.Text;
        var start = StartOfLine(text, Math.Min(position, text.Length));
        var colon = WrongColon(text, start);
        // A colon further on in a line that has one already is a mistake of that line.
        if (colon < 0 && HasColonBefore(text, start, position))
            return;
        var indentation = Indentation(text, start);
        while (start > 0)
        {
            start = StartOfLine(text, BeforeBreak(text, start));
            var above = Indentation(text, start) <= indentation ? WrongColon(text, start) : -1;
            if (above < 0)
                break;
            colon = above;
        }

        if (colon < 0)
            return;
        var line = DocumentBuilder.N(file.PositionAt(colon).Line);
        if (text[colon] == FullWidthColon)
        {
            builder.Stop(new TextSpan(colon, 1), "full-width-colon",
                new($"第 {line} 行用了全角冒号“：”，YAML 不认作键的冒号。", $"Line {line} has a full-width colon '：', which YAML does not take for the colon of a key."),
                new("请改为半角冒号加一个空格“: ”；若它是上一行文字的后续，请给整段文字加引号。",
                    "Write an ordinary colon and a space, ': '; if the line continues a text, put the whole text in quotes."));
        }

        builder.Stop(new TextSpan(colon, 1), "no-space-behind-colon",
            new($"第 {line} 行的冒号后面缺少空格，YAML 把整行当作文字。", $"Line {line} has no space behind its colon, so YAML takes the whole line for text."),
            new("请在冒号后面加一个空格；若它是上一行文字的后续，请给整段文字加引号。",
                "Put a space behind the colon; if the line continues a text, put the whole text in quotes."));
    }

    // `key：…` or `key:value`, with or without a dash before it; −1 for any other line.
    private static int WrongColon(string text, int start)
    {
        var at = start;
        while (at < text.Length && text[at] is ' ' or '-')
            at++;
        var key = at;
        while (at < text.Length && IsOfKey(text[at]))
            at++;
        if (at == key || at >= text.Length)
            return -1;
        if (text[at] == FullWidthColon)
            return HasColonBefore(text, at, EndOfLine(text, at)) ? -1 : at;
        var next = at + 1 < text.Length ? text[at + 1] : '\n';
        return text[at] == ':' && next is not (' ' or '\t' or '\r' or '\n' or '/' or ':') && IsWord(text.AsSpan(key, at - key))
            && !HasColonBefore(text, at, EndOfLine(text, at)) ? at : -1;
    }

    private static bool IsOfKey(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';

    // Other texts before a colon are rather an address or a time.
    private static bool IsWord(ReadOnlySpan<char> key)
    {
        foreach (var c in key)
        {
            if (!char.IsAsciiLetter(c) && c != '_')
                return false;
        }

        return true;
    }

    private static bool HasColonBefore(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i] == ':' && (i + 1 >= text.Length || text[i + 1] is ' ' or '\t' or '\r' or '\n'))
                return true;
        }

        return false;
    }

    private static int Indentation(string text, int start)
    {
        var at = start;
        while (at < text.Length && text[at] == ' ')
            at++;
        return at - start;
    }

    private static int BeforeBreak(string text, int start) => start > 1 && text[start - 1] == '\n' && text[start - 2] == '\r' ? start - 2 : start - 1;

    private static int StartOfLine(string text, int position)
    {
        var found = position == 0 ? -1 : text.AsSpan(0, position).LastIndexOfAny('\r', '\n');
        return found + 1;
    }

    private static int EndOfLine(string text, int position)
    {
        var length = text.AsSpan(position).IndexOfAny('\r', '\n');
        return length < 0 ? text.Length : position + length;
    }
}
