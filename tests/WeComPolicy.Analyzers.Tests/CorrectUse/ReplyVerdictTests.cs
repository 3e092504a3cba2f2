using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.CorrectUse;
using WeComPolicy.Analyzers.Flow;

namespace WeComPolicy.Analyzers.Tests.CorrectUse;

/// <summary>No reply without a verdict: what is said of each, and where it was looked at or went to.</summary>
public sealed class ReplyVerdictTests
{
    private const string Source = """
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading.Tasks;

        class Reply { public int errcode { get; set; } public string userid { get; set; } = ""; }

        class WeComSender
        {
            const string Send = "https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=";
            const string Media = "https://qyapi.weixin.qq.com/cgi-bin/media/get?media_id=a&access_token=";
            readonly HttpClient http = new HttpClient();
            Task<string>? sending;

            async Task Ignored() => await http.GetStringAsync(Send);
            async Task<bool> LookedAt() { var reply = await http.GetFromJsonAsync<Reply>(Send); return reply!.errcode == 0; }
            Task<Reply?> HandedOn() => http.GetFromJsonAsync<Reply>(Send);
            async Task<int> HandsCodeOn() { var reply = await http.GetFromJsonAsync<Reply>(Send); return reply!.errcode; }
            void Elsewhere() => sending = http.GetStringAsync(Send);
            Task<byte[]> NeedsNoLook() => http.GetByteArrayAsync(Media);
            void Posts(string url) => http.GetStringAsync(url).Wait();
            void KeptBelow() => Posts(Send);
            async Task Drops() => await HandedOn();
            async Task DropsCode() => await HandsCodeOn();
            async Task<string> Other() => await http.GetStringAsync("https://api.example.com/message/send");
        }
        """;

    [Fact]
    public void Each_reply_has_a_verdict()
    {
        var tree = CSharpSyntaxTree.ParseText(Source, path: "/WeComSender.cs");
        var compilation = CSharpCompilation.Create(
            "Verdicts",
            [tree],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var facts = CallFacts.Of(compilation, null, CancellationToken.None);

        var verdicts = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Select(call => (Method: call.FirstAncestorOrSelf<MethodDeclarationSyntax>()!.Identifier.ValueText, Verdict: ReplyVerdict.Of(call, facts, CancellationToken.None)))
            .Where(call => call.Verdict is not null)
            .Select(call => $"{call.Method}: {call.Verdict!.Kind}{(call.Verdict.Place is { } place ? " by " + place : "")}");

        Assert.Equal(
            [
                "Ignored: Ignored",
                "LookedAt: LookedAt by reply",
                "HandedOn: HandedOn by http.GetFromJsonAsync<Reply>(Send)",
                "HandsCodeOn: HandedOn by reply",
                "Elsewhere: Elsewhere by http.GetStringAsync(Send)",
                "NeedsNoLook: NeedsNoLook",
                "Posts: Ignored",
                "KeptBelow: KeptBelow",
                "Drops: Ignored",
                "DropsCode: Ignored",
            ],
            verdicts);
    }
}
