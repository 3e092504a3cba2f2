using WeComPolicy.Expressions.Checking;

namespace WeComPolicy.Engine.Tests.Functions;

/// <summary>Ranges and hosts that are written out in a rule are looked at when it loads.</summary>
public sealed class ConstantArgumentTests
{
    [Theory]
    [InlineData("wecom.rangeBits('10.0.0.0/33') > 8", "10.0.0.0/33")]
    [InlineData("wecom.rangeContains('10.0.0.0/8', '10.0.0')", "10.0.0")]
    [InlineData("['10.0.0.1'].exists(r, wecom.rangeContains('10.0.0.0/8/8', r))", "10.0.0.0/8/8")]
    [InlineData("['a.example'].exists(h, wecom.hostMatches(h, 'https://example'))", "https://example")]
    public void A_mistake_stands_under_the_argument(string expression, string argument)
    {
        var mistake = Assert.Single(Mistakes(expression));
        Assert.Equal($"'{argument}'", expression.Substring(mistake.Span.Start, mistake.Span.Length));
    }

    [Theory]
    [InlineData("wecom.rangeContains('10.0.0.0/8', '10.0.0.1')")]
    [InlineData("wecom.isRange('nonsense')")]
    [InlineData("wecom.hostMatches('a.example', 'example')")]
    public void Nothing_is_wrong(string expression) => Assert.Empty(Mistakes(expression));

    private static IReadOnlyList<Expressions.ExpressionDiagnostic> Mistakes(string expression) =>
        ConstantArguments.Check(new FunctionWorld().Environment.Check(expression).Ast!);
}
