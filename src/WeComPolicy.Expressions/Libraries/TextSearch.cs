namespace WeComPolicy.Expressions.Libraries;

/// <summary>Searches text by code unit, in time linear in both texts whatever they hold.</summary>
internal static class TextSearch
{
    // Up to this product the built-in search is quicker even in its worst case.
    private const long QuickProduct = 10_000_000;

    /// <summary>Offset of the first occurrence at or behind <paramref name="start"/>, or -1.</summary>
    public static int IndexOf(string text, string wanted, int start = 0)
    {
        if (wanted.Length > text.Length - start)
            return -1;
        if ((long)(text.Length - start) * wanted.Length <= QuickProduct)
            return text.IndexOf(wanted, start, StringComparison.Ordinal);
        return Search(text, wanted, start, Borders(wanted));
    }

    /// <summary>Offset of the last occurrence that begins at or before <paramref name="latest"/>, or -1.</summary>
    public static int LastIndexOf(string text, string wanted, int latest)
    {
        var end = (int)Math.Min(text.Length, (long)latest + wanted.Length);
        if (wanted.Length > end)
            return -1;
        if ((long)end * wanted.Length <= QuickProduct)
            return text.AsSpan(0, end).LastIndexOf(wanted);
        var borders = Borders(wanted);
        var last = -1;
        for (var at = Search(text, wanted, 0, borders); at >= 0 && at <= latest; at = Search(text, wanted, at + 1, borders))
            last = at;
        return last;
    }

    /// <summary>Number of occurrences that do not overlap, counted up to <paramref name="most"/>.</summary>
    public static int Count(string text, string wanted, int most)
    {
        var count = 0;
        for (var at = 0; count < most && (at = IndexOf(text, wanted, at)) >= 0; at += wanted.Length)
            count++;
        return count;
    }

    // Knuth, Morris, Pratt.
    private static int Search(string text, string wanted, int start, int[] borders)
    {
        var matched = 0;
        for (var i = start; i < text.Length; i++)
        {
            while (matched > 0 && text[i] != wanted[matched])
                matched = borders[matched - 1];
            if (text[i] == wanted[matched])
                matched++;
            if (matched == wanted.Length)
                return i - matched + 1;
        }

        return -1;
    }

    private static int[] Borders(string wanted)
    {
        var borders = new int[wanted.Length];
        var length = 0;
        for (var i = 1; i < wanted.Length; i++)
        {
            while (length > 0 && wanted[i] != wanted[length])
                length = borders[length - 1];
            if (wanted[i] == wanted[length])
                length++;
            borders[i] = length;
        }

        return borders;
    }
}
