using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Tests.Documents;

public sealed class ExcerptTests
{
    [Theory]
    [InlineData("plain 中文 😀", "plain 中文 😀")]
    [InlineData("a\nb\tc\r", "a\\nb\\tc\\r")]
    [InlineData("\u001B[31m", "\\u001B[31m")]
    [InlineData("a\u202Eb\u200Bc", "a\\u202Eb\\u200Bc")]
    [InlineData("\u0085\u2028", "\\u0085\\u2028")]
    public void Shows_what_cannot_be_seen(string text, string expected) => Assert.Equal(expected, Excerpt.Of(text));

    [Fact]
    public void Shows_half_of_a_surrogate_pair() => Assert.Equal("a\\uD83Db", Excerpt.Of("a\uD83Db"));

    [Fact]
    public void Cuts_long_text()
    {
        Assert.Equal(new string('x', 60) + "…", Excerpt.Of(new string('x', 1000)));
        Assert.Equal(new string('x', 1000), Excerpt.Whole(new string('x', 1000)));
    }
}
