using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Expressions.Tests.Syntax;

public class ParserMistakeTests
{
    [Theory]
    [InlineData("a «=» b", "==")]
    [InlineData("a «===» b", "==")]
    [InlineData("a «!==» b", "!=")]
    [InlineData("a «<>» b", "!=")]
    [InlineData("a «=<» b", "<=")]
    [InlineData("a «≥» b", ">=")]
    [InlineData("a «≠» b", "!=")]
    [InlineData("a «&» b", "&&")]
    [InlineData("a «|» b", "||")]
    [InlineData("a «and» b", "&&")]
    [InlineData("a «AND» b", "&&")]
    [InlineData("a «or» b", "||")]
    [InlineData("«not» b", "!")]
    [InlineData("«not» (a && b)", "!")]
    [InlineData("a «is» b", "==")]
    [InlineData("a «mod» b", "%")]
    [InlineData("a «=>» b", ">=")]
    [InlineData("a «not» in b", "!(a in b)")]
    public void Operators_of_other_languages(string marked, string meant)
    {
        var expected = MarkedText.Parse(marked);
        var mistake = Assert.Single(Parser.Parse(expected.Text).Diagnostics);
        Assert.Equal(expected.Spans[0], mistake.Span);
        Assert.Equal(new Bilingual($"是否想写 {meant}？", $"Did you mean `{meant}`?"), mistake.Hint);
        Assert.StartsWith("CEL has no operator", mistake.Message.En);
        Assert.StartsWith("CEL 没有运算符", mistake.Message.Zh);
    }

    [Theory]
    [InlineData("f«（»a, b«）»")]
    [InlineData("f(a«，» b)")]
    [InlineData("a «＝＝» b")]
    [InlineData("{a«：» b}")]
    [InlineData("a «？» b «：» c")]
    [InlineData("a«。»b")]
    [InlineData("«【»a«】»")]
    [InlineData("a «＆＆» «！»b")]
    [InlineData("«ａ»")]
    [InlineData("a «＜＝» «１０»")]
    [InlineData("a«\u3000»+ b")]
    [InlineData("a«\u00A0»+ b")]
    [InlineData("«\uFEFF»a")]
    [InlineData("a == «“文本”»")]
    [InlineData("a == «‘文本’»")]
    public void Full_width_punctuation_is_told_and_read_as_meant(string marked)
    {
        var expected = MarkedText.Parse(marked);
        var result = Parser.Parse(expected.Text);
        Assert.Equal(MarkedText.Show(expected.Text, expected.Spans), MarkedText.Show(expected.Text, result.Diagnostics.Select(d => d.Span)));
        Assert.All(result.Diagnostics, d => Assert.NotNull(d.Hint));
        Assert.DoesNotContain(ExprWalker.All(result.Root!), n => n is MissingExpr);
    }

    [Fact]
    public void Full_width_punctuation_within_quotes_is_text() => Assert.Empty(Parser.Parse("'（，）“”' + \"，\"").Diagnostics);

    [Theory]
    [InlineData("f«(»a, b", "`(` is never closed.", "“(” 没有闭合。")]
    [InlineData("a«[»1", "`[` is never closed.", "“[” 没有闭合。")]
    [InlineData("«{»1: 2", "`{` is never closed.", "“{” 没有闭合。")]
    [InlineData("«(»a", "`(` is never closed.", "“(” 没有闭合。")]
    [InlineData("[1, 2«}»", "`[`, opened at character 1, should be closed by `]`, but found `}`.", "第 1 个字符处的 “[” 应以 “]” 闭合，但遇到了 “}”。")]
    [InlineData("f([1, 2«)»", "`[`, opened at character 3, should be closed by `]`, but found `)`.", "第 3 个字符处的 “[” 应以 “]” 闭合，但遇到了 “)”。")]
    [InlineData("a == b«)»", "`)` closes no bracket.", "“)” 没有与之对应的开括号。")]
    [InlineData("a«)» && b", "`)` closes no bracket.", "“)” 没有与之对应的开括号。")]
    public void Brackets(string marked, string english, string chinese) => AssertOne(marked, english, chinese);

