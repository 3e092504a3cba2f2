using System.Globalization;

namespace WeComPolicy.Expressions.Syntax;

/// <summary>
/// Splits a text into tokens. What is nearly right (full-width punctuation, <c>=</c>, <c>&lt;&gt;</c>) is told and read as what
/// was meant, so that the mistakes behind it are found too.
/// </summary>
internal sealed class Lexer
{
    private readonly string _text;
    private readonly DiagnosticCollector _diagnostics;
    private readonly List<Token> _tokens = [];
    private int _position;

    private Lexer(string text, DiagnosticCollector diagnostics)
    {
        _text = text;
        _diagnostics = diagnostics;
    }

    /// <summary>A literal or quoted name never ended, so that brackets seem unclosed that are not.</summary>
    public bool Unterminated { get; private set; }

    /// <summary>The tokens of a text, the last of kind <see cref="TokenKind.End"/>.</summary>
    public static Token[] Tokenize(string text, DiagnosticCollector diagnostics, out bool unterminated)
    {
        var lexer = new Lexer(text, diagnostics);
        while (lexer.Next())
        {
            // What follows a literal without an end may be its content: nothing sensible can be said of it.
            if (lexer.Unterminated)
                lexer._position = text.Length;
        }

        unterminated = lexer.Unterminated;
        return [.. lexer._tokens];
    }

    // Full-width forms are read as their half-width twins; Emit tells of them.
    private static char HalfWidth(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\u3000' or '\u00A0' => ' ',
        '、' => ',',
        '。' => '.',
        '【' => '[',
        '】' => ']',
        _ => c,
    };

    private char At(int index) => index < _text.Length ? HalfWidth(_text[index]) : '\0';

