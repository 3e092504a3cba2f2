using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Engine.Tests.Documents;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.Laws;

/// <summary>The texts of a tenant's files.</summary>
internal sealed record TenantFiles(string Name, IReadOnlyList<SourceFile> Files)
{
    /// <summary>Every shipped example.</summary>
    public static IReadOnlyList<TenantFiles> Examples { get; } =
        [.. Directory.GetDirectories(RepositoryRoot.PathOf("examples", "tenants")).Order(StringComparer.Ordinal).Select(ReadFolder)];

    /// <summary>The names of the examples, for theories.</summary>
    public static TheoryData<string> ExampleNames => [.. Examples.Select(e => e.Name)];

    /// <summary>The example of that name.</summary>
    public static TenantFiles Example(string name) => Examples.Single(e => e.Name == name);

    /// <summary>A tenant of one JSON file.</summary>
    public static TenantFiles OfTree(string name, Tree tree) => new(name, [new SourceFile($"{name}.json", TreeText.Json(tree))]);

    /// <summary>The tenant; null where nothing is left to judge. Any other mistake in the files fails the test.</summary>
    public Tenant? Load()
    {
        var documents = new List<TypedDocument>();
        foreach (var file in Files)
        {
            var read = DocumentReader.Read(file);
            Assert.True(read.Success, Problems(read.Diagnostics));
            var check = TenantChecker.Check(read.Document!, TenantSchema.V1);
            Assert.True(check.Success, Problems(check.Diagnostics));
            documents.Add(check.Typed);
        }

        var merged = TenantModel.Merge(documents);
        if (merged.Model is null && merged.Diagnostics is [{ Code: "no-sections" }])
            return null;
        Assert.True(merged.Success, Problems(merged.Diagnostics));
        return new Tenant(Name, merged.Model!);
    }

    /// <summary>All sections in one tree, without the header and free keys.</summary>
    public Tree.Map Whole()
    {
        var sections = new List<(string, Tree)>();
        var provenance = new List<(string, Tree)>();
        foreach (var file in Files)
        {
            var root = (Tree.Map)TreeText.Of(DocumentReader.Read(file).Document!);
            foreach (var (key, value) in root.Items)
            {
                if (key == TenantSchema.ProvenanceSection)
                    provenance.AddRange(((Tree.Map)value).Items);
                else if (TenantSchema.V1.Root.Find(key) is not null)
                    sections.Add((key, value));
            }
        }

        if (provenance.Count > 0)
            sections.Insert(0, (TenantSchema.ProvenanceSection, new Tree.Map(provenance)));
        return new Tree.Map(sections);
    }

    private string Problems(IEnumerable<InputDiagnostic> diagnostics) =>
        string.Join("\n", diagnostics.Select(d => $"{Name}: {d.Path} {d.Range?.Start} {d.Code}: {d.Message.En}"));

    private static TenantFiles ReadFolder(string folder) => new(
        Path.GetFileName(folder),
        [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(f => new SourceFile(Path.GetFileName(f), File.ReadAllText(f)))]);
}
