using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.PolicyTests.Lint;

/// <summary>The cases: every verdict that a rule can reach has one, each is of a rule that exists, and has a name of its own.</summary>
internal static class CaseLint
{
    public static IEnumerable<InputDiagnostic> Of(CaseSuite suite)
    {
        foreach (var gap in CaseCoverage.Gaps(suite.Policies.Rules, suite.Cases))
        {
            var verdicts = gap.Lacking.Select(VerdictWords.Of).ToList();
            yield return InputDiagnostic.At(
                gap.Rule.Definition.IdRange,
                "missing-case",
                new Bilingual(
                    $"{gap.Rule.Descriptor.Id} 缺少预期为 {string.Join("、", verdicts)} 的用例。",
                    $"{gap.Rule.Descriptor.Id} lacks a case that expects {string.Join(", ", verdicts)}."),
                new Bilingual("请在策略旁的 *.tests.yaml 中补上。", "Add it to the *.tests.yaml beside the policy.")) with { IsWarning = true };
        }

        var known = suite.Policies.Rules.Select(r => r.Descriptor.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var equivalent in suite.Equivalents.Where(e => !known.Contains(e.RuleId)))
            yield return UnknownRule(equivalent.RuleId, equivalent.Range, known);
        var names = new Dictionary<(string, string), PolicyCase>();
        foreach (var one in suite.Cases)
        {
            if (!known.Contains(one.RuleId))
                yield return UnknownRule(one.RuleId, one.Range, known);
            if (!names.TryAdd((one.RuleId, one.Name), one))
            {
                yield return InputDiagnostic.At(
                    one.Range,
                    "duplicate-case-name",
                    new Bilingual($"{one.RuleId} 已有名为“{one.Name}”的用例。", $"{one.RuleId} has a case of the name '{one.Name}' already."),
                    new Bilingual("请写明这个用例与另一个有何不同。", "Say in the name what tells it from the other.")) with { IsWarning = true };
            }
        }
    }

    private static InputDiagnostic UnknownRule(string id, SourceRange range, IEnumerable<string> known)
    {
        var near = Suggestion.Nearest(id, known);
        return InputDiagnostic.At(
            range,
            "unknown-rule",
            new Bilingual($"没有规则 {id}。", $"There is no rule {id}."),
            near is null ? null : new Bilingual($"是否想写 {near}？", $"Did you mean {near}?"));
    }
}
