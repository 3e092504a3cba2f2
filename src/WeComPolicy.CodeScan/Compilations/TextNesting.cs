namespace WeComPolicy.CodeScan.Compilations;

/// <summary>Measures nesting in a text before anything parses it: parsers need long for what is nested thousands of times.</summary>
internal static class TextNesting
{
    /// <summary>Brackets inside one another, or one prefix operator behind the other. Brackets in texts and comments count too: the limit is far above any code.</summary>
    public static bool Exceeds(string text, int limit)
    {
        int brackets = 0, angles = 0, prefixes = 0, directives = 0;
        foreach (var c in text)
        {
            switch (c)
            {
                case '{' or '(' or '[':
                    brackets++;
                    break;
                case '}' or ')' or ']':
                    brackets = Math.Max(0, brackets - 1);
                    break;
                case '<':
                    angles++;
                    break;
                case '>':
                    angles = Math.Max(0, angles - 1);
                    break;
            }

            if (c is ';' or '{' or '}')
                angles = 0;
            if (c is '!' or '~' or '-' or '+' or '&' or '*')
                prefixes++;
            else if (!char.IsWhiteSpace(c))
                prefixes = 0;
            if (brackets > limit || angles > limit || (prefixes > limit && c is '!' or '~'))
                return true;
        }

        for (var at = text.IndexOf('#'); at >= 0 && directives <= limit; at = text.IndexOf('#', at + 1))
        {
            var directive = text.AsSpan(at + 1, Math.Min(8, text.Length - at - 1)).TrimStart();
            directives = directive.StartsWith("if", StringComparison.Ordinal) ? directives + 1
                : directive.StartsWith("endif", StringComparison.Ordinal) ? Math.Max(0, directives - 1)
                : directives;
        }

        return directives > limit;
    }
}
