using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CorrectUse.WCA3003DeprecatedEndpoint>;

namespace WeComPolicy.Analyzers.Tests.CorrectUse;

public sealed class WCA3003Tests
{
    [Fact]
    public Task Old_paths_and_new_ones() => Verify.VerifyAnalyzerAsync(
        """
        class WeComUrls
        {
            const string Transfer = {|#0:"https://qyapi.weixin.qq.com/cgi-bin/externalcontact/transfer"|};
            string Groups(string t) => {|#1:$"/cgi-bin/externalcontact/get_groupmsg_list?access_token={t}"|};
            string User(string t) => {|#2:"cgi-bin/user/getuserinfo?access_token="|} + t;

            const string New = "https://qyapi.weixin.qq.com/cgi-bin/externalcontact/transfer_customer";
            const string Result = "/cgi-bin/externalcontact/transfer_result";
            const string Second = "/cgi-bin/externalcontact/get_groupmsg_list_v2";
            const string Auth = "/cgi-bin/auth/getuserinfo";
            const string Ding = "https://oapi.dingtalk.com/user/getuserinfo";
        }
        """,
        Verify.Diagnostic().WithLocation(0).WithMessage("externalcontact/transfer is no longer developed. Call externalcontact/transfer_customer instead."),
        Verify.Suggestion().WithLocation(1),
        Verify.Suggestion().WithLocation(2));
}
