using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using WeComPolicy.Analyzers.CodeFixes.Secrets;
using WeComPolicy.Analyzers.Secrets;

namespace WeComPolicy.Analyzers.Tests;

/// <summary>One file in the projects of several frameworks: a fix must suit them all.</summary>
public sealed class LinkedFileFixTests
{
    private const string Code = "class WeComCallback { bool Is(string msgSignature, string a) => a == msgSignature; }";

    private const string OldFramework = "namespace System.Security.Cryptography { static class CryptographicOperations { } }";

    [Fact]
    public async Task No_bulb_where_another_framework_lacks_what_the_fix_needs()
    {
        Assert.Single(await ActionsAsync("class Other { }"));
        Assert.Empty(await ActionsAsync(OldFramework));
    }

    private static async Task<List<CodeAction>> ActionsAsync(string otherFramework)
    {
        using var workspace = new AdhocWorkspace();
        var solution = workspace.CurrentSolution;
        solution = Add(solution, "net10.0", "class Here { }", out var id);
        solution = Add(solution, "net48", otherFramework, out _);
        var document = solution.GetDocument(id)!;
        Assert.Single(document.GetLinkedDocumentIds());

        var compilation = (await document.Project.GetCompilationAsync())!;
        var found = Assert.Single(await compilation.WithAnalyzers([new WCA1011LeakyComparison()]).GetAnalyzerDiagnosticsAsync());
        var actions = new List<CodeAction>();
        await new WCA1011FixedTimeFix().RegisterCodeFixesAsync(new CodeFixContext(document, found, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static Solution Add(Solution solution, string name, string framework, out DocumentId id)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path));
        var project = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, name, name, LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary), metadataReferences: references);
        id = DocumentId.CreateNewId(project.Id);
        return solution.AddProject(project)
            .AddDocument(id, "Callback.cs", SourceText.From(Code), filePath: "/0/Callback.cs")
            .AddDocument(DocumentId.CreateNewId(project.Id), "Framework.cs", SourceText.From(framework), filePath: $"/0/{name}/Framework.cs");
    }
}
