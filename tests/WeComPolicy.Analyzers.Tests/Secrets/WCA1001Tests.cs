using WeComPolicy.Analyzers.Secrets;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.Secrets.WCA1001HardCodedAppSecret>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1001Tests
{
    [Fact]
    public Task Secret_in_the_query_of_gettoken() => Verify.VerifyAnalyzerAsync($$"""
        using System.Net.Http;
        using System.Threading.Tasks;

        class TokenSource
        {
            Task<string> Get(HttpClient http) =>
                http.GetStringAsync([|"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={{MadeUp.CorpId}}&corpsecret={{MadeUp.AppSecret}}"|]);
        }
        """);

    [Fact]
    public Task Secret_at_the_end_of_a_concatenation() => Verify.VerifyAnalyzerAsync($$"""
        class Urls
        {
            const string Host = "https://qyapi.weixin.qq.com";

            string Token(string id) => Host + "/cgi-bin/gettoken?corpid=" + id + ("&corpsecret=" + [|"{{MadeUp.AppSecret}}"|]);
        }
        """);

    [Fact]
    public Task Constant_in_the_query_is_reported_once() => Verify.VerifyAnalyzerAsync($$"""
        class Urls
        {
            const string Opaque = "{{MadeUp.AppSecret}}";
            const string CorpSecret = [|"{{MadeUp.AppSecret}}"|];

            string One() => [|$"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={{MadeUp.CorpId}}&corpsecret={Opaque}"|];
            string Two() => $"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={{MadeUp.CorpId}}&corpsecret={CorpSecret}";
        }
        """);

    [Fact]
    public Task Fields_constants_properties_and_initialisers() => Verify.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;

        class WeComOptions
        {
            const string CorpSecret = [|"{{MadeUp.AppSecret}}"|];
            static readonly string CONTACT_SECRET = [|"{{MadeUp.AppSecret}}"|];
            public string Secret { get; set; } = [|"{{MadeUp.AppSecret}}"|];
            public string AgentSecret => [|"{{MadeUp.AppSecret}}"|];
            public string Other { get; set; } = "";

            WeComOptions With() => new WeComOptions { Secret = [|"{{MadeUp.AppSecret}}"|] };
            Dictionary<string, string> Map() => new() { ["corpsecret"] = [|"{{MadeUp.AppSecret}}"|] };
            Dictionary<string, string> Pairs() => new() { { "corpSecret", [|"{{MadeUp.AppSecret}}"|] } };
        }
        """);

    [Fact]
    public Task Argument_of_a_container_by_position() => Verify.VerifyAnalyzerAsync($$"""
        namespace Senparc.Weixin.Work.Containers
        {
            public static class AccessTokenContainer
            {
                public static void Register(string id, string second, string name) { }
            }
        }

        namespace App
        {
            using Senparc.Weixin.Work.Containers;

            class Start
            {
                void Configure() => AccessTokenContainer.Register("{{MadeUp.CorpId}}", [|"{{MadeUp.AppSecret}}"|], "app");
            }
        }
        """);

    [Fact]
    public Task Library_that_was_not_restored() => Verify.VerifyAnalyzerAsync($$"""
        using {|CS0246:SKIT|}.FlurlHttpClient.Wechat.Work;

        class Start
        {
            object Create() => new {|CS0246:WechatWorkClientOptions|} { CorpId = "{{MadeUp.CorpId}}", AgentSecret = [|"{{MadeUp.AppSecret}}"|] };
        }
        """);

    [Fact]
    public Task Fallback_of_a_setting() => Verify.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;

        class WeComStart
        {
            string Read(Dictionary<string, string?> settings) => settings["WeCom:CorpSecret"] ?? [|"{{MadeUp.AppSecret}}"|];
        }
        """);

    [Fact]
    public Task Query_parameter_of_a_request_builder() => Verify.VerifyAnalyzerAsync($$"""
        class Request
        {
            Request AddQueryParameter(string name, string value) => this;

            static Request Token() => new Request("https://qyapi.weixin.qq.com").AddQueryParameter("corpsecret", [|"{{MadeUp.AppSecret}}"|]);

            Request(string host) { }
        }
        """);

    [Fact]
    public Task Secret_of_the_old_length_is_a_suggestion_where_DingTalk_is_near() => new CSharpAnalyzerTest<WCA1001HardCodedAppSecret>
    {
        TestCode = $$"""
            class WeComOptions
            {
                string CorpSecret = [|"{{MadeUp.OldAppSecret}}"|];
            }
            """,
        Sources =
        {
            $$"""
            class WeComPlain
            {
                const string Other = "https://oapi.dingtalk.com/gettoken";
                string CorpSecret = {|#0:"{{MadeUp.OldAppSecret}}"|};
            }
            """,
        },
        ExpectedDiagnostics = { Verify.Suggestion().WithLocation(0) },
    }.RunAsync();

    [Fact]
    public Task Placeholders_and_masks() => Verify.VerifyAnalyzerAsync("""
        class WeComOptions
        {
            string CorpSecret = "your-corp-secret";
            string AgentSecret = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
            string SuiteSecret = "*******************************************";
            string ProviderSecret = "#{WeixinCorpSecret}#";
            string Secret = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
            string AppSecret = "";
            string Url = "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={0}&corpsecret={1}";
        }
        """);

    [Fact]
    public Task Same_shape_under_another_name() => Verify.VerifyAnalyzerAsync($$"""
        class WeComFile
        {
            const string Sha256 = "{{MadeUp.AppSecret}}";

            bool Same(string secret) => secret == "{{MadeUp.AppSecret}}";
        }
        """);

    [Fact]
    public Task Other_platforms_in_the_same_project() => new CSharpAnalyzerTest<WCA1001HardCodedAppSecret>
    {
        TestCode = """class WeComClient { const string Host = "https://qyapi.weixin.qq.com"; }""",
        Sources =
        {
            $$"""class DingTalkOptions { string CorpSecret = "{{MadeUp.AppSecret}}"; }""",
            $$"""class MailOptions { string ClientSecret = "{{MadeUp.AppSecret}}"; }""",
        },
    }.RunAsync();

    [Fact]
    public Task Project_without_WeCom() => Verify.VerifyAnalyzerAsync($$"""
        // qyapi.weixin.qq.com in a comment is no use of it.
        class Options
        {
            string CorpSecret = "{{MadeUp.AppSecret}}";
        }
        """);

    [Fact]
    public Task Tuples_lists_and_pairs() => Verify.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;

        class WeComApps
        {
            (string Id, string CorpSecret) One = ("{{MadeUp.CorpId}}", [|"{{MadeUp.AppSecret}}"|]);
            static readonly string[] Both = { "{{MadeUp.CorpId}}", [|"{{MadeUp.AppSecret}}"|] };
            static readonly List<string> CorpSecrets = new() { [|"{{MadeUp.AppSecret}}"|] };
            string[] AgentSecrets => ["", [|"{{MadeUp.AppSecret}}"|]];
            KeyValuePair<string, string> Pair = new("corpsecret", [|"{{MadeUp.AppSecret}}"|]);
            string[] Hashes = { "{{MadeUp.AppSecret}}" };

            void Read()
            {
                var (id, secret) = ("{{MadeUp.CorpId}}", [|"{{MadeUp.AppSecret}}"|]);
                (string a, string agentSecret) = ("app", [|"{{MadeUp.AppSecret}}"|]);
                var named = (id: "x", corpSecret: [|"{{MadeUp.AppSecret}}"|]);
            }
        }
        """);

    [Fact]
    public Task Templates() => Verify.VerifyAnalyzerAsync($$"""
        class WeComUrls
        {
            const string Template = "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={0}&corpsecret={1}";

            string Formatted(string id) => string.Format(Template, id, [|"{{MadeUp.AppSecret}}"|]);
            string Replaced(string url) => url.Replace("[SECRET]", [|"{{MadeUp.AppSecret}}"|]);
            string Unrelated() => string.Format("{0}?sha={1}", "x", "{{MadeUp.AppSecret}}");
        }
        """);

    [Fact]
    public Task Opaque_name_that_is_used_as_a_secret() => Verify.VerifyAnalyzerAsync($$"""
        class WeComToken
        {
            private static readonly string S = [|"{{MadeUp.AppSecret}}"|];
            private static readonly string Hash = "{{MadeUp.AppSecret}}";

            string Url(string id) => $"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={id}&corpsecret={S}";

            string Local(string id)
            {
                var s = [|"{{MadeUp.AppSecret}}"|];
                return Get(id, s);
            }

            string Get(string corpId, string corpSecret) => "";
        }
        """);

    [Fact]
    public Task Default_of_an_environment_variable_and_of_a_setting() => Verify.VerifyAnalyzerAsync($$"""
        using System;

        class WeComStart
        {
            string secret = Environment.GetEnvironmentVariable("X") ?? [|"{{MadeUp.AppSecret}}"|];
            string Other = Read("WeCom:AgentSecret", [|"{{MadeUp.AppSecret}}"|]);

            static string Read(string key, string fallback) => fallback;
        }
        """);

    [Fact]
    public Task Commented_out_code() => Verify.VerifyAnalyzerAsync($$"""
        class WeComOptions
        {
            // string CorpSecret = "{{MadeUp.AppSecret}}";
            /* AccessTokenContainer.Register("{{MadeUp.CorpId}}", "{{MadeUp.AppSecret}}", "app"); */
        }
        """);

    [Fact]
    public async Task Handed_on_until_it_is_in_the_query()
    {
        var test = new CSharpAnalyzerTest<WCA1001HardCodedAppSecret>
        {
            TestCode = $$"""
                class Tokens
                {
                    public string Uncached(string id, string s) => string.Format("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={0}&corpsecret={1}", id, s);
                    public string Member(string code, string agent, string s) => Uncached(code, s) + agent;
                    public string Sha(string text, string salt) => text + salt;
                }
                """,
        };
        test.Sources.Add($$"""
            class Keys
            {
                public const string ScretId = [|"{{MadeUp.AppSecret}}"|];
                public const string Salt = "{{MadeUp.AppSecret}}";
            }
            """);
        test.Sources.Add($$"""
            class Page
            {
                private string plain = [|"{{MadeUp.AppSecret}}"|];

                void Load(string code)
                {
                    new Tokens().Member(code, "9", Keys.ScretId);
                    new Tokens().Member(code, "9", [|"{{MadeUp.AppSecret}}"|]);
                    new Tokens().Uncached(code, plain);
                    new Tokens().Sha(code, Keys.Salt);
                    new Tokens().Sha(code, "{{MadeUp.AppSecret}}");
                }
            }
            """);
        await test.RunAsync();
    }

    [Fact]
    public Task Code_in_a_comment_is_a_suggestion() => Verify.VerifyAnalyzerAsync(
        $$"""
        /// <summary>https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={{MadeUp.CorpId}}&corpsecret={{MadeUp.AppSecret}}</summary>
        class WeComTokens
        {
            // var url = "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={{MadeUp.CorpId}}&corpsecret={|#0:{{MadeUp.AppSecret}}|}";
            const string Host = "https://qyapi.weixin.qq.com";

            /* https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={{MadeUp.CorpId}}&corpsecret={|#1:{{MadeUp.AppSecret}}|} */
            // https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={{MadeUp.CorpId}}&corpsecret=your-own
        }
        """,
        Verify.Suggestion().WithLocation(0),
        Verify.Suggestion().WithLocation(1));

    [Fact]
    public Task Misspelt_names_beside_a_corp_id() => new CSharpAnalyzerTest<WCA1001HardCodedAppSecret>
    {
        TestCode = """class WeComClient { const string Host = "https://qyapi.weixin.qq.com"; }""",
        Sources =
        {
            $$"""
            class ChannelConfig
            {
                public string CorpId { get; set; } = "";
                public string CorpSercet { get; set; } = "";
                public string AppScret { get; set; } = "";

                public ChannelConfig()
                {
                    CorpId = "{{MadeUp.CorpId}}";
                    CorpSercet = [|"{{MadeUp.AppSecret}}"|];
                    AppScret = [|"{{MadeUp.AppSecret}}"|];
                }
            }
            """,
            $$"""class Other { public string AppSecret { get; set; } = "{{MadeUp.AppSecret}}"; }""",
        },
    }.RunAsync();

    [Fact]
    public Task Attributes_and_assertions() => Verify.VerifyAnalyzerAsync($$"""
        using System;

        class DefaultSettingValueAttribute : Attribute { public DefaultSettingValueAttribute(string value) { } }
        class InlineDataAttribute : Attribute { public InlineDataAttribute(params object[] data) { } }
        static class Assert { public static void AreEqual(object a, object b) { } }

        class WeComSettings
        {
            [DefaultSettingValue([|"{{MadeUp.AppSecret}}"|])]
            public string WeCom_Secret { get; set; } = "";

            [InlineData("{{MadeUp.CorpId}}", 1000004, [|"{{MadeUp.AppSecret}}"|])]
            public void Token(string corpId, int agentId, string secret)
            {
                Assert.AreEqual(WeCom_Secret, [|"{{MadeUp.AppSecret}}"|]);
                Console.WriteLine(secret);
                Assert.AreEqual(corpId, "{{MadeUp.AppSecret}}");
            }
        }
        """);

    [Fact]
    public Task Values_of_a_dictionary_of_secrets() => Verify.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;

        class WeComMessenger
        {
            const int Contacts = 3;
            static readonly Dictionary<int, string> SecretDict = new Dictionary<int, string> { { 1000002, [|"{{MadeUp.AppSecret}}"|] }, { Contacts, [|"{{MadeUp.AppSecret}}"|] } };
            static readonly Dictionary<string, string> AgentSecrets = new();
            static readonly Dictionary<int, string> Apps = new() { { 1000002, [|"{{MadeUp.AppSecret}}"|] } };
            static readonly Dictionary<int, string> More = new() { [1000003] = [|"{{MadeUp.AppSecret}}"|] };
            Dictionary<string, string> Secrets { get; } = new() { ["contacts"] = [|"{{MadeUp.AppSecret}}"|], [nameof(Contacts)] = [|"{{MadeUp.AppSecret}}"|] };

            static WeComMessenger()
            {
                AgentSecrets["1000001"] = [|"{{MadeUp.AppSecret}}"|];
                AgentSecrets.Add("1000002", [|"{{MadeUp.AppSecret}}"|]);
                Apps[1000004] = [|"{{MadeUp.AppSecret}}"|];
                Apps.Add(1000005, [|"{{MadeUp.AppSecret}}"|]);
            }
        }
        """);

    [Fact]
    public Task Values_of_other_dictionaries() => Verify.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;

        class WeComCache
        {
            static readonly Dictionary<string, string> Etags = new() { { "logo", "{{MadeUp.AppSecret}}" } };
            static readonly Dictionary<string, string> More = new() { ["index"] = "{{MadeUp.AppSecret}}" };
            static readonly Dictionary<int, string> Hashes = new() { [17] = "{{MadeUp.AppSecret}}" };
            static readonly Dictionary<string, string> Secrets = new() { { "dingtalk", "{{MadeUp.AppSecret}}" }, { "encodingAesKey", "{{MadeUp.AppSecret}}" } };

            WeComCache() { Etags["logo"] = "{{MadeUp.AppSecret}}"; Hashes[3] = "{{MadeUp.AppSecret}}"; Etags.Add("a", "{{MadeUp.AppSecret}}"); }
        }
        """);

    [Fact]
    public Task Numbers_as_keys_say_nothing_where_nothing_speaks_of_wecom() => Verify.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;

        class Etags { static readonly Dictionary<int, string> Apps = new() { { 1000002, "{{MadeUp.AppSecret}}" } }; }
        """);

    /// <summary>Nothing names the value; an app's id beside it, or the use that is made of it, tells.</summary>
    [Fact]
    public Task Values_without_a_name_of_their_own() => Verify.VerifyAnalyzerAsync(
        $$"""
        using System.Collections.Generic;

        class WeComApps
        {
            const string Corp = "{{MadeUp.CorpId}}";
            record App(string Id, string Value);

            static readonly List<(string, string)> Pairs = new() { ("1000002", [|"{{MadeUp.AppSecret}}"|]) };
            static readonly App One = new App("1000002", [|"{{MadeUp.AppSecret}}"|]);
            static readonly KeyValuePair<string, string>[] Table = { new("1000002", [|"{{MadeUp.AppSecret}}"|]) };
            static readonly string Json = [|"{\"corpid\":\"{{MadeUp.CorpId}}\",\"corpsecret\":\"{{MadeUp.AppSecret}}\"}"|];

            string Of(int agent) => agent switch { 1000002 => [|"{{MadeUp.AppSecret}}"|], _ => "" };

            string Address(string value = [|"{{MadeUp.AppSecret}}"|]) => "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=x&corpsecret=" + value;

            string Kept = {|#0:"{{MadeUp.AppSecret}}"|};
            string BodyHash = "{{MadeUp.AppSecret}}";
        }

        class OtherApps
        {
            static readonly List<(string, string)> Pairs = new() { ("1", {|#1:"{{MadeUp.AppSecret}}"|}) };
        }
        """,
        Verify.Suggestion().WithLocation(0),
        Verify.Suggestion().WithLocation(1));

    [Fact]
    public Task Handed_to_who_asks_for_a_token_with_it() => Verify.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;
        using System.Net.Http;

        class Tokens
        {
            static readonly HttpClient Http = new();
            static readonly Dictionary<string, string> Apps = new() { { "checkin", [|"{{MadeUp.AppSecret}}"|] } };
            static readonly Dictionary<string, string> Others = new() { { "checkin", "{{MadeUp.AppSecret}}" } };
            readonly string _b;

            Tokens(string a, string b) => _b = b;

            object Get() => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=" + _b);

            object Formatted(string s)
            {
                var url = "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={0}&corpsecret={1}";
                return Http.GetStringAsync(string.Format(url, "", s));
            }

            object Replaced(string s) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=ID&corpsecret=SECRET".Replace("ID", "").Replace("SECRET", s));

            void Run(string app)
            {
                Formatted([|"{{MadeUp.AppSecret}}"|]);
                Replaced([|"{{MadeUp.AppSecret}}"|]);
                Formatted(Apps[app]);
                new Tokens("{{MadeUp.AppSecret}}", [|"{{MadeUp.AppSecret}}"|]).Get();
                System.Console.WriteLine(Others[app]);
            }
        }
        """);
}
