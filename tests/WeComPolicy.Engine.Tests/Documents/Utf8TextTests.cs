using FsCheck.Xunit;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Tests.Documents;

/// <summary>A file that keeps its text in UTF-8 says of every place what one with a string says.</summary>
public sealed class Utf8TextTests
{
    private static readonly string[] s_parts = ["a", "é", "名", "😀", "\n", "\r", "\r\n", "key: value", "，", "\t", "\u2028"];

    [Property(MaxTest = 200)]
    public void Every_place_is_the_same(byte[] choice, byte length)
    {
        var bytes = choice.Length == 0 ? [0] : choice;
        // Short ones have corners, long ones several blocks.
        Check(string.Concat(Enumerable.Range(0, length * 8).Select(i => s_parts[(bytes[i % bytes.Length] + (i / bytes.Length)) % s_parts.Length])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("😀")]
    public void Short_texts_too(string text) => Check(text);

    [Theory]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1024)]
    public void Lines_and_characters_may_end_where_a_block_ends(int length)
    {
        foreach (var part in s_parts)
            Check(new string('x', length - System.Text.Encoding.UTF8.GetByteCount(part)) + part + part + "y");
    }

    [Fact]
    public void Half_a_surrogate_pair_has_no_bytes()
    {
        Assert.Null(Utf8Text.Of("a\uD83D"));
        Assert.Null(Utf8Text.Of("\uDE00b"));
    }

    private static void Check(string text)
    {
        var expected = new SourceFile("t.yaml", text);
        var utf8 = Utf8Text.Of(text)!;
        var actual = new SourceFile("t.yaml", utf8);
        Assert.Equal((expected.Length, expected.LineCount), (actual.Length, actual.LineCount));
        for (var line = 1; line <= expected.LineCount; line++)
        {
            Assert.Equal(expected.LineStart(line), actual.LineStart(line));
            Assert.Equal(expected.LineLength(line), actual.LineLength(line));
            Assert.Equal(expected.LineText(line).ToString(), actual.LineText(line).ToString());
        }

        var at = 0;
        for (var offset = 0; offset <= text.Length; offset++)
        {
            Assert.Equal(expected.PositionAt(offset), actual.PositionAt(offset));
            if (offset == text.Length)
                break;
            Assert.Equal(text[offset], actual.CharAt(offset));
            if (char.IsLowSurrogate(text[offset]))
                continue;
            var one = new TextSpan(offset, char.IsHighSurrogate(text[offset]) ? 2 : 1);
            var size = System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(offset, one.Length));
            Assert.Equal(one, utf8.SpanOf(at, at + size));
            Assert.Equal(text.Substring(offset, one.Length), actual.Substring(one));
            at += size;
        }

        Assert.Equal(text, actual.Substring(new TextSpan(0, text.Length)));
        Assert.Equal(text, actual.Text);
    }
}
