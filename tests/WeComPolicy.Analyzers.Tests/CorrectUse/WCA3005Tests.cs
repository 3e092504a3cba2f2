using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CorrectUse.WCA3005SystemAppSecret>;

namespace WeComPolicy.Analyzers.Tests.CorrectUse;

public sealed class WCA3005Tests
{
    [Fact]
    public Task Secret_of_the_system_app() => Verify.VerifyAnalyzerAsync(
        """
        class WeComOptions { public string ExternalContactSecret { get; set; } = ""; public string AgentSecret { get; set; } = ""; }

        class WeComTokens
        {
            string Url(WeComOptions o) => $"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=a&corpsecret={o.{|#0:ExternalContactSecret|}}";
            string Call(WeComOptions o) => Get("a", o.{|#1:ExternalContactSecret|});
            string Own(WeComOptions o) => Get("a", o.AgentSecret);
            bool Asked(WeComOptions o) => o.ExternalContactSecret.Length > 0;
            string Get(string corpId, string corpSecret) => "";
        }
        """,
        Verify.Suggestion().WithLocation(0),
        Verify.Suggestion().WithLocation(1));
}
