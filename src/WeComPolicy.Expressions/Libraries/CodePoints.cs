namespace WeComPolicy.Expressions.Libraries;

/// <summary>Positions in a text counted in code points, as CEL counts; a lone surrogate counts as one.</summary>
internal static class CodePoints
{
    /// <summary>Number of code points.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        // Text without surrogates is the rule, and finding one is vectorised.
        var first = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        if (first < 0)
            return text.Length;
        var count = text.Length;
        for (var i = first + 1; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]))
                count--;
        }

        return count;
    }

    /// <summary>
    /// Offset in UTF-16 code units of code point number <paramref name="index"/>; the length of the text for the number of its
    /// code points; -1 when there is no such code point.
    /// </summary>
    public static int Offset(ReadOnlySpan<char> text, long index)
    {
        if (index < 0 || index > text.Length)
            return -1;
        var first = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        if (first < 0 || index <= first)
            return (int)index;
        var offset = first;
        for (var left = index - first; left > 0; left--)
        {
            if (offset >= text.Length)
                return -1;
            offset += LengthAt(text, offset);
        }

        return offset;
    }

    /// <summary>Number of UTF-16 code units of the code point at an offset: 1 or 2.</summary>
    public static int LengthAt(ReadOnlySpan<char> text, int offset) =>
        char.IsHighSurrogate(text[offset]) && offset + 1 < text.Length && char.IsLowSurrogate(text[offset + 1]) ? 2 : 1;
}
