using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Expressions.Tests.Syntax;

public class LiteralTests
{
    private static object? ValueOf(string text)
    {
        var result = Parser.Parse(text);
        Assert.Empty(result.Diagnostics);
        return Assert.IsType<LiteralExpr>(result.Root).Value;
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("007", 7L)]
    [InlineData("0xFf", 255L)]
    [InlineData("-0x10", -16L)]
    [InlineData("- 5", -5L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("-0x8000000000000000", long.MinValue)]
    public void Ints(string text, long value) => Assert.Equal(value, ValueOf(text));

    [Theory]
    [InlineData("0u", 0UL)]
    [InlineData("12U", 12UL)]
    [InlineData("0xFFFFFFFFFFFFFFFFu", ulong.MaxValue)]
    [InlineData("18446744073709551615u", ulong.MaxValue)]
    public void Uints(string text, ulong value) => Assert.Equal(value, ValueOf(text));

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData(".5", 0.5)]
    [InlineData("1e3", 1000.0)]
    [InlineData("1.5E-3", 0.0015)]
    [InlineData("-2.0", -2.0)]
    public void Doubles(string text, double value) => Assert.Equal(value, ValueOf(text));

    [Fact]
    public void Minus_zero_keeps_its_sign() => Assert.True(double.IsNegative((double)ValueOf("-0.0")!));

    [Theory]
    [InlineData("'a\"b'", "a\"b")]
    [InlineData("\"a'b\"", "a'b")]
    [InlineData("'''a'b''c'''", "a'b''c")]
    [InlineData("\"\"\"a\nb\"\"\"", "a\nb")]
    [InlineData("''''''", "")]
    [InlineData("r'\\n'", "\\n")]
    [InlineData("R\"\\\"", "\\")]
    [InlineData("'\\a\\b\\f\\n\\r\\t\\v\\\\\\?\\\"\\'\\`'", "\a\b\f\n\r\t\v\\?\"'`")]
    [InlineData("'\\x41\\X42\\u4e2d\\U0001F600\\103'", "AB中😀C")]
    [InlineData("'企业微信'", "企业微信")]
    [InlineData("'''a\r\nb\rc'''", "a\nb\nc")]
    [InlineData("r'''a\r\nb'''", "a\nb")]
    public void Strings(string text, string value) => Assert.Equal(value, ValueOf(text));

    [Theory]
    [InlineData("b'abc'", "61 62 63")]
    [InlineData("B\"\\xff\\377\"", "FF FF")]
    [InlineData("b'中'", "E4 B8 AD")]
    [InlineData("br'\\x41'", "5C 78 34 31")]
    [InlineData("b''''''", "")]
    public void Bytes_are_octets(string text, string hex) =>
        Assert.Equal(hex, string.Join(' ', ((byte[])ValueOf(text)!).Select(o => o.ToString("X2"))));

    [Fact]
    public void Words() => Assert.Equal([true, false, null], [ValueOf("true"), ValueOf("false"), ValueOf("null")]);

    [Theory]
    [InlineData("'«\\q»'", "Invalid escape `\\q`.", "无效的转义 “\\q”。")]
    [InlineData("'a«\\x4»'", "The escape `\\x4` is incomplete: it needs 2 hexadecimal digits.", "转义 “\\x4” 不完整：需要 2 位十六进制数字。")]
    [InlineData("'«\\0»8'", null, null)]
    [InlineData("'«\\ud83d»\\u0041'", "The escape `\\ud83d` is not a Unicode code point.", "转义 “\\ud83d” 不是合法的 Unicode 码位。")]
    [InlineData("'«\\U00110000»'", "The escape `\\U00110000` is not a Unicode code point.", "转义 “\\U00110000” 不是合法的 Unicode 码位。")]
    [InlineData("b'«\\u»0041'", "A bytes literal cannot use the escape \\u.", "字节串中不能用 \\u 转义。")]
    [InlineData("«'abc»", "The text is not ended: ' is missing.", "文本没有结束：缺少 '。")]
    [InlineData("«\"\"\"abc\"»", "The text is not ended: \"\"\" is missing.", "文本没有结束：缺少 \"\"\"。")]
    [InlineData("«'abc»\n'", "The text is not ended: ' is missing.", "文本没有结束：缺少 '。")]
    [InlineData("«9223372036854775808»", "9223372036854775808 is beyond the range of int (-9223372036854775808 to 9223372036854775807).", "9223372036854775808 超出 int 的范围（-9223372036854775808 至 9223372036854775807）。")]
    [InlineData("«18446744073709551616u»", "18446744073709551616u is beyond the range of uint (0 to 18446744073709551615).", "18446744073709551616u 超出 uint 的范围（0 至 18446744073709551615）。")]
    [InlineData("«1e999»", "1e999 is beyond the range of double.", "1e999 超出 double 的范围。")]
    [InlineData("«0x»", "`0x` lacks its hexadecimal digits.", "“0x” 后面缺少十六进制数字。")]
    [InlineData("«12abc»", "`12abc` is not a number.", "“12abc” 不是合法的数字。")]
    public void Bad_literals_are_told_where_they_stand(string marked, string? english, string? chinese)
    {
        var expected = MarkedText.Parse(marked);
        var result = Parser.Parse(expected.Text);
        Assert.Equal(MarkedText.Show(expected.Text, expected.Spans), MarkedText.Show(expected.Text, result.Diagnostics.Select(d => d.Span)));
        if (english is not null)
            Assert.Equal(new Bilingual(chinese!, english), result.Diagnostics[0].Message);
    }

    [Theory]
    [InlineData("1_000", "Numbers have no underscores; remove them.")]
    [InlineData("5m", "Write a length of time as duration('5m').")]
    [InlineData("90天", "Durations have no days; write duration('2160h').")]
    public void Numbers_of_other_languages_get_advice(string text, string hint) =>
        Assert.Equal(hint, Assert.Single(Parser.Parse(text).Diagnostics).Hint?.En);
}
