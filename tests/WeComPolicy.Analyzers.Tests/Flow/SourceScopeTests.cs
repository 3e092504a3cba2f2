using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.CallRate;

namespace WeComPolicy.Analyzers.Tests.Flow;

public sealed class SourceScopeTests
{
    private const string Sender = """
        public class Sender
        {
            static readonly System.Net.Http.HttpClient Http = new System.Net.Http.HttpClient();
            public string Detail(string id) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id).Result;
        }
        """;

    private const string Job = "class Job { void Run(Sender sender, string[] ids) { foreach (var id in ids) sender.Detail(id); } }";

    [Theory]
    [InlineData("true", 1)]
    [InlineData("", 0)]
    public async Task Another_project_is_followed_into_when_asked_for(string follow, int expected)
    {
        var library = Compile("Library", Sender);
        var program = Compile("Program", Job, library.ToMetadataReference());

        var found = await program.WithAnalyzers(
            [new WCA2001LoopWithoutPacing()],
            new AnalyzerOptions([], new Options(follow))).GetAnalyzerDiagnosticsAsync();

        Assert.Equal(expected, found.Length);
    }

    private static CSharpCompilation Compile(string name, string source, params MetadataReference[] further) => CSharpCompilation.Create(
        name,
        [CSharpSyntaxTree.ParseText(source, path: $"/{name}.cs")],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)).Concat(further),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private sealed class Options(string follow) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(follow);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(string follow) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = key == "wecom_policy.follow_project_references" ? follow : "";
                return value.Length > 0;
            }
        }
    }

    [Fact]
    public async Task An_interface_with_routes_in_another_project()
    {
        var library = Compile("Library", """
            public class GetAttribute : System.Attribute { public GetAttribute(string route) { } }
            public static class Routes { public const string Host = "https://qyapi.weixin.qq.com"; public const string User = Host + "/cgi-bin/user/get"; }
            public interface IUsers { [Get(Routes.User)] string Get(string id); }
            """);
        var program = Compile("Program", "class WeComJob { void Run(IUsers users, string[] ids) { foreach (var id in ids) users.Get(id); } }", library.ToMetadataReference());
        var thrown = new List<Exception>();

        var found = await program.WithAnalyzers(
            [new WCA2001LoopWithoutPacing()],
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([], new Options("true")), (exception, _, _) => thrown.Add(exception), true, false)).GetAnalyzerDiagnosticsAsync();

        Assert.Empty(thrown);
        Assert.Single(found);
    }
}
