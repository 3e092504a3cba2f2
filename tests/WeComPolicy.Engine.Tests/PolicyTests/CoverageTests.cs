using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Engine.PolicyTests.Coverage;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.PolicyTests;

/// <summary>Coverage names each condition that the cases have not shown both true and false.</summary>
public sealed class CoverageTests
{
    private static readonly Lazy<CoverageReport> s_shipped = new(() => CoverageReport.Of(CaseSuite.Load([], RepositoryRoot.Find())));

    [Theory]
    [InlineData("require: tenant.corp.logo_set && tenant.corp.exmail_enabled",
        "{ corp: { logo_set: true, exmail_enabled: true } } => pass\n{ corp: { logo_set: false, exmail_enabled: true } } => fail corp.logo_set",
        "require tenant.corp.exmail_enabled: never false")]
    // Behind a false condition nothing is looked at.
    [InlineData("when: tenant.corp.exmail_enabled\nrequire: tenant.corp.logo_set",
        "{ corp: { logo_set: true, exmail_enabled: false } } => not_applicable",
        "when tenant.corp.exmail_enabled: never true;require tenant.corp.logo_set: never true, never false")]
    // A variable that nobody read has shown nothing.
    [InlineData("variables: { many: tenant.corp.member_count > 9 }\nrequire: tenant.corp.logo_set || many",
        "{ corp: { logo_set: true, member_count: 10 } } => pass",
        "variables.many tenant.corp.member_count > 9: never true, never false;require tenant.corp.logo_set || many: never false;require tenant.corp.logo_set: never false;require many: never true, never false")]
    [InlineData("each: { a: \"tenant.admins.filter(x, x.role == 'super')\" }\nrequire: a.enabled",
        "{ provenance: { admins: { complete: true } }, admins: [ { userid: li.na, role: super, enabled: true } ] } => pass",
        "each.a x.role == 'super': never false;require a.enabled: never false")]
    // What a function is given and what is negated are conditions too; a chain is one.
    [InlineData("require: \"!(tenant.corp.logo_set || tenant.corp.exmail_enabled || tenant.corp.member_count > 9)\"",
        "{ corp: { logo_set: true, exmail_enabled: false, member_count: 1 } } => fail corp.logo_set\n{ corp: { logo_set: false, exmail_enabled: true, member_count: 1 } } => fail corp.logo_set\n{ corp: { logo_set: false, exmail_enabled: false, member_count: 1 } } => pass",
        "require tenant.corp.member_count > 9: never true")]
    public void What_was_never_seen_is_told(string body, string cases, string expected)
    {
        var suite = SmallSuite.Of(body, cases);
        Assert.All(suite.Cases, c => Assert.True(new CaseRunner(suite.Policies).Run(c).Passed));
        var report = CoverageReport.Of(suite);
        Assert.False(report.IsComplete);
        Assert.Equal(
            expected.Split(';').Order(StringComparer.Ordinal),
            report.Rules.Single().Conditions.Where(c => !c.IsCovered)
                .Select(c => $"{c.Part} {c.Text}: {string.Join(", ", new[] { c.SeenTrue ? null : "never true", c.SeenFalse ? null : "never false" }.OfType<string>())}")
                .Order(StringComparer.Ordinal));
    }

    // A text that no failure has shown may say anything.
    [Fact]
    public void Conditions_of_a_message_count()
    {
        var report = CoverageReport.Of(SmallSuite.Of(
            "require: tenant.corp.logo_set",
            "{ corp: { logo_set: true } } => pass\n{ corp: { logo_set: false, exmail_enabled: true } } => fail corp.logo_set",
            message: "{ zh: \"甲 {{ tenant.corp.exmail_enabled ? '一' : '二' }}\", en: \"a {{ tenant.corp.exmail_enabled ? 'b' : 'c' }}\" }"));
        Assert.Equal(
            [("message.zh", true, false), ("message.en", true, false)],
            report.Rules.Single().Conditions.Where(c => !c.IsCovered).Select(c => (c.Part, c.SeenTrue, c.SeenFalse)));
    }

    [Fact]
    public void A_condition_stands_where_it_is_written()
    {
        var report = CoverageReport.Of(SmallSuite.Of("require: >-\n  tenant.corp.logo_set &&\n  tenant.corp.exmail_enabled", "{ corp: { logo_set: true, exmail_enabled: true } } => pass"));
        foreach (var condition in report.Rules.Single().Conditions.Where(c => c.Text.StartsWith("tenant.corp.e", StringComparison.Ordinal)))
            Assert.Equal(condition.Text, condition.Range.File.Text.Substring(condition.Range.Span.Start, condition.Range.Span.Length));
    }

    [Fact]
    public void Every_condition_of_the_shipped_rules_is_seen_true_and_false()
    {
        var report = s_shipped.Value;
        Assert.Empty(report.Rules.SelectMany(r => r.Conditions).Where(c => !c.IsCovered)
            .Select(c => $"{c.Range.File.Path}:{c.Range.Start.Line} {c.RuleId} {c.Part}: {c.Text}"));
        Assert.True(report.Rules.Sum(r => r.Conditions.Count) > report.Rules.Count);
    }

    // `wecom.isCovered` takes whole records: only a run shows what it reads of them.
    [Fact]
    public void Fields_that_functions_read_count_as_read()
    {
        var unread = s_shipped.Value.Unread.Select(f => $"{f.Type}.{f.Name}").ToList();
        Assert.DoesNotContain("LoginIpGroup.departments", unread);
        Assert.DoesNotContain("Member.userid", unread);
        Assert.Contains("App.description", unread);
    }
}
