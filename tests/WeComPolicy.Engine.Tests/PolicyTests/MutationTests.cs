using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Engine.PolicyTests.Mutation;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.PolicyTests;

/// <summary>Mutation finds what cases leave open, and nothing else.</summary>
public sealed class MutationTests
{
    private const string Count = "params: { max: 10 }\nrequire: tenant.corp.member_count <= params.max\nat: tenant.corp.member_count";

    private const string CountCases = """
        { corp: { member_count: 11 } } => fail corp.member_count
        { corp: { member_count: 10 } } => pass
        { corp: { member_count: 3 } } => pass
        """;

    [Fact]
    public void Cases_on_both_sides_of_the_boundary_kill_every_mutant()
    {
        var report = MutationReport.Of(SmallSuite.Of(Count, CountCases));
        Assert.True(report.IsComplete);
        Assert.Equal(
            [
                "require: tenant.corp.member_count <= params.max → tenant.corp.member_count > params.max",
                "require: tenant.corp.member_count <= params.max → tenant.corp.member_count < params.max",
                "require: tenant.corp.member_count <= params.max → tenant.corp.member_count == params.max",
                "params.max: 10 → 11",
                "params.max: 10 → 9",
                "tenant.Corp.member_count: int → ∅",
                "tenant.Corp.member_count: int → ≠",
                "tenant.corp: Corp → ∅",
            ],
            Texts(report).Order(StringComparer.Ordinal).OrderBy(t => t.Split(':')[0] switch { "require" => 0, "params.max" => 1, _ => 2 }).ThenByDescending(t => t.Contains('>', StringComparison.Ordinal)));
    }