    private bool Next()
    {
        SkipSpace();
        if (_position >= _text.Length)
        {
            _tokens.Add(new Token(TokenKind.End, _text.Length, _text.Length));
            return false;
        }

        var c = At(_position);
        if (IsQuote(_text[_position]))
            String(_position, _position, isBytes: false, raw: false);
        else if (Words.IsNameStart(c))
            Word();
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(At(_position + 1))))
            Number();
        else if (c == '`')
            QuotedName();
        else
            Punctuation(c);
        return true;
    }

    private void SkipSpace()
    {
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                _position++;
            }
            else if (HalfWidth(c) == ' ')
            {
                var start = _position;
                while (_position < _text.Length && _text[_position] != ' ' && HalfWidth(_text[_position]) == ' ')
                    _position++;
                _diagnostics.Add(
                    TextSpan.Between(start, _position),
                    new Bilingual("这里是全角空格或不换行空格。", "This is a full-width or no-break space."),
                    new Bilingual("请改用普通空格。", "Use an ordinary space."));
            }
            else if (c is '\uFEFF' or '\u200B')
            {
                _diagnostics.Add(
                    new TextSpan(_position, 1),
                    new Bilingual("这里有看不见的字符。", "There is an invisible character here."),
                    new Bilingual("请删除它。", "Delete it."));
                _position++;
            }
            else if (c == '/' && At(_position + 1) == '/')
            {
                while (_position < _text.Length && _text[_position] is not ('\n' or '\r'))
                    _position++;
            }
            else if (c == '/' && At(_position + 1) == '*')
            {
                BlockComment();
            }
            else
            {
                return;
            }
        }
    }

    private void BlockComment()
    {
        var close = _text.IndexOf("*/", _position + 2, StringComparison.Ordinal);
        _diagnostics.Add(
            new TextSpan(_position, 2),
            new Bilingual("CEL 没有 /* … */ 注释。", "CEL has no /* … */ comments."),
            new Bilingual("请在每行注释前写 //。", "Begin each line of the comment with //."));
        _position = close < 0 ? _text.Length : close + 2;
    }

    private void Emit(TokenKind kind, int start, int end, object? value = null)
    {
        _tokens.Add(new Token(kind, start, end, value));
        _position = end;
        var hasFullWidth = false;
        for (var i = start; i < end; i++)
            hasFullWidth |= HalfWidth(_text[i]) != _text[i];
        if (!hasFullWidth)
            return;
        var written = _text[start..end];
        var meant = string.Create(end - start, (_text, start), static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = HalfWidth(from._text[from.start + i]);
        });
        _diagnostics.Add(
            TextSpan.Between(start, end),
            new Bilingual($"“{written}” 是全角字符。", $"`{written}` is written in full-width characters."),
            new Bilingual($"请改用半角的 {meant}。", $"Write the half-width `{meant}`."));
    }

    private void Fail(int start, int end, Bilingual message, Bilingual? hint = null)
    {
        _diagnostics.Add(TextSpan.Between(start, end), message, hint);
        _tokens.Add(new Token(TokenKind.Error, start, end));
        _position = end;
    }

    private void Word()
    {
        var start = _position;
        var end = start;
        while (Words.IsNamePart(At(end)))
            end++;
        var word = Mapped(start, end);
        if (end < _text.Length && IsQuote(_text[end]))
        {
            switch (word)
            {
                case "r" or "R":
                    String(start, end, isBytes: false, raw: true);
                    return;
                case "b" or "B":
                    String(start, end, isBytes: true, raw: false);
                    return;
                case "br" or "bR" or "Br" or "BR":
                    String(start, end, isBytes: true, raw: true);
                    return;
                case "rb" or "rB" or "Rb" or "RB":
                    _diagnostics.Add(
                        TextSpan.Between(start, end),
                        new Bilingual($"原始字节串的前缀不是 {word}。", $"A raw bytes literal does not begin with {word}."),
                        new Bilingual("请写 br'…'。", "Write br'…'."));
                    String(start, end, isBytes: true, raw: true);
                    return;
            }
        }

        if (end < _text.Length && IsForeignLetter(_text[end]))
        {
            ForeignName(start, end);
            return;
        }

        var kind = word switch
        {
            "true" => TokenKind.True,
            "false" => TokenKind.False,
            "null" => TokenKind.Null,
            "in" => TokenKind.In,
            _ => Words.IsReserved(word) ? TokenKind.Reserved : TokenKind.Identifier,
        };
        Emit(kind, start, end, word);
    }

    private static bool IsForeignLetter(char c) => c > 127 && HalfWidth(c) == c && char.IsLetterOrDigit(c);

    private void ForeignName(int start, int end)
    {
        while (end < _text.Length && (Words.IsNamePart(_text[end]) || IsForeignLetter(_text[end])))
            end++;
        var written = Clip(_text[start..end]);
        Fail(
            start,
            end,
            new Bilingual($"“{written}” 不是合法的名称：名称只能由英文字母、数字和下划线组成。", $"`{written}` is no name: names consist of ASCII letters, digits and underscores."),
            new Bilingual($"如果是文本，请加引号：'{written}'。", $"If it is text, quote it: '{written}'."));
    }

    private string Mapped(int start, int end) =>
        string.Create(end - start, (_text, start), static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = HalfWidth(from._text[from.start + i]);
        });

    private static string Clip(string text) => text.Length <= 40 ? text : text[..39] + "…";

    private void Number()
    {
        var start = _position;
        var end = start;
        var isDouble = false;
        var isHex = At(end) == '0' && At(end + 1) is 'x' or 'X';
        if (isHex)
        {
            end += 2;
            while (char.IsAsciiHexDigit(At(end)))
                end++;
        }
        else
        {
            while (char.IsAsciiDigit(At(end)))
                end++;
            if (At(end) == '.' && char.IsAsciiDigit(At(end + 1)))
            {
                isDouble = true;
                end++;
                while (char.IsAsciiDigit(At(end)))
                    end++;
            }

            var exponent = end + 1;
            if (At(end) is 'e' or 'E')
            {
                if (At(exponent) is '+' or '-')
                    exponent++;
                if (char.IsAsciiDigit(At(exponent)))
                {
                    isDouble = true;
                    end = exponent;
                    while (char.IsAsciiDigit(At(end)))
                        end++;
                }
            }
        }

        var digits = Mapped(start, end);
        var isUnsigned = !isDouble && At(end) is 'u' or 'U' && !Words.IsNamePart(At(end + 1));
        if (isUnsigned)
            end++;
        if (Words.IsNamePart(At(end)) || (end < _text.Length && IsForeignLetter(_text[end])))
        {
            BadNumber(start, end);
            return;
        }

        if (isDouble)
            Double(start, end, digits);
        else
            Integer(start, end, digits, isHex, isUnsigned);
    }

    private void BadNumber(int start, int end)
    {
        var letters = end;
        while (end < _text.Length && (Words.IsNamePart(At(end)) || IsForeignLetter(_text[end])))
            end++;
        var written = Clip(_text[start..end]);
        var suffix = Mapped(letters, end);
        Bilingual? hint = null;
        if (suffix.StartsWith('_') && suffix.All(c => c == '_' || char.IsAsciiDigit(c)))
            hint = new Bilingual("数字中不能有下划线，请删去。", "Numbers have no underscores; remove them.");
        else if (suffix is "s" or "m" or "h" or "ms" or "us" or "ns")
            hint = new Bilingual($"时长请写 duration('{written}')。", $"Write a length of time as duration('{written}').");
        else if (suffix is "d" or "day" or "days" or "天" && long.TryParse(Mapped(start, letters), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days < 100_000)
            hint = new Bilingual($"时长没有“天”这个单位，请写 duration('{days * 24}h')。", $"Durations have no days; write duration('{days * 24}h').");
        Fail(start, end, new Bilingual($"“{written}” 不是合法的数字。", $"`{written}` is not a number."), hint);
    }

    private void Integer(int start, int end, string digits, bool isHex, bool isUnsigned)
    {
        if (isHex && digits.Length == 2)
        {
            Fail(start, end, new Bilingual($"“{digits}” 后面缺少十六进制数字。", $"`{digits}` lacks its hexadecimal digits."));
            return;
        }

        var parsed = isHex
            ? ulong.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);

        // One more than the greatest int is left to the parser: a minus before it makes it an int.
        if (!parsed || (!isUnsigned && value > (ulong)long.MaxValue + 1))
        {
            Fail(start, end, OutOfRange(Clip(_text[start..end]), isUnsigned), parsed ? UnsignedHint(digits) : null);
            return;
        }

        Emit(isUnsigned ? TokenKind.UInt : TokenKind.Int, start, end, value);
    }

    internal static Bilingual OutOfRange(string written, bool isUnsigned) => isUnsigned
        ? new Bilingual($"{written} 超出 uint 的范围（0 至 18446744073709551615）。", $"{written} is beyond the range of uint (0 to 18446744073709551615).")
        : new Bilingual(
            $"{written} 超出 int 的范围（-9223372036854775808 至 9223372036854775807）。",
            $"{written} is beyond the range of int (-9223372036854775808 to 9223372036854775807).");

    internal static Bilingual UnsignedHint(string digits) =>
        new($"无符号整数请写 {digits}u。", $"Write an unsigned integer as {digits}u.");

    private void Double(int start, int end, string digits)
    {
        var value = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value))
            Fail(start, end, new Bilingual($"{Clip(digits)} 超出 double 的范围。", $"{Clip(digits)} is beyond the range of double."));
        else
            Emit(TokenKind.Double, start, end, value);
    }

    private static bool IsQuote(char c) => c is '\'' or '"' or '“' or '”' or '‘' or '’' or '＂' or '＇';

    // prefix: where the token starts; open: where its quote stands.
    private void String(int prefix, int open, bool isBytes, bool raw)
    {
        var quote = _text[open];
        if (quote is not ('\'' or '"'))
        {
            FullWidthString(prefix, open, isBytes, raw);
            return;
        }

        var triple = open + 2 < _text.Length && _text[open + 1] == quote && _text[open + 2] == quote;
        var content = open + (triple ? 3 : 1);
        var i = content;
        while (i < _text.Length)
        {
            var c = _text[i];
            if (c == '\\' && !raw)
            {
                i += 2;
                continue;
            }

            if (!triple && c is '\n' or '\r')
                break;
            if (c == quote && (!triple || (i + 2 < _text.Length && _text[i + 1] == quote && _text[i + 2] == quote)))
            {
                AddLiteral(prefix, content, i, i + (triple ? 3 : 1), isBytes, raw);
                return;
            }

            i++;
        }

        var end = Math.Min(i, _text.Length);
        var ending = triple ? new string(quote, 3) : quote.ToString();
        Unterminated = true;
        Fail(
            prefix,
            end,
            new Bilingual($"文本没有结束：缺少 {ending}。", $"The text is not ended: {ending} is missing."),
            !triple && end < _text.Length
                ? new Bilingual("跨行文本请用三引号 '''…'''，换行也可写成 \\n。", "Text over several lines needs triple quotes '''…'''; a line break can also be written \\n.")
                : new Bilingual("请补上结束的引号；文本中的引号请写成 \\' 或 \\\"。", "Add the closing quote; a quote within the text is written \\' or \\\"."));
    }

    private void FullWidthString(int prefix, int open, bool isBytes, bool raw)
    {
        var quote = _text[open];
        var isDouble = quote is '“' or '”' or '＂';
        var i = open + 1;
        while (i < _text.Length && _text[i] is not ('\n' or '\r')
            && !(isDouble ? _text[i] is '“' or '”' or '＂' or '"' : _text[i] is '‘' or '’' or '＇' or '\''))
        {
            i++;
        }

        var closed = i < _text.Length && _text[i] is not ('\n' or '\r');
        var half = isDouble ? '"' : '\'';
        _diagnostics.Add(
            closed ? TextSpan.Between(open, i + 1) : new TextSpan(open, 1),
            new Bilingual("文本用了中文（全角）引号。", "The text stands in typographic quotes."),
            new Bilingual($"请改用半角引号 {half}…{half}。", $"Use the half-width quotes {half}…{half}."));
        if (!closed)
        {
            Unterminated = true;
            _tokens.Add(new Token(TokenKind.Error, prefix, i));
            _position = i;
            return;
        }

        AddLiteral(prefix, open + 1, i, i + 1, isBytes, raw);
    }

    private void AddLiteral(int prefix, int content, int contentEnd, int end, bool isBytes, bool raw)
    {
        if (isBytes)
            _tokens.Add(new Token(TokenKind.Bytes, prefix, end, LiteralText.Bytes(_text, content, contentEnd, raw, _diagnostics)));
        else
            _tokens.Add(new Token(TokenKind.String, prefix, end, LiteralText.Text(_text, content, contentEnd, raw, _diagnostics)));
        _position = end;
    }

    private void QuotedName()
    {
        var start = _position;
        var end = start + 1;
        while (end < _text.Length && _text[end] is not ('`' or '\n' or '\r'))
            end++;
        if (end >= _text.Length || _text[end] != '`')
        {
            Unterminated = true;
            Fail(start, end, new Bilingual("字段名没有结束：缺少 `。", "The quoted field name is not ended: ` is missing."));
            return;
        }

        var name = _text[(start + 1)..end];
        end++;
        if (name.Length == 0 || !name.All(Words.IsQuotedPart))
        {
            Fail(
                start,
                end,
                new Bilingual(
                    "反引号中的字段名只能含英文字母、数字和 _ . - / 空格，且不能为空。",
                    "A field name in backquotes may hold only ASCII letters, digits, and _ . - / space, and must not be empty."),
                new Bilingual("其他字段名请写成 x['字段名']。", "Write any other field name as x['name']."));
            return;
        }

        Emit(TokenKind.QuotedIdentifier, start, end, name);
    }

    private void Punctuation(char c)
    {
        var start = _position;
        var next = At(start + 1);
        switch (c)
        {
            case '.': Emit(TokenKind.Dot, start, start + 1); break;
            case ',': Emit(TokenKind.Comma, start, start + 1); break;
            case ':': Emit(TokenKind.Colon, start, start + 1); break;
            case '?': Emit(TokenKind.Question, start, start + 1); break;
            case '(': Emit(TokenKind.OpenParenthesis, start, start + 1); break;
            case ')': Emit(TokenKind.CloseParenthesis, start, start + 1); break;
            case '[': Emit(TokenKind.OpenBracket, start, start + 1); break;
            case ']': Emit(TokenKind.CloseBracket, start, start + 1); break;
            case '{': Emit(TokenKind.OpenBrace, start, start + 1); break;
            case '}': Emit(TokenKind.CloseBrace, start, start + 1); break;
            case '+': Emit(TokenKind.Plus, start, start + 1); break;
            case '-': Emit(TokenKind.Minus, start, start + 1); break;
            case '*': Emit(TokenKind.Star, start, start + 1); break;
            case '/': Emit(TokenKind.Slash, start, start + 1); break;
            case '%': Emit(TokenKind.Percent, start, start + 1); break;
            case '&' when next == '&': Emit(TokenKind.And, start, start + 2); break;
            case '&': Meant(TokenKind.And, start, 1, "&&"); break;
            case '|' when next == '|': Emit(TokenKind.Or, start, start + 2); break;
            case '|': Meant(TokenKind.Or, start, 1, "||"); break;
            case '=' when next == '=' && At(start + 2) == '=': Meant(TokenKind.Equal, start, 3, "=="); break;
            case '=' when next == '=': Emit(TokenKind.Equal, start, start + 2); break;
            case '=' when next == '>': Emit(TokenKind.Arrow, start, start + 2); break;
            case '=' when next == '<': Meant(TokenKind.LessOrEqual, start, 2, "<="); break;
            case '=' when next == '~': Meant(TokenKind.Equal, start, 2, ".matches(…)"); break;
            case '=': Meant(TokenKind.Equal, start, 1, "=="); break;
            case '!' when next == '=' && At(start + 2) == '=': Meant(TokenKind.NotEqual, start, 3, "!="); break;
            case '!' when next == '=': Emit(TokenKind.NotEqual, start, start + 2); break;
            case '!': Emit(TokenKind.Not, start, start + 1); break;
            case '<' when next == '>': Meant(TokenKind.NotEqual, start, 2, "!="); break;
            case '<' when next == '=': Emit(TokenKind.LessOrEqual, start, start + 2); break;
            case '<': Emit(TokenKind.Less, start, start + 1); break;
            case '>' when next == '=': Emit(TokenKind.GreaterOrEqual, start, start + 2); break;
            case '>': Emit(TokenKind.Greater, start, start + 1); break;
            case '≥': Meant(TokenKind.GreaterOrEqual, start, 1, ">="); break;
            case '≤': Meant(TokenKind.LessOrEqual, start, 1, "<="); break;
            case '≠': Meant(TokenKind.NotEqual, start, 1, "!="); break;
            case '×': Meant(TokenKind.Star, start, 1, "*"); break;
            case '÷': Meant(TokenKind.Slash, start, 1, "/"); break;
            default: Unexpected(start); break;
        }
    }

    private void Meant(TokenKind kind, int start, int length, string meant)
    {
        var written = _text.Substring(start, length);
        _diagnostics.Add(
            new TextSpan(start, length),
            new Bilingual($"CEL 没有运算符 {written}。", $"CEL has no operator `{written}`."),
            new Bilingual($"是否想写 {meant}？", $"Did you mean `{meant}`?"));
        _tokens.Add(new Token(kind, start, start + length));
        _position = start + length;
    }

    private void Unexpected(int start)
    {
        var c = _text[start];
        if (IsForeignLetter(c))
        {
            ForeignName(start, start);
            return;
        }

        var length = start + 1 < _text.Length && char.IsSurrogatePair(c, _text[start + 1]) ? 2 : 1;
        var shown = char.IsControl(c) || (length == 1 && char.IsSurrogate(c))
            ? "U+" + ((int)c).ToString("X4", CultureInfo.InvariantCulture)
            : _text.Substring(start, length);
        Bilingual? hint = HalfWidth(c) switch
        {
            '#' => new Bilingual("注释请以 // 开头。", "Comments begin with //."),
            ';' => new Bilingual("表达式末尾不需要分号。", "An expression needs no semicolon."),
            '$' => new Bilingual("直接写变量名，不加 $ 或 ${}。", "Write the variable's name alone, without $ or ${}."),
            '@' => new Bilingual("直接写变量名，不加 @。", "Write the variable's name alone, without @."),
            '^' => new Bilingual("按位异或请用 math.bitXor(a, b)。", "For exclusive or of bits use math.bitXor(a, b)."),
            '~' => new Bilingual("按位取反请用 math.bitNot(a)。", "To invert bits use math.bitNot(a)."),
            '\\' => new Bilingual("换行无须续行符；反斜杠只能出现在引号内。", "Lines continue without a sign; a backslash belongs within quotes."),
            _ => null,
        };
        Fail(start, start + length, new Bilingual($"这里不能出现字符 {shown}。", $"The character {shown} cannot stand here."), hint);
    }
}
