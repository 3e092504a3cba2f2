using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Engine.PolicyTests.Lint;

/// <summary>Rules that say the same, and rules of which one forbids what the other requires.</summary>
internal static class RulePairLint
{
    public static IEnumerable<InputDiagnostic> Of(IReadOnlyList<ExpressionRule> rules)
    {
        var forms = rules.Select(rule => (Rule: rule, Form: new NormalForm(rule))).ToList();
        var first = new Dictionary<string, ExpressionRule>(StringComparer.Ordinal);
        foreach (var (rule, form) in forms)
        {
            if (!first.TryAdd(form.Text, rule))
            {
                yield return At(rule, "duplicate-rule-body", first[form.Text],
                    (other, place) => new Bilingual($"规则 {rule.Descriptor.Id} 与 {other}（{place}）要求的是同一件事。", $"Rule {rule.Descriptor.Id} requires the same as {other} ({place})."),
                    new Bilingual("请删除其中一条，或合并两者的依据。", "Delete one of them, or join their references."));
            }
        }

        // Only rules about the same list can contradict each other in a way that is simple to see.
        foreach (var group in forms.GroupBy(f => string.Join('×', f.Form.Each), StringComparer.Ordinal))
        {
            var same = group.Select(f => (f.Rule, When: Terms(f.Form.When), Require: Terms(f.Form.Require))).ToList();
            for (var i = 0; i < same.Count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (Covers(same[i].When, same[j].When) && Contradict(same[i].Require, same[j].Require))
                    {
                        var rule = same[i].Rule;
                        yield return At(rule, "contradicting-rules", same[j].Rule,
                            (other, place) => new Bilingual($"规则 {rule.Descriptor.Id} 要求的正是 {other}（{place}）禁止的。", $"Rule {rule.Descriptor.Id} requires what {other} forbids ({place})."),
                            new Bilingual("没有租户能同时通过两者：请改正其中一条，或用 when 区分。", "No tenant passes both: mend one, or tell them apart by 'when'."));
                    }
                }
            }
        }
    }

    private static List<Term> Terms(Expr? condition) =>
        [.. NormalForm.Conjuncts(condition).Select(e => new Term(ExpressionPrinter.Print(e), ExpressionPrinter.Print(NormalForm.Negation(e)), Constraint.Of(e)))];

    // Where one applies the other does too: its conditions are among those of the other.
    private static bool Covers(List<Term> a, List<Term> b) =>
        a.TrueForAll(x => b.Exists(y => y.Text == x.Text)) || b.TrueForAll(x => a.Exists(y => y.Text == x.Text));

    private static bool Contradict(List<Term> a, List<Term> b) =>
        a.Exists(x => b.Exists(y => x.Text == y.Negation || x.Constraint is { } one && y.Constraint is { } other && Disjoint(one, other)));

    private static bool Disjoint(Constraint one, Constraint other) =>
        string.Equals(one.Text, other.Text, StringComparison.Ordinal) && Regions.Of([one, other], null).All(v => !(one.Holds(v) && other.Holds(v)));

    private static InputDiagnostic At(ExpressionRule rule, string code, ExpressionRule other, Func<string, string, Bilingual> message, Bilingual help)
    {
        var place = other.Definition.IdRange;
        return InputDiagnostic.At(rule.Definition.IdRange, code, message(other.Descriptor.Id, $"{place.File.Path}:{place.Start.Line}"), help);
    }

    private sealed record Term(string Text, string Negation, Constraint? Constraint);
}
