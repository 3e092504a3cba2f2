using FsCheck;
using FsCheck.Fluent;
using WeComPolicy.Engine.Evaluation.Builtins;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Engine.Tests.Documents;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.Laws;

/// <summary>
/// A fact that is taken away makes verdicts unknown and changes nothing else: nothing passes in silence. Held for every rule,
/// subject and overall. Two builtin rules judge the text and not what it states, so that taking the text away settles them:
/// WCP0001 (a secret in the file) and, overall, WCP0002 (one subject for each
/// section that is there).
/// </summary>
public sealed class DeletionLawTests
{
    public static TheoryData<string> Examples => TenantFiles.ExampleNames;

    public static TheoryData<string> CaseFiles => [.. Shipped.Cases.Select(c => c.Document.File.Path).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Any_fact_of_an_example_deleted_only_makes_verdicts_unknown(string example)
    {
        var whole = TenantFiles.Example(example).Whole();
        var deletions = FactDeletions.All(whole).ToList();
        Assert.True(deletions.Count > 200, $"Only {deletions.Count} facts were found in {example}.");
        AssertHolds(BrokenBy(example, whole, deletions, Shipped.Rules, Shipped.AsOf));
    }

    [Theory]
    [MemberData(nameof(CaseFiles))]
    public void Any_fact_of_a_case_deleted_only_makes_verdicts_unknown(string file)
    {
        var broken = Shipped.Cases
            .Where(c => c.Document.File.Path == file)
            .AsParallel()
            .SelectMany(c =>
            {
                var tenant = TreeText.TenantOf(c);
                var rules = Shipped.Rules.Where(r => r.Descriptor.Id != c.RuleId).Append(Shipped.RuleOf(c)).ToList();
                return BrokenBy(c.Name, tenant, FactDeletions.All(tenant), rules, c.AsOf);
            });
        AssertHolds(broken);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_element_missing_from_an_incomplete_list_only_makes_verdicts_unknown(string example)
    {
        var incomplete = WithoutProvenance(TenantFiles.Example(example).Whole());
        AssertHolds(BrokenBy(example, incomplete, FactDeletions.Elements(incomplete), Shipped.Rules, Shipped.AsOf));
    }

    [Fact]
    public void An_element_missing_from_an_incomplete_list_of_a_case_only_makes_verdicts_unknown() =>
        AssertHolds(Shipped.Cases.AsParallel().SelectMany(c =>
        {
            var incomplete = WithoutProvenance(TreeText.TenantOf(c));
            return BrokenBy(c.Name, incomplete, FactDeletions.Elements(incomplete), [Shipped.RuleOf(c)], c.AsOf);
        }));

    [Property(MaxTest = 24)]
    public Property Facts_deleted_one_after_the_other_only_make_verdicts_unknown() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
        {
            var random = new Random(seed);
            var example = TenantFiles.Examples[random.Next(TenantFiles.Examples.Count)];
            var tree = example.Whole();
            for (var step = 0; step < 8; step++)
            {
                var next = FactDeletions.Some(tree, random.Next(1, 16), random);
                AssertHolds(BrokenBy($"{example.Name} after {step} steps of seed {seed}", tree, [new FactDeletion("some facts", () => next)], Shipped.Rules, Shipped.AsOf));
                tree = next;
            }
        });

    [Fact]
    public void The_law_sees_a_verdict_that_changes()
    {
        // An audit is no fact: absent means that there was none, and rules may rest on it.
        var whole = TenantFiles.Example("compliant").Whole();
        var without = Without(whole, "governance", "permission_audit");
        var broken = BrokenBy("compliant", whole, [new FactDeletion("governance.permission_audit", () => without)], Shipped.Rules, Shipped.AsOf).ToList();
        Assert.Contains(broken, b => b.EndsWith(": tenant: Pass -> Fail", StringComparison.Ordinal));
        Assert.Contains(broken, b => b.EndsWith(": overall: Pass -> Fail", StringComparison.Ordinal));
    }

    private static Tree.Map WithoutProvenance(Tree.Map tenant) =>
        new([.. tenant.Items.Where(i => i.Key != TenantSchema.ProvenanceSection)]);

    private static Tree.Map Without(Tree.Map tenant, string section, string field) =>
        new([.. tenant.Items.Select(i => i.Key == section ? (i.Key, new Tree.Map([.. ((Tree.Map)i.Value).Items.Where(f => f.Key != field)])) : i)]);

    private static IEnumerable<string> BrokenBy(string name, Tree.Map whole, IEnumerable<FactDeletion> deletions, IReadOnlyList<CompiledRule> rules, DateOnly asOf)
    {
        if (TenantFiles.OfTree(name, whole).Load() is not { } tenant)
            return [];
        var before = rules.Select(r => SubjectVerdicts.Of(r, tenant, asOf)).ToList();
        return deletions.AsParallel().AsOrdered().SelectMany(deletion =>
        {
            var broken = new List<string>();
            if (TenantFiles.OfTree(name, deletion.Left()).Load() is not { } left)
                return broken;
            for (var i = 0; i < rules.Count; i++)
            {
                // What must not stand in a file is gone when it is deleted.
                if (rules[i] is BuiltinRule { Builtin: SecretInTenant or DateInTheFuture })
                    continue;
                var after = SubjectVerdicts.Of(rules[i], left, asOf);
                foreach (var change in before[i].BrokenBy(after))
                {
                    var isSectionWithItsSubject = rules[i] is BuiltinRule { Builtin: StaleAttestation } && change.StartsWith("overall", StringComparison.Ordinal);
                    if (!isSectionWithItsSubject)
                        broken.Add($"{rules[i].Descriptor.Id} on '{name}' without {deletion.Path}: {change}");
                }
            }

            return broken;
        });
    }

    private static void AssertHolds(IEnumerable<string> broken)
    {
        var all = broken.ToList();
        Assert.True(all.Count == 0, $"{all.Count} verdicts changed:\n{string.Join("\n", all.Take(40))}");
    }
}
