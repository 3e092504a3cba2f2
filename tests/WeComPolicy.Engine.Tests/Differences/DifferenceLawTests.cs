using FsCheck;
using FsCheck.Fluent;
using WeComPolicy.Engine.Differences;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Tests.Documents;
using WeComPolicy.Engine.Tests.Laws;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.Differences;

/// <summary>What holds of every difference.</summary>
public sealed class DifferenceLawTests
{
    public static TheoryData<string> Examples => TenantFiles.ExampleNames;

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_tenant_does_not_differ_from_itself(string example)
    {
        var files = TenantFiles.Example(example);
        var compared = Compared.Of(files.Load()!, files.Load()!);
        Assert.Empty(compared.Facts);
        Assert.Empty(compared.Privileges);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Files_order_comments_and_aliases_make_no_difference(string example)
    {
        var files = TenantFiles.Example(example);
        var whole = files.Whole();
        string[] others =
        [
            TreeText.Json(whole),
            TreeText.AnchoredYaml(whole),
            TreeText.Json(TreeText.Reordered(whole, null)),
            TreeText.AnchoredYaml(TreeText.Reordered(whole, new Random(1))),
        ];
        foreach (var text in others)
        {
            var other = new TenantFiles(example, [new SourceFile("tenant.yaml", text + "\n# a comment\n")]);
            if (text.StartsWith('{'))
                other = new TenantFiles(example, [new SourceFile("tenant.json", text)]);
            Assert.Empty(Compared.Of(files.Load()!, other.Load()!).Lines);
        }
    }

    [Property(MaxTest = 40)]
    public Property The_way_back_adds_what_was_removed() => Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
    {
        var random = new Random(seed);
        var files = TenantFiles.Examples[random.Next(TenantFiles.Examples.Count)];
        var one = FactDeletions.Some(files.Whole(), random.Next(6), random);
        var other = FactDeletions.Some(files.Whole(), random.Next(6), random);
        if (TenantFiles.OfTree(files.Name, one).Load() is not { } a || TenantFiles.OfTree(files.Name, (Tree.Map)TreeText.Reordered(other, random)).Load() is not { } b)
            return;
        var there = Compared.Of(a, b).Facts.Select(Line).Order(StringComparer.Ordinal);
        var back = Compared.Of(b, a).Facts.Select(Mirrored).Order(StringComparer.Ordinal);
        Assert.Equal(there, back);
        if (TreeText.Json(one) == TreeText.Json(other))
            Assert.Empty(there);
    });

    [Theory]
    [MemberData(nameof(Examples))]
    public void No_fact_goes_in_silence(string example)
    {
        var files = TenantFiles.Example(example);
        var whole = files.Whole();
        var before = files.Load()!;
        foreach (var deletion in FactDeletions.All(whole).Where((_, i) => i % 7 == 0))
        {
            if (TenantFiles.OfTree(example, deletion.Left()).Load() is not { } after)
                continue;
            var fact = Assert.Single(Compared.Of(before, after).Facts.DistinctBy(f => f.Kind));
            Assert.Equal(ChangeKind.Removed, fact.Kind);
        }
    }

    private static string Line(FactChange fact) => $"{fact.Kind} {fact.Path} {fact.From} {fact.To}";

    private static string Mirrored(FactChange fact) => Line(fact with
    {
        Kind = fact.Kind switch
        {
            ChangeKind.Added => ChangeKind.Removed,
            ChangeKind.Removed => ChangeKind.Added,
            _ => ChangeKind.Changed,
        },
        From = fact.To,
        To = fact.From,
    });
}
