using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Expressions.Tests.Syntax;

public class ParserTests
{
    private static Expr Parse(string text)
    {
        var result = Parser.Parse(text);
        Assert.Empty(result.Diagnostics);
        return result.Root!;
    }

    [Theory]
    [InlineData("a + b * c", "a + b * c")]
    [InlineData("(a + b) * c", "(a + b) * c")]
    [InlineData("a - b - c", "a - b - c")]
    [InlineData("a - (b - c)", "a - (b - c)")]
    [InlineData("a || b && c", "a || b && c")]
    [InlineData("(a || b) && c", "(a || b) && c")]
    [InlineData("a && (b && c)", "a && b && c")]
    [InlineData("a < b == c", "a < b == c")]
    [InlineData("a == (b < c)", "a == (b < c)")]
    [InlineData("a ? b : c ? d : e", "a ? b : c ? d : e")]
    [InlineData("(a ? b : c) ? d : e", "(a ? b : c) ? d : e")]
    [InlineData("a ? (b ? c : d) : e", "a ? (b ? c : d) : e")]
    [InlineData("!a.b", "!a.b")]
    [InlineData("!(a.b)", "!a.b")]
    [InlineData("!!a", "!!a")]
    [InlineData("- - a", "--a")]
    [InlineData("-a.b", "-a.b")]
    [InlineData("-(1)", "-(1)")]
    [InlineData("--1", "-(-1)")]
    [InlineData("-1.abs()", "(-1).abs()")]
    [InlineData("a -1", "a - 1")]
    [InlineData("a - -1", "a - -1")]
    [InlineData("a in [b, c]", "a in [b, c]")]
    [InlineData("a % b / c", "a % b / c")]
    [InlineData(".a.b", ".a.b")]
    [InlineData(".f(x)", ".f(x)")]
    [InlineData("a.b(c).d[e].?f[?g]", "a.b(c).d[e].?f[?g]")]
    [InlineData("a.`b-c`.`d`", "a.`b-c`.d")]
    [InlineData("a.if.package()", "a.if.package()")]
    [InlineData("[1, ?a, 2,]", "[1, ?a, 2]")]
    [InlineData("[,]", "[]")]
    [InlineData("{a: 1, ?'b': c,}", "{a: 1, ?'b': c}")]
    [InlineData("A.B{c: 1, ?d: e, `f-g`: 2}", "A.B{c: 1, ?d: e, `f-g`: 2}")]
    [InlineData(".A{}", ".A{}")]
    [InlineData("a // comment ' \n + b // end", "a + b")]
    [InlineData("\t\r\n\f a", "a")]
    [InlineData("has(a.b.c)", "has(a.b.c)")]
    [InlineData("a.all(x, x > 1)", "a.all(x, x > 1)")]
    [InlineData("a.exists(i, x, x > i)", "a.exists(i, x, x > i)")]
    [InlineData("a.exists_one(x, x)", "a.exists_one(x, x)")]
    [InlineData("a.existsOne(k, v, v)", "a.existsOne(k, v, v)")]
    [InlineData("a.filter(x, x).map(x, x, x)", "a.filter(x, x).map(x, x, x)")]
    [InlineData("a.transformList(i, x, i > 0, x)", "a.transformList(i, x, i > 0, x)")]
    [InlineData("a.transformMap(k, v, v)", "a.transformMap(k, v, v)")]
    [InlineData("a.transformMapEntry(k, v, {v: k})", "a.transformMapEntry(k, v, {v: k})")]
    [InlineData("a.sortBy(x, x.y)", "a.sortBy(x, x.y)")]
    [InlineData("cel.bind(x, a, x + x)", "cel.bind(x, a, x + x)")]
    [InlineData("cel.block([a, cel.index(0)], cel.index(1))", "cel.block([a, cel.index(0)], cel.index(1))")]
    [InlineData("[1].map(cel.iterVar(0, 1), cel.iterVar(0, 1) + cel.accuVar(2, 3))", "[1].map(cel.iterVar(0, 1), cel.iterVar(0, 1) + cel.accuVar(2, 3))")]
    [InlineData("a.?b.optMap(x, x + 1)", "a.?b.optMap(x, x + 1)")]
    [InlineData("a.?b.optFlatMap(x, x.?c)", "a.?b.optFlatMap(x, x.?c)")]
    [InlineData("'a\\'b\\\\' + b'\\xff'", "'a\\'b\\\\' + b'\\xFF'")]
    public void Parsed_and_printed(string text, string printed) => Assert.Equal(printed, ExpressionPrinter.Print(Parse(text)));

