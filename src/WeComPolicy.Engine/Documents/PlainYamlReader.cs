using System.Buffers;
using System.Globalization;
using System.Text;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// Reads the YAML that people and exporters write: block mappings and lists, values on one line, blocks of text, comments. Line by
/// line, straight from the text, many times faster than by tokens. It knows no mistakes: whatever it is not sure of, it leaves the whole document
/// to <see cref="YamlReader"/>, so that a document has the same tree, places and diagnostics whoever reads it.
/// </summary>
internal sealed class PlainYamlReader
{
    // YAML allows 1,024 characters for a key on one line; nobody writes so many bytes.
    private const int MaxKeyLength = 500;

    // Where YamlReader's own limits begin to matter.
    private const int MaxLineLength = 100_000;

    // Up to this length no search is compiled for the controls.
    private const int ShortText = 1 << 16;

    private const string Controls =
        "\0\x01\x02\x03\x04\x05\x06\a\b\t\v\f\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F\x7F";

    private static readonly AsciiSet s_controls = new(Controls);

    // What cannot begin a plain scalar, or means something else there.
    private static readonly AsciiSet s_indicators = new(" ,[]{}#&*!|>'\"%@`");

    private static readonly AsciiSet s_flowMarks = new(",[]{}:#");

    private readonly Utf8Text _source;
    private readonly byte[] _text;
    private readonly DocumentBuilder _builder;

    private Level[] _levels = new Level[16];
    private int _depth;

    // Where the current line and the next one begin; where the last mark or scalar ended; whether the value of the last key or dash is still to come.
    private int _line;
    private int _next;
    private int _end;
    private bool _awaitsValue = true;
    private bool _begun;

    private PlainYamlReader(Utf8Text source, DocumentBuilder builder)
    {
        _source = source;
        _text = source.Bytes;
        _builder = builder;
    }

    /// <summary>The document, without diagnostics; null where <see cref="YamlReader"/> must read it.</summary>
    public static DocumentReadResult? TryRead(SourceFile file, DocumentLimits limits)
    {
        if (file.Utf8 is not { } source || HasOddCharacters(source.Bytes))
            return null;
        var builder = new DocumentBuilder(file, limits, source);
        try
        {
            return new PlainYamlReader(source, builder).Read() && !builder.HasDiagnostics ? builder.Finish() : null;
        }
        catch (ReadingStopped)
        {
            return null;
        }
    }

    // Controls, tabs, lone carriage returns, the line breaks of YAML 1.1, byte order marks.
    private static bool HasOddCharacters(ReadOnlySpan<byte> text)
    {
        if (text.Length < ShortText ? s_controls.IndexOf(text) >= 0 : text.ContainsAny(LongText.Controls))
            return true;
        for (var rest = text; ;)
        {
            // U+0080 to U+009F, U+2028 and U+2029, U+FEFF and U+FFFE and U+FFFF.
            var at = rest.IndexOfAny((byte)0xC2, (byte)0xE2, (byte)0xEF);
            if (at < 0)
                break;
            if (rest[at] switch
            {
                0xC2 => rest[at + 1] < 0xA0,
                0xE2 => rest[at + 1] == 0x80 && rest[at + 2] is 0xA8 or 0xA9,
                _ => rest[at + 1] == 0xBB && rest[at + 2] == 0xBF || rest[at + 1] == 0xBF && rest[at + 2] >= 0xBE,
            })
            {
                return true;
            }

            rest = rest[(at + 2)..];
        }

        for (var at = text.IndexOf((byte)'\r'); at >= 0;)
        {
            if (at + 1 == text.Length || text[at + 1] != '\n')
                return true;
            var next = text[(at + 2)..].IndexOf((byte)'\r');
            at = next < 0 ? -1 : at + 2 + next;
        }

        return false;
    }

    // False where something is not plain.
    private bool Read()
    {
        while (_line < _text.Length)
        {
            var end = EndOfLine(_line, out _next);
            if (end - _line > MaxLineLength)
                return false;
            var start = SkipSpaces(_line, end);
            if (start < end)
            {
                if (_text[start] == '#')
                    _builder.AddComment(TextSpan.Between(start, end));
                else if (!ReadLine(start, end))
                    return false;
            }

            _line = _next;
        }

        if (_depth == 0)
            return false;
        if (_awaitsValue)
            EmptyNode();
        while (_depth > 0)
            Leave();
        return true;
    }

