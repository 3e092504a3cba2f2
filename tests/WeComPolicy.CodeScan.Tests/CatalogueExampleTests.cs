using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.CodeScan.Tests;

/// <summary>The examples of policies/code, which the pages of the rules show: what is bad is reported by its rule alone, what is good by none.</summary>
public sealed class CatalogueExampleTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, FileExamples?>> Examples = new(() => PolicyLoader.Load([.. ShippedFiles.PolicyFiles(PolicyLoader.CodePack)])
        .Packs.SelectMany(p => p.Rules).ToDictionary(r => r.Descriptor.Id, r => (r.Body as AnalyzerBody)?.Examples, StringComparer.Ordinal));

    public static TheoryData<string> Ids => [.. Examples.Value.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_bad_one_is_reported_by_its_rule_alone(string id)
    {
        var examples = Of(id);
        var findings = Scan(examples.File, examples.Bad);
        Assert.Equal([id], findings.Select(f => f.Rule.Id).Distinct());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_good_one_is_reported_by_no_rule(string id)
    {
        var examples = Of(id);
        var findings = Scan(examples.File, examples.Good);
        Assert.Empty(findings.Where(f => f.Severity > Severity.Info || f.Rule.Id == id).Select(CodeFolder.Place));
    }

    /// <summary>The comment that the page of a rule shows covers what the bad example is reported for.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void The_ignore_comment_of_the_page_covers_it(string id)
    {
        var examples = Of(id);
        var lines = examples.Bad.Split('\n').ToList();
        foreach (var line in Scan(examples.File, examples.Bad).Select(f => f.Location!.Value.Start.Line).Distinct().OrderDescending())
            lines.Insert(line - 1, $"// wecom-policy: ignore {id} reason=已评估，迁移中 approver=wang.fang until=2026-11-30");
        using var folder = new CodeFolder().With(examples.File, string.Join('\n', lines));
        if (Path.GetExtension(examples.File) != ".cs")
            folder.With("WeComApp.cs", "class WeComApp { }");
        var findings = folder.Judged().Findings.Where(f => f.Rule.Id == id).ToList();
        Assert.NotEmpty(findings);
        Assert.All(findings, f => Assert.Equal((id, "已评估，迁移中", new DateOnly(2026, 11, 30)), (f.Rule.Id, f.Waiver?.Reason, f.Waiver?.Expires)));
    }

    [Fact]
    public void The_editor_configuration_of_the_page_lowers_the_severity()
    {
        using var folder = new CodeFolder().With("Example.cs", Of("WCA1001").Bad)
            .With(".editorconfig", "root = true\n\n[*.cs]\ndotnet_diagnostic.WCA1001.severity = suggestion\n");
        Assert.Equal(Severity.Info, Assert.Single(folder.Scan().Findings).Severity);
    }

    /// <summary>Readers copy them.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Both_compile(string id)
    {
        var examples = Of(id);
        if (Path.GetExtension(examples.File) != ".cs")
            return;
        const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        foreach (var text in new[] { examples.Bad, examples.Good })
        {
            var compilation = CSharpCompilation.Create(
                "example", [CSharpSyntaxTree.ParseText(Usings), CSharpSyntaxTree.ParseText(text)], references,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
            Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString()));
        }
    }

    private static FileExamples Of(string id)
    {
        Assert.True(Examples.Value[id] is not null, $"Give {id} 'examples: {{ bad, good }}' in policies/code.");
        return Examples.Value[id]!;
    }

    private static IReadOnlyList<Finding> Scan(string file, string text)
    {
        using var folder = new CodeFolder().With(file, text);
        if (Path.GetExtension(file) != ".cs")
            folder.With("WeComApp.cs", "class WeComApp { }");
        var result = folder.Scan();
        Assert.Empty(result.Diagnostics);
        return result.Findings;
    }
}
