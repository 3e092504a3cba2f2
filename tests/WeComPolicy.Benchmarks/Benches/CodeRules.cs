using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace WeComPolicy.Benchmarks.Benches;

/// <summary>
/// The rules about code, by Roslyn's own driver as a build runs them, over about 1,000 lines; beside them an analyzer that does nothing.
/// </summary>
public class CodeRules
{
    private const int Lines = 1_000;

    private Compilation _compilation = null!;

    /// <summary>Whether every hundredth line calls WeCom; code that never does is to cost nothing.</summary>
    [Params(true, false)]
    public bool CallsWeCom { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var host = CallsWeCom ? "https://qyapi.weixin.qq.com/cgi-bin/message/send" : "https://example.com/messages";
        _compilation = CSharpCompilation.Create(
            "made",
            Enumerable.Range(0, Lines / 10).Select(i => CSharpSyntaxTree.ParseText(File(i, host), path: $"File{i}.cs")),
            framework.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }

    [Benchmark(Baseline = true)]
    public int Nothing() => Run([new Empty()]);

    [Benchmark]
    public int Shipped() => Run([new Analyzers.WeComPolicyAnalyzer()]);

    private int Run(ImmutableArray<DiagnosticAnalyzer> rules) =>
        // A compilation of its own, so that nothing is known from the round before.
        _compilation.Clone().WithAnalyzers(rules).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().Length;

    // Ten lines; every tenth file sends.
    private static string File(int i, string host) => $$"""
        using System.Net.Http;
        using System.Threading.Tasks;
        class Sender{{i}}(HttpClient http)
        {
            const int Most = {{i}};
            public int Count(string[] users) => users.Length + Most;
            public async Task Send(string[] users, string text)
            {
                foreach (var user in users)
                    {{(i % 10 == 0 ? $"await http.PostAsync(\"{host}?access_token=\" + text, new StringContent(user));" : "await Task.Delay(user.Length + Count(users));")}}
            }
        }
        """;

    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class Empty : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
            [new DiagnosticDescriptor("NONE001", "Nothing", "Nothing", "None", DiagnosticSeverity.Hidden, isEnabledByDefault: true)];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        }
    }
}
