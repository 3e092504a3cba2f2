using FsCheck;
using FsCheck.Fluent;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Testing;

namespace WeComPolicy.Expressions.Tests.Syntax;

public class ParserProperties
{
    private static readonly string[] Pieces =
    [
        "a", "b.c", "1", "2u", "-3", "1.5", "'s'", "\"t\"", "b'u'", "r'v'", "'''", "true", "null", "in", "if", "has(", "all(", "x,",
        "(", ")", "[", "]", "{", "}", ".", ",", ":", "?", "!", "-", "+", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||", "&", "=",
        "=>", "and", "or", "not", "（", "）", "，", "“", "”", "中", "\\", "`", "`q`", "@", "#", ";", "//", "/*", "\n", " ", "\u3000",
        "cel.bind(", "cel.block([", "cel.index(0)", ".?", "[?", "\ud83d", "0x", "1e", "999999999999999999999", "is", "contains",
    ];

    [Property(Arbitrary = [typeof(ExprGenerator)], MaxTest = 500)]
    public bool What_is_printed_parses_to_the_same(Expr expression)
    {
        var printed = ExpressionPrinter.Print(expression);
        var result = Parser.Parse(printed);
        return result.Diagnostics.Count == 0
            && ExprComparer.SameMeaning(expression, result.Root!)
            && printed == ExpressionPrinter.Print(result.Root!);
    }

    [Property(Arbitrary = [typeof(ExprGenerator)], MaxTest = 300)]
    public void Spans_of_printed_expressions_nest(Expr expression)
    {
        var printed = ExpressionPrinter.Print(expression);
        AssertSpans(printed, Parser.Parse(printed));
    }

    [Property(MaxTest = 500)]
    public void Any_text_gives_a_result(string? text) => AssertSane(text ?? "");

    [Property(MaxTest = 1000)]
    public Property Any_heap_of_tokens_gives_a_result() =>
        Prop.ForAll(Gen.Elements(Pieces).ListOf().ToArbitrary(), pieces => AssertSane(string.Concat(pieces)));

    [Property(Arbitrary = [typeof(ExprGenerator)], MaxTest = 500)]
    public void A_valid_expression_with_a_piece_put_in_or_cut_out_gives_a_result(Expr expression, int place, int length, int piece)
    {
        var text = ExpressionPrinter.Print(expression);
        var start = (int)((uint)place % (uint)(text.Length + 1));
        var cut = Math.Min((int)((uint)length % 4), text.Length - start);
        AssertSane(text.Remove(start, cut));
        AssertSane(text.Remove(start, cut).Insert(start, Pieces[(uint)piece % (uint)Pieces.Length]));
    }

    private static void AssertSane(string text)
    {
        foreach (var macros in new[] { true, false })
        {
            var result = Parser.Parse(text, new ParseOptions { Macros = macros });
            Assert.Equal(text, result.Text);
            Assert.All(result.Diagnostics, d =>
            {
                Assert.InRange(d.Span.Start, 0, text.Length);
                Assert.InRange(d.Span.Length, 0, text.Length - d.Span.Start);
                Assert.NotEmpty(d.Message.Zh);
                Assert.NotEmpty(d.Message.En);
            });
            if (result.Root is null)
                Assert.NotEmpty(result.Diagnostics);
            else
                AssertSpans(text, result);
            if (result.Diagnostics.Count == 0)
                Assert.DoesNotContain(ExprWalker.All(result.Root!), n => n is MissingExpr);
        }
    }

    private static void AssertSpans(string text, ParseResult result)
    {
        foreach (var node in ExprWalker.All(result.Root!))
        {
            Assert.InRange(node.Id, 0, result.NodeCount - 1);
            Assert.InRange(node.Span.Start, 0, text.Length);
            Assert.InRange(node.Span.Length, 0, text.Length - node.Span.Start);
            foreach (var child in ExprWalker.Children(node).Concat(ExprWalker.Declarations(node)))
            {
                Assert.True(
                    child.Span.Start >= node.Span.Start && child.Span.End <= node.Span.End,
                    $"{child.GetType().Name} {child.Span} is not within {node.GetType().Name} {node.Span} of: {text}");
            }
        }
    }
}
