using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Engine.Tests.Documents;

namespace WeComPolicy.Engine.Tests.Laws;

/// <summary>
/// What a finding points at is what it names: the text under the carets is the value at the path, or its key where the value is
/// long, or what identifies the element; for an absent fact, the same of what would hold it.
/// </summary>
public sealed class PlaceLawTests
{
    public static TheoryData<string> Examples => TenantFiles.ExampleNames;

    [Theory]
    [MemberData(nameof(Examples))]
    public void Findings_of_an_example_point_at_what_they_name(string example)
    {
        var tenant = TenantFiles.Example(example).Load()!;
        AssertHolds(Wrong(example, tenant, Shipped.Rules, Shipped.AsOf));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Findings_of_an_example_without_some_facts_point_at_what_they_name(string example)
    {
        var whole = TenantFiles.Example(example).Whole();
        AssertHolds(Enumerable.Range(0, 8).AsParallel().SelectMany(seed =>
        {
            var random = new Random(seed);
            var left = FactDeletions.Some(whole, 30, random);
            var text = seed % 2 == 0 ? new TreeWriter(seed).Yaml(left) : TreeText.AnchoredYaml(left);
            var tenant = new TenantFiles(example, [new SourceFile("all.yaml", text)]).Load()!;
            return Wrong($"{example} with seed {seed}", tenant, Shipped.Rules, Shipped.AsOf);
        }));
    }

    [Fact]
    public void Findings_of_cases_point_at_what_they_name() =>
        AssertHolds(Shipped.Cases.AsParallel().SelectMany(c =>
        {
            var typed = TenantChecker.Check(c.Document.Subtree(c.TenantNode), TenantSchema.V1).Typed;
            var tenant = new Tenant("case", TenantModel.Merge([typed]).Model!);
            return Wrong(c.Name, tenant, [Shipped.RuleOf(c)], c.AsOf);
        }));

    private static IEnumerable<string> Wrong(string name, Tenant tenant, IEnumerable<CompiledRule> rules, DateOnly asOf)
    {
        var documents = tenant.Model.Files.Select(f => f.Document).ToList();
        foreach (var finding in rules.SelectMany(r => RuleEvaluator.Evaluate(r, tenant, asOf).Findings))
        {
            var what = $"{name}: {finding.Rule.Id} {finding.Outcome} of {finding.Subject}";
            if (finding.Location is not { } location)
            {
                yield return $"{what} has no place";
                continue;
            }

            var named = finding.Outcome == Verdict.Unknown && finding.Missing is [{ Parent: not null }, ..] ? finding.Missing[0].Path : finding.Place;
            if (Mismatch(documents, location, named) is { } wrong && !IsSecretInComment(finding))
                yield return $"{what} at {named}: {wrong}";
            foreach (var fact in finding.Missing)
            {
                if (fact.Parent is { } parent && Mismatch(documents, parent, fact.Path) is { } wrongParent)
                    yield return $"{what} misses {fact.Path}: {wrongParent}";
            }

            foreach (var related in finding.Related)
            {
                if (related.Note.En.Split(" = ", 2) is [var path, var value] && finding.Outcome != Verdict.Error
                    && (Mismatch(documents, related.Range, path) ?? MismatchOfValue(related.Range, value)) is { } wrongRelated)
                {
                    yield return $"{what} related to {related.Note.En}: {wrongRelated}";
                }
            }
        }
    }

    private static bool IsSecretInComment(Finding finding) => finding.Place.StartsWith("comment[", StringComparison.Ordinal);

    // What is wrong with a place as the place of a path; null where it is right.
    private static string? Mismatch(IReadOnlyList<LocatedDocument> documents, SourceRange range, string path)
    {
        var text = range.File.Text.Substring(range.Span.Start, range.Span.Length);
        var (document, node, absent) = PathText.Follow(documents, path);
        if (document is null)
        {
            var start = documents[0].File;
            return ReferenceEquals(range.File, start) && range.Span.Length == 0 && range.Span.Start == 0 ? null : $"no such path, and not the start of the first file but '{text}'";
        }

        if (!ReferenceEquals(range.File, document.File))
            return $"'{text}' stands in {range.File.Path}, the path in {document.File.Path}";
        var isWhole = range.Span == document.Span(node);
        if (isWhole && document.Kind(node) == NodeKind.Scalar)
            return absent.Count == 0 ? MismatchOfValue(range, document.Text(node)) : "a scalar holds nothing";
        if (isWhole && range.Start.Line == range.End.Line)
            return null;
        if (document.Key(node) is { } key)
            return range.Span == document.KeySpan(node) ? MismatchOfValue(range, key) : $"'{text}' is not the {(absent.Count == 0 ? "value or " : "")}key '{key}'";
        foreach (var child in document.Children(node))
        {
            // One of the scalars of an element: its identity, which the path names.
            if (range.Span == document.Span(child) && document.Kind(child) == NodeKind.Scalar && path.Contains($"[{document.Key(child)}=", StringComparison.Ordinal))
                return MismatchOfValue(range, document.Text(child));
        }

        return isWhole ? null : $"'{text}' is neither the value nor what identifies it";
    }

    // What stands there must read as the value; blocks need their surroundings to be read.
    private static string? MismatchOfValue(SourceRange range, string value)
    {
        var text = range.File.Text.Substring(range.Span.Start, range.Span.Length);
        if (text is ['|' or '>', ..])
            return null;
        var read = DocumentReader.ReadYaml(new SourceFile("value.yaml", text)).Document;
        return read is not null && read.Text(0) == value ? null : $"'{text}' does not read as '{value}'";
    }

    private static void AssertHolds(IEnumerable<string> wrong)
    {
        var all = wrong.ToList();
        Assert.True(all.Count == 0, $"{all.Count} wrong places:\n{string.Join("\n", all.Take(40))}");
    }
}
