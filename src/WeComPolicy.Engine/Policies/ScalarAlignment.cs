using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Policies;

/// <summary>Finds for each character of a scalar's text the place in the file that it came from.</summary>
internal static class ScalarAlignment
{
    /// <summary>
    /// Offsets in the file, one for each character of the text and one for its end. White space is matched run by run, since
    /// folding and indentation change its length and no expression depends on it.
    /// </summary>
    public static int[] Align(LocatedDocument document, int node)
    {
        var span = document.Span(node);
        var source = document.File.Substring(span).AsSpan();
        var text = document.Text(node);
        var offsets = new int[text.Length + 1];
        var at = Begin(source, document.Style(node));
        var quote = document.Style(node) == ScalarStyle.Quoted && source.Length > 0 ? source[0] : '\0';
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                var white = at;
                at = SkipWhiteSpace(source, at);
                while (quote == '"' && at + 1 < source.Length && source[at] == '\\' && source[at + 1] is 'n' or 't' or 'r' or ' ' or '\r' or '\n')
                    at = SkipWhiteSpace(source, at + 2);
                while (i < text.Length && char.IsWhiteSpace(text[i]))
                    offsets[i++] = span.Start + Math.Min(white, source.Length);
                i--;
                continue;
            }

            at = SkipWhiteSpace(source, at);
            // An escaped line break of a double-quoted scalar joins two lines.
            while (quote == '"' && at + 1 < source.Length && source[at] == '\\' && source[at + 1] is '\r' or '\n')
                at = SkipWhiteSpace(source, at + 1);

            offsets[i] = span.Start + Math.Min(at, source.Length);
            at += WidthAt(source, at, quote, char.IsHighSurrogate(text[i]));
        }

        offsets[text.Length] = span.Start + Math.Min(at, source.Length);
        return offsets;
    }

    private static int SkipWhiteSpace(ReadOnlySpan<char> source, int at)
    {
        while (at < source.Length && char.IsWhiteSpace(source[at]))
            at++;
        return at;
    }

    private static int Begin(ReadOnlySpan<char> source, ScalarStyle style)
    {
        if (style == ScalarStyle.Quoted)
            return 1;
        if (style != ScalarStyle.Block)
            return 0;
        var lineBreak = source.IndexOfAny('\r', '\n');
        return lineBreak < 0 ? source.Length : lineBreak;
    }

    private static int WidthAt(ReadOnlySpan<char> source, int at, char quote, bool astral)
    {
        if (at >= source.Length)
            return 0;
        if (quote == '\'' && source[at] == '\'')
            return 2;
        if (quote != '"' || source[at] != '\\' || at + 1 >= source.Length)
            return 1;
        return source[at + 1] switch
        {
            'x' => 4,
            'u' => 6,
            // An astral character takes two places in the text and one escape in the file.
            'U' => astral ? 0 : 10,
            _ => 2,
        };
    }
}
