using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.CorrectUse;

namespace WeComPolicy.Analyzers.Tests.Flow;

/// <summary>Code that is made to hang an analyzer ends, with at most a finding.</summary>
public sealed class HostileSourceTests
{
    private const string Host = """class Urls { public const string WeCom = "https://qyapi.weixin.qq.com/cgi-bin/user/get"; }""";

    public static TheoryData<string, string> Sources => new()
    {
        { "nested blocks", "class A { void M() { " + Repeat("{ if (true) ", 10_000) + ";" + Repeat("}", 10_000) + " } }" },
        { "nested lambdas", "class A { void M() { System.Action a = " + Repeat("() => { System.Action b = ", 500) + "null" + Repeat("; }", 500) + "; } }" },
        { "long sum", "class A { string M(string t) => new System.Net.Http.HttpClient().GetStringAsync(Urls.WeCom + " + Repeat("t + ", 5_000) + "t).Result; }" },
        { "long chain", "class A { object M(dynamic t) => t" + Repeat(".SetQueryParam(Urls.WeCom)", 2_000) + ".GetJsonAsync(); }" },
        { "variables in a ring", "class A { void M() { var a = b; var b = c; var c = a; a += b; b += c; while (true) new System.Net.Http.HttpClient().GetStringAsync(a + b + c + Urls.WeCom); } }" },
        { "properties in a ring", "class A { string P => Q; string Q => P + R(); string R() => Q + R(); void M() { while (true) new System.Net.Http.HttpClient().GetStringAsync(P); } }" },
        { "loops with try, catch and finally", "class A { async System.Threading.Tasks.Task M(string[] x) { " + Repeat("foreach (var i in x) { try { await System.Threading.Tasks.Task.Delay(1); } catch { continue; } finally { ", 60)
            + "await new System.Net.Http.HttpClient().GetStringAsync(Urls.WeCom);" + Repeat("} }", 60) + " } }" },
        { "half-typed", "class A { void M( { foreach (var x in ) { HttpClient.GetStringAsync(\"https://qyapi.weixin.qq.com/cgi-bin/user/get?id=\" + ; Task.WhenAll(x.Select(y => ; new Timer( , 5; if (errcode == 40001) continue" },
        { "half-typed loops", "class A { void M() { for (;;) while do { goto ; retry: Send(; } while (; } void Send() { Send(); " },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Strange_shapes_end(string name, string source)
    {
        Assert.NotEmpty(name);
        await AnalyzeAsync(Host, source);
    }

    [Fact]
    public async Task Cycles_over_thousands_of_methods_end()
    {
        const int count = 3_000;
        var source = new StringBuilder("class A { System.Net.Http.HttpClient http = new(); ");
        for (var i = 0; i < count; i++)
            source.Append($"void M{i}(string u) {{ foreach (var c in u) {{ M{(i + 1) % count}(u); M{(i * 7 + 3) % count}(u); M{(i * 31 + 5) % count}(Urls.WeCom + u); }} }} ");
        source.Append("void End(string u) => http.GetStringAsync(Urls.WeCom + u); }");

        await AnalyzeAsync(Host, source.ToString());
    }

    [Fact]
    public async Task Interfaces_that_implement_each_other_end()
    {
        var source = new StringBuilder();
        for (var i = 0; i < 200; i++)
            source.Append($"interface I{i} {{ void Send(string u); }} class C{i} : I{i}, I{(i + 1) % 200} {{ I{(i + 1) % 200} next = null!; public void Send(string u) {{ while (true) next.Send(u); }} }} ");

        await AnalyzeAsync(Host, source.ToString());
    }

    private static async Task AnalyzeAsync(params string[] sources)
    {
        var trees = sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, path: $"/0/Test{index}.cs"));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Hostile", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        await compilation.WithAnalyzers(
            [
                new WCA2001LoopWithoutPacing(), new WCA2002UnboundedFanOut(), new WCA2003UncachedToken(), new WCA2004TooFast(), new WCA2005LimiterTooHigh(),
                new WCA2006BadRetry(), new WCA2007PerItemCall(), new WCA2008FrequentPolling(), new WCA2009ClientPerCall(), new WCA3001ErrorCodeIgnored(),
            ],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                onAnalyzerException: (exception, _, _) => Assert.Fail(exception.ToString()),
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false)).GetAnalyzerDiagnosticsAsync();
    }

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();
}
