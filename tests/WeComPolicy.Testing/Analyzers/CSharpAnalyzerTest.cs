using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;
using static WeComPolicy.Testing.Analyzers.AnalyzerInvariants;

namespace WeComPolicy.Testing.Analyzers;

/// <summary>
/// Runs an analyzer over sources with marks. Beyond the positions it holds that the sources compile (but for <c>{|CS…:…|}</c>), that generated
/// code and code under <c>#pragma warning disable</c> stay quiet, that the analyzer throws nothing, that a file alone and the whole
/// compilation say the same, and that neither concurrency nor the order of the files changes anything.
/// </summary>
public sealed class CSharpAnalyzerTest<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    public string TestCode { get; init; } = "";

    /// <summary>The version of C# the sources are written in.</summary>
    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    /// <summary>The source of a library that the code references.</summary>
    public string Library { get; init; } = "";

    /// <summary>Further files.</summary>
    public List<string> Sources { get; } = [];

    public List<DiagnosticResult> ExpectedDiagnostics { get; } = [];

    public async Task RunAsync()
    {
        var sources = Sources.Prepend(TestCode).Select(MarkedSource.Parse).ToList();
        var texts = sources.Select(source => source.Text).ToList();
        var expected = Expected(sources);

        AssertSame(CompilerErrorsExpected(sources), CompilerErrors(Compile(texts)), "The compiler's errors differ.", texts);
        var invariants = new AnalyzerInvariants(() => new TAnalyzer(), Compile(texts));
        var whole = await invariants.FindAsync();
        AssertSame(expected.Select(e => e.Place), whole.Select(Describe), "The diagnostics differ.", texts);
        foreach (var (place, message) in expected.Where(e => e.Message is not null))
            Assert.Contains(whole, found => Describe(found) == place && found.GetMessage(null) == message);
        await invariants.HoldAsync(whole);
    }

    private CSharpCompilation Compile(IEnumerable<string> texts)
    {
        var trees = texts.Select((text, index) =>
            CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(Language), path: $"/0/Test{index}.cs"));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: Nullable);
        return CSharpCompilation.Create("TestProject", trees, FrameworkReferences.With(Library), options);
    }

    private static IEnumerable<string> CompilerErrors(CSharpCompilation compilation) => compilation.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
        .Select(diagnostic => Place(diagnostic.Id, diagnostic.Location.SourceTree?.FilePath, diagnostic.Location.SourceSpan));

    private static IEnumerable<string> CompilerErrorsExpected(List<MarkedSource> sources) => sources.SelectMany((source, index) =>
        source.Named.Where(mark => IsCompilers(mark.Id)).Select(mark => Place(mark.Id, $"/0/Test{index}.cs", mark.Span)));

    private List<(string Place, string? Message)> Expected(List<MarkedSource> sources)
    {
        var expected = new List<(string, string?)>();
        var rules = new TAnalyzer().SupportedDiagnostics;
        for (var i = 0; i < sources.Count; i++)
        {
            var path = $"/0/Test{i}.cs";
            foreach (var span in sources[i].Plain)
                expected.Add((Place(rules.Single().Id, path, span, rules.Single().DefaultSeverity), null));
            foreach (var (id, span) in sources[i].Named.Where(mark => !IsCompilers(mark.Id)))
                expected.Add((Place(id, path, span, rules.Single(rule => rule.Id == id).DefaultSeverity), null));
        }

        foreach (var result in ExpectedDiagnostics)
        {
            var mark = result.Mark ?? throw new InvalidOperationException("An expected diagnostic needs a location.");
            var index = sources.FindIndex(source => source.Numbered.ContainsKey(mark));
            expected.Add((Place(result.Id, $"/0/Test{index}.cs", sources[index].Numbered[mark], result.Severity), result.Message));
        }

        return expected;
    }

    private static bool IsCompilers(string id) => id.StartsWith("CS", StringComparison.Ordinal);
}
