using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// Reads JSON. <see cref="Utf8JsonReader"/> counts bytes, documents count UTF-16 code units: tokens come in order, so that one walk
/// along the bytes is enough to turn all positions.
/// </summary>
internal sealed class JsonTextReader
{
    private readonly string _text;
    private readonly DocumentBuilder _builder;
    private readonly int _maxDepth;
    private readonly byte[] _bytes;

    // How far the walk has come, in bytes and in code units.
    private int _byte;
    private int _char;

    private JsonTextReader(SourceFile file, DocumentLimits limits, DocumentBuilder builder)
    {
        _text = file.Text;
        _builder = builder;
        _maxDepth = limits.MaxDepth;
        _bytes = Encoding.UTF8.GetBytes(_text);
    }

    public static DocumentReadResult Read(SourceFile file, DocumentLimits limits)
    {
        var builder = new DocumentBuilder(file, limits);
        try
        {
            new JsonTextReader(file, limits, builder).ReadValues();
            return builder.Finish();
        }
        catch (ReadingStopped stopped)
        {
            return builder.Fail(stopped.Diagnostic);
        }
    }

    private void ReadValues()
    {
        if (_text.AsSpan().Trim(" \t\r\n").Length == 0)
        {
            _builder.Stop(default, "empty-document",
                new("文件里没有内容。", "There is nothing in this file."),
                new("请写入内容，或删除这个文件。", "Write something into it, or delete the file."));
        }

        // One level more than our own limit, so that ours speaks first.
        var reader = new Utf8JsonReader(_bytes, new JsonReaderOptions { MaxDepth = _maxDepth + 1 });
        while (Next(ref reader))
        {
            var start = CharAt((int)reader.TokenStartIndex);
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    _builder.Begin(NodeKind.Mapping, start);
                    break;
                case JsonTokenType.StartArray:
                    _builder.Begin(NodeKind.Sequence, start);
                    break;
                case JsonTokenType.EndObject:
                case JsonTokenType.EndArray:
                    _builder.End(start + 1);
                    break;
                case JsonTokenType.PropertyName:
                    var keySpan = TextSpan.Between(start, CharAt((int)reader.TokenStartIndex + reader.ValueSpan.Length + 2));
                    _builder.Key(Unescaped(ref reader, keySpan) ?? _text.AsSpan(keySpan.Start + 1, keySpan.Length - 2), keySpan);
                    break;
                case JsonTokenType.String:
                    var span = TextSpan.Between(start, CharAt((int)reader.TokenStartIndex + reader.ValueSpan.Length + 2));
                    _builder.Scalar(Unescaped(ref reader, span), ScalarStyle.Quoted, span);
                    break;
                default:
                    var length = reader.ValueSpan.Length;
                    CharAt((int)reader.TokenStartIndex + length);
                    _builder.Scalar(null, ScalarStyle.Plain, new TextSpan(start, length));
                    break;
            }
        }
    }

    private bool Next(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (JsonException e)
        {
            StopAt(e);
            return false;
        }
    }

    // Null where the text is the same as its source.
    private string? Unescaped(ref Utf8JsonReader reader, TextSpan span)
    {
        if (!reader.ValueIsEscaped)
            return null;
        try
        {
            return _builder.Pool.Get(reader.GetString()!);
        }
        catch (InvalidOperationException)
        {
            _builder.Stop(span, "bad-escape",
                new("字符串里的 \\u 转义只有代理对的一半。", "The string has an \\u escape that is half of a surrogate pair."),
                new("写出完整的一对，如 \\ud83d\\ude00，或直接写出字符。", "Write the whole pair, such as \\ud83d\\ude00, or the character itself."));
            return null;
        }
    }

    // Only ever asked for growing offsets.
    private int CharAt(int offset)
    {
        _char += Encoding.UTF8.GetCharCount(_bytes.AsSpan(_byte, offset - _byte));
        _byte = offset;
        return _char;
    }

    [DoesNotReturn]
    private void StopAt(JsonException e)
    {
        var offset = OffsetOf(e);
        var position = Encoding.UTF8.GetCharCount(_bytes.AsSpan(0, offset));
        var before = _text.AsSpan(0, position).TrimEnd(" \t\r\n");
        var last = before.Length == 0 ? '\0' : before[^1];
        var one = new TextSpan(position, position < _text.Length ? 1 : 0);
        if (position >= _text.Length)
        {
            var openQuote = e.Message.Contains("string", StringComparison.OrdinalIgnoreCase);
            _builder.Stop(one, "unexpected-end",
                openQuote
                    ? new("字符串没有闭合，文件就结束了。", "The file ends inside a string.")
                    : new("文件在这里意外结束，缺少闭合的括号或值。", "The file ends here unexpectedly; a value or a closing bracket is missing."),
                new("请检查文件是否完整。", "Check that the file is complete."));
        }

        var c = _text[position];
        if (c == '/' || (c == '*' && last == '/') || c == '#' || (last == '/' && before.Length == position))
        {
            _builder.Stop(one, "comment-in-json",
                new("JSON 里不能写注释。", "JSON has no comments."),
                new("请删除注释；需要注释时请改用 YAML。", "Delete the comment, or use YAML, which has them."));
        }

        if (_builder.Depth == 0 && last != '\0')
        {
            _builder.Stop(one, "trailing-text",
                new("JSON 文档已经结束，后面不应再有内容。", "The JSON document is complete; nothing may follow it."),
                new("一个文件只能有一个 JSON 值。", "A file holds one JSON value."));
        }

        if (c is ']' or '}' && last == ',')
        {
            _builder.Stop(new TextSpan(before.Length - 1, 1), "trailing-comma",
                new("JSON 里最后一项后面不能有逗号。", "JSON allows no comma behind the last item."),
                new("请删除这个逗号。", "Delete the comma."));
        }

        if (c < ' ')
        {
            _builder.Stop(one, "control-character",
                new("JSON 字符串里不能直接换行或写控制字符。", "A JSON string cannot hold a line break or control character."),
                new("请写成 \\n、\\t 或 \\uHHHH；若字符串没有闭合，请补上引号。", "Write \\n, \\t or \\uHHHH; if the string was never closed, add the quote."));
        }

        if (c == '\'')
        {
            _builder.Stop(one, "single-quote",
                new("JSON 字符串要用双引号。", "JSON strings are written in double quotes."),
                new("请把 ' 换成 \"。", "Replace ' by \"."));
        }

        if (e.Message.Contains("escap", StringComparison.OrdinalIgnoreCase) || (last == '\\' && before.Length == position))
        {
            _builder.Stop(one, "bad-escape",
                new("JSON 字符串里没有这种转义。", "There is no such escape in JSON strings."),
                new("反斜杠本身写成 \\\\，字符写成 \\uHHHH。", "Write a backslash as \\\\, a character as \\uHHHH."));
        }

        if (c is ']' or '}' && _builder.Innermost is { } innermost && innermost != (c == ']' ? NodeKind.Sequence : NodeKind.Mapping))
        {
            var right = innermost == NodeKind.Sequence ? ']' : '}';
            _builder.Stop(one, "mismatched-bracket",
                new($"这里应以“{right}”闭合，而不是“{c}”。", $"Expected '{right}' to close here, not '{c}'."));
        }

        // 01, tru and nan: the reader notices in the middle of the word.
        var word = TextSpan.Between(WordStart(position), position);
        while (word.End < _text.Length && IsOfWord(_text[word.End]))
            word = TextSpan.Between(word.Start, word.End + 1);
        if (word.Start < position || (IsOfWord(c) && last is '[' or ':' or '\0'))
        {
            var wrong = Excerpt.Of(_text.Substring(word.Start, word.Length));
            _builder.Stop(word, "not-a-value",
                new($"“{wrong}”不是 JSON 的值。", $"'{wrong}' is no JSON value."),
                new("文字要加双引号；数字不能有前导零、加号或只写小数点；只有 true、false、null（小写）不加引号。",
                    "Texts need double quotes; numbers have no leading zeros or plus sign; only true, false and null, in small letters, stand without quotes."));
        }

        if (last is '"' or ']' or '}' || char.IsAsciiLetterOrDigit(last))
        {
            if (c is '"' or '{' or '[' || char.IsAsciiLetterOrDigit(c))
            {
                _builder.Stop(one, "expected-comma",
                    new("这里缺少逗号或冒号。", "A comma or a colon is missing here."),
                    new("两项之间写逗号，键和值之间写冒号。", "Write a comma between two items and a colon between a key and its value."));
            }
        }

        if (char.IsLetter(c) && last is '{' or ',')
        {
            _builder.Stop(one, "unquoted",
                new("JSON 的键和文字要加双引号。", "JSON keys and texts are written in double quotes."),
                new("请加上双引号；除此之外只能写 true、false、null 和数字。", "Add them; only true, false, null and numbers stand without."));
        }

        var written = Excerpt.Of(_text.Substring(position, char.IsHighSurrogate(c) && position + 1 < _text.Length ? 2 : 1));
        _builder.Stop(one, "json-syntax",
            new($"“{written}”处不是有效的 JSON。", $"Not valid JSON at '{written}'."),
            new("请检查这里和前面的引号、括号和逗号。", "Check the quotes, brackets and commas here and before."));
    }

    private int WordStart(int position)
    {
        while (position > 0 && IsOfWord(_text[position - 1]))
            position--;
        return position;
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c is '.' or '+' or '-' or '_';

    private int OffsetOf(JsonException e)
    {
        var offset = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--)
        {
            var next = _bytes.AsSpan(offset).IndexOf((byte)'\n');
            if (next < 0)
                break;
            offset += next + 1;
        }

        return (int)Math.Clamp(offset + (e.BytePositionInLine ?? 0), 0, _bytes.Length);
    }
}
