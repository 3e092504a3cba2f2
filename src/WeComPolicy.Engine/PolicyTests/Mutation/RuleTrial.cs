using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>Puts the mutants of one rule to its cases, those first that have killed most.</summary>
internal sealed class RuleTrial(CompiledRule rule, IEnumerable<PolicyCase> cases, IEnumerable<PolicyEquivalent> equivalents, CaseRunner runner)
{
    public MutatedRule Judge()
    {
        // A case that fails already tells nothing of a mutant.
        var prepared = cases
            .Select(c => runner.Prepare(c, out _))
            .OfType<PreparedCase>()
            .Where(c => c.Judge(c.Rule).Count == 0)
            .Select(c => new Killer(c))
            .ToList();
        var accepted = new Dictionary<string, PolicyEquivalent>(StringComparer.Ordinal);
        foreach (var equivalent in equivalents)
            accepted.TryAdd(equivalent.Mutant, equivalent);
        var names = new MutantNames(rule.Descriptor.Id);
        List<IMutation> mutations =
        [
            .. RuleMutations.Of(rule, new RuleCompiler(TenantSchema.V1.RootRecord), names),
            .. FieldMutations.Of(rule, [.. prepared.Select(k => k.Case)], names),
        ];
        var judged = new List<JudgedMutant>();
        foreach (var mutation in mutations)
        {
            if (!Try(mutation, prepared, out var killer))
                continue;
            var equivalent = killer is null ? accepted.GetValueOrDefault(mutation.Mutant.Text) : null;
            var status = killer is not null ? MutantStatus.Killed : equivalent is not null ? MutantStatus.Equivalent : MutantStatus.Survived;
            judged.Add(new JudgedMutant(mutation.Mutant, status, killer?.Case.Case.Name, equivalent)
            {
                Suggestion = status == MutantStatus.Survived && mutation is RuleMutation changed && rule is ExpressionRule expressions
                    ? KillingEdit.Find(changed, expressions, [.. prepared.Select(k => k.Case)])
                    : null,
            });
        }

        return new MutatedRule(rule, judged);
    }

    /// <summary>Looks for a case that kills the mutant; false where the mutant exists for none.</summary>
    private static bool Try(IMutation mutation, List<Killer> cases, out Killer? killer)
    {
        killer = null;
        var exists = cases.Count == 0;
        for (var i = 0; i < cases.Count; i++)
        {
            var answer = mutation.IsKilledBy(cases[i].Case);
            exists |= answer is not null;
            if (answer != true)
                continue;
            killer = cases[i];
            killer.Kills++;
            for (; i > 0 && cases[i - 1].Kills < killer.Kills; i--)
                (cases[i - 1], cases[i]) = (cases[i], cases[i - 1]);
            break;
        }

        return exists;
    }

    private sealed class Killer(PreparedCase prepared)
    {
        public PreparedCase Case => prepared;

        public int Kills { get; set; }
    }
}
