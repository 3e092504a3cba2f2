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
    // Where a tenant states the field oftener, these many of the places stand for all: a case of thousands of members must not
    // mean thousands of tenants.
    private const int MaxPlaces = 24;

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
        foreach (var node in nodes.Count > 1 ? nodes.Take(MaxPlaces) : [])
            yield return new Dictionary<int, string?> { [node] = null };
    }

    private IEnumerable<Dictionary<int, string?>> Changes(PreparedCase prepared, IReadOnlyList<int> nodes)
    {
        foreach (var node in nodes.Take(MaxPlaces))
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
