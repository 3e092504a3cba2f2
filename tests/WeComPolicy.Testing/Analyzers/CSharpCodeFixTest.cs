using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace WeComPolicy.Testing.Analyzers;

/// <summary>
/// Runs the analyzer's test, then mends what it found: one finding after the other until none can be mended, and all at once in the
/// document, the project and the solution. Each way must give the fixed code, which compiles and holds only the findings marked in it.
/// Fixed code that equals the test code says that no fix is offered.
/// </summary>
public sealed class CSharpCodeFixTest<TAnalyzer, TCodeFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TCodeFix : CodeFixProvider, new()
{
    private const int MaxRounds = 50;

    public string TestCode { get; init; } = "";

    public string FixedCode { get; init; } = "";

    /// <summary>The version of C# the code is written in, before and after.</summary>
    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    /// <summary>The source of a library that the code references.</summary>
    public string Library { get; init; } = "";

    /// <summary>The text of the <c>.editorconfig</c> beside the code.</summary>
    public string EditorConfig { get; init; } = "";

    /// <summary>Further files; a fix leaves them as they are.</summary>
    public List<string> Sources { get; } = [];

    public List<DiagnosticResult> ExpectedDiagnostics { get; } = [];

    public async Task RunAsync()
    {
        var test = new CSharpAnalyzerTest<TAnalyzer> { TestCode = TestCode, Language = Language, Nullable = Nullable, Library = Library };
        test.Sources.AddRange(Sources);
        test.ExpectedDiagnostics.AddRange(ExpectedDiagnostics);
        await test.RunAsync();

        var expected = MarkedSource.Parse(FixedCode).Text;
        using var workspace = new AdhocWorkspace();
        var before = Create(workspace);
        var errors = await ErrorsAsync(before);
        var warnings = await WarningsAsync(before);

        var mended = await FixOneByOneAsync(before);
        AssertSame(expected, await TextAsync(mended), "The findings mended one by one.");
        AssertSame(errors, await ErrorsAsync(mended), "The mended code has other compiler errors.");
        Assert.All(await WarningsAsync(mended), warning => Assert.True(
            warnings.GetValueOrDefault(warning.Key) >= warning.Value, $"The mended code has a new warning: {warning.Key}"));
        if (FixedCode == TestCode)
            return;
        if (new TCodeFix().GetFixAllProvider() is not { } all)
            return;
        foreach (var scope in all.GetSupportedFixAllScopes().Intersect([FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution]))
            AssertSame(expected, await TextAsync(await FixAllAsync(before, all, scope)), $"All findings mended at once ({scope}).");
    }

    private Document Create(AdhocWorkspace workspace)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: Nullable);
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "TestProject", "TestProject", LanguageNames.CSharp,
            compilationOptions: options,
            parseOptions: new CSharpParseOptions(Language),
            metadataReferences: FrameworkReferences.With(Library)));
        if (EditorConfig.Length > 0)
            project = project.AddAnalyzerConfigDocument(".editorconfig", SourceText.From(EditorConfig), filePath: "/0/.editorconfig").Project;
        var document = project.AddDocument("Test0.cs", SourceText.From(MarkedSource.Parse(TestCode).Text), filePath: "/0/Test0.cs");
        for (var i = 0; i < Sources.Count; i++)
            document = document.Project.AddDocument($"Test{i + 1}.cs", SourceText.From(MarkedSource.Parse(Sources[i]).Text), filePath: $"/0/Test{i + 1}.cs").Project.GetDocument(document.Id)!;
        return document;
    }

    private static async Task<Document> FixOneByOneAsync(Document document)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            if (await FirstActionAsync(document) is not { } action)
                return document;
            document = await ApplyAsync(action, document);
        }

        Assert.Fail($"Findings remain after {MaxRounds} fixes.");
        return document;
    }

    private static async Task<CodeAction?> FirstActionAsync(Document document)
    {
        foreach (var diagnostic in (await DiagnosticsAsync(document.Project)).Where(d => d.Location.SourceTree?.FilePath == document.FilePath))
        {
            if ((await ActionsAsync(document, diagnostic)).FirstOrDefault() is { } action)
                return action;
        }

        return null;
    }

    private static async Task<List<CodeAction>> ActionsAsync(Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await new TCodeFix().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        foreach (var action in actions)
            Assert.False(string.IsNullOrWhiteSpace(action.Title) || string.IsNullOrEmpty(action.EquivalenceKey), "A fix needs a title and an equivalence key.");
        return actions;
    }

    private static async Task<Document> FixAllAsync(Document document, FixAllProvider provider, FixAllScope scope)
    {
        var key = (await FirstActionAsync(document))?.EquivalenceKey;
        var context = new FixAllContext(
            document, new TCodeFix(), scope, key, new TCodeFix().FixableDiagnosticIds, new AnalyzerDiagnostics(), CancellationToken.None);
        var action = await provider.GetFixAsync(context);
        Assert.NotNull(action);
        return await ApplyAsync(action, document);
    }

    private static async Task<Document> ApplyAsync(CodeAction action, Document document)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
        var mended = changed.GetDocument(document.Id)!;
        // From its text, as the next one to open the file will read it.
        return mended.WithText(SourceText.From(await TextAsync(mended)));
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var found = await compilation.WithAnalyzers([new TAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)];
    }

    private static async Task<string> ErrorsAsync(Document document) => string.Join("\n", (await document.Project.GetCompilationAsync())!
        .GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).Order(StringComparer.Ordinal));

    private static async Task<Dictionary<string, int>> WarningsAsync(Document document) => (await document.Project.GetCompilationAsync())!
        .GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Warning).GroupBy(d => d.Id).ToDictionary(group => group.Key, group => group.Count());

    private static async Task<string> TextAsync(Document document) => (await document.GetTextAsync()).ToString();

    private static void AssertSame(string expected, string actual, string what) =>
        Assert.True(expected == actual, $"{what}\n{SnapshotDiff.Of(expected, actual)}");

    private sealed class AnalyzerDiagnostics : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await DiagnosticsAsync(document.Project)).Where(d => d.Location.SourceTree?.FilePath == document.FilePath);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await DiagnosticsAsync(project);
    }
}
