using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Expressions.Tests.Syntax;

public class NestingTests
{
    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    public static TheoryData<string, string> TooDeep => new()
    {
        { "parentheses", Repeat("(", 40_000) + "1" + Repeat(")", 40_000) },
        { "unclosed", Repeat("[(", 40_000) },
        { "lists", Repeat("[", 300) + Repeat("]", 300) },
        { "maps", Repeat("{1: ", 20_000) },
        { "records", Repeat("A{b: ", 20_000) },
        { "calls", Repeat("f(", 40_000) },
        { "macros", Repeat("a.all(x, ", 10_000) },
        { "not", Repeat("!", 90_000) + "a" },
        { "minus", Repeat("-", 90_000) + "a" },
        { "sum", "a" + Repeat(" + a", 20_000) },
        { "comparison", "a" + Repeat(" < a", 20_000) },
        { "fields", "a" + Repeat(".b", 40_000) },
        { "indexes", "a" + Repeat("[0]", 30_000) },
        { "receivers", "a" + Repeat(".f()", 20_000) },
        { "conditionals", Repeat("a ? b : ", 10_000) + "c" },
        { "inner conditionals", Repeat("a ? ", 20_000) },
    };

    [Theory]
    [MemberData(nameof(TooDeep))]
    public void Too_deep_is_one_clear_mistake(string form, string text)
    {
        Assert.NotEmpty(form);
        var result = Parser.Parse(text);
        var mistake = Assert.Single(result.Diagnostics);
        Assert.Equal("The expression is nested too deeply: more than 250 levels.", mistake.Message.En);
        Assert.Equal("表达式嵌套过深：超过 250 层。", mistake.Message.Zh);
        Assert.InRange(mistake.Span.End, 0, text.Length);
        ExpressionPrinter.Print(result.Root!);
    }

    [Theory]
    [InlineData("(", "1", ")", 249)]
    [InlineData("[", "1", "]", 248)]
    [InlineData("!", "a", "", 249)]
    [InlineData("f(", "a", ")", 248)]
    public void The_allowed_depth_is_reached(string open, string core, string close, int depth) =>
        Assert.Empty(Parser.Parse(Repeat(open, depth) + core + Repeat(close, depth)).Diagnostics);

    [Fact]
    public void Long_logical_chains_are_balanced()
    {
        var result = Parser.Parse("a" + Repeat(" && a", 10_000));
        Assert.Empty(result.Diagnostics);
        var depth = 0;
        for (var node = result.Root; node is LogicalExpr logical; node = logical.Left)
            depth++;
        Assert.InRange(depth, 1, 20);
    }

    [Fact]
    public void Long_lists_are_flat() => Assert.Empty(Parser.Parse("[" + Repeat("1, ", 30_000) + "]").Diagnostics);
}
