using System.Globalization;
using System.Text;

namespace WeComPolicy.Expressions.Syntax;

/// <summary>Turns what stands between the quotes of a literal into text or bytes.</summary>
internal static class LiteralText
{
    /// <summary>The text of a string literal whose content is <c>source[start..end]</c>.</summary>
    public static string Text(string source, int start, int end, bool raw, DiagnosticCollector diagnostics)
    {
        var text = new StringBuilder(end - start);
        Read(source, start, end, raw, isBytes: false, diagnostics, (codePoint, _) =>
        {
            if (codePoint is >= 0xD800 and <= 0xDFFF)
                text.Append('\uFFFD'); // a mistake that has been told
            else
                text.Append(char.ConvertFromUtf32(codePoint));
        });
        return text.ToString();
    }

    /// <summary>The bytes of a bytes literal whose content is <c>source[start..end]</c>.</summary>
    public static byte[] Bytes(string source, int start, int end, bool raw, DiagnosticCollector diagnostics)
    {
        var bytes = new List<byte>(end - start);
        var buffer = new byte[4];
        Read(source, start, end, raw, isBytes: true, diagnostics, (value, isOctet) =>
        {
            if (isOctet)
            {
                bytes.Add((byte)value);
            }
            else if (Rune.TryCreate(value, out var rune))
            {
                var length = rune.EncodeToUtf8(buffer);
                bytes.AddRange(buffer.AsSpan(0, length));
            }
        });
        return [.. bytes];
    }

    private static void Read(
        string source, int start, int end, bool raw, bool isBytes, DiagnosticCollector diagnostics, Action<int, bool> emit)
    {
        var i = start;
        while (i < end)
        {
            var c = source[i];
            if (c == '\\' && !raw)
            {
                i = Escape(source, i, end, isBytes, diagnostics, emit);
            }
            else if (c == '\r')
            {
                // A checkout with other line ends must not change what an expression means.
                emit('\n', false);
                i += i + 1 < end && source[i + 1] == '\n' ? 2 : 1;
            }
            else if (char.IsHighSurrogate(c) && i + 1 < end && char.IsLowSurrogate(source[i + 1]))
            {
                emit(char.ConvertToUtf32(c, source[i + 1]), false);
                i += 2;
            }
            else if (char.IsSurrogate(c))
            {
                diagnostics.Add(
                    new TextSpan(i, 1),
                    new Bilingual("文本中有不成对的代理字符，不是合法的 Unicode。", "The text holds an unpaired surrogate, which is not valid Unicode."));
                i++;
            }
            else
            {
                emit(c, false);
                i++;
            }
        }
    }

    private static int Escape(string source, int at, int end, bool isBytes, DiagnosticCollector diagnostics, Action<int, bool> emit)
    {
        var c = at + 1 < end ? source[at + 1] : '\0';
        switch (c)
        {
            case 'a': emit('\a', false); return at + 2;
            case 'b': emit('\b', false); return at + 2;
            case 'f': emit('\f', false); return at + 2;
            case 'n': emit('\n', false); return at + 2;
            case 'r': emit('\r', false); return at + 2;
            case 't': emit('\t', false); return at + 2;
            case 'v': emit('\v', false); return at + 2;
            case '\\' or '?' or '"' or '\'' or '`': emit(c, false); return at + 2;
            case 'x' or 'X': return Number(source, at, 2, 2, 16, end, isBytes, diagnostics, emit);
            case 'u' when !isBytes: return Number(source, at, 2, 4, 16, end, isBytes, diagnostics, emit);
            case 'U' when !isBytes: return Number(source, at, 2, 8, 16, end, isBytes, diagnostics, emit);
            case 'u' or 'U':
                diagnostics.Add(
                    new TextSpan(at, 2),
                    new Bilingual($"字节串中不能用 \\{c} 转义。", $"A bytes literal cannot use the escape \\{c}."),
                    new Bilingual("请用 \\xHH 逐字节书写，或直接写出该字符。", "Write the bytes as \\xHH, or the character itself."));
                return at + 2;
            case >= '0' and <= '3': return Number(source, at, 1, 3, 8, end, isBytes, diagnostics, emit);
            default:
                var length = at + 1 >= end ? 1 : at + 2 < end && char.IsSurrogatePair(source[at + 1], source[at + 2]) ? 3 : 2;
                var written = source.Substring(at, length);
                diagnostics.Add(
                    new TextSpan(at, length),
                    new Bilingual($"无效的转义 “{written}”。", $"Invalid escape `{written}`."),
                    new Bilingual("要写反斜杠本身请用 \\\\，或改用原始字符串 r'…'。", "Write \\\\ for a backslash, or use a raw string r'…'."));
                return at + length;
        }
    }

    private static int Number(
        string source, int at, int skip, int digits, int radix, int end, bool isBytes, DiagnosticCollector diagnostics, Action<int, bool> emit)
    {
        long value = 0;
        var i = at + skip;
        var stop = i + digits;
        while (i < stop && i < end && IsDigit(source[i], radix))
        {
            value = (value * radix) + int.Parse(source.AsSpan(i, 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            i++;
        }

        var span = TextSpan.Between(at, i);
        var written = source[at..i];
        if (i < stop)
        {
            diagnostics.Add(
                span,
                new Bilingual(
                    $"转义 “{written}” 不完整：需要 {digits} 位{(radix == 16 ? "十六进制" : "八进制")}数字。",
                    $"The escape `{written}` is incomplete: it needs {digits} {(radix == 16 ? "hexadecimal" : "octal")} digits."));
        }
        else if (isBytes)
        {
            emit((int)value, true);
        }
        else if (value > 0x10FFFF || value is >= 0xD800 and <= 0xDFFF)
        {
            diagnostics.Add(
                span,
                new Bilingual($"转义 “{written}” 不是合法的 Unicode 码位。", $"The escape `{written}` is not a Unicode code point."),
                value <= 0xFFFF
                    ? new Bilingual("基本平面以外的字符请写成一个 \\UHHHHHHHH。", "Write a character beyond the basic plane as one \\UHHHHHHHH.")
                    : null);
        }
        else
        {
            emit((int)value, false);
        }

        return i;
    }

    private static bool IsDigit(char c, int radix) => radix == 16 ? char.IsAsciiHexDigit(c) : c is >= '0' and <= '7';
}
