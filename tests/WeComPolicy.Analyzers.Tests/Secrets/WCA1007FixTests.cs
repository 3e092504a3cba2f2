using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Analyzers.Secrets;
using WeComPolicy.Analyzers.CodeFixes.Secrets;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpCodeFixVerifier<
    WeComPolicy.Analyzers.Secrets.WCA1007PlainHttp,
    WeComPolicy.Analyzers.CodeFixes.Secrets.WCA1007PlainHttpFix>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1007FixTests
{
    [Fact]
    public Task All_forms_of_literals() => Verify.VerifyCodeFixAsync(
        """
        class Urls
        {
            const string Host = "qyapi.weixin.qq.com";
            string A = [|"http://qyapi.weixin.qq.com/cgi-bin/gettoken"|]; // first
            string B(string id) => [|$"http://qyapi.weixin.qq.com/cgi-bin/user/get?userid={id}&x=\t"|];
            string C = [|@"HTTP://open.work.weixin.qq.com/a\b"|];
            string D = [|"http://"|] + Host + "/cgi-bin";
            string E = [|"http://example.com http://qyapi.weixin.qq.com"|];
        }
        """,
        """
        class Urls
        {
            const string Host = "qyapi.weixin.qq.com";
            string A = "https://qyapi.weixin.qq.com/cgi-bin/gettoken"; // first
            string B(string id) => $"https://qyapi.weixin.qq.com/cgi-bin/user/get?userid={id}&x=\t";
            string C = @"https://open.work.weixin.qq.com/a\b";
            string D = "https://" + Host + "/cgi-bin";
            string E = "http://example.com https://qyapi.weixin.qq.com";
        }
        """);

    [Fact]
    public Task An_escaped_scheme_is_left_to_the_developer() => Verify.VerifyNoCodeFixAsync("""
        class Urls
        {
            string A = [|"\u0068ttp://qyapi.weixin.qq.com/cgi-bin/gettoken"|];
        }
        """);

    [Fact]
    public Task Constants_in_an_old_language() => new CSharpCodeFixTest<WCA1007PlainHttp, WCA1007PlainHttpFix>
    {
        TestCode = """
            class Urls
            {
                const string A = [|"http://qyapi.weixin.qq.com/cgi-bin"|]; // first
                string B(string url = [|@"http://qyapi.weixin.qq.com/cgi-bin"|]) { return url + A; }
            }
            """,
        FixedCode = """
            class Urls
            {
                const string A = "https://qyapi.weixin.qq.com/cgi-bin"; // first
                string B(string url = @"https://qyapi.weixin.qq.com/cgi-bin") { return url + A; }
            }
            """,
        Language = LanguageVersion.CSharp7_3,
        Nullable = NullableContextOptions.Disable,
    }.RunAsync();
}
