using WeComPolicy.Engine.Documents;
using static WeComPolicy.Engine.Tests.Documents.DocumentText;

namespace WeComPolicy.Engine.Tests.Documents;

public sealed class CoreScalarsTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("+12", 12)]
    [InlineData("007", 7)]
    [InlineData("0o17", 15)]
    [InlineData("0x1F", 31)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("0o777777777777777777777", long.MaxValue)]
    [InlineData("0x7FFFFFFFFFFFFFFF", long.MaxValue)]
    public void Integers(string text, long expected)
    {
        Assert.True(CoreScalars.TryInt(text, out var value));
        Assert.Equal(expected, value);
        Assert.True(CoreScalars.TryFloat(text, out var number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1_000")]
    [InlineData("0b1")]
    [InlineData("0x")]
    [InlineData("0o8")]
    [InlineData("-0x1")]
    [InlineData("1.0")]
    [InlineData(" 1")]
    [InlineData("1:30")]
    [InlineData("１")]
    [InlineData("9223372036854775808")]
    [InlineData("0xFFFFFFFFFFFFFFFF")]
    [InlineData("0o1000000000000000000000")]
    public void No_integers(string text) => Assert.False(CoreScalars.TryInt(text, out _));

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("-1e3", -1000)]
    [InlineData("1E-2", 0.01)]
    [InlineData("+.inf", double.PositiveInfinity)]
    [InlineData("-.INF", double.NegativeInfinity)]
    [InlineData(".NaN", double.NaN)]
    [InlineData("9223372036854775808", 9223372036854775808d)]
    public void Numbers(string text, double expected)
    {
        Assert.True(CoreScalars.TryFloat(text, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("e3")]
    [InlineData("1e")]
    [InlineData("inf")]
    [InlineData("-.nan")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void No_numbers(string text) => Assert.False(CoreScalars.TryFloat(text, out _));

    [Fact]
    public void Bools_and_nulls()
    {
        foreach (var text in new[] { "true", "True", "TRUE" })
            Assert.True(CoreScalars.TryBool(text, out var value) && value);
        foreach (var text in new[] { "false", "False", "FALSE" })
            Assert.True(CoreScalars.TryBool(text, out var value) && !value);
        foreach (var text in new[] { "yes", "no", "on", "off", "y", "tRUE", "1", "" })
            Assert.False(CoreScalars.TryBool(text, out _));
        foreach (var text in new[] { "", "~", "null", "Null", "NULL" })
            Assert.True(CoreScalars.IsNull(text));
        Assert.False(CoreScalars.IsNull("nil"));
    }

    [Fact]
    public void Only_plain_scalars_can_be_more_than_text()
    {
        var document = GoodYaml("- 1\n- '1'\n- yes\n- true\n- \"true\"\n-\n- ''\n- |\n  1\n- 1e3\n- 99999999999999999999\n- []\n");
        var nodes = document.Children(0).ToArray();
        Assert.Equal([false, true, true, false, true, false, true, true, false, false, false], nodes.Select(n => CoreScalars.IsString(document, n)));
        Assert.Equal([0], Where(n => CoreScalars.TryInt(document, n, out _)));
        Assert.Equal([3], Where(n => CoreScalars.TryBool(document, n, out _)));
        Assert.Equal([5], Where(n => CoreScalars.IsNull(document, n)));
        Assert.Equal([0, 8, 9], Where(n => CoreScalars.TryFloat(document, n, out _)));

        int[] Where(Func<int, bool> holds) => [.. Enumerable.Range(0, nodes.Length).Where(i => holds(nodes[i]))];
    }
}