    [Theory]
    [InlineData("", "«»", "The expression is empty.", "表达式是空的。")]
    [InlineData("a +", "a +«»", "A value should stand here, but the expression ends here.", "这里应是一个值，但表达式在此结束。")]
    [InlineData("&& a", "«&&» a", "A value should stand here, but found `&&`.", "这里应是一个值，但遇到了 “&&”。")]
    [InlineData("a[]", "a[«]»", "A value should stand here, but found `]`.", "这里应是一个值，但遇到了 “]”。")]
    [InlineData("()", "«()»", "There is no expression within the parentheses.", "括号里没有表达式。")]
    [InlineData("a.in", "a.«in»", "A field or function name should follow `.`, but found `in`.", "“.” 后面应是字段名或函数名，但遇到了 “in”。")]
    [InlineData("a.", "a.«»", "A field or function name should follow `.`, but the expression ends here.", "“.” 后面应是字段名或函数名，但表达式在此结束。")]
    [InlineData("[1,,2]", "[1,«,»2]", "There is nothing before the comma.", "逗号前缺少一项。")]
    [InlineData("f(1,)", "f(1«,»)", "There is a comma too many after the last argument.", "参数末尾多了一个逗号。")]
    [InlineData("{a: 1, b}", "{a: 1, b«}»", "An entry of a map is written key: value; `:` is missing here: found `}`.", "映射的条目写作 键: 值，这里缺少 “:”：遇到了 “}”。")]
    [InlineData("a ? b", "a «?» b", "`?` lacks its `:`: the expression ends here.", "“?” 缺少对应的 “:”：表达式在此结束。")]
    [InlineData("a ?? b", "a «??» b", "CEL has no operator `??`.", "CEL 没有运算符 ??。")]
    [InlineData("a ? b ? c : d : e", "a ? «b ? c : d» : e", "A conditional between `?` and `:` needs parentheses.", "“?” 与 “:” 之间的条件表达式必须加括号。")]
    [InlineData("a b c", "a «b» c", "`b` cannot stand here: the expression before it is complete.", "“b” 不能出现在这里：前面的表达式已经完整。")]
    [InlineData("a; b", "a«;» b", "The character ; cannot stand here.", "这里不能出现字符 ;。")]
    [InlineData("for + 1", "«for» + 1", "`for` is a reserved word, not a name.", "for 是保留字，不能用作名称。")]
    [InlineData("`a`", "«`a`»", "Backquotes are only for field names after `.`.", "反引号只能用于 “.” 之后的字段名。")]
    [InlineData("a.`b$`", "a.«`b$`»", "A field name in backquotes may hold only ASCII letters, digits, and _ . - / space, and must not be empty.", "反引号中的字段名只能含英文字母、数字和 _ . - / 空格，且不能为空。")]
    [InlineData("成员 == 1", "«成员» == 1", "`成员` is no name: names consist of ASCII letters, digits and underscores.", "“成员” 不是合法的名称：名称只能由英文字母、数字和下划线组成。")]
    [InlineData("/* c */ a", "«/*» c */ a", "CEL has no /* … */ comments.", "CEL 没有 /* … */ 注释。")]
    [InlineData("a.filter(x => x)", "a.filter(x «=>» x)", "CEL has no arrow functions.", "CEL 没有箭头函数。")]
    public void One_mistake_each(string text, string marked, string english, string chinese)
    {
        Assert.Equal(text, MarkedText.Parse(marked).Text);
        AssertOne(marked, english, chinese);
    }

    [Theory]
    [InlineData("has(«a»)", "The argument of has() must be a field, such as has(a.b).")]
    [InlineData("has(«a.?b»)", "The argument of has() must be a field, such as has(a.b).")]
    [InlineData("has(«a['b']»)", "The argument of has() must be a field, such as has(a.b).")]
    [InlineData("a.map(«x.y», 1)", "This argument of map must be the name of a variable, not an expression.")]
    [InlineData("a.all(«1», 1)", "This argument of all must be the name of a variable, not an expression.")]
    [InlineData("a.all(x, «'y'», true)", "This argument of all must be the name of a variable, not an expression.")]
    [InlineData("a.all(«.x», true)", "This argument of all must be the name of a variable, not an expression.")]
    [InlineData("a.all(x, «x», true)", "Both variables have the same name: x.")]
    [InlineData("cel.bind(«1», 2, 3)", "This argument of bind must be the name of a variable, not an expression.")]
    [InlineData("a.optMap(«1», 2)", "This argument of optMap must be the name of a variable, not an expression.")]
    [InlineData("cel.block(«a», 2)", "The first argument of cel.block must be a list literal without optional elements.")]
    [InlineData("cel.block(«[?a]», 2)", "The first argument of cel.block must be a list literal without optional elements.")]
    [InlineData("cel.index(«-1»)", "This must be a literal int that is not negative.")]
    [InlineData("a.transformMapEntry(k, v, «k»)", "The last argument of transformMapEntry must be a map literal, such as {k: v}.")]
    public void Misused_macros(string marked, string english) => AssertOne(marked, english, null);

    [Fact]
    public void Independent_mistakes_are_all_told()
    {
        var expected = MarkedText.Parse("a «=» 1 «and» f(b «c», '«\\q»') || [1, «,» 2].all(«x.y», z)");
        var found = Parser.Parse(expected.Text).Diagnostics;
        Assert.Equal(MarkedText.Show(expected.Text, expected.Spans), MarkedText.Show(expected.Text, found.Select(d => d.Span)));
    }

    [Fact]
    public void Text_that_is_too_long_is_not_read()
    {
        var result = Parser.Parse(new string('a', 11), new ParseOptions { MaxLength = 10 });
        Assert.Null(result.Root);
        Assert.Equal("The expression has 11 characters, more than the limit of 10.", Assert.Single(result.Diagnostics).Message.En);
    }

    private static void AssertOne(string marked, string english, string? chinese)
    {
        var expected = MarkedText.Parse(marked);
        var mistake = Assert.Single(Parser.Parse(expected.Text).Diagnostics);
        Assert.Equal(expected.Spans[0], mistake.Span);
        Assert.Equal(english, mistake.Message.En);
        if (chinese is not null)
            Assert.Equal(chinese, mistake.Message.Zh);
    }
}
