using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Expressions.Tests.Checking;

public class AbsenceTests
{
    [Theory]
    [InlineData("has(member.end_date) && member.end_date < today")]
    [InlineData("!has(member.end_date) || member.end_date < today")]
    [InlineData("has(member.end_date) ? member.end_date < today : true")]
    [InlineData("!has(member.end_date) ? true : member.end_date < today")]
    [InlineData("!(!has(member.end_date)) && member.end_date < today")]
    [InlineData("!(!has(member.end_date) || member.active) && member.end_date < today")]
    [InlineData("member.active && has(member.end_date) && member.age > 3 && member.end_date < today")]
    [InlineData("has(member.end_date) && (member.active || member.end_date < today)")]
    [InlineData("has(member.end_date) && has(member.tags) ? member.end_date < today && 'x' in member.tags : true")]
    [InlineData("(has(member.end_date) || false) && member.end_date < today")]
    [InlineData("(member.active ? has(member.end_date) : false) && member.end_date < today")]
    [InlineData("(member.active && has(member.end_date) || has(member.end_date)) && member.end_date < today")]
    [InlineData("has(member.end_date) && tenant.members.all(m, m.active && member.end_date < today)")]
    [InlineData("tenant.members.all(m, has(m.end_date) && m.end_date < today)")]
    [InlineData("tenant.members.map(m, has(m.end_date), m.end_date)")]
    [InlineData("tenant.members.transformList(i, m, has(m.end_date) && i > 0, m.end_date)")]
    [InlineData("has(tenant.members[0].end_date) && tenant.members[0].end_date < today")]
    [InlineData("has(tenant.owner) && has(tenant.owner.end_date) && tenant.owner.end_date < today")]
    [InlineData("has(tenant.owner) && tenant.owner.login.mfa")]
    [InlineData("cel.bind(m, tenant.members[0], has(m.end_date) && m.end_date < today)")]
    [InlineData("cel.bind(m, member, has(member.end_date) && m.end_date < today)")]
    [InlineData("cel.bind(known, has(member.end_date), known && member.end_date < today)")]
    [InlineData("cel.bind(missing, !has(member.end_date), missing || member.end_date < today)")]
    [InlineData("member.?end_date.orValue(today) < today")]
    [InlineData("member.?backup.?last_ip.orValue('') == ''")]
    [InlineData("member.?backup.mfa.orValue(true)")]
    [InlineData("has(member.?backup.last_ip)")]
    [InlineData("has(tenant.quota.anything)")]
    [InlineData("has(anything.end_date)")]
    public void Guarded(string text) => Assert.Equal("", string.Join("\n", SampleSchema.Environment.Check(text).Diagnostics.Select(d => d.Message.En)));

    [Theory]
    [InlineData("member.«end_date» < today")]
    [InlineData("member.«end_date» < today && has(member.end_date)")]
    [InlineData("has(member.end_date) || member.«end_date» < today")]
    [InlineData("!has(member.end_date) && member.«end_date» < today")]
    [InlineData("has(member.end_date) ? true : member.«end_date» < today")]
    [InlineData("has(member.tags) && member.«end_date» < today")]
    [InlineData("(has(member.end_date) || member.active) && member.«end_date» < today")]
    [InlineData("!(has(member.end_date) && member.active) || member.active && (member.active ? true : member.«end_date» < today)", false)]
    [InlineData("has(member.end_date) && tenant.members.all(member, member.«end_date» < today)")]
    [InlineData("has(member.end_date) && cel.bind(member, tenant.members[0], member.«end_date» < today)")]
    [InlineData("tenant.members.all(m, has(m.end_date)) && tenant.members.all(m, m.«end_date» < today)")]
    [InlineData("tenant.members.filter(m, has(m.end_date)).all(m, m.«end_date» < today)")]
    [InlineData("tenant.members.all(m, has(m.end_date) && tenant.members.all(m, m.«end_date» < today))")]
    [InlineData("has(tenant.members[0].end_date) && tenant.members[1].«end_date» < today")]
    [InlineData("tenant.«owner».login.mfa")]
    [InlineData("has(tenant.«owner».end_date)")]
    [InlineData("member.?backup.«last_ip» == optional.of('')")]
    [InlineData("has(member.?backup.last_ip) && member.?backup.«last_ip» == optional.of('')")]
    [InlineData("cel.bind(missing, has(member.end_date), !missing && member.«end_date» < today)")]
    [InlineData("[member.«end_date», member.«end_date»]")]
    [InlineData("member.«end_date» == null")]
    public void Unguarded(string marked, bool isMistake = true)
    {
        var expected = MarkedText.Parse(marked);
        var found = SampleSchema.Environment.Check(expected.Text).Diagnostics;
        if (isMistake)
            Assert.Equal(MarkedText.Show(expected.Text, expected.Spans), MarkedText.Show(expected.Text, found.Select(d => d.Span)));
        else
            Assert.Empty(found);
        Assert.All(found, d => Assert.Contains("may not be there, so it cannot be read like this.", d.Message.En));
        Assert.All(found, d => Assert.Contains("可能不存在，不能直接读取。", d.Message.Zh));
    }

