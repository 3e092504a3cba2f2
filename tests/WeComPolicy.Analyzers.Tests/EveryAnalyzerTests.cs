using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using WeComPolicy.Testing;
using WeComPolicy.Testing.Analyzers;

namespace WeComPolicy.Analyzers.Tests;

/// <summary>Every analyzer of the assembly over the same sources, so that a new one is held to the same without a test of its own.</summary>
public sealed class EveryAnalyzerTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public static TheoryData<string> Names => [.. ShippedRules.Analyzers.Select(analyzer => analyzer.GetType().Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Says_the_same_however_it_is_asked(string name)
    {
        var type = ShippedRules.Analyzers.Single(analyzer => analyzer.GetType().Name == name).GetType();
        var invariants = new AnalyzerInvariants(() => (DiagnosticAnalyzer)Activator.CreateInstance(type)!, Compile())
        {
            AdditionalFiles = [new Text("appsettings.json", File.ReadAllText(Path.Combine(Folder, "appsettings.json")))],
        };
        var found = await invariants.FindAsync();
        var rules = ShippedRules.Analyzers.Single(analyzer => analyzer.GetType() == type).SupportedDiagnostics;
        Assert.All(rules, rule => Assert.Contains(found, diagnostic => diagnostic.Id == rule.Id));
        await invariants.HoldAsync(found);
    }

    [Fact]
    public void The_sources_compile() =>
        Assert.DoesNotContain(Compile().GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static string Folder { get; } = Path.Combine(RepositoryRoot.Find(), "examples", "integration", "risky");

    private static CSharpCompilation Compile()
    {
        var files = Directory.GetFiles(Folder, "*.cs").Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: "/" + Path.GetFileName(file)));
        return CSharpCompilation.Create(
            "Example",
            files.Prepend(CSharpSyntaxTree.ParseText(ImplicitUsings, path: "/Usings.cs")),
            FrameworkReferences.All,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
    }

    private sealed class Text(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
