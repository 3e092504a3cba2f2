namespace WeComPolicy.Analyzers.Configuration;

/// <summary>
/// Reads XML as configuration holds it: attributes, texts of elements, and the pairs <c>&lt;add key="…" value="…"/&gt;</c> and
/// <c>&lt;setting name="…"&gt;&lt;value&gt;…</c>. No entity is resolved but the five of XML itself.
/// </summary>
internal static class XmlPairs
{
    public static void Read(string text, PairCollector pairs)
    {
        var names = new Stack<(string Element, string? Named)>();
        for (var i = 0; i < text.Length && !pairs.IsFull;)
        {
            var open = text.IndexOf('<', i);
            if (names.Count > 0)
                AddText(text, i, open < 0 ? text.Length : open, names, pairs);
            if (open < 0)
                return;
            if (Starts(text, open, "<!--"))
                i = After(text, "-->", open);
            else if (Starts(text, open, "<![CDATA["))
                i = ReadCData(text, open, names, pairs);
            else if (Starts(text, open, "<?") || Starts(text, open, "<!"))
                i = After(text, ">", open);
            else if (Starts(text, open, "</"))
            {
                if (names.Count > 0)
                {
                    names.Pop();
                    pairs.Leave();
                }

                i = After(text, ">", open);
            }
            else
                i = ReadElement(text, open + 1, names, pairs);
        }
    }

    private static int ReadCData(string text, int open, Stack<(string Element, string? Named)> names, PairCollector pairs)
    {
        var end = text.IndexOf("]]>", open, StringComparison.Ordinal);
        if (names.Count > 0)
            AddText(text, open + "<![CDATA[".Length, end < 0 ? text.Length : end, names, pairs);
        return end < 0 ? text.Length : end + 3;
    }

    private static int ReadElement(string text, int i, Stack<(string Element, string? Named)> names, PairCollector pairs)
    {
        var start = i;
        while (i < text.Length && IsNameCharacter(text[i]))
            i++;
        var element = text.Substring(start, i - start);
        var attributes = new List<(string Name, string Value, int Start, int Length)>();
        while (i < text.Length && text[i] is not '>')
        {
            if (text[i] == '/' && i + 1 < text.Length && text[i + 1] == '>')
                break;
            if (!IsNameCharacter(text[i]))
            {
                i++;
                continue;
            }

            start = i;
            while (i < text.Length && IsNameCharacter(text[i]))
                i++;
            var name = text.Substring(start, i - start);
            while (i < text.Length && (char.IsWhiteSpace(text[i]) || text[i] == '='))
                i++;
            if (i >= text.Length || text[i] is not ('"' or '\''))
                continue;
            var end = text.IndexOf(text[i], i + 1);
            if (end < 0)
                return text.Length;
            attributes.Add((name, Plain(text.Substring(i + 1, end - i - 1)), i + 1, end - i - 1));
            i = end + 1;
        }

        var isEmpty = i < text.Length && text[i] == '/';
        pairs.Enter(element);
        var named = NameOf(attributes);
        foreach (var (name, value, valueStart, length) in attributes)
        {
            // Beside other such elements, not beside the attributes of its own.
            if (named is not null && (Is(name, "value") || Is(name, "connectionString")))
                pairs.Add(named, value, valueStart, length, levelsUp: 1);
            // <secret value="…"/>
            else if (named is null && Is(name, "value"))
                pairs.Add(element, value, valueStart, length, levelsUp: 1);
            else
                pairs.Add(name, value, valueStart, length);
        }

        if (isEmpty)
            pairs.Leave();
        else
            names.Push((element, named));
        return i < text.Length ? i + (isEmpty ? 2 : 1) : text.Length;
    }

    /// <summary>What an element is called by an attribute: <c>key</c>, <c>name</c>, or an <c>id</c> that stands beside a value.</summary>
    private static string? NameOf(List<(string Name, string Value, int Start, int Length)> attributes)
    {
        var named = attributes.FirstOrDefault(a => Is(a.Name, "key") || Is(a.Name, "name")).Value;
        return named ?? (attributes.Any(a => Is(a.Name, "value"))
            ? attributes.FirstOrDefault(a => Is(a.Name, "id") || Is(a.Name, "code") || Is(a.Name, "field") || Is(a.Name, "property")).Value : null);
    }

    private static void AddText(string text, int from, int to, Stack<(string Element, string? Named)> names, PairCollector pairs)
    {
        while (from < to && char.IsWhiteSpace(text[from]))
            from++;
        while (to > from && char.IsWhiteSpace(text[to - 1]))
            to--;
        if (from >= to)
            return;
        var (element, named) = names.Peek();
        var value = Plain(text.Substring(from, to - from));
        if (RecordName.OfValue(element) is not null && names.Count > 1 && names.ElementAt(1).Named is { } outer)
            pairs.Add(outer, value, from, to - from, levelsUp: 2);
        else
            pairs.Add(named ?? element, value, from, to - from, levelsUp: 1);
        // <param><name>…</name><value>…</value></param>
        if (RecordName.OfName(element) is not null && names.Count > 1)
            NameOuter(names, value);
    }

    private static void NameOuter(Stack<(string Element, string? Named)> names, string value)
    {
        var inner = names.Pop();
        names.Push((names.Pop().Element, value));
        names.Push(inner);
    }

    private static string Plain(string text) => text.IndexOf('&') < 0
        ? text
        : text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&quot;", "\"").Replace("&apos;", "'").Replace("&amp;", "&");

    private static bool Starts(string text, int at, string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private static int After(string text, string what, int from)
    {
        var found = text.IndexOf(what, from, StringComparison.Ordinal);
        return found < 0 ? text.Length : found + what.Length;
    }

    private static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or ':';

    private static bool Is(string name, string word) => string.Equals(name, word, StringComparison.OrdinalIgnoreCase);
}
