using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers;
using WeComPolicy.CodeScan.Judging;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.CodeScan.Tests;

/// <summary>One catalogue: what the analyzers report and what policies/code says of it belong together.</summary>
public sealed class CatalogueTests
{
    private static IReadOnlyList<string> Analyzed { get; } =
        [.. CodeRules.Analyzers.SelectMany(a => a.SupportedDiagnostics).Select(d => d.Id).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_analyzer_is_carried()
    {
        var analyzers = typeof(WeComAnalyzer).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(WeComAnalyzer)) && !t.IsAbstract).Select(t => t.Name);
        Assert.Equal(analyzers.Order(StringComparer.Ordinal), CodeRules.Analyzers.Select(a => a.GetType().Name));
    }

    [Fact]
    public void A_compiler_finds_one_analyzer_which_holds_them_all()
    {
        var found = typeof(WeComAnalyzer).Assembly.GetTypes().Where(t => t.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false));
        Assert.Equal([typeof(WeComPolicyAnalyzer)], found);
        Assert.Equal(Analyzed, new WeComPolicyAnalyzer().SupportedDiagnostics.Select(d => d.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_analyzer_rule_has_its_entry()
    {
        var missing = Analyzed.Except(PolicyLoader.CodeRules.Select(r => r.Id)).ToList();
        Assert.True(missing.Count == 0, $"Add these rules to policies/code: {string.Join(", ", missing)}.");
    }

    [Fact]
    public void Every_entry_has_its_analyzer_or_is_about_the_scan_itself()
    {
        var idle = PolicyLoader.CodeRules.Where(r => !r.Id.StartsWith("WCA0", StringComparison.Ordinal)).Select(r => r.Id).Except(Analyzed).ToList();
        Assert.True(idle.Count == 0, $"No analyzer reports these rules of policies/code: {string.Join(", ", idle)}.");
    }

    [Fact]
    public void The_area_of_an_entry_is_the_category_of_its_analyzer()
    {
        foreach (var rule in CodeRules.Analyzers.SelectMany(a => a.SupportedDiagnostics))
        {
            var area = PolicyLoader.CodeRules.Single(r => r.Id == rule.Id).Area.Replace("-", "", StringComparison.Ordinal);
            Assert.Equal(rule.Category, "WeComPolicy." + area, StringComparer.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void The_shipped_entries_load_without_a_word()
    {
        var policies = PolicyLoader.Load([PolicyLoader.CodePack], AppContext.BaseDirectory);
        Assert.Empty(policies.Diagnostics);
        Assert.Empty(policies.Rules);
        Assert.Equal(PolicyLoader.CodeRules.Select(r => r.Id), policies.CodeRules.Select(r => r.Id));
    }
}
