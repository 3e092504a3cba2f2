using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.CodeFixes.CallRate;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpCodeFixVerifier<
    WeComPolicy.Analyzers.CallRate.WCA2010DebugQuery,
    WeComPolicy.Analyzers.CodeFixes.CallRate.WCA2010DebugQueryFix>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2010FixTests
{
    [Fact]
    public Task Debug_leaves_the_query() => Verify.VerifyCodeFixAsync(
        """
        class Urls
        {
            string First(string token) => [|$"https://qyapi.weixin.qq.com/cgi-bin/message/send?debug=1&access_token={token}"|];
            string Middle = [|"https://qyapi.weixin.qq.com/cgi-bin/message/send?a=1&debug=1&b=2"|];
            string Only = [|"https://qyapi.weixin.qq.com/cgi-bin/message/send?debug=1"|];
            string Last(string token) => "https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token + [|"&debug=1"|];
        }
        """,
        """
        class Urls
        {
            string First(string token) => $"https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token={token}";
            string Middle = "https://qyapi.weixin.qq.com/cgi-bin/message/send?a=1&b=2";
            string Only = "https://qyapi.weixin.qq.com/cgi-bin/message/send";
            string Last(string token) => "https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token;
        }
        """);

    [Fact]
    public Task A_query_that_goes_on_elsewhere_is_left_to_the_developer() => Verify.VerifyNoCodeFixAsync("""
        class Urls
        {
            string Url(string token) => [|"https://qyapi.weixin.qq.com/cgi-bin/message/send?debug=1"|] + "&access_token=" + token;
        }
        """);

    [Fact]
    public Task Constants_in_an_old_language() => new CSharpCodeFixTest<WCA2010DebugQuery, WCA2010DebugQueryFix>
    {
        TestCode = """
            class Urls
            {
                const string A = [|"https://qyapi.weixin.qq.com/cgi-bin/message/send?a=1&debug=1"|]; // first
                string B(string url = [|@"https://qyapi.weixin.qq.com/cgi-bin/message/send?a=1&debug=1"|]) { return url + A; }
            }
            """,
        FixedCode = """
            class Urls
            {
                const string A = "https://qyapi.weixin.qq.com/cgi-bin/message/send?a=1"; // first
                string B(string url = @"https://qyapi.weixin.qq.com/cgi-bin/message/send?a=1") { return url + A; }
            }
            """,
        Language = LanguageVersion.CSharp7_3,
        Nullable = NullableContextOptions.Disable,
    }.RunAsync();
}
