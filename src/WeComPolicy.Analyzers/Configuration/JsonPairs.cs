using System.Text;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Configuration;

/// <summary>
/// Reads JSON as settings files hold it, with comments, trailing commas and mistakes, and what YAML writes like it: bare keys and values,
/// single quotes, comments that begin with <c>#</c>.
/// </summary>
internal sealed class JsonPairs
{
    /// <summary>A text that holds JSON itself may hold one that does.</summary>
    private const int MaxTextsWithin = 3;

    private readonly string _text;

    private readonly int _to;

    private readonly bool _isYaml;

    private readonly int _within;

    private readonly PairCollector _pairs;

    private readonly Stack<Level> _levels = new();

    private string? _key;

    private JsonPairs(string text, int to, bool isYaml, int within, PairCollector pairs)
    {
        _text = text;
        _to = to;
        _isYaml = isYaml;
        _within = within;
        _pairs = pairs;
    }

    /// <summary>Reads a file.</summary>
    public static void Read(string text, PairCollector pairs) => new JsonPairs(text, text.Length, isYaml: false, 0, pairs).ReadAll(0);

    /// <summary>Reads a mapping or list of YAML that begins at a brace or bracket and ends with its own; <paramref name="key"/> stands before it.</summary>
    public static void ReadFlow(string text, int from, int to, string? key, PairCollector pairs) =>
        new JsonPairs(text, to, isYaml: true, 0, pairs) { _key = key }.ReadAll(from);

    /// <summary>Reads a value that is JSON by itself, if it is.</summary>
    /// <returns>Whether it is.</returns>
    public static bool ReadText(string text, int from, int length, string? key, PairCollector pairs, int within = 0)
    {
        var to = from + length;
        if (within >= MaxTextsWithin || length < 5 || text[from] is not ('{' or '[') || text[to - 1] is not ('}' or ']') || text.IndexOf(':', from, length) < 0)
            return false;
        new JsonPairs(text, to, isYaml: false, within + 1, pairs) { _key = key }.ReadAll(from);
        return true;
    }

    /// <summary>Where the brace or bracket at a place is closed: behind the closing one, or -1.</summary>
    public static int EndOfFlow(string text, int from)
    {
        var depth = 0;
        for (var i = from; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']':
                    if (--depth == 0)
                        return i + 1;
                    break;
                case '#' when char.IsWhiteSpace(text[i - 1]):
                    i = EndOfLine(text, i, text.Length);
                    break;
                // Within a bare word it is an apostrophe.
                case '"' or '\'' when text[i - 1] is '{' or '[' or ',' or ':' || char.IsWhiteSpace(text[i - 1]):
                    var quote = text[i];
                    for (i++; i < text.Length && text[i] != quote; i++)
                    {
                        if (text[i] == '\\' && quote == '"')
                            i++;
                    }

                    break;
            }
        }