    private bool ReadLine(int start, int end)
    {
        var column = start - _line;
        if (column == 0 && IsMarker(start, end))
        {
            // Of all markers only a bare first line.
            if (_begun || _depth > 0 || _text[start] != '-' || SkipSpaces(start + 3, end) != end)
                return false;
            _begun = true;
            return true;
        }

        var isDash = IsDash(start, end);
        var begins = false;
        if (_awaitsValue)
        {
            var holder = _depth == 0 ? -1 : _levels[_depth - 1].Column;
            if (column > holder || (column == holder && isDash && !_levels[_depth - 1].IsList))
                begins = true;
            else
                EmptyNode();
            _awaitsValue = false;
        }

        if (!begins)
        {
            while (_depth > 0 && _levels[_depth - 1].Column > column)
                Leave();
            // A list may stand in the column of its key; it ends where no dash does.
            if (_depth > 1 && !isDash && _levels[_depth - 1].Column == column && _levels[_depth - 2].Column == column)
                Leave();
            if (_depth == 0 || _levels[_depth - 1].Column != column || _levels[_depth - 1].IsList != isDash)
                return false;
        }

        while (isDash)
        {
            if (begins)
                Enter(NodeKind.Sequence, start);
            begins = true;
            _end = start + 1;
            start = SkipSpaces(start + 1, end);
            if (IsBehindAll(start, end))
            {
                _awaitsValue = true;
                return true;
            }

            isDash = IsDash(start, end);
        }

        var colon = FindColon(start, end);
        if (colon >= 0)
        {
            if (begins)
                Enter(NodeKind.Mapping, start);
            else if (_levels[_depth - 1].IsList)
                return false;
            return ReadKey(start, colon) && ReadValueOfKey(colon, end);
        }

        return colon == NoColon && _depth > 0 && _levels[_depth - 1].IsList && ReadValue(start, end);
    }

    private bool ReadValueOfKey(int colon, int end)
    {
        _end = colon + 1;
        var start = SkipSpaces(colon + 1, end);
        if (!IsBehindAll(start, end))
            return ReadValue(start, end);
        _awaitsValue = true;
        return true;
    }

    private const int NoColon = -1;
    private const int Unsure = -2;

    // The colon behind the key that begins the content of a line.
    private int FindColon(int start, int end)
    {
        int colon;
        if (At(start) is '"' or '\'')
        {
            var close = FindClosingQuote(start, end);
            if (close < 0)
                return Unsure;
            colon = close + 1;
            if (colon == end || _text[colon] == ' ')
            {
                var next = SkipSpaces(colon, end);
                return next < end && _text[next] != '#' ? Unsure : NoColon;
            }

            if (_text[colon] != ':' || !IsBlankAt(colon + 1, end))
                return Unsure;
        }
        else
        {
            if (At(start) is '[' or '{' or '|' or '>')
                return NoColon;
            if (!CanBeginPlain(start, end))
                return Unsure;
            colon = start;
            while (true)
            {
                var found = _text.AsSpan(colon, end - colon).IndexOfAny((byte)':', (byte)'#');
                if (found < 0)
                    return NoColon;
                colon += found;
                if (_text[colon] == '#')
                {
                    if (_text[colon - 1] == ' ')
                        return NoColon;
                }
                else if (IsBlankAt(colon + 1, end))
                {
                    break;
                }

                colon++;
            }

            if (_text[colon - 1] == ' ')
                return Unsure;
        }

        return colon - start > MaxKeyLength ? Unsure : colon;
    }

    private bool ReadKey(int start, int colon)
    {
        ReadOnlySpan<byte> key = _text.AsSpan(start, colon - start);
        if (At(start) is '"' or '\'')
        {
            var content = key[1..^1];
            if (content.Length == 0 || content.ContainsAny((byte)'\'', (byte)'\\'))
                return false;
            _builder.Key(content, TextSpan.Between(start, colon));
            return true;
        }

        if (key.SequenceEqual("<<"u8))
            return false;
        _builder.Key(key, TextSpan.Between(start, colon));
        return true;
    }

    // A value that begins and ends on this line, and what may stand behind it.
    private bool ReadValue(int start, int end)
    {
        int behind;
        switch (At(start))
        {
            case '"' or '\'':
                behind = ReadQuoted(start, end);
                break;
            case '[' or '{':
                behind = ReadFlow(start, end);
                break;
            case '|' or '>':
                return ReadBlock(start, end);
            default:
                return ReadPlain(start, end);
        }

        if (behind < 0)
            return false;
        _end = behind;
        return behind == end || (_text[behind] == ' ' && IsBehindAll(SkipSpaces(behind, end), end));
    }

    private bool ReadPlain(int start, int end)
    {
        if (!CanBeginPlain(start, end))
            return false;
        var stop = end;
        for (var at = start; ; at++)
        {
            var found = _text.AsSpan(at, end - at).IndexOfAny((byte)':', (byte)'#');
            if (found < 0)
                break;
            at += found;
            if (_text[at] == ':')
            {
                if (IsBlankAt(at + 1, end))
                    return false;
            }
            else if (_text[at - 1] == ' ')
            {
                _builder.AddComment(TextSpan.Between(at, end));
                stop = at;
                break;
            }
        }

        while (_text[stop - 1] == ' ')
            stop--;
        _end = stop;
        _builder.Scalar(null, ScalarStyle.Plain, TextSpan.Between(start, stop));
        return true;
    }

