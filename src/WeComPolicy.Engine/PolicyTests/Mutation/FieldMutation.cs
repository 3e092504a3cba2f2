using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>
/// A field that a rule reads, removed from the tenants of its cases or changed in them. Where the verdict of every case stays, no
/// case depends on the field.
/// </summary>
internal sealed class FieldMutation(Mutant mutant, SchemaField field, bool removes, IReadOnlyList<string> values) : IMutation
{
    public Mutant Mutant => mutant;

    public bool? IsKilledBy(PreparedCase prepared)
    {
        var nodes = FieldOccurrences.Of(prepared.Typed, field);
        if (nodes.Count == 0)
            return false;
        bool? answer = null;
        foreach (var edits in removes ? Removals(nodes) : Changes(prepared, nodes))
        {
            if (TenantEdit.Apply(prepared.Typed, edits) is not { } edited)
                continue;
            answer = false;
            var verdict = RuleEvaluator.Evaluate(prepared.Rule, edited, prepared.Case.AsOf).Outcome.Verdict;
            // That a fact is missing may never be what lets a rule pass.
            if (verdict != prepared.Case.Expected && !(removes && field.Absence == Absence.NotKnown && verdict == Verdict.Pass))
                return true;
        }

        return answer;
    }

    // At once everywhere, then one by one: where one is enough for a failure, it takes all to change the verdict.
    private static IEnumerable<Dictionary<int, string?>> Removals(IReadOnlyList<int> nodes)
    {
        yield return nodes.ToDictionary(n => n, _ => (string?)null);
        for (var i = 0; i < nodes.Count && nodes.Count > 1; i++)
            yield return new Dictionary<int, string?> { [nodes[i]] = null };
    }

    private IEnumerable<Dictionary<int, string?>> Changes(PreparedCase prepared, IReadOnlyList<int> nodes)
    {
        foreach (var node in nodes)
        {
            foreach (var value in FieldValues.Others(prepared.Typed.Document, node, field, prepared.Case.AsOf, values))
                yield return new Dictionary<int, string?> { [node] = value };
        }

        if (nodes.Count == 1)
            yield break;
        foreach (var value in FieldValues.Others(prepared.Typed.Document, nodes[0], field, prepared.Case.AsOf, values))
            yield return nodes.ToDictionary(n => n, _ => (string?)value);
    }
}
