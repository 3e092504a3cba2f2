using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>The mutants of a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Mutants">Every mutant that counts, in the order of the rule's expressions, then parameters, then fields.</param>
public sealed record MutatedRule(CompiledRule Rule, IReadOnlyList<JudgedMutant> Mutants)
{
    /// <summary>How many have that status.</summary>
    public int Count(MutantStatus status) => Mutants.Count(m => m.Status == status);
}

/// <summary>What mutation says of the cases.</summary>
/// <param name="Rules">The rules, by id.</param>
/// <param name="Stale">Equivalents that are none: no such rule, no such mutant, or a case kills it.</param>
public sealed record MutationReport(IReadOnlyList<MutatedRule> Rules, IReadOnlyList<InputDiagnostic> Stale)
{
    /// <summary>Whether every mutant was killed or is accepted, and every acceptance holds.</summary>
    public bool IsComplete => Stale.Count == 0 && Rules.All(r => r.Count(MutantStatus.Survived) == 0);

    /// <summary>Mutates the rules of a suite.</summary>
    /// <param name="suite">Policies and cases without mistakes; the cases should pass, for one that fails kills nothing.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static MutationReport Of(CaseSuite suite, CancellationToken cancellation = default)
    {
        var runner = new CaseRunner(suite.Policies);
        var casesOf = suite.Cases.ToLookup(c => c.RuleId, StringComparer.Ordinal);
        var equivalentsOf = suite.Equivalents.ToLookup(e => e.RuleId, StringComparer.Ordinal);
        var rules = suite.Policies.Rules;
        var judged = new MutatedRule[rules.Count];
        var options = new ParallelOptions { CancellationToken = cancellation };
        Parallel.For(0, rules.Count, options, i =>
            judged[i] = new RuleTrial(rules[i], casesOf[rules[i].Descriptor.Id], equivalentsOf[rules[i].Descriptor.Id], runner).Judge());
        var used = judged.SelectMany(r => r.Mutants).Where(m => m.Status == MutantStatus.Equivalent).Select(m => m.Equivalent).ToHashSet(ReferenceEqualityComparer.Instance);
        var known = suite.Policies.Rules.Select(r => r.Descriptor.Id).ToHashSet(StringComparer.Ordinal);
        return new MutationReport(
            judged,
            [.. suite.Equivalents.Where(e => !used.Contains(e)).Select(e => WhyStale(e, known, judged))]);
    }

    private static InputDiagnostic WhyStale(PolicyEquivalent equivalent, HashSet<string> known, MutatedRule[] judged)
    {
        if (!known.Contains(equivalent.RuleId))
        {
            return InputDiagnostic.At(
                equivalent.Range,
                "stale-equivalent",
                new Bilingual($"没有规则 {equivalent.RuleId}。", $"There is no rule {equivalent.RuleId}."),
                new Bilingual("请改正编号，或删除这一项。", "Mend the id or delete the entry."));
        }

        var same = judged.SelectMany(r => r.Mutants).FirstOrDefault(m => m.Mutant.RuleId == equivalent.RuleId && m.Mutant.Text == equivalent.Mutant);
        return same is { Status: MutantStatus.Killed }
            ? InputDiagnostic.At(
                equivalent.Range,
                "stale-equivalent",
                new Bilingual($"这个变异并不等价：用例“{same.KilledBy}”能区分它。", $"The mutant is not equivalent: the case '{same.KilledBy}' tells it from the rule."),
                new Bilingual("请删除这一项。", "Delete the entry."))
            : InputDiagnostic.At(
                equivalent.Range,
                "stale-equivalent",
                same is null
                    ? new Bilingual($"规则 {equivalent.RuleId} 没有这个变异。", $"Rule {equivalent.RuleId} has no such mutant.")
                    : new Bilingual("同一个变异写了两次。", "The mutant stands here twice."),
                new Bilingual("请按 test --mutate 的输出改写，或删除这一项。", "Write it as test --mutate prints it, or delete the entry."));
    }
}