    [Fact]
    public void Macros_are_nodes_of_their_own()
    {
        Assert.IsType<HasExpr>(Parse("has(a.b)"));
        var all = Assert.IsType<ComprehensionExpr>(Parse("a.all(k, v, v)"));
        Assert.Equal((ComprehensionKind.All, "k", "v"), (all.Kind, all.FirstVariable.Name, all.SecondVariable?.Name));
        var map = Assert.IsType<ComprehensionExpr>(Parse("a.map(x, p, t)"));
        Assert.Equal(("p", "t"), (((IdentExpr)map.Filter!).Name, ((IdentExpr)map.Body).Name));
        Assert.Equal("existsOne", Assert.IsType<ComprehensionExpr>(Parse("a.existsOne(x, x)")).MacroName);
        Assert.IsType<BindExpr>(Parse("cel.bind(x, 1, x)"));
        Assert.IsType<BlockExpr>(Parse("cel.block([1], 2)"));
        Assert.Equal(BlockNames.Index(3), Assert.IsType<IdentExpr>(Parse("cel.index(3)")).Name);
        Assert.True(Assert.IsType<OptionalMapExpr>(Parse("a.optFlatMap(x, x)")).Flat);
    }

    [Theory]
    [InlineData("has(a.b)")]
    [InlineData("a.all(x, x)")]
    [InlineData("cel.bind(x, 1, x)")]
    [InlineData("has(1)")]
    [InlineData("a.all(1, 2)")]
    public void Without_macros_they_are_calls(string text)
    {
        var result = Parser.Parse(text, new ParseOptions { Macros = false });
        Assert.Empty(result.Diagnostics);
        Assert.IsType<CallExpr>(result.Root);
    }

    [Theory]
    [InlineData("a.all(x)")]
    [InlineData("a.all(x, y, z, w)")]
    [InlineData("has(a.b, c)")]
    [InlineData("a.has(b)")]
    [InlineData("all(a, x, x)")]
    [InlineData(".has(a.b)")]
    [InlineData("x.bind(y, 1, y)")]
    public void Calls_of_another_form_are_no_macros(string text) => Assert.IsType<CallExpr>(Parse(text));

    [Theory]
    [InlineData("  a.b  ", 2, 3)]
    [InlineData("(a + b)", 1, 5)]
    [InlineData("(a) + (b)", 0, 9)]
    [InlineData("!(a)", 0, 4)]
    [InlineData("(a).b", 0, 5)]
    [InlineData("(a)[(b)]", 0, 8)]
    [InlineData("(a) && (b) && (c)", 0, 17)]
    [InlineData("(a) ? (b) : (c)", 0, 15)]
    [InlineData("-1", 0, 2)]
    [InlineData("- 1", 0, 3)]
    [InlineData("[1, 2] // x", 0, 6)]
    [InlineData("f( a )", 0, 6)]
    public void Spans_cover_what_was_written(string text, int start, int length) => Assert.Equal(new TextSpan(start, length), Parse(text).Span);

    [Fact]
    public void Spans_of_names_and_operators()
    {
        var binary = Assert.IsType<BinaryExpr>(Parse("a  >=  b.c"));
        Assert.Equal(new TextSpan(3, 2), binary.OperatorSpan);
        Assert.Equal(new TextSpan(9, 1), Assert.IsType<SelectExpr>(binary.Right).FieldSpan);
        Assert.Equal(new TextSpan(2, 5), Assert.IsType<CallExpr>(Parse("a.match('x')")).FunctionSpan);
        Assert.Equal(new TextSpan(2, 5), Assert.IsType<SelectExpr>(Parse("a.`b-c`")).FieldSpan);
        var record = Assert.IsType<RecordExpr>(Parse("A{bc: 1}"));
        Assert.Equal(new TextSpan(2, 2), record.Fields[0].NameSpan);
        var all = Assert.IsType<ComprehensionExpr>(Parse("a.all(x, y)"));
        Assert.Equal(new TextSpan(6, 1), all.FirstVariable.Span);
    }

    [Fact]
    public void Terms_of_a_chain_keep_their_own_spans()
    {
        var chain = Assert.IsType<LogicalExpr>(Parse("(a) || b || (c) || d"));
        Assert.Equal(new TextSpan(0, 8), chain.Left.Span);
        Assert.Equal(new TextSpan(12, 8), chain.Right.Span);
    }

    [Fact]
    public void Ids_are_unique_and_below_the_count()
    {
        var result = Parser.Parse("cel.bind(x, [1, {a: b.c}], x.all(y, has(y.z) && -y > 1 ? f(y) : .g))");
        var ids = ExprWalker.All(result.Root!).SelectMany(n => ExprWalker.Declarations(n).Prepend(n)).Select(n => n.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.InRange(id, 0, result.NodeCount - 1));
    }
}
