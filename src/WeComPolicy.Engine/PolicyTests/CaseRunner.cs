using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
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
    public CaseResult Run(PolicyCase policyCase) =>
        Prepare(policyCase, out var failures) is { } prepared
            ? new CaseResult(policyCase, prepared.Judge(prepared.Rule))
            : new CaseResult(policyCase, failures);

    /// <summary>A case with its rule and its tenant, so that it can be run many times; null where it cannot be run.</summary>
    /// <param name="policyCase">The case.</param>
    /// <param name="failures">Why it cannot be run.</param>
    internal PreparedCase? Prepare(PolicyCase policyCase, out IReadOnlyList<InputDiagnostic> failures)
    {
        var found = new List<InputDiagnostic>();
        failures = found;
        return RuleOf(policyCase, found) is { } rule && TenantOf(policyCase, found) is var (typed, tenant)
            ? new PreparedCase(policyCase, rule, typed, tenant)
            : null;
    }

    /// <summary>What a rule says of the tenant of a case; null, reported, where the tenant cannot be used.</summary>
    public static Judgement? Judge(PolicyCase policyCase, CompiledRule rule, List<InputDiagnostic> failures) =>
        TenantOf(policyCase, failures) is var (_, tenant) ? RuleEvaluator.Evaluate(rule, tenant, policyCase.AsOf) : null;

    private static (TypedDocument Typed, Tenant Tenant)? TenantOf(PolicyCase policyCase, List<InputDiagnostic> failures)
    {
        var typed = TenantChecker.Check(policyCase.Document.Subtree(policyCase.TenantNode), TenantSchema.V1);
        failures.AddRange(typed.Diagnostics);
        if (failures.Count > 0)
            return null;
        var merged = TenantModel.Merge([typed.Typed]);
        failures.AddRange(merged.Diagnostics);
        return merged.Model is { } model && failures.Count == 0 ? (typed.Typed, new Tenant("case", model)) : null;
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
}
