using WeComPolicy.Analyzers.CorrectUse;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CorrectUse.WCA3002ErrorMessageCompared>;

namespace WeComPolicy.Analyzers.Tests.CorrectUse;

public sealed class WCA3002Tests
{
    [Fact]
    public Task Operators_patterns_and_methods() => Verify.VerifyAnalyzerAsync("""
        class WeComReply
        {
            public string errmsg = "";
            public string ErrMsg => errmsg;

            bool A(WeComReply reply) => [|reply.errmsg == "ok"|];
            bool B(WeComReply reply) => [|"ok" != reply.ErrMsg|];
            bool C(WeComReply? reply) => [|reply?.errmsg == "ok"|];
            bool D(WeComReply reply) => [|reply.errmsg is "ok"|];
            bool E(WeComReply reply) => [|reply.errmsg.Contains("frequency")|];
            bool F(WeComReply reply) => [|string.Equals(reply.errmsg, "OK", System.StringComparison.OrdinalIgnoreCase)|];
            bool G(WeComReply reply) => [|reply.errmsg.ToLowerInvariant() == "ok"|];
        }
        """);

    [Fact]
    public Task Untyped_replies() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Text.Json;

        class WeComReply
        {
            bool A(JsonElement reply) => [|reply.GetProperty("errmsg").GetString() == "ok"|];
            bool B(Dictionary<string, object> reply) => [|reply["errmsg"].ToString() == "ok"|];
            bool C(dynamic reply) => [|(string)reply.errmsg == "ok"|];
        }
        """);

    [Fact]
    public Task Number_presence_and_display() => Verify.VerifyAnalyzerAsync("""
        class WeComReply
        {
            public int errcode;
            public string? errmsg;
            public string? message;

            bool A(WeComReply reply) => reply.errcode == 0;
            bool B(WeComReply reply) => reply.errmsg != null && reply.errmsg != "" && !string.IsNullOrEmpty(reply.errmsg);
            string C(WeComReply reply) => "errmsg: " + reply.errmsg;
            bool D(WeComReply reply) => reply.message == "ok";
            bool E(WeComReply reply) => reply.errmsg!.Length == 2;
        }
        """);

    [Fact]
    public Task Elsewhere_in_the_project() => new CSharpAnalyzerTest<WCA3002ErrorMessageCompared>
    {
        TestCode = """class WeComClient { const string Host = "https://qyapi.weixin.qq.com"; }""",
        Sources =
        {
            """class Reply { public string errmsg = ""; bool Ok() => {|#0:errmsg == "ok"|}; }""",
            """class DingTalkReply { public string errmsg = ""; bool Ok() => errmsg == "ok"; }""",
        },
        ExpectedDiagnostics = { Verify.Suggestion().WithLocation(0) },
    }.RunAsync();

    [Fact]
    public Task Indexer_behind_a_question_mark() => Verify.VerifyAnalyzerAsync("""
        class Node { public string this[string name] => name; }
        class WeComReply { bool Ok(Node? reply) => [|reply?["errmsg"] == "ok"|]; }
        """);

    /// <summary>One class for WeCom and for official accounts: whose reply it is, the method says by the host that it asks.</summary>
    [Fact]
    public Task Replies_of_official_accounts_beside_those_of_WeCom() => Verify.VerifyAnalyzerAsync("""
        class Reply { public string errmsg = ""; }

        class WeComHelper
        {
            static Reply Ask(string url) => new Reply();
            bool A(string token) => [|Ask("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token).errmsg == "ok"|];
            bool B(string token)
            {
                var url = $"https://api.weixin.qq.com/cgi-bin/message/custom/send?access_token={token}";
                return Ask(url).errmsg == "ok";
            }
        }
        """);
}
