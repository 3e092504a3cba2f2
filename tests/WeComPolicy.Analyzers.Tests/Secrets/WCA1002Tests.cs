using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.Secrets.WCA1002HardCodedCallbackKey>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1002Tests
{
    [Fact]
    public Task Key_and_token_of_a_callback() => Verify.VerifyAnalyzerAsync($$"""
        class WeComCallback
        {
            const string EncodingAESKey = [|"{{MadeUp.AesKey}}"|];
            string CallbackToken = [|"Plum2031"|];
        }
        """);

    [Fact]
    public Task Arguments_of_the_vendor_class() => Verify.VerifyAnalyzerAsync($$"""
        class WXBizMsgCrypt
        {
            public WXBizMsgCrypt(string a, string b, string sReceiveId) { }
        }

        class Callback
        {
            object Create() => new WXBizMsgCrypt([|"Plum2031"|], [|"{{MadeUp.AesKey}}"|], "{{MadeUp.CorpId}}");
        }
        """);

    [Fact]
    public Task Library_that_was_not_restored() => Verify.VerifyAnalyzerAsync($$"""
        using {|CS0246:SKIT|}.FlurlHttpClient.Wechat.Work;

        class Start
        {
            object Create() => new {|CS0246:WechatWorkClientOptions|} { PushEncodingAESKey = [|"{{MadeUp.AesKey}}"|] };
        }
        """);

    [Fact]
    public Task Key_of_the_documentation() => Verify.VerifyAnalyzerAsync("""
        class WeComCallback
        {
            string EncodingAESKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
        }
        """);

    [Fact]
    public Task Names_of_settings_and_other_tokens() => Verify.VerifyAnalyzerAsync("""
        class WeComCallback
        {
            string EncodingAESKey = "WeixinCorpEncodingAESKey";
            string CorpToken = "CorpToken";
            string CallbackToken = "yourToken";
            string WeComAccessToken = "abc123";
            string CancellationToken = "none";
        }
        """);

    [Fact]
    public Task App_secret_is_another_rule() => Verify.VerifyAnalyzerAsync($$"""
        class WeComOptions
        {
            string CorpSecret = "{{MadeUp.AesKey}}";
        }
        """);

    /// <summary>What an SDK has for those who configure nothing.</summary>
    [Fact]
    public Task Token_that_is_the_platform_s_name() => Verify.VerifyAnalyzerAsync(
        $$"""
        static class WeComSignature
        {
            public const string Token = {|#0:"weixin"|};
            public const string EncodingAESKey = [|"{{MadeUp.AesKey}}"|];
        }
        """,
        Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task Token_is_what_stands_beside_a_key() => Verify.VerifyAnalyzerAsync(
        $$"""
        class PostModel
        {
            public string Token { get; set; } = "";
            public string EncodingAESKey { get; set; } = "";
        }

        class WeComCallback
        {
            private const string Token = [|"Plum2031"|];
            private const string EncodingAESKey = [|"{{MadeUp.AesKey}}"|];

            PostModel Literal() => new PostModel { Token = [|"Plum2031"|], EncodingAESKey = [|"{{MadeUp.AesKey}}"|] };
            PostModel Configured(string key) => new PostModel { Token = {|#0:"Plum2031"|}, EncodingAESKey = key };
            PostModel Empty() => new PostModel { Token = "Plum2031", EncodingAESKey = "" };

            void Locals(PostModel model)
            {
                string token = [|"Plum2031"|];
                string aesKey = [|"{{MadeUp.AesKey}}"|];
                model.Token = [|"Plum2031"|];
                model.EncodingAESKey = [|"{{MadeUp.AesKey}}"|];
            }
        }

        class WeComApi
        {
            string Token = "Plum2031";
        }
        """,
        Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task Token_of_the_documentation() => Verify.VerifyAnalyzerAsync("""
        class WeComSample
        {
            string sToken = "QDG6eK";
            string sEncodingAESKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
        }
        """);

    [Fact]
    public Task Key_of_an_official_account() => new WeComPolicy.Testing.Analyzers.CSharpAnalyzerTest<WeComPolicy.Analyzers.Secrets.WCA1002HardCodedCallbackKey>
    {
        TestCode = """class WeComClient { const string Host = "https://qyapi.weixin.qq.com"; }""",
        Sources =
        {
            $$"""
            class Callback
            {
                string Url = "https://api.weixin.qq.com/cgi-bin/token";
                string EncodingAESKey = "{{MadeUp.AesKey}}";
            }
            """,
        },
    }.RunAsync();

    [Fact]
    public Task The_default_of_a_setting() => Verify.VerifyAnalyzerAsync($$"""
        class DefaultSettingValueAttribute : System.Attribute { public DefaultSettingValueAttribute(string value) { } }

        class WeComSettings
        {
            [DefaultSettingValue([|"{{MadeUp.AesKey}}"|])]
            public string EncodingAESKey { get; set; } = "";
        }
        """);

    [Fact]
    public Task A_key_with_its_padding() => Verify.VerifyAnalyzerAsync($$"""
        class WeComCallback
        {
            byte[] Key() => System.Convert.FromBase64String([|"{{MadeUp.AesKey}}"|] + "=");
        }
        """);
}
