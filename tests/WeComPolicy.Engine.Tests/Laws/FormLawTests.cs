using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Engine.Tests.Documents;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.Laws;

/// <summary>How a tenant is written down changes no verdict and no fingerprint: order, comments, line ends, format, aliases, files.</summary>
public sealed class FormLawTests
{
    public static TheoryData<string> Examples => TenantFiles.ExampleNames;

    [Theory]
    [MemberData(nameof(Examples))]
    public void One_file_says_the_same_as_many(string example)
    {
        var files = TenantFiles.Example(example);
        AssertSame(files, OneFile(example, TreeText.Json(files.Whole())));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void One_file_for_each_section_says_the_same(string example)
    {
        var files = TenantFiles.Example(example);
        var whole = files.Whole();
        var provenance = (Tree.Map)whole.Items.Single(i => i.Key == TenantSchema.ProvenanceSection).Value;
        var beside = new List<SourceFile>();
        var apart = new List<SourceFile>();
        foreach (var (key, value) in whole.Items.Where(i => i.Key != TenantSchema.ProvenanceSection))
        {
            Tree.Map section = new([(key, value)]);
            var entry = new Tree.Map([(TenantSchema.ProvenanceSection, new Tree.Map([.. provenance.Items.Where(p => p.Key == key)]))]);
            beside.Add(new SourceFile($"{key}.json", TreeText.Json(new Tree.Map([.. section.Items, .. entry.Items]))));
            apart.Add(new SourceFile($"{key}.yaml", TreeText.AnchoredYaml(section)));
            apart.Add(new SourceFile($"{key}-provenance.json", TreeText.Json(entry)));
        }

        AssertSame(files, new TenantFiles(example, beside));
        AssertSame(files, new TenantFiles(example, apart));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Lists_and_keys_in_reverse_order_say_the_same(string example)
    {
        var files = TenantFiles.Example(example);
        AssertSame(files, OneFile(example, TreeText.Json(TreeText.Reordered(files.Whole(), null))));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Aliases_and_merge_keys_say_the_same(string example)
    {
        var files = TenantFiles.Example(example);
        var text = TreeText.AnchoredYaml(files.Whole());
        Assert.Contains("<<: *", text, StringComparison.Ordinal);
        Assert.Contains(": *", text, StringComparison.Ordinal);
        AssertSame(files, OneFile(example, text, ".yaml"));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Comments_and_blank_lines_say_the_same_of_the_same_text(string example) =>
        AssertSameText(TenantFiles.Example(example), WithComments);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Line_ends_of_Windows_say_the_same_of_the_same_text(string example) =>
        AssertSameText(TenantFiles.Example(example), file => file.Text.Replace("\n", "\r\n", StringComparison.Ordinal));

    [Fact]
    public void Cases_in_any_order_and_with_aliases_say_the_same() =>
        Parallel.ForEach(Shipped.Cases, policyCase =>
        {
            // A secret is told once where it is written, however many aliases repeat it.
            if (Shipped.RuleOf(policyCase) is not ExpressionRule rule)
                return;
            var tenant = TreeText.TenantOf(policyCase);
            var before = Judged.Of(TenantFiles.OfTree("case", tenant), [rule], policyCase.AsOf);
            string[] texts =
            [
                TreeText.Json(TreeText.Reordered(tenant, null)),
                TreeText.AnchoredYaml(tenant),
                TreeText.AnchoredYaml(TreeText.Reordered(tenant, new Random(policyCase.Name.Length))),
            ];
            foreach (var text in texts)
                before.AssertSame(Judged.Of(OneFile("case", text, ".yaml"), [rule], policyCase.AsOf), policyCase.Name);
        });

    [Property(MaxTest = 24)]
    public Property Any_order_and_any_style_say_the_same() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
        {
            var random = new Random(seed);
            var files = TenantFiles.Examples[random.Next(TenantFiles.Examples.Count)];
            var whole = FactDeletions.Some(files.Whole(), random.Next(12), random);
            var tree = TreeText.Reordered(whole, random);
            var writer = new TreeWriter(seed);
            AssertSame(TenantFiles.OfTree(files.Name, whole), random.Next(4) switch
            {
                0 => OneFile(files.Name, writer.Json(tree)),
                1 => OneFile(files.Name, TreeText.AnchoredYaml(tree), ".yaml"),
                _ => OneFile(files.Name, writer.Yaml(tree), ".yaml"),
            });
        });

    private static TenantFiles OneFile(string name, string text, string extension = ".json") => new(name, [new SourceFile($"all{extension}", text)]);

    private static void AssertSame(TenantFiles files, TenantFiles other) => Judged.Of(files).AssertSame(Judged.Of(other), files.Name);

    private static void AssertSameText(TenantFiles files, Func<SourceFile, string> change)
    {
        var before = Judged.Of(files);
        var after = Judged.Of(files with { Files = [.. files.Files.Select(f => new SourceFile(f.Path, change(f)))] });
        before.AssertSame(after, files.Name);
        before.AssertSamePlaces(after, files.Name);
    }

    private static string WithComments(SourceFile file)
    {
        var isJson = file.Path.EndsWith(".json", StringComparison.Ordinal);
        var document = DocumentReader.Read(file).Document!;
        var result = new StringBuilder();
        for (var line = 1; line <= file.LineCount; line++)
        {
            var start = file.LineStart(line);
            // A text over several lines would take the comment for its own.
            var isWithinText = Enumerable.Range(0, document.Count).Any(n =>
                document.Kind(n) == NodeKind.Scalar && document.Span(n).Start < start && start <= document.Span(n).End && document.Span(n).Length > 0
                && file.PositionAt(document.Span(n).Start).Line < line);
            if (!isWithinText)
                result.Append(isJson ? "\n" : (line % 3) switch { 0 => "\n", 1 => "    # 注释 key: [ \"\n", _ => "# note: { ' \n\n" });
            result.Append(file.Text.AsSpan(start, (line < file.LineCount ? file.LineStart(line + 1) : file.Text.Length) - start));
        }

        return result.ToString();
    }
}
