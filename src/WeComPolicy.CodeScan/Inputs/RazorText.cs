namespace WeComPolicy.CodeScan.Inputs;

/// <summary>A piece of C# in the text of a Razor page: the inside of <c>@{ }</c>, or a value that is shown, <c>@value</c> and <c>@(value)</c>.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="IsShown">It is a value, and the browser gets it.</param>
internal readonly record struct RazorPiece(int Start, int End, bool IsShown);

/// <summary>Finds the C# in the text of a Razor page. What is in a block together with markup, and in branches and loops, is not taken.</summary>
internal static class RazorText
{
    private const int MaxPieces = 2_000;

    // Pages may mean harm: blocks within blocks and blocks that are never closed are read so many times the page's length at most.
    private const int MaxReadings = 8;

    private const int MaxExpression = 2_000;

    private static readonly HashSet<string> s_words = new(StringComparer.Ordinal)
    {
        "if", "else", "for", "foreach", "while", "do", "switch", "using", "lock", "try", "model", "inject", "page", "section", "functions", "code", "inherits", "layout", "namespace",
        "attribute", "implements", "typeparam", "rendermode", "addTagHelper", "removeTagHelper", "tagHelperPrefix", "helper", "media", "import", "keyframes", "charset", "supports",
    };

    /// <summary>The pieces in the order of the text.</summary>
    /// <param name="text">The page, without its comments.</param>
    /// <param name="taken">Stretches that are code already, in the order of the text.</param>
    public static List<RazorPiece> Of(string text, IReadOnlyList<(int Start, int End)> taken)
    {
        var pieces = new List<RazorPiece>();
        var left = (long)text.Length * MaxReadings;
        var passed = 0;
        for (var i = text.IndexOf('@', StringComparison.Ordinal); i >= 0 && i + 1 < text.Length && pieces.Count < MaxPieces && left > 0; i = i + 1 < text.Length ? text.IndexOf('@', i + 1) : -1)
        {
            while (passed < taken.Count && taken[passed].End <= i)
                passed++;
            if (passed < taken.Count && taken[passed].Start <= i)
            {
                i = taken[passed].End - 1;
                continue;
            }

            // An address for mail, and the sign itself.
            if (i > 0 && (char.IsLetterOrDigit(text[i - 1]) || text[i - 1] is '.' or '_'))
                continue;
            var next = text[i + 1];
            if (next == '@')
            {
                i++;
            }
            else if (next == '{')
            {
                var close = PageCode.EndOf(text, i + 2);
                left -= (close ?? text.Length) - i;
                if (close is { } end && i + 2 < end && !HoldsMarkup(text.AsSpan(i + 2, end - i - 2)))
                {
                    pieces.Add(new RazorPiece(i + 2, end, false));
                    i = end;
                }
            }
            else if (next == '(')
            {
                if (EndOfBrackets(text, i + 1) is var end and > 0)
                {
                    pieces.Add(new RazorPiece(i + 2, end - 1, true));
                    i = end - 1;
                }
            }
            else if (char.IsLetter(next) || next == '_')
            {
                var end = EndOfValue(text, i + 1, out var first);
                if (!s_words.Contains(first))
                    pieces.Add(new RazorPiece(i + 1, end, true));
                // What a word introduces is looked through as well.
                i = (s_words.Contains(first) ? i + first.Length : end) - 1;
            }
        }

        return pieces;
    }

    /// <summary>A line that begins with a tag or with <c>@</c>.</summary>
    private static bool HoldsMarkup(ReadOnlySpan<char> block)
    {
        foreach (var line in block.EnumerateLines())
        {
            if (line.TrimStart() is [('<' or '@'), ..])
                return true;
        }

        return false;
    }

    /// <summary><c>Html.Raw(token)</c>, <c>await Model.Get()</c>, <c>items[0]?.Name</c></summary>
    private static int EndOfValue(string text, int start, out string first)
    {
        var i = EndOfWord(text, start);
        first = text[start..i];
        if (first == "await" && i + 1 < text.Length && text[i] == ' ' && char.IsLetter(text[i + 1]))
            i = EndOfWord(text, i + 1);
        while (i < text.Length)
        {
            if (text[i] is '(' or '[' && EndOfBrackets(text, i) is var end and > 0)
                i = end;
            else if (text[i] == '.' && i + 1 < text.Length && (char.IsLetter(text[i + 1]) || text[i + 1] == '_'))
                i = EndOfWord(text, i + 1);
            else if (text[i] == '?' && i + 2 < text.Length && text[i + 1] == '.' && char.IsLetter(text[i + 2]))
                i = EndOfWord(text, i + 2);
            else
                break;
        }

        return i;
    }

    private static int EndOfWord(string text, int i)
    {
        while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_'))
            i++;
        return i;
    }

    /// <summary>Behind the bracket that closes the one at a place, or -1.</summary>
    private static int EndOfBrackets(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length && i - open < MaxExpression; i++)
        {
            switch (text[i])
            {
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}':
                    if (--depth == 0)
                        return i + 1;
                    break;
                case '"' or '\'':
                    var quote = text[i];
                    for (i++; i < text.Length && text[i] != quote && text[i] != '\n'; i++)
                    {
                        if (text[i] == '\\')
                            i++;
                    }

                    break;
            }
        }

        return -1;
    }
}
