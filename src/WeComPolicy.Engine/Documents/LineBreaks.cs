using System.Text;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// What ends a line of text to the framework (CR LF, CR, LF, form feed, U+0085, U+2028, U+2029), for short texts. The framework's own search
/// for them is compiled ahead nowhere: a dozen methods at the start of every scan.
/// </summary>
public static class LineBreaks
{
    /// <summary>Where the first line ends; −1 where nothing ends it.</summary>
    public static int IndexOf(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\r' or '\n' or '\f' or '\u0085' or '\u2028' or '\u2029')
                return i;
        }

        return -1;
    }

    /// <summary>The characters of the line break at a place that <see cref="IndexOf"/> gave.</summary>
    public static int LengthAt(ReadOnlySpan<char> text, int at) => text[at..] is ['\r', '\n', ..] ? 2 : 1;

    /// <summary>The text with a space for each line break, trimmed.</summary>
    public static string OnOneLine(string text)
    {
        if (IndexOf(text) < 0)
            return text.Trim();
        var line = new StringBuilder(text.Length);
        ReadOnlySpan<char> rest = text;
        for (var end = IndexOf(rest); end >= 0; end = IndexOf(rest))
        {
            line.Append(rest[..end]).Append(' ');
            rest = rest[(end + LengthAt(rest, end))..];
        }

        return line.Append(rest).ToString().Trim();
    }
}
