using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using WeComPolicy.Analyzers.CodeFixes;
using WeComPolicy.Testing;

namespace WeComPolicy.Analyzers.Tests;

/// <summary>All fixes, one after the other, over the example of risky code.</summary>
public sealed class ExampleFixTests
{
    private const int MaxFixes = 60;

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // The example has nothing at hand that verifies, and no library that keeps tokens: there is no one right answer.
    private static readonly string[] LeftToTheDeveloper = [RuleIdentifiers.UnverifiedCallback, RuleIdentifiers.UncachedToken];

    private static readonly List<CodeFixProvider> Fixes =
        [.. typeof(WeComCodeFix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract).Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    [Fact]
    public async Task What_has_a_fix_is_gone_and_nothing_is_broken()
    {
        using var workspace = new AdhocWorkspace();
        var project = Open(workspace);
        var errors = await ErrorsAsync(project);
        var mended = new HashSet<string>(StringComparer.Ordinal);

        for (var i = 0; i < MaxFixes && await NextAsync(project) is var (id, action) && action is not null; i++)
        {
            mended.Add(id);
            project = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
        }

        Assert.Equal(errors, await ErrorsAsync(project));
        var fixable = Fixes.SelectMany(fix => fix.FixableDiagnosticIds).ToList();
        Assert.Equal(fixable.Except(LeftToTheDeveloper).Order(StringComparer.Ordinal), mended.Order(StringComparer.Ordinal));
        Assert.Equal(LeftToTheDeveloper.Order(StringComparer.Ordinal), (await FindingsAsync(project)).Select(found => found.Id).Where(fixable.Contains).Distinct().Order(StringComparer.Ordinal));
    }

    private static Project Open(AdhocWorkspace workspace)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path));
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Risky", "Risky", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable), metadataReferences: references));
        foreach (var path in Directory.EnumerateFiles(RepositoryRoot.PathOf("examples", "integration", "risky"), "*.cs").Order(StringComparer.Ordinal))
            project = project.AddDocument(Path.GetFileName(path), SourceText.From(File.ReadAllText(path)), filePath: path).Project;
        return project.AddDocument("Usings.g.cs", ImplicitUsings, filePath: "/obj/Usings.g.cs").Project;
    }

    private static async Task<(string Id, CodeAction? Action)> NextAsync(Project project)
    {
        foreach (var found in await FindingsAsync(project))
        {
            if (Fixes.Find(fix => fix.FixableDiagnosticIds.Contains(found.Id)) is not { } fix || project.GetDocument(found.Location.SourceTree) is not { } document)
                continue;
            var actions = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, found, (action, _) => actions.Add(action), CancellationToken.None));
            if (actions.Count > 0)
                return (found.Id, actions[0]);
        }

        return ("", null);
    }

    private static async Task<List<Diagnostic>> FindingsAsync(Project project)
    {
        var analyzers = typeof(RuleIdentifiers).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(WeComAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);
        var found = await (await project.GetCompilationAsync())!.WithAnalyzers([.. analyzers]).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    private static async Task<string> ErrorsAsync(Project project) => string.Join("\n", (await project.GetCompilationAsync())!
        .GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).Order(StringComparer.Ordinal));
}
