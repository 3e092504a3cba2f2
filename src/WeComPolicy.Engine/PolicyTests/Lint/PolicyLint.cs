using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Engine.PolicyTests.Lint;

/// <summary>
/// Looks at policies and their cases without running them, for what loads and is still a mistake. Codes: <c>always-true</c>,
/// <c>always-false</c>, <c>redundant-condition</c>, <c>same-branches</c>, <c>duplicate-rule-body</c>, <c>contradicting-rules</c>,
/// <c>missing-translation</c>, <c>different-placeholders</c>, <c>unused-name</c>, <c>only-shown</c>, <c>no-reference</c>,
/// <c>unknown-reference</c>, <c>parameter-without-note</c>, <c>id-outside-area</c>, <c>duplicate-rule-name</c>, <c>missing-case</c>, <c>unknown-rule</c>,
/// <c>duplicate-case-name</c>.
/// </summary>
public static class PolicyLint
{
    /// <summary>The mistakes of a suite that loads, by file and place. Errors are sure; warnings are for the author to judge.</summary>
    public static IReadOnlyList<InputDiagnostic> Run(CaseSuite suite)
    {
        var found = new List<InputDiagnostic>();
        var definitions = suite.Policies.Packs.SelectMany(p => p.Rules).ToList();
        foreach (var definition in definitions)
            found.AddRange(TextLint.Of(definition));
        found.AddRange(RuleNamesLint.Of(definitions));
        foreach (var rule in suite.Policies.Rules.OfType<ExpressionRule>())
        {
            found.AddRange(MessageLint.Of(rule));
            found.AddRange(UsageLint.Of(rule));
            found.AddRange(ConditionLint.Of(rule));
        }

        found.AddRange(RulePairLint.Of([.. suite.Policies.Rules.OfType<ExpressionRule>()]));
        found.AddRange(CaseLint.Of(suite));
        return [.. found.OrderBy(d => d.Path, StringComparer.Ordinal).ThenBy(d => d.Range?.Span.Start ?? -1).ThenBy(d => d.Code, StringComparer.Ordinal).Distinct()];
    }
}
