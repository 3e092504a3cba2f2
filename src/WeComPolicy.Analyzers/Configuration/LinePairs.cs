namespace WeComPolicy.Analyzers.Configuration;

/// <summary>
/// Reads files of one pair a line: <c>key=value</c> of ini, env, properties and toml files under their <c>[section]</c>, and
/// <c>key: value</c> of YAML under the keys that are indented less; what stands in braces and brackets reads <see cref="JsonPairs"/>.
/// </summary>
internal sealed class LinePairs
{
    private readonly string _text;

    private readonly bool _isYaml;

    private readonly PairCollector _pairs;

    private readonly Stack<int> _indents = new();

    /// <summary>What the entry "name" of a list's item says.</summary>
    private string? _name;

    /// <summary>The key whose value begins on a line below.</summary>
    private string? _open;

    /// <summary>Whether a brace was never closed: such a file is read line by line.</summary>
    private bool _isBroken;

    private LinePairs(string text, bool isYaml, PairCollector pairs)
    {
        _text = text;
        _isYaml = isYaml;
        _pairs = pairs;
    }

    public static void Read(string text, bool isYaml, PairCollector pairs)
    {
        var reader = new LinePairs(text, isYaml, pairs);
        for (var start = 0; start < text.Length && !pairs.IsFull;)
            start = reader.ReadLine(start) + 1;
    }

    /// <summary>Reads a line, and those below it that its braces span.</summary>
    /// <returns>The end of the last.</returns>
    private int ReadLine(int start)
    {
        var end = EndOfLine(start);
        var i = SkipSpace(_text, start, end);
        if (i >= end || _text[i] is '#' or ';' || (_text[i] == '/' && i + 1 < end && _text[i + 1] == '/'))
            return end;
        if (!_isYaml)
            ReadSetting(i, end);
        else if (ReadYaml(start, i, end) is { } flow && JsonPairs.EndOfFlow(_text, flow.From) is var close)
            return ReadFlow(flow, close, end);
        return end;
    }

    private void ReadSetting(int i, int end)
    {
        if (_text[i] == '[')
        {
            var close = _text.IndexOf(']', i, end - i);
            while (_pairs.Depth > 0)
                _pairs.Leave();
            _pairs.Enter(_text.Substring(i + 1, (close < 0 ? end : close) - i - 1));
            return;
        }

        if (end - i > 7 && string.CompareOrdinal(_text, i, "export ", 0, 7) == 0)
            i = SkipSpace(_text, i + 7, end);
        var separator = Separator(_text, i, end, isYaml: false);
        if (separator >= 0)
            Add(Unquoted(_text, i, separator).Text, separator + 1, end);
    }

    /// <summary>Reads a line of YAML up to where braces or brackets begin.</summary>
    private (int From, string? Key)? ReadYaml(int start, int i, int end)
    {
        var isItem = false;
        // - - a: b
        while (_text[i] == '-' && i + 1 < end && _text[i + 1] == ' ')
        {
            isItem = true;
            i = SkipSpace(_text, i + 1, end);
            if (i >= end)
                return null;
        }

        LeaveDeeper(i - start, _indents, _pairs);
        var open = _open;
        _open = null;
        if (_text[i] is '{' or '[' && !_isBroken)
            return (i, open);
        var separator = Separator(_text, i, end, isYaml: true);
        // Environment as lists in compose files: - NAME=value
        if (separator < 0 && isItem)
            separator = Separator(_text, i, end, isYaml: false);
        if (separator < 0)
        {
            // The value of the key above, or an item of its list, which may go on.
            if (open is not null)
            {
                var (item, at, size) = Unquoted(_text, i, end);
                _pairs.Add(open, item, at, size, levelsUp: 1);
                _open = isItem ? open : null;
            }

            return null;
        }

        var key = Unquoted(_text, i, separator).Text;
        var from = SkipProperties(separator + 1, end);
        if (from < end && _text[from] is '{' or '[' && !_isBroken)
            return (from, key);
        var (value, valueStart, length) = Unquoted(_text, from, end);
        if (value.Length == 0 || IsBlock(value))
        {
            _pairs.Enter(key);
            _indents.Push(i - start);
            _open = key;
            return null;
        }

        if (isItem || key is "name")
            _name = key is "name" ? value : null;
        if (key is "value" && (_name ?? open) is { } named)
            _pairs.Add(named, value, valueStart, length, levelsUp: _name is null ? 1 : 0);
        else
            Add(key, from, end);
        return null;
    }

    private int ReadFlow((int From, string? Key) flow, int close, int end)
    {
        _isBroken |= close < 0;
        var to = close < 0 ? end : close;
        JsonPairs.ReadFlow(_text, flow.From, to, flow.Key, _pairs);
        return EndOfLine(to);
    }

    private void Add(string key, int from, int end)
    {
        var (value, start, length) = Unquoted(_text, from, end);
        if (!JsonPairs.ReadText(_text, start, length, key, _pairs))
            _pairs.Add(key, value, start, length);
    }

    private int EndOfLine(int from)
    {
        var end = _text.IndexOf('\n', from);
        return end < 0 ? _text.Length : end;
    }

    /// <summary><c>&amp;anchor</c> and <c>!tag</c> before a value.</summary>
    private int SkipProperties(int i, int end)
    {
        i = SkipSpace(_text, i, end);
        while (i < end && _text[i] is '&' or '!')
        {
            while (i < end && !char.IsWhiteSpace(_text[i]))
                i++;
            i = SkipSpace(_text, i, end);
        }

        return i;
    }

    /// <summary>A text follows on the lines below.</summary>
    private static bool IsBlock(string value) =>
        value[0] is '|' or '>' && value.Length <= 3 && value.Skip(1).All(c => c is '+' or '-' || char.IsDigit(c));

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
        if (from < to && text[from] is '"' or '\'' && ClosingQuote(text, from, to) is var close and > 0)
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

    private static int ClosingQuote(string text, int open, int to)
    {
        for (var i = open + 1; i < to; i++)
        {
            if (text[i] == text[open])
                return i;
            // \" goes on; a path on Windows may end with a backslash.
            if (text[i] == '\\' && i + 2 < to && text[open] == '"' && text[i + 1] == '"')
                i++;
        }

        return -1;
    }

    private static int SkipSpace(string text, int i, int end)
    {
        while (i < end && char.IsWhiteSpace(text[i]))
            i++;
        return i;
    }
}
