using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.PolicyTests;

/// <summary>Runs policy cases through the same evaluator as a scan.</summary>
public sealed class CaseRunner
{
    private readonly Dictionary<string, CompiledRule> _rules;
    private readonly RuleCompiler _compiler = new(TenantSchema.V1.RootRecord);

    /// <summary>A runner for the rules of a set.</summary>
    public CaseRunner(PolicySet policies) =>
        _rules = policies.Rules.ToDictionary(r => r.Definition.Descriptor.Id, StringComparer.Ordinal);

    /// <summary>Runs one case.</summary>
    public CaseResult Run(PolicyCase policyCase)
    {
        var failures = new List<InputDiagnostic>();
        if (RuleOf(policyCase, failures) is not { } rule)
            return new CaseResult(policyCase, failures);
        var typed = TenantChecker.Check(policyCase.Document.Subtree(policyCase.TenantNode), TenantSchema.V1);
        failures.AddRange(typed.Diagnostics);
        if (failures.Count > 0)
            return new CaseResult(policyCase, failures);
        var merged = TenantModel.Merge([typed.Typed]);
        failures.AddRange(merged.Diagnostics);
        if (merged.Model is { } model && failures.Count == 0)
            Compare(policyCase, RuleEvaluator.Evaluate(rule, new Tenant("case", model), policyCase.AsOf), failures);
        return new CaseResult(policyCase, failures);
    }

    private CompiledRule? RuleOf(PolicyCase policyCase, List<InputDiagnostic> failures)
    {
        if (!_rules.TryGetValue(policyCase.RuleId, out var rule))
        {
            var near = Suggestion.Nearest(policyCase.RuleId, _rules.Keys);
            failures.Add(InputDiagnostic.At(
                policyCase.Range,
                "unknown-rule",
                new Bilingual($"没有规则 {policyCase.RuleId}。", $"There is no rule {policyCase.RuleId}."),
                near is null ? null : new Bilingual($"是否想写 {near}？", $"Did you mean {near}?")));
            return null;
        }

        foreach (var name in policyCase.Parameters.Keys)
        {
            if (rule.Definition.Parameters.All(p => !string.Equals(p.Name, name, StringComparison.Ordinal)))
            {
                failures.Add(InputDiagnostic.At(
                    policyCase.Range,
                    "unknown-parameter",
                    new Bilingual($"规则 {policyCase.RuleId} 没有参数“{name}”。", $"Rule {policyCase.RuleId} has no parameter '{name}'.")));
            }
        }

        return policyCase.Parameters.Count == 0 ? rule : _compiler.Compile(rule.Definition, policyCase.Parameters, failures);
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
                why.Zh.Length == 0 ? null : why));
            return;
        }

        var decisive = judgement.Findings.Where(f => f.Outcome == actual).ToList();
        if (policyCase.At.Count > 0)
            CompareSets(policyCase, "at", policyCase.At, [.. decisive.Select(f => f.Place)], exact: true, failures);
        if (policyCase.Missing.Count > 0)
            CompareSets(policyCase, "missing", policyCase.Missing, [.. decisive.SelectMany(f => f.Missing).Select(m => m.Path)], exact: false, failures);
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
