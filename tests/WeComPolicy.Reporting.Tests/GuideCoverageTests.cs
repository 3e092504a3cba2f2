using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Reporting.Catalogue;

namespace WeComPolicy.Reporting.Tests;

/// <summary>None of the guide's statements is lost.</summary>
public sealed class GuideCoverageTests
{
    [Fact]
    public void Each_statement_has_a_rule_or_a_reason_and_never_both()
    {
        var rules = ShippedFiles.Packs.SelectMany(pack => PolicyLoader.Load([.. ShippedFiles.PolicyFiles(pack)]).Packs).SelectMany(p => p.Rules).Select(r => r.Descriptor).ToList();
        var coverage = GuideCoverage.Of(Guide.Shipped, rules);
        Assert.Equal(Guide.StatementCount, coverage.Count);
        Assert.All(coverage, c => Assert.True(
            c.Rules.Count > 0 != c.Statement.NotCheckable is not null,
            $"guide#{c.Statement.Number}: {(c.Rules.Count > 0 ? "has rules, so remove not_checkable from policies/guide.yaml" : "add a rule that names it, or say in policies/guide.yaml why none can check it")}"));
    }

    [Fact]
    public void A_rule_counts_for_each_statement_that_it_names()
    {
        var rule = new RuleDescriptor
        {
            Id = "AA0001",
            Name = "a",
            Pack = "p",
            Area = "a",
            Severity = Severity.Low,
            Title = new("一", "a"),
            Rationale = new("一", "a"),
            Remediation = new("一", "a"),
            References = ["guide#2", "guide#54", "guide#2", "guide#x"],
        };
        Assert.Equal([2, 54], GuideCoverage.Of(Guide.Shipped, [rule]).Where(c => c.Rules.Count == 1).Select(c => c.Statement.Number));
    }
}