    /// <returns>The place behind the closing quote; negative where something is not plain.</returns>
    private int ReadQuoted(int start, int end)
    {
        var close = FindClosingQuote(start, end);
        if (close < 0)
            return Unsure;
        var content = _text.AsSpan(start + 1, close - start - 1);
        string? text = null;
        if (_text[start] == '"' && content.Contains((byte)'\\'))
        {
            text = Unescaped(_source.Substring(start + 1, close));
            if (text is null)
                return Unsure;
        }
        else if (_text[start] == '\'' && content.Contains((byte)'\''))
        {
            text = _source.Substring(start + 1, close).Replace("''", "'", StringComparison.Ordinal);
        }

        _builder.Scalar(text, ScalarStyle.Quoted, TextSpan.Between(start, close + 1));
        return close + 1;
    }

    private int FindClosingQuote(int start, int end)
    {
        // A backslash, or a second single quote, takes the next character with it.
        var (quote, escape) = _text[start] == '"' ? ((byte)'"', (byte)'\\') : ((byte)'\'', (byte)'\'');
        for (var at = start + 1; ; at += 2)
        {
            var found = at > end ? -1 : _text.AsSpan(at, end - at).IndexOfAny(quote, escape);
            if (found < 0)
                return Unsure;
            at += found;
            if (_text[at] == quote && (quote != escape || at + 1 == end || _text[at + 1] != quote))
                return at;
        }
    }