    // What each set of cases leaves open.
    [Theory]
    [InlineData(Count, "{ corp: { member_count: 12 } } => fail corp.member_count\n{ corp: { member_count: 9 } } => pass",
        "require: tenant.corp.member_count <= params.max → tenant.corp.member_count < params.max|params.max: 10 → 11|params.max: 10 → 9")]
    [InlineData("require: tenant.corp.logo_set && tenant.corp.exmail_enabled", "{ corp: { logo_set: true, exmail_enabled: true } } => pass\n{ corp: { logo_set: false, exmail_enabled: true } } => fail corp.logo_set",
        "require: tenant.corp.exmail_enabled → true")]
    [InlineData("when: tenant.corp.exmail_enabled\nrequire: tenant.corp.logo_set", "{ corp: { logo_set: true, exmail_enabled: true } } => pass\n{ corp: { logo_set: false, exmail_enabled: true } } => fail corp.logo_set",
        "when: tenant.corp.exmail_enabled → true|when: tenant.corp.exmail_enabled → ∅")]
    [InlineData("require: tenant.admins.exists(a, a.role == 'super')",
        "{ provenance: { admins: { complete: true } }, admins: [ ] } => fail admins\n{ provenance: { admins: { complete: true } }, admins: [ { userid: li.na, role: super } ] } => pass",
        "require: a.role == 'super' → true|require: tenant.admins.exists(a, a.role == 'super') → tenant.admins.exists_one(a, a.role == 'super')")]
    [InlineData("require: tenant.corp.industry in ['it', 'finance']", "{ corp: { industry: it } } => pass\n{ corp: { industry: retail } } => fail corp.industry",
        "require: ['it', 'finance'] → ['it']")]
    public void What_no_case_notices_is_told(string body, string cases, string surviving)
    {
        var report = MutationReport.Of(SmallSuite.Of(body, cases));
        Assert.False(report.IsComplete);
        Assert.Equal(surviving.Split('|').Order(StringComparer.Ordinal), Surviving(report).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_cases_every_mutant_survives()
    {
        var suite = SmallSuite.Of(Count, CountCases);
        var report = MutationReport.Of(suite with { Cases = [] });
        Assert.NotEmpty(Texts(report));
        Assert.Equal(Texts(report), Surviving(report));
    }

    // The same mistake twice in one rule has two names, and each its place.
    [Fact]
    public void A_mutant_stands_where_it_was_made()
    {
        var suite = SmallSuite.Of("require: tenant.corp.member_count > 3 && tenant.corp.active_count > 3", "{ corp: { member_count: 5, active_count: 5 } } => pass");
        var mutants = MutationReport.Of(suite).Rules.Single().Mutants.Select(m => m.Mutant).ToList();
        var (first, second) = (mutants.Single(m => m.Text == "require: 3 → 4"), mutants.Single(m => m.Text == "require: 3 → 4 (2)"));
        Assert.Equal("3", Marked(first.Range));
        Assert.True(first.Range.Span.Start < second.Range.Span.Start);
        Assert.Equal(mutants.Count, mutants.Select(m => m.Text).Distinct().Count());
    }

    // A guard that is dropped, a word that the schema does not know, a loop too many: no such rule would load.
    [Fact]
    public void What_the_loader_refuses_does_not_count()
    {
        var suite = SmallSuite.Of(
            "require: has(tenant.corp.custom_domain) && tenant.corp.custom_domain != ''\nat: tenant.corp.?custom_domain",
            "{ corp: { custom_domain: work.example.com } } => pass\n{ corp: { logo_set: true } } => fail corp.custom_domain");
        var texts = Texts(MutationReport.Of(suite));
        Assert.DoesNotContain("require: has(tenant.corp.custom_domain) → true", texts);
        Assert.DoesNotContain("require: has(tenant.corp.custom_domain) → false", texts);
        Assert.Contains("require: tenant.corp.custom_domain != '' → true", texts);
    }

    // The case that would kill a mutant is found where one value makes the difference.
    [Fact]
    public void A_survivor_comes_with_a_case_that_would_kill_it()
    {
        var report = MutationReport.Of(SmallSuite.Of(Count, "{ corp: { member_count: 11 } } => fail corp.member_count\n{ corp: { member_count: 9 } } => pass"));
        var survivor = report.Rules.Single().Mutants.Single(m => m.Mutant.Text.EndsWith("member_count < params.max", StringComparison.Ordinal));
        Assert.Equal(MutantStatus.Survived, survivor.Status);
        Assert.Equal(("corp.member_count", "10", Findings.Verdict.Pass), (survivor.Suggestion!.Path, survivor.Suggestion.Value, survivor.Suggestion.Expected));
        Assert.All(report.Rules.Single().Mutants.Where(m => m.Status == MutantStatus.Killed), m => Assert.Null(m.Suggestion));
    }

    [Fact]
    public void An_equivalent_is_accepted_with_its_reason()
    {
        const string require = "require: tenant.corp.member_count <= params.max → tenant.corp.member_count < params.max";
        var suite = SmallSuite.Of(Count, CountCases.Replace("member_count: 10", "member_count: 9", StringComparison.Ordinal), Equivalent("ORG0001", require));
        var judged = MutationReport.Of(suite).Rules.Single().Mutants.Single(m => m.Mutant.Text == require);
        Assert.Equal(MutantStatus.Equivalent, judged.Status);
        Assert.Equal("because", judged.Equivalent!.Reason.En);
    }

    [Theory]
    [InlineData("ORG0001", "require: tenant.corp.member_count <= params.max → tenant.corp.member_count < params.max", "The mutant is not equivalent: the case 'case 2' tells it from the rule.")]
    [InlineData("ORG0001", "require: nothing → something", "Rule ORG0001 has no such mutant.")]
    [InlineData("ORG0009", "require: a → b", "There is no rule ORG0009.")]
    public void An_equivalent_that_is_none_is_an_error(string rule, string mutant, string message)
    {
        var report = MutationReport.Of(SmallSuite.Of(Count, CountCases, Equivalent(rule, mutant)));
        Assert.False(report.IsComplete);
        var stale = Assert.Single(report.Stale);
        Assert.Equal("stale-equivalent", stale.Code);
        Assert.Equal(message, stale.Message.En);
        Assert.Contains(mutant, Marked(stale.Range!.Value), StringComparison.Ordinal);
    }

    // The first and the last day that there is, and the greatest number.
    [Theory]
    [InlineData("require: tenant.archive.licence_expires_on >= today", "{ archive: { licence_expires_on: 9999-12-31 } } => pass\n{ archive: { licence_expires_on: 0001-01-01 } } => fail archive.licence_expires_on")]
    [InlineData("require: tenant.corp.member_count < 9223372036854775807", "{ corp: { member_count: 10 } } => pass")]
    [InlineData("params: { max: 9223372036854775807 }\nrequire: tenant.corp.member_count < params.max", "{ corp: { member_count: 10 } } => pass")]
    public void The_ends_of_a_range_are_no_trouble(string body, string cases) => Assert.NotEmpty(Texts(MutationReport.Of(SmallSuite.Of(body, cases))));

    // Expressions of every kind, mutated: what comes out loads or does not count.
    [Theory]
    [InlineData("cel.bind(n, tenant.corp.member_count, n > 3 && n < 10)")]
    [InlineData("tenant.corp.?custom_domain.optMap(d, d.size() > 3).orValue(false)")]
    [InlineData("{'a': 1, 'b': 2}.exists(k, v, v > tenant.corp.member_count && k != 'a')")]
    [InlineData("tenant.members.transformList(i, m, m.enabled, i + 1).size() - 1 >= 0 % 2 || tenant.corp.logo_set")]
    [InlineData("tenant.corp.full_name.matches('^[a-z]{1,9}$') && b'a' != b'b' && duration('24h') < duration('48h')")]
    [InlineData("[1, 2, tenant.corp.member_count].map(n, n * 2).sum() / 2 in [3, 5]")]
    public void Expressions_of_every_kind(string require)
    {
        var report = MutationReport.Of(SmallSuite.Of($"require: \"{require}\"", "{ corp: { member_count: 5, logo_set: true, full_name: abc, custom_domain: a.example.com } } => pass"));
        Assert.NotEmpty(Texts(report));
    }

    // A case whose verdict is wrong from the start would kill everything.
    [Fact]
    public void A_case_that_fails_kills_nothing()
    {
        var report = MutationReport.Of(SmallSuite.Of(Count, "{ corp: { member_count: 10 } } => fail corp.member_count"));
        Assert.Equal(Texts(report), Surviving(report));
    }

    [Fact]
    public void Every_mutant_of_the_shipped_rules_is_killed_or_equivalent()
    {
        var suite = CaseSuite.Load([], RepositoryRoot.Find());
        Assert.Empty(suite.Diagnostics);
        var report = MutationReport.Of(suite);
        Assert.Empty(report.Stale.Select(d => $"{d.Range!.Value.File.Path}:{d.Range.Value.Start.Line} {d.Message.En}"));
        Assert.Empty(report.Rules.SelectMany(r => r.Mutants).Where(m => m.Status == MutantStatus.Survived)
            .Select(m => $"{m.Mutant.Range.File.Path}:{m.Mutant.Range.Start.Line} {m.Mutant.RuleId} {m.Mutant.Text}"));
        // A rule without mutants would be one that nobody looked at.
        Assert.All(report.Rules, r => Assert.True(r.Mutants.Count > 0 || r.Rule is Engine.Policies.BuiltinRule, r.Rule.Descriptor.Id));
    }

    [Fact]
    public void The_same_rules_give_the_same_report()
    {
        var suite = CaseSuite.Load(["policies/baseline/login.yaml"], RepositoryRoot.Find());
        var (one, other) = (MutationReport.Of(suite), MutationReport.Of(suite));
        Assert.Equal(
            one.Rules.SelectMany(r => r.Mutants).Select(m => (m.Mutant.Text, m.Status, m.KilledBy)),
            other.Rules.SelectMany(r => r.Mutants).Select(m => (m.Mutant.Text, m.Status, m.KilledBy)));
    }

    private static string Equivalent(string rule, string mutant) =>
        $"equivalents:\n  - {{ rule: {rule}, mutant: \"{mutant}\", reason: {{ zh: 因为, en: because }} }}\n";

    private static string Marked(SourceRange range) => range.File.Text.Substring(range.Span.Start, range.Span.Length);

    private static List<string> Texts(MutationReport report) => [.. report.Rules.SelectMany(r => r.Mutants).Select(m => m.Mutant.Text)];

    private static List<string> Surviving(MutationReport report) =>
        [.. report.Rules.SelectMany(r => r.Mutants).Where(m => m.Status == MutantStatus.Survived).Select(m => m.Mutant.Text)];
}
