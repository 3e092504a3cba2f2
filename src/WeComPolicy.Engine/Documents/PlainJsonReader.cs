using System.Text;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// Reads JSON that is right, straight from the text. It knows no mistakes: a document that has one is left to
/// <see cref="JsonTextReader"/> as a whole, which words it.
/// </summary>
internal sealed class PlainJsonReader
{
    private readonly Utf8Text _source;
    private readonly byte[] _text;
    private readonly DocumentBuilder _builder;
    private int _at;

    private PlainJsonReader(Utf8Text source, DocumentBuilder builder)
    {
        _source = source;
        _text = source.Bytes;
        _builder = builder;
    }

    /// <summary>The document, without diagnostics; null where <see cref="JsonTextReader"/> must read it.</summary>
    public static DocumentReadResult? TryRead(SourceFile file, DocumentLimits limits)
    {
        if (file.Utf8 is not { } source)
            return null;
        var builder = new DocumentBuilder(file, limits, source);
        try
        {
            return new PlainJsonReader(source, builder).Read() && !builder.HasDiagnostics ? builder.Finish() : null;
        }
        catch (ReadingStopped)
        {
            return null;
        }
    }

    // False where something is not right.
    private bool Read()
    {
        SkipBlanks();
        if (!ReadValue())
            return false;
        while (_builder.Innermost is { } kind)
        {
            // Behind a value of a collection.
            SkipBlanks();
            var mark = Current;
            if (mark == (kind == NodeKind.Sequence ? ']' : '}'))
            {
                _builder.End(++_at);
                continue;
            }

            if (mark != ',')
                return false;
            _at++;
            SkipBlanks();
            if (!(kind == NodeKind.Sequence || ReadKey()) || !ReadValue())
                return false;
        }

        SkipBlanks();
        return _at == _text.Length;
    }

    private char Current => _at < _text.Length ? At(_at) : '\0';

    private char At(int at) => (char)_text[at];

    // A scalar, or an empty collection, or the beginning of a collection with the first value in it.
    private bool ReadValue()
    {
        while (true)
        {
            var first = Current;
            if (first is not ('{' or '['))
                return ReadScalar(first);
            _builder.Begin(first == '[' ? NodeKind.Sequence : NodeKind.Mapping, _at);
            _at++;
            SkipBlanks();
            if (Current == (first == '[' ? ']' : '}'))
            {
                _builder.End(++_at);
                return true;
            }

            if (first == '{' && !ReadKey())
                return false;
        }
    }

    private bool ReadKey()
    {
        var start = _at;
        if (Current != '"' || !ReadString(out var text))
            return false;
        var span = TextSpan.Between(start, _at);
        if (text is null)
            _builder.Key(_text.AsSpan(start + 1, span.Length - 2), span);
        else
            _builder.Key(text, span);
        SkipBlanks();
        if (Current != ':')
            return false;
        _at++;
        SkipBlanks();
        return true;
    }

    private bool ReadScalar(char first)
    {
        var start = _at;
        if (first == '"')
        {
            if (!ReadString(out var text))
                return false;
            _builder.Scalar(text, ScalarStyle.Quoted, TextSpan.Between(start, _at));
            return true;
        }

        if (!(first switch
        {
            't' => ReadWord("true"u8),
            'f' => ReadWord("false"u8),
            'n' => ReadWord("null"u8),
            _ => ReadNumber(),
        }))
        {
            return false;
        }

        _builder.Scalar(null, ScalarStyle.Plain, TextSpan.Between(start, _at));
        return true;
    }

    private bool ReadWord(ReadOnlySpan<byte> word)
    {
        if (!_text.AsSpan(_at).StartsWith(word))
            return false;
        _at += word.Length;
        return IsBehindValue;
    }

    // -? ( 0 | [1-9] [0-9]* ) ( \. [0-9]+ )? ( [eE] [-+]? [0-9]+ )?
    private bool ReadNumber()
    {
        if (Current == '-')
            _at++;
        if (Current == '0')
            _at++;
        else if (!ReadDigits())
            return false;
        if (Current == '.')
        {
            _at++;
            if (!ReadDigits())
                return false;
        }

        if (Current is 'e' or 'E')
        {
            _at++;
            if (Current is '+' or '-')
                _at++;
            if (!ReadDigits())
                return false;
        }

        return IsBehindValue;
    }

    private bool ReadDigits()
    {
        var start = _at;
        while (char.IsAsciiDigit(Current))
            _at++;
        return _at > start;
    }

    private bool IsBehindValue => _at == _text.Length || At(_at) is ',' or ']' or '}' or ' ' or '\n' or '\r' or '\t';

    // From quote to quote. The text is null where it is the same as its source.
    private bool ReadString(out string? text)
    {
        text = null;
        var start = ++_at;
        while (_at < _text.Length)
        {
            var c = At(_at);
            if (c == '"')
            {
                _at++;
                return true;
            }

            if (c == '\\')
                return ReadEscaped(start, out text);
            if (c < ' ')
                return false;
            _at++;
        }

        return false;
    }

    private bool ReadEscaped(int start, out string? text)
    {
        text = null;
        var built = new StringBuilder().Append(_source.Substring(start, _at));
        while (_at < _text.Length)
        {
            var c = At(_at++);
            if (c == '"')
            {
                text = built.ToString();
                // What is decoded from bytes has none; the other reader puts a replacement character in its place.
                return !HasLoneSurrogate(text);
            }

            if (c < ' ')
                return false;
            if (c != '\\')
            {
                var first = _at - 1;
                while (_at < _text.Length && At(_at) is >= ' ' and not ('"' or '\\'))
                    _at++;
                built.Append(_source.Substring(first, _at));
                continue;
            }

            var escape = Current;
            _at++;
            if (escape == 'u')
            {
                if (!ReadCodeUnit(built))
                    return false;
                continue;
            }

            const string Escapes = "\"\\/bfnrt";
            var index = Escapes.IndexOf(escape, StringComparison.Ordinal);
            if (index < 0)
                return false;
            built.Append("\"\\/\b\f\n\r\t"[index]);
        }

        return false;
    }

    // Behind \u. A surrogate must come with its other half.
    private bool ReadCodeUnit(StringBuilder built)
    {
        if (!TryHex(_at, out var unit) || char.IsLowSurrogate(unit))
            return false;
        built.Append(unit);
        _at += 4;
        if (!char.IsHighSurrogate(unit))
            return true;
        if (_at + 2 > _text.Length || _text[_at] != '\\' || _text[_at + 1] != 'u' || !TryHex(_at + 2, out var low) || !char.IsLowSurrogate(low))
            return false;
        built.Append(low);
        _at += 6;
        return true;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || ++i == text.Length || !char.IsLowSurrogate(text[i]))
                return true;
        }

        return false;
    }

    private bool TryHex(int at, out char unit)
    {
        unit = '\0';
        if (at + 4 > _text.Length)
            return false;
        var value = 0;
        for (var i = at; i < at + 4; i++)
        {
            if (!char.IsAsciiHexDigit(At(i)))
                return false;
            value = (value << 4) + (_text[i] <= '9' ? _text[i] - '0' : (_text[i] | 0x20) - 'a' + 10);
        }

        unit = (char)value;
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && At(_at) is ' ' or '\n' or '\r' or '\t')
            _at++;
    }
}
