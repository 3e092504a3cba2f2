using WeComPolicy.Expressions.Checking;

namespace WeComPolicy.Expressions.Tests.Checking;

/// <summary>Arguments that are written out are looked at before the expression runs.</summary>
public sealed class ConstantArgumentTests
{
    [Theory]
    [InlineData("timestamp('2024-02-30T00:00:00Z') < timestamp('2024-02-28T00:00:00Z')", "2024-02-30T00:00:00Z")]
    [InlineData("duration('7 days') == duration('1h')", "7 days")]
    [InlineData("ip('10.0.0.256').family() == 4", "10.0.0.256")]
    [InlineData("cidr('10.0.0.0/33').prefixLength() == 33", "10.0.0.0/33")]
    [InlineData("'a'.matches('(')", "(")]
    [InlineData("matches('a', '(')", "(")]
    [InlineData("['a'].all(s, s.find('[') == '')", "[")]
    [InlineData("regex.replace('(', '(', '(') == ''", "(")]
    [InlineData("url('no address').getHost() == ''", "no address")]
    public void A_mistake_stands_under_the_argument(string expression, string argument)
    {
        var mistake = Assert.Single(Mistakes(expression));
        Assert.Equal($"'{argument}'", expression.Substring(mistake.Span.Start, mistake.Span.Length));
        Assert.NotEqual(mistake.Message.Zh, mistake.Message.En);
    }

    [Fact]
    public void All_mistakes_in_the_order_of_the_text() =>
        Assert.Equal(["'['", "'x'"], Mistakes("'['.matches('[') || ip('x').isLoopback()").Select(d => "'['.matches('[') || ip('x').isLoopback()".Substring(d.Span.Start, d.Span.Length)));

    [Theory]
    [InlineData("timestamp('2024-02-29T00:00:00Z') < timestamp(0)")]
    [InlineData("isIP('nonsense') || isURL('no address')")]
    [InlineData("'('.contains('[')")]
    [InlineData("timestamp(['nonsense'][0]) < timestamp(0)")]
    public void Nothing_is_wrong(string expression) => Assert.Empty(Mistakes(expression));

    private static IReadOnlyList<ExpressionDiagnostic> Mistakes(string expression) =>
        ConstantArguments.Check(CelEnvironment.Standard.Check(expression).Ast!);
}
