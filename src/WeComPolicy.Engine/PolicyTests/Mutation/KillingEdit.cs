using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>A case that would kill a mutant: one that is there already, with one value of its tenant changed.</summary>
/// <param name="CaseName">The case that is there.</param>
/// <param name="Path">The value, by identity.</param>
/// <param name="Value">What to write there, as JSON; null to take it away.</param>
/// <param name="Expected">What the rule says then.</param>
public sealed record KillingEdit(string CaseName, string Path, string? Value, Verdict Expected)
{
    // Nobody waits for a suggestion that is hard to find: so many nodes of tenants are looked at, and so many places of a field.
    private const int MaxNodes = 100_000;
    private const int MaxPlaces = 8;

    /// <summary>The first edit for which the mutant says something else than the rule; null where none was found.</summary>
    internal static KillingEdit? Find(RuleMutation mutation, ExpressionRule rule, IReadOnlyList<PreparedCase> cases)
    {
        var fields = RuleFields.Deciding(rule).Select(f => FieldsRead.Find(f)?.Field).OfType<SchemaField>()
            .Concat(cases.SelectMany(c => FieldsRead.By((ExpressionRule)c.Rule, c)))
            .Distinct().OrderBy(f => f.Type.IsScalar ? 0 : 1).ToList();
        var nodes = 0;
        foreach (var prepared in cases)
        {
            if (mutation.For(prepared) is not { } mutated)
                continue;
            foreach (var field in fields)
            {
                foreach (var node in FieldOccurrences.Of(prepared.Typed, field).Take(MaxPlaces))
                {
                    foreach (var value in FieldValues.Others(prepared.Typed.Document, node, field, prepared.Case.AsOf, []).Append<string?>(null))
                    {
                        nodes += prepared.Typed.Document.Count;
                        if (nodes > MaxNodes)
                            return null;
                        if (TenantEdit.Apply(prepared.Typed, new Dictionary<int, string?> { [node] = value }) is { } edited
                            && Verdict(prepared.Rule, edited) is var expected && expected != Findings.Verdict.Error && expected != Verdict(mutated, edited))
                            return new KillingEdit(prepared.Case.Name, TenantPath.Of(prepared.Typed, node), value, expected);
                    }
                }
            }

            Verdict Verdict(CompiledRule one, Tenant tenant) => RuleEvaluator.Evaluate(one, tenant, prepared.Case.AsOf).Outcome.Verdict;
        }

        return null;
    }
}
