using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Reporting.Catalogue;

/// <summary>A statement of the guide with the rules that stem from it.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Rules">The rules, by id; empty where the statement cannot be checked, or where the rules at hand do not.</param>
public sealed record GuideCoverage(GuideStatement Statement, IReadOnlyList<RuleDescriptor> Rules)
{
    /// <summary>Every statement, by number.</summary>
    public static IReadOnlyList<GuideCoverage> Of(Guide guide, IReadOnlyList<RuleDescriptor> rules)
    {
        var byStatement = rules
            .SelectMany(rule => rule.References.Select(text => Reference.Parse(text, out _)).OfType<GuideReference>().Select(r => r.Statement).Distinct(), (rule, statement) => (rule, statement))
            .ToLookup(pair => pair.statement, pair => pair.rule);
        return [.. guide.Statements.Select(s => new GuideCoverage(s, [.. byStatement[s.Number].OrderBy(r => r.Id, StringComparer.Ordinal)]))];
    }
}