    [Fact]
    public void The_advice_names_both_ways_out()
    {
        var mistake = Assert.Single(SampleSchema.Environment.Check("member.end_date < today").Diagnostics);
        Assert.Equal(
            new Bilingual(
                "请写 member.?end_date.orValue(…)，或先判断 has(member.end_date) && …。",
                "Write member.?end_date.orValue(…), or ask first: has(member.end_date) && …"),
            mistake.Hint);
    }

    [Theory]
    [InlineData("has(«member.age»)", "has() cannot be asked of `age`: it states a fact, so its absence means not known rather than none.", "不能对 age 用 has()：它是事实，缺失表示“未知”，而不是“没有”。")]
    [InlineData("member.«?age».orValue(1) > 0", "`age` cannot be read with .?: it states a fact, so its absence means not known rather than none.", "不能用 .? 读取 age：它是事实，缺失表示“未知”，而不是“没有”。")]
    [InlineData("member.?backup.«?mfa».orValue(true)", "`mfa` cannot be read with .?: it states a fact, so its absence means not known rather than none.", null)]
    [InlineData("has(«member.?backup.mfa»)", "has() cannot be asked of `mfa`: it states a fact, so its absence means not known rather than none.", null)]
    [InlineData("tenant.members.all(m, has(«m.login.mfa»))", "has() cannot be asked of `mfa`: it states a fact, so its absence means not known rather than none.", null)]
    public void Facts_are_not_asked_for(string marked, string english, string? chinese)
    {
        var expected = MarkedText.Parse(marked);
        var mistake = Assert.Single(SampleSchema.Environment.Check(expected.Text).Diagnostics);
        Assert.Equal(expected.Spans[0], mistake.Span);
        Assert.Equal(english, mistake.Message.En);
        if (chinese is not null)
            Assert.Equal(chinese, mistake.Message.Zh);
    }

    [Fact]
    public void A_definition_guards_like_the_condition_it_stands_for()
    {
        var environment = SampleSchema.Environment;
        environment = environment.WithDefinition("leaves", environment.Check("has(member.end_date)").Ast!);
        environment = environment.WithDefinition("stays", environment.Check("!leaves").Ast!);
        Assert.Empty(environment.Check("leaves && member.end_date < today").Diagnostics);
        Assert.Empty(environment.Check("stays || member.end_date < today").Diagnostics);
        Assert.Single(environment.Check("stays && member.end_date < today").Diagnostics);
    }

    [Fact]
    public void What_is_assumed_guards_the_whole_expression()
    {
        var environment = SampleSchema.Environment;
        var when = environment.Check("member.active && has(member.end_date)").Ast!;
        var parsed = Parser.Parse("member.end_date < today");
        Assert.Single(Checker.Check(parsed, environment).Diagnostics);
        Assert.Empty(Checker.Check(parsed, environment, assumed: [when]).Diagnostics);
        var local = environment.Check("tenant.members.exists(m, has(m.end_date))").Ast!;
        Assert.Single(Checker.Check(parsed, environment, assumed: [local]).Diagnostics);
    }

    [Fact]
    public void Definitions_that_double_are_looked_into_once()
    {
        var environment = SampleSchema.Environment;
        environment = environment.WithDefinition("d0", environment.Check("has(member.end_date)").Ast!);
        for (var i = 1; i < 200; i++)
            environment = environment.WithDefinition($"d{i}", environment.Check($"d{i - 1} && d{i - 1}").Ast!);
        Assert.Empty(environment.Check("d10 && member.end_date < today").Diagnostics);
        Assert.Single(environment.Check("d199 && member.end_date < today").Diagnostics);
    }
}
