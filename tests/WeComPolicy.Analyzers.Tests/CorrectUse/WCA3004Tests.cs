using WeComPolicy.Analyzers.CorrectUse;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CorrectUse.WCA3004ArchiveWithoutConsent>;

namespace WeComPolicy.Analyzers.Tests.CorrectUse;

public sealed class WCA3004Tests
{
    private const string Archive = """
        class WeComFinanceClient { public string GetChatData(long sequence, int limit) => ""; }
        """;

    [Fact]
    public Task Nobody_asks() => Verify.VerifyAnalyzerAsync(
        $$"""
        {{Archive}}
        class Puller { string Pull(WeComFinanceClient client) => {|#0:client.GetChatData(0, 100)|}; }
        """,
        Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task Another_file_asks() => new CSharpAnalyzerTest<WCA3004ArchiveWithoutConsent>
    {
        TestCode = $$"""
            {{Archive}}
            class Puller { string Pull(WeComFinanceClient client) => client.GetChatData(0, 100); }
            """,
        Sources = { """class WeComConsent { const string Url = "https://qyapi.weixin.qq.com/cgi-bin/msgaudit/check_single_agree"; }""" },
    }.RunAsync();
}
