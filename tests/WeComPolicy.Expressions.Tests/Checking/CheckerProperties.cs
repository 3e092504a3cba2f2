using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Tests.Syntax;
using WeComPolicy.Testing;

namespace WeComPolicy.Expressions.Tests.Checking;

public class CheckerProperties
{
    [Property(Arbitrary = [typeof(ExprGenerator)], MaxTest = 500)]
    public void Any_expression_is_checked_or_told_what_is_wrong(Expr expression)
    {
        var text = ExpressionPrinter.Print(expression);
        var parsed = Parser.Parse(text);
        var result = Checker.Check(parsed, SampleSchema.Environment);
        Assert.Equal(result.Ast is null, result.Diagnostics.Count > 0);
        Assert.All(result.Diagnostics, d =>
        {
            Assert.InRange(d.Span.Start, 0, text.Length);
            Assert.InRange(d.Span.Length, 0, text.Length - d.Span.Start);
        });
        Assert.NotNull(Checker.Resolve(parsed, SampleSchema.Environment).Ast);
    }

    [Property(Arbitrary = [typeof(ExprGenerator)], MaxTest = 300)]
    public void A_damaged_expression_never_throws(Expr expression, int place, int length)
    {
        var text = ExpressionPrinter.Print(expression);
        var start = (int)((uint)place % (uint)(text.Length + 1));
        var damaged = text.Remove(start, Math.Min((int)((uint)length % 5), text.Length - start));
        var result = SampleSchema.Environment.Check(damaged);
        Assert.Equal(result.Ast is null, result.Diagnostics.Count > 0);
    }

    [Property(Arbitrary = [typeof(ExprGenerator)], MaxTest = 300)]
    public void Within_a_condition_that_is_dynamic_everything_is_a_bool_or_told(Expr expression)
    {
        var text = $"anything == ({ExpressionPrinter.Print(expression)})";
        var result = SampleSchema.Environment.Check(text);
        if (result.Ast is not null)
            Assert.Equal("bool", result.Ast.Type.ToString());
    }
}
