using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Engine.PolicyTests;

/// <summary>Which of the verdicts that a rule should be shown to reach have a case.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Lacking">
/// Verdicts without a case: fail, pass, unknown where an expression decides (it reads facts, and each can be absent), and
/// not_applicable where the rule has <c>when</c> or <c>each</c>.
/// </param>
public sealed record CaseCoverage(CompiledRule Rule, IReadOnlyList<Verdict> Lacking)
{
    /// <summary>The rules that lack a case, in the order of the rules.</summary>
    public static IReadOnlyList<CaseCoverage> Gaps(IReadOnlyList<CompiledRule> rules, IReadOnlyList<PolicyCase> cases)
    {
        var shown = cases.Select(c => (c.RuleId, c.Expected)).ToHashSet();
        return [.. rules
            .Select(rule => new CaseCoverage(rule, [.. Needed(rule).Where(verdict => !shown.Contains((rule.Definition.Descriptor.Id, verdict)))]))
            .Where(coverage => coverage.Lacking.Count > 0)];
    }

    private static IEnumerable<Verdict> Needed(CompiledRule rule)
    {
        yield return Verdict.Fail;
        yield return Verdict.Pass;
        if (rule is ExpressionRule)
            yield return Verdict.Unknown;
        if (rule is ExpressionRule { When: not null } or ExpressionRule { Each.Count: > 0 })
            yield return Verdict.NotApplicable;
    }
}