    // The escapes that JSON has too; null where there is another.
    private static string? Unescaped(ReadOnlySpan<char> content)
    {
        var text = new StringBuilder();
        for (var at = 0; at < content.Length; at++)
        {
            if (content[at] != '\\')
            {
                text.Append(content[at]);
                continue;
            }

            const string Escapes = "\"\\/nrt";
            at++;
            if (content[at] == 'u' && at + 4 < content.Length
                && ushort.TryParse(content.Slice(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
                && !char.IsSurrogate((char)unit))
            {
                text.Append((char)unit);
                at += 4;
            }
            else if (Escapes.IndexOf(content[at], StringComparison.Ordinal) is >= 0 and var index)
            {
                text.Append("\"\\/\n\r\t"[index]);
            }
            else
            {
                return null;
            }
        }

        return text.ToString();
    }

    // Text on lines of its own below `|` or `>`, with or without `-`.
    private bool ReadBlock(int start, int end)
    {
        var isFolded = _text[start] == '>';
        var isStripped = start + 1 < end && _text[start + 1] == '-';
        if (SkipSpaces(isStripped ? start + 2 : start + 1, end) != end)
            return false;
        var outer = _levels[_depth - 1].Column;
        var text = new StringBuilder();
        var (indent, blanks, widestBlank) = (-1, 0, 0);
        for (var line = _next; line < _text.Length; line = _next)
        {
            var lineEnd = EndOfLine(line, out var next);
            var first = SkipSpaces(line, lineEnd);
            var column = first - line;
            if (first == lineEnd)
            {
                // Blanks beyond the indentation would belong to the text.
                widestBlank = Math.Max(widestBlank, column);
                if (indent >= 0 && column > indent)
                    return false;
                blanks++;
                _next = next;
                continue;
            }

            if (column <= outer || column < indent)
                break;
            var isFirst = indent < 0;
            if (isFirst)
                indent = column;
            // Blanks above the first line say how far it may be indented; lines that are indented deeper, or end with blanks, fold by
            // rules of their own.
            if ((isFirst && widestBlank > 0) || (isFolded && (column > indent || _text[lineEnd - 1] == ' ')) || (next == lineEnd && !isStripped))
                return false;
            text.Append('\n', isFirst || (isFolded && blanks > 0) ? blanks : isFolded ? 0 : blanks + 1);
            if (!isFirst && isFolded && blanks == 0)
                text.Append(' ');
            text.Append(_source.Substring(line + indent, lineEnd));
            _end = lineEnd;
            blanks = 0;
            _next = next;
        }

        if (indent < 0)
            return false;
        if (!isStripped)
            text.Append('\n');
        _builder.Scalar(text.ToString(), ScalarStyle.Block, TextSpan.Between(start, _end));
        return true;
    }

    // A list or mapping in brackets, on one line. Not deeper than the builder lets any document be.
    private int ReadFlow(int start, int end)
    {
        var isList = _text[start] == '[';
        var closer = isList ? ']' : '}';
        _builder.Begin(isList ? NodeKind.Sequence : NodeKind.Mapping, start);
        var at = SkipSpaces(start + 1, end);
        if (at < end && _text[at] == closer)
        {
            _builder.End(at + 1);
            return at + 1;
        }

        while (at < end)
        {
            if (!isList)
            {
                at = ReadFlowKey(at, end);
                if (at < 0)
                    return Unsure;
            }

            at = At(at) switch
            {
                '[' or '{' => ReadFlow(at, end),
                '"' or '\'' => ReadQuoted(at, end),
                _ => ReadFlowPlain(at, end),
            };
            if (at < 0)
                return Unsure;
            at = SkipSpaces(at, end);
            if (at == end)
                return Unsure;
            if (_text[at] == closer)
            {
                _builder.End(at + 1);
                return at + 1;
            }

            if (_text[at] != ',')
                return Unsure;
            at = SkipSpaces(at + 1, end);
        }

        return Unsure;
    }

    /// <returns>Where the value begins.</returns>
    private int ReadFlowKey(int start, int end)
    {
        int colon;
        if (At(start) is '"' or '\'')
        {
            colon = FindClosingQuote(start, end) + 1;
        }
        else
        {
            var found = CanBeginPlain(start, end) ? s_flowMarks.IndexOf(_text.AsSpan(start, end - start)) : -1;
            colon = found < 0 || _text[start + found - 1] == ' ' ? Unsure : start + found;
        }

        if (colon < 0 || colon + 1 >= end || _text[colon] != ':' || _text[colon + 1] != ' ' || colon - start > MaxKeyLength || !ReadKey(start, colon))
            return Unsure;
        var value = SkipSpaces(colon + 1, end);
        return value < end ? value : Unsure;
    }

    private int ReadFlowPlain(int start, int end)
    {
        if (!CanBeginPlain(start, end))
            return Unsure;
        var behind = start;
        while (true)
        {
            var found = s_flowMarks.IndexOf(_text.AsSpan(behind, end - behind));
            if (found < 0)
                return Unsure;
            behind += found;
            // A time of day, an address, or a number sign within a word.
            if (_text[behind] == ':' ? behind + 1 == end || !(char.IsAsciiLetterOrDigit(At(behind + 1)) || _text[behind + 1] == '/') : _text[behind] != '#' || _text[behind - 1] == ' ')
                break;
            behind++;
        }

        if (At(behind) is not (',' or ']' or '}'))
            return Unsure;
        var stop = behind;
        while (_text[stop - 1] == ' ')
            stop--;
        _builder.Scalar(null, ScalarStyle.Plain, TextSpan.Between(start, stop));
        return behind;
    }

    private void Enter(NodeKind kind, int start)
    {
        _builder.Begin(kind, start);
        if (_depth == _levels.Length)
            Array.Resize(ref _levels, _depth * 2);
        _levels[_depth++] = new Level(start - _line, kind == NodeKind.Sequence);
    }

    private void Leave()
    {
        _depth--;
        _builder.End(_end);
    }

    private void EmptyNode() => _builder.Scalar("", ScalarStyle.Plain, new TextSpan(_end, 0));

    /// <returns>Where the line ends, without its line break.</returns>
    private int EndOfLine(int start, out int next)
    {
        var length = _text.AsSpan(start).IndexOf((byte)'\n');
        var end = length < 0 ? _text.Length : start + length;
        next = length < 0 ? end : end + 1;
        return end > start && _text[end - 1] == '\r' ? end - 1 : end;
    }

    private int SkipSpaces(int start, int end)
    {
        while (start < end && _text[start] == ' ')
            start++;
        return start;
    }

    private char At(int at) => (char)_text[at];

    private bool IsBlankAt(int at, int end) => at == end || _text[at] == ' ';

    // Nothing more on the line but perhaps a comment, which it takes.
    private bool IsBehindAll(int start, int end)
    {
        if (start == end)
            return true;
        if (_text[start] != '#' || _text[start - 1] != ' ')
            return false;
        _builder.AddComment(TextSpan.Between(start, end));
        return true;
    }

    private bool IsDash(int start, int end) => _text[start] == '-' && IsBlankAt(start + 1, end);

    private bool CanBeginPlain(int start, int end) =>
        At(start) is '-' or '?' or ':' ? !IsBlankAt(start + 1, end) && At(start + 1) is not (',' or '[' or ']' or '{' or '}' or '-')
            : !s_indicators.Contains(At(start));

    private bool IsMarker(int start, int end) =>
        end - start >= 3 && (_text.AsSpan(start, 3).SequenceEqual("---"u8) || _text.AsSpan(start, 3).SequenceEqual("..."u8));

    // Made only once there is a long text: no framework has this search compiled ahead.
    private static class LongText
    {
        public static readonly SearchValues<byte> Controls = SearchValues.Create(Encoding.ASCII.GetBytes(PlainYamlReader.Controls));
    }

    // An open collection of the block style: the column of its keys or dashes.
    private readonly record struct Level(int Column, bool IsList);
}
