namespace WeComPolicy.Expressions.Tests.Checking;

public class EnumTests
{
    [Theory]
    [InlineData("member.employment == 'outsourced'")]
    [InlineData("member.employment in ['regular', 'intern']")]
    [InlineData("'super' in member.roles")]
    [InlineData("member.employment.startsWith('x')")]
    [InlineData("member.userid == 'anything'")]
    [InlineData("[member.employment, 'x'] == ['y', 'z']")]
    [InlineData("member.employment == member.userid")]
    [InlineData("member.employment == member.employment")]
    [InlineData("sample.holds(member.roles, ['sub'])")]
    public void Possible(string text) => Assert.Empty(SampleSchema.Environment.Check(text).Diagnostics);

    [Theory]
    [InlineData("member.employment == «'outsorced'»", "Did you mean `'outsourced'`?", "是否想写 'outsourced'？")]
    [InlineData("«'Intern'» != member.employment", "Did you mean `'intern'`?", "是否想写 'intern'？")]
    [InlineData("member.employment == «'x'»", "It is one of: regular, outsourced, intern.", "可取的值：regular, outsourced, intern。")]
    [InlineData("member.employment in ['regular', «'interm'»]", "Did you mean `'intern'`?", "是否想写 'intern'？")]
    [InlineData("member.employment in {«'regulr'»: 1}", "Did you mean `'regular'`?", null)]
    [InlineData("«'supper'» in member.roles", "Did you mean `'super'`?", null)]
    [InlineData("member.roles == ['sub', «'supr'»]", "Did you mean `'super'`?", null)]
    [InlineData("sample.holds(member.roles, [«'sup'»])", "Did you mean `'sub'`?", null)]
    [InlineData("tenant.members.all(m, m.employment == (m.active ? 'intern' : «'regula'»))", "Did you mean `'regular'`?", null)]
    [InlineData("member.?backup.hasValue() && optional.of(member.employment) == optional.of(«'regula'»)", "Did you mean `'regular'`?", null)]
    [InlineData("cel.bind(e, member.employment, e == «'inter'»)", "Did you mean `'intern'`?", null)]
    [InlineData("member.roles.exists(r, r == «'superb'»)", "Did you mean `'super'`?", null)]
    [InlineData("member.employment == «outsourced»", "Did you mean `'outsourced'`?", null)]
    public void Impossible(string marked, string english, string? chinese)
    {
        var expected = MarkedText.Parse(marked);
        var mistake = Assert.Single(SampleSchema.Environment.Check(expected.Text).Diagnostics);
        Assert.Equal(expected.Spans[0], mistake.Span);
        Assert.Equal(english, mistake.Hint?.En);
        if (chinese is not null)
            Assert.Equal(chinese, mistake.Hint?.Zh);
    }

    [Fact]
    public void Two_enumerations_without_a_common_value_never_meet()
    {
        var mistake = Assert.Single(SampleSchema.Environment.Check("member.employment == member.roles[0]").Diagnostics);
        Assert.Equal(new TextSpan(18, 2), mistake.Span);
        Assert.Equal("`employment` and `role` have no value in common, so they are never equal.", mistake.Message.En);
    }

    [Fact]
    public void The_message_names_the_enumeration() => Assert.Equal(
        new Bilingual("employment 不可能是 'x'。", "`employment` can never be 'x'."),
        Assert.Single(SampleSchema.Environment.Check("member.employment == 'x'").Diagnostics).Message);
}
