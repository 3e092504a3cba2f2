using WeComPolicy.Engine.Documents;
using static WeComPolicy.Engine.Tests.Documents.DocumentText;

namespace WeComPolicy.Engine.Tests.Documents;

public sealed class JsonTests
{
    [Theory]
    [InlineData("{\"a\":[1,\"x\",true,null,-1.5e+3],\"b\":{}}", "{a=[1, “x”, true, null, -1.5e+3], b={}}")]
    [InlineData(" \"a\\u4e2d\\n\\/\" ", "“a中⏎/”")]
    [InlineData("{\"<<\":{\"a\":1},\"\":2}", "{<<={a=1}, =2}")]
    [InlineData("0", "0")]
    public void Reads_JSON(string text, string expected) => Assert.Equal(expected, OneLine(GoodJson(text)));

    [Theory]
    [InlineData("", "empty-document 1:1-1:1")]
    [InlineData(" \n ", "empty-document 1:1-1:1")]
    [InlineData("[1,]", "trailing-comma 1:3-1:4")]
    [InlineData("{\"a\":1,\n}", "trailing-comma 1:7-1:8")]
    [InlineData("[1 // x\n]", "comment-in-json 1:4-1:5")]
    [InlineData("/* x */ 1", "comment-in-json 1:1-1:2")]
    [InlineData("{'a':1}", "single-quote 1:2-1:3")]
    [InlineData("{a:1}", "unquoted 1:2-1:3")]
    [InlineData("[1] [2]", "trailing-text 1:5-1:6")]
    [InlineData("{\"a\" 1}", "expected-comma 1:6-1:7")]
    [InlineData("[\"a\" \"b\"]", "expected-comma 1:6-1:7")]
    [InlineData("[\"a\\q\"]", "bad-escape 1:5-1:6")]
    [InlineData("[\"\\ud800\"]", "bad-escape 1:2-1:10")]
    [InlineData("[\"中\", tru]", "not-a-value 1:7-1:10")]
    [InlineData("[01]", "not-a-value 1:2-1:4")]
    [InlineData("[NaN]", "not-a-value 1:2-1:5")]
    [InlineData("[\"a\nb\"]", "control-character 1:4-2:1")]
    [InlineData("{\"a\":", "unexpected-end 1:6-1:6")]
    [InlineData("[\"a", "unexpected-end 1:4-1:4")]
    [InlineData("[1}", "mismatched-bracket 1:3-1:4")]
    [InlineData("{\"a\":1]", "mismatched-bracket 1:7-1:8")]
    public void A_syntax_error_ends_the_reading_with_one_diagnostic(string text, string expected)
    {
        var result = Json(text);
        Assert.Null(result.Document);
        Assert.Equal([expected], Problems(result));
        Assert.Contains(result.Diagnostics[0].Message.Zh, c => c >= '\u4E00');
    }

    [Fact]
    public void Duplicate_keys_are_all_reported()
    {
        var result = Json("{\"a\":1,\"a\":2,\n\"\\u0061\":3}");
        Assert.Equal(["duplicate-key 1:8-1:11", "duplicate-key 2:1-2:9"], Problems(result));
        Assert.Equal("{a=1}", OneLine(result.Document!));
    }

    [Fact]
    public void The_format_follows_the_extension()
    {
        Assert.Equal("{a=1}", OneLine(DocumentReader.Read(new SourceFile("x/T.YML", "a: 1")).Document!));
        Assert.Equal("json", DocumentReader.Read(new SourceFile("x.json", "a: 1")).Document is null ? "json" : "yaml");
        Assert.Equal("unknown-format", Assert.Single(DocumentReader.Read(new SourceFile("x.txt", "a: 1")).Diagnostics).Code);
    }
}
