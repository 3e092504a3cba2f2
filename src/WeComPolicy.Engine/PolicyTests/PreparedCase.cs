using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.PolicyTests;

/// <summary>A case that is ready to run, with its own rule or with another in its place.</summary>
/// <param name="Case">The case.</param>
/// <param name="Rule">Its rule, with the parameters of the case.</param>
/// <param name="Typed">Its tenant as it is written.</param>
/// <param name="Tenant">Its tenant as policies see it.</param>
internal sealed record PreparedCase(PolicyCase Case, CompiledRule Rule, TypedDocument Typed, Tenant Tenant)
{
    /// <summary>What a rule says of the tenant that the case does not expect; empty where all is as expected.</summary>
    public IReadOnlyList<InputDiagnostic> Judge(CompiledRule rule)
    {
        var failures = new List<InputDiagnostic>();
        Compare(Case, RuleEvaluator.Evaluate(rule, Tenant, Case.AsOf), failures);
        return failures;
    }

    private static void Compare(PolicyCase policyCase, Judgement judgement, List<InputDiagnostic> failures)
    {
        var actual = judgement.Outcome.Verdict;
        if (actual != policyCase.Expected)
        {
            var why = judgement.Findings.Count > 0 ? judgement.Findings[0].Message : Bilingual.Same("");
            failures.Add(InputDiagnostic.At(
                policyCase.Range,
                "wrong-verdict",
                new Bilingual($"预期 {VerdictWords.Of(policyCase.Expected)}，实际 {VerdictWords.Of(actual)}。", $"Expected {VerdictWords.Of(policyCase.Expected)}, got {VerdictWords.Of(actual)}."),
                why.Zh.Length == 0 ? null : Advice(why, judgement)));
            return;
        }

        var decisive = judgement.Findings.Where(f => f.Outcome == actual).ToList();
        if (policyCase.At.Count > 0)
            CompareSets(policyCase, "at", policyCase.At, [.. decisive.Select(f => f.Place)], exact: true, failures);
        if (policyCase.Missing.Count > 0)
            CompareSets(policyCase, "missing", policyCase.Missing, [.. decisive.SelectMany(f => f.Missing).Select(m => m.Path)], exact: false, failures);
    }

    // Whoever writes a first case forgets this one.
    private static Bilingual Advice(Bilingual why, Judgement judgement)
    {
        var list = judgement.Findings[0].Missing.Select(m => m.Path.Split('.')).FirstOrDefault(p => p is ["provenance", _, "complete"]);
        return list is null
            ? why
            : new Bilingual(
                $"{why.Zh}；清单没有遗漏时，请在用例的 tenant 里写 provenance: {{ {list[1]}: {{ complete: true }} }}",
                $"{why.En}; where the list leaves nothing out, write provenance: {{ {list[1]}: {{ complete: true }} }} into the tenant of the case");
    }

    private static void CompareSets(PolicyCase policyCase, string what, IReadOnlyList<string> expected, IReadOnlyList<string> actual, bool exact, List<InputDiagnostic> failures)
    {
        var left = expected.Except(actual, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var right = exact ? actual.Except(expected, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList() : [];
        if (left.Count + right.Count == 0)
            return;
        var actualText = string.Join(", ", actual.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        failures.Add(InputDiagnostic.At(
            policyCase.Range,
            "wrong-place",
            new Bilingual(
                $"“{what}”预期 {string.Join("、", expected)}，实际 {actualText}。",
                $"'{what}' expected {string.Join(", ", expected)}, got {actualText}.")));
    }
}