        return -1;
    }

    private void ReadAll(int from)
    {
        for (var i = from; i < _to && !_pairs.IsFull; i++)
        {
            switch (_text[i])
            {
                case '/' when !_isYaml && Follows(i + 1, '/'):
                case '#' when _isYaml && char.IsWhiteSpace(_text[i - 1]):
                    i = EndOfLine(_text, i, _to);
                    break;
                case '/' when !_isYaml && Follows(i + 1, '*'):
                    var end = _text.IndexOf("*/", i + 2, _to - i - 2, StringComparison.Ordinal);
                    i = end < 0 ? _to : end + 1;
                    break;
                case '{' or '[':
                    Enter(isList: _text[i] == '[');
                    break;
                case '}' or ']':
                    Leave();
                    break;
                case ',':
                    _key = null;
                    break;
                case '"' or '\'':
                    ReadQuoted(ref i);
                    break;
                // A text within a text: \"key\".
                case '\\' when Follows(i + 1, '"'):
                    break;
                case var c when _isYaml && !char.IsWhiteSpace(c) && c != ':':
                    ReadBare(ref i);
                    break;
                // Numbers are ids at most.
                case >= '0' and <= '9' when _key is not null && _key.EndsWith("id", StringComparison.OrdinalIgnoreCase):
                    ReadBare(ref i);
                    break;
            }
        }

        while (_levels.Count > 0)
            Leave();
    }

    private void Enter(bool isList)
    {
        var outer = _key ?? (_levels.Count > 0 && _levels.Peek().IsList ? _levels.Peek().Key : "");
        _pairs.Enter(_key ?? "", _levels.Count > 0 ? _levels.Peek().Name : null);
        _levels.Push(new Level(outer, isList));
        _key = null;
    }

    private void Leave()
    {
        if (_levels.Count > 0)
            _levels.Pop();
        _pairs.Leave();
        _key = null;
    }

    private void ReadQuoted(ref int i)
    {
        var start = i + 1;
        var isEscaped = i > 0 && _text[i - 1] == '\\';
        var value = ReadString(ref i);
        var length = (isEscaped && i > start && _text[i - 1] == '\\' ? i - 1 : i) - start;
        if (IsKey(i + 1))
            _key = value;
        else
            Add(value, start, length);
    }

    // Ends at the closing quote, or at the end of a line that has none.
    private string ReadString(ref int i)
    {
        var quote = _text[i];
        var isEscaped = i > 0 && _text[i - 1] == '\\';
        var value = new StringBuilder();
        for (i++; i < _to && _text[i] != quote && _text[i] != '\n'; i++)
        {
            if (_text[i] != '\\' || i + 1 >= _to || quote == '\'')
            {
                value.Append(_text[i]);
            }
            else if (_text[++i] == quote && isEscaped)
            {
                break;
            }
            else if (_text[i] == 'u' && i + 4 < _to && int.TryParse(_text.Substring(i + 1, 4), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var code))
            {
                value.Append((char)code);
                i += 4;
            }
            else
            {
                value.Append(_text[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
            }
        }

        return value.ToString();
    }

    /// <summary>A key or a value without quotes: up to a comma, a closing brace, or a colon with a space behind it.</summary>
    private void ReadBare(ref int i)
    {
        var start = i;
        while (i < _to && _text[i] is not (',' or '}' or ']' or '{' or '[' or '\n' or '\r') && !(_text[i] == '#' && char.IsWhiteSpace(_text[i - 1]))
            && !(_text[i] == ':' && (i + 1 >= _to || char.IsWhiteSpace(_text[i + 1]) || _text[i + 1] is '"' or '\'' or '{' or '[')))
            i++;
        var end = i;
        while (end > start && char.IsWhiteSpace(_text[end - 1]))
            end--;
        var value = _text.Substring(start, end - start);
        if (i < _to && _text[i] == ':')
            _key = value;
        else
            Add(value, start, end - start);
        // What ended it is read by itself.
        i--;
    }

    private void Add(string value, int start, int length)
    {
        if (ReadText(_text, start, length, _key, _pairs, _within))
            return;
        if (_levels.Count == 0)
        {
            _pairs.Add(_key ?? "", value, start, length);
            return;
        }

        var level = _levels.Peek();
        if (_key is null && value.IndexOf('=') is > 0 and var equals)
            // Environment as lists: [ NAME=value ]
            _pairs.Add(value.Substring(0, equals), value.Substring(equals + 1), start + equals + 1, length - equals - 1);
        else if (_key is null)
            _pairs.Add(level.Key, value, start, length, levelsUp: 1);
        else if (Is(_key, "value"))
            // { "name": "…", "value": "…" }, and "…": { "value": "…" }
            _pairs.Add(level.Name ?? level.Key, value, start, length, levelsUp: 1);
        else if (RecordName.OfValue(_key) is { } of && level.Names?.TryGetValue(of, out var named) == true)
            // { "ConfigKey": "…", "ConfigValue": "…" }
            _pairs.Add(named, value, start, length, levelsUp: 1);
        else
            _pairs.Add(_key, value, start, length);
        if (_key is not null && RecordName.OfName(_key) is { } name)
            level.SetName(name, value);
    }

    private bool IsKey(int i)
    {
        while (i < _to && char.IsWhiteSpace(_text[i]))
            i++;
        return i < _to && _text[i] == ':';
    }

    private bool Follows(int i, char c) => i < _to && _text[i] == c;

    private static int EndOfLine(string text, int from, int to)
    {
        var end = text.IndexOf('\n', from, to - from);
        return end < 0 ? to : end;
    }

    private static bool Is(string name, string word) => string.Equals(name, word, StringComparison.OrdinalIgnoreCase);

    /// <summary>A mapping or list that is open.</summary>
    private sealed class Level(string key, bool isList)
    {
        /// <summary>The key that it stands under.</summary>
        public string Key { get; } = key;

        public bool IsList { get; } = isList;

        /// <summary>What its entry "name", "key", "code" says.</summary>
        public string? Name { get; private set; }

        /// <summary>The same by what stands before the word: <c>Config</c> of <c>ConfigKey</c>.</summary>
        public Dictionary<string, string>? Names { get; private set; }

        public void SetName(string before, string value)
        {
            Names ??= [];
            // { "code": "CorpSecret", "name": "the secret of the corp", … }
            if (!Names.TryGetValue(before, out var known) || !SecretName.Tells(WeComWords.Normalize(known)))
                Names[before] = value;
            if (before.Length == 0)
                Name = Names[before];
        }
    }
}
