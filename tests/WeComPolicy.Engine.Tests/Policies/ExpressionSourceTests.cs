using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Tests.Policies;

/// <summary>A place within an expression's text is found again in the file, however the scalar is written.</summary>
public sealed class ExpressionSourceTests
{
    [Theory]
    [InlineData("e: alpha + beta\n")]
    [InlineData("e: 'alpha + beta'\n")]
    [InlineData("e: \"alpha + beta\"\n")]
    [InlineData("e: 'it''s + alpha + beta'\n")]
    [InlineData("e: \"a\\\"b\\u4e2d\\x41 + \\U0001F600 + beta\"\n")]
    [InlineData("e: |\n  alpha +\n    beta\n")]
    [InlineData("e: |-\n  alpha +\n\n\n  beta\n")]
    [InlineData("e: >-\n  alpha +\n  beta\n")]
    [InlineData("e: alpha +\n  beta\n")]
    [InlineData("e: \"alpha +\\n\\t beta\"\n")]
    [InlineData("e: \"alpha + \\\n  beta\"\n")]
    [InlineData("e: 'alpha +\n\n  beta'\n")]
    public void Beta_is_found(string yaml)
    {
        foreach (var text in (string[])[yaml, yaml.Replace("\n", "\r\n", StringComparison.Ordinal)])
        {
            var document = DocumentReader.Read(new SourceFile("a.yaml", text)).Document!;
            var source = new ExpressionSource(document, document.Child(document.Root, "e"));
            var at = source.Text.IndexOf("beta", StringComparison.Ordinal);
            var span = source.RangeOf(new TextSpan(at, 4)).Span;
            Assert.Equal("beta", text.Substring(span.Start, span.Length));
            var end = source.RangeOf(new TextSpan(source.Text.TrimEnd().Length, 0)).Span;
            Assert.Equal(span.End, end.Start);
        }
    }
}
