namespace WeComPolicy.Analyzers.Configuration;

/// <summary>
/// Reads files of one pair a line: <c>key=value</c> of ini, env, properties and toml files under their <c>[section]</c>, and
/// <c>key: value</c> of YAML under the keys that are indented less.
/// </summary>
internal static class LinePairs
{
    public static void Read(string text, bool isYaml, PairCollector pairs)
    {
        var indents = new Stack<int>();
        string? name = null;
        for (var start = 0; start < text.Length && !pairs.IsFull;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0)
                end = text.Length;
            ReadLine(text, start, end, isYaml, indents, ref name, pairs);
            start = end + 1;
        }
    }

    private static void ReadLine(string text, int start, int end, bool isYaml, Stack<int> indents, ref string? name, PairCollector pairs)
    {
        var i = SkipSpace(text, start, end);
        if (i >= end || text[i] is '#' or ';' || (text[i] == '/' && i + 1 < end && text[i + 1] == '/'))
            return;
        if (!isYaml && text[i] == '[')
        {
            var close = text.IndexOf(']', i, end - i);
            while (pairs.Depth > 0)
                pairs.Leave();
            pairs.Enter(text.Substring(i + 1, (close < 0 ? end : close) - i - 1));
            return;
        }

        var isItem = isYaml && text[i] == '-' && i + 1 < end && text[i + 1] == ' ';
        if (isItem)
            i = SkipSpace(text, i + 1, end);
        if (isYaml)
            LeaveDeeper(i - start, indents, pairs);
        if (!isYaml && end - i > 7 && string.CompareOrdinal(text, i, "export ", 0, 7) == 0)
            i = SkipSpace(text, i + 7, end);

        var separator = Separator(text, i, end, isYaml);
        // Environment as lists in compose files: - NAME=value
        if (separator < 0 && isItem)
            separator = Separator(text, i, end, isYaml: false);
        if (separator < 0)
            return;
        var key = Unquoted(text, i, separator).Text;
        var (value, valueStart, length) = Unquoted(text, separator + 1, end);
        if (value.Length == 0)
        {
            if (isYaml)
            {
                pairs.Enter(key);
                indents.Push(i - start);
            }

            return;
        }

        if (isItem || key is "name")
            name = key is "name" ? value : null;
        pairs.Add(key is "value" && isYaml && name is not null ? name : key, value, valueStart, length);
    }

    private static void LeaveDeeper(int indent, Stack<int> indents, PairCollector pairs)
    {
        while (indents.Count > 0 && indents.Peek() >= indent)
        {
            indents.Pop();
            pairs.Leave();
        }
    }

    private static int Separator(string text, int from, int end, bool isYaml)
    {
        if (!isYaml)
            return text.IndexOf('=', from, end - from);
        for (var i = from; i < end; i++)
        {
            if (text[i] == ':' && (i + 1 >= end || char.IsWhiteSpace(text[i + 1])))
                return i;
        }

        return -1;
    }

    private static (string Text, int Start, int Length) Unquoted(string text, int from, int to)
    {
        from = SkipSpace(text, from, to);
        if (from < to && text[from] is '"' or '\'' && text.IndexOf(text[from], from + 1, to - from - 1) is var close and > 0)
            return (text.Substring(from + 1, close - from - 1), from + 1, close - from - 1);
        for (var i = from + 1; i < to; i++)
        {
            if (text[i] is '#' or ';' && char.IsWhiteSpace(text[i - 1]))
                to = i;
        }

        while (to > from && char.IsWhiteSpace(text[to - 1]))
            to--;
        return to <= from ? ("", from, 0) : text[from] == '#' ? ("", from, 0) : (text.Substring(from, to - from), from, to - from);
    }

    private static int SkipSpace(string text, int i, int end)
    {
        while (i < end && char.IsWhiteSpace(text[i]))
            i++;
        return i;
    }
}
