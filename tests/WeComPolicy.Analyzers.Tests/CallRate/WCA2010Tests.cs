using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2010DebugQuery>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2010Tests
{
    [Fact]
    public Task Debug_in_a_url() => Verify.VerifyAnalyzerAsync("""
        class Urls
        {
            const string Host = "https://qyapi.weixin.qq.com";

            string First(string token) => [|$"https://qyapi.weixin.qq.com/cgi-bin/message/send?debug=1&access_token={token}"|];
            string Last(string token) => Host + "/cgi-bin/message/send?access_token=" + token + [|"&debug=1"|];
        }
        """);

    [Fact]
    public Task Relative_path_is_a_suggestion() => Verify.VerifyAnalyzerAsync(
        """
        class WeComSender
        {
            string Url(string token) => {|#0:$"/cgi-bin/message/send?access_token={token}&debug=1"|};
        }
        """,
        Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task Other_values_names_and_hosts() => Verify.VerifyAnalyzerAsync("""
        class WeComSender
        {
            const string A = "https://qyapi.weixin.qq.com/cgi-bin/message/send?debug=10";
            const string B = "https://qyapi.weixin.qq.com/cgi-bin/message/send?debug=0";
            const string C = "https://qyapi.weixin.qq.com/cgi-bin/message/send?nodebug=1";
            const string D = "https://api.weixin.qq.com/cgi-bin/message/send?debug=1";
            const string E = "https://localhost/page?debug=1";
        }
        """);
}
