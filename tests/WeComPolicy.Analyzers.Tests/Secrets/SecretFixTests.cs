using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Analyzers.CodeFixes.Secrets;
using WeComPolicy.Analyzers.Secrets;
using WeComPolicy.Testing.Analyzers;
using AesKey = WeComPolicy.Testing.Analyzers.CSharpCodeFixTest<
    WeComPolicy.Analyzers.Secrets.WCA1002HardCodedCallbackKey,
    WeComPolicy.Analyzers.CodeFixes.Secrets.WCA1002SecretFix>;
using AppSecret = WeComPolicy.Testing.Analyzers.CSharpCodeFixTest<
    WeComPolicy.Analyzers.Secrets.WCA1001HardCodedAppSecret,
    WeComPolicy.Analyzers.CodeFixes.Secrets.WCA1001SecretFix>;
using Robot = WeComPolicy.Testing.Analyzers.CSharpCodeFixTest<
    WeComPolicy.Analyzers.Secrets.WCA1003HardCodedWebhookKey,
    WeComPolicy.Analyzers.CodeFixes.Secrets.WCA1003SecretFix>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

/// <summary>The fixes of WCA1001 to WCA1004.</summary>
public sealed class SecretFixTests
{
    private const string Other = "Bt0Zq7-mT2xK9_fRb4LwYc8NhVe1GdJu5PsAo3XiQk6";

    // The shapes of Microsoft.Extensions.Configuration and Options.
    private const string Extensions = """
        namespace Microsoft.Extensions.Configuration
        {
            public interface IConfiguration
            {
                #nullable enable
                string? this[string key] { get; set; }
            }
        }

        namespace Microsoft.Extensions.Options
        {
            public interface IOptions<T> { T Value { get; } }
        }

        namespace Microsoft.AspNetCore.Builder
        {
            public class WebApplicationBuilder { public Microsoft.Extensions.Configuration.IConfiguration Configuration => throw null; }
        }
        """;

    [Fact]
    public Task From_the_environment_where_nothing_else_is_in_reach() => new AppSecret
    {
        TestCode = $$"""
            using System;

            class WeComClient
            {
                static readonly string _corpSecret = [|"{{MadeUp.AppSecret}}"|]; // of the app
                string WeComContactSecret { get; } = /* contacts */ [|@"{{Other}}"|];

                string Again() => _corpSecret + "{{MadeUp.AppSecret}}".Trim();
            }
            """,
        FixedCode = """
            using System;

            class WeComClient
            {
                static readonly string _corpSecret = Environment.GetEnvironmentVariable("WECOM_CORP_SECRET") ?? throw new InvalidOperationException("Environment variable WECOM_CORP_SECRET is missing."); // of the app
                string WeComContactSecret { get; } = /* contacts */ Environment.GetEnvironmentVariable("WECOM_CONTACT_SECRET") ?? throw new InvalidOperationException("Environment variable WECOM_CONTACT_SECRET is missing.");

                string Again() => _corpSecret + (Environment.GetEnvironmentVariable("WECOM_CORP_SECRET") ?? throw new InvalidOperationException("Environment variable WECOM_CORP_SECRET is missing.")).Trim();
            }
            """,
    }.RunAsync();

    [Fact]
    public Task From_the_configuration_in_reach() => new AppSecret
    {
        TestCode = $$"""
            using System;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.Configuration;
            using Microsoft.Extensions.Options;

            class WeComOptions { public string CorpSecret { get; set; } = ""; public string CorpId { get; set; } = ""; }

            class WeComField
            {
                readonly IConfiguration _configuration;
                readonly string _corpSecret = [|"{{MadeUp.AppSecret}}"|];

                WeComField(IConfiguration configuration) => _configuration = configuration;

                string Read()
                {
                    var corpSecret = [|"{{MadeUp.AppSecret}}"|];
                    return corpSecret;
                }

                static string Static()
                {
                    var corpSecret = [|"{{MadeUp.AppSecret}}"|];
                    return corpSecret;
                }

                string Fallback() { var corpSecret = _configuration["My:Secret"] ?? [|"{{MadeUp.AppSecret}}"|]; return corpSecret; }

                void Fill()
                {
                    _configuration["corpSecret"] = [|"{{MadeUp.AppSecret}}"|];
                }
            }

            class WeComPrimary(IConfiguration configuration)
            {
                string CorpSecret { get; } = [|"{{MadeUp.AppSecret}}"|];
            }

            class WeComBoth(IConfiguration configuration)
            {
                readonly IConfiguration _settings = configuration;

                string Read() { var corpSecret = [|"{{MadeUp.AppSecret}}"|]; return corpSecret + _settings["x"]; }
            }

            class WeComBound(IOptions<WeComOptions> options)
            {
                string Read() { var corpSecret = [|"{{MadeUp.AppSecret}}"|]; return corpSecret; }
            }

            class WeComStart
            {
                void Add(WebApplicationBuilder builder, Action<string> register) { var corpSecret = [|"{{MadeUp.AppSecret}}"|]; register(corpSecret); }
            }
            """,
        FixedCode = """
            using System;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.Configuration;
            using Microsoft.Extensions.Options;

            class WeComOptions { public string CorpSecret { get; set; } = ""; public string CorpId { get; set; } = ""; }

            class WeComField
            {
                readonly IConfiguration _configuration;
                readonly string _corpSecret = Environment.GetEnvironmentVariable("WECOM_CORP_SECRET") ?? throw new InvalidOperationException("Environment variable WECOM_CORP_SECRET is missing.");

                WeComField(IConfiguration configuration) => _configuration = configuration;

                string Read()
                {
                    var corpSecret = _configuration["WeCom:CorpSecret"] ?? throw new InvalidOperationException("Configuration value WeCom:CorpSecret is missing.");
                    return corpSecret;
                }

                static string Static()
                {
                    var corpSecret = Environment.GetEnvironmentVariable("WECOM_CORP_SECRET") ?? throw new InvalidOperationException("Environment variable WECOM_CORP_SECRET is missing.");
                    return corpSecret;
                }

                string Fallback() { var corpSecret = _configuration["My:Secret"] ?? throw new InvalidOperationException("Setting My:Secret is missing."); return corpSecret; }

                void Fill()
                {
                    _configuration["corpSecret"] = Environment.GetEnvironmentVariable("WECOM_CORP_SECRET") ?? throw new InvalidOperationException("Environment variable WECOM_CORP_SECRET is missing.");
                }
            }

            class WeComPrimary(IConfiguration configuration)
            {
                string CorpSecret { get; } = configuration["WeCom:CorpSecret"] ?? throw new InvalidOperationException("Configuration value WeCom:CorpSecret is missing.");
            }

            class WeComBoth(IConfiguration configuration)
            {
                readonly IConfiguration _settings = configuration;

                string Read() { var corpSecret = _settings["WeCom:CorpSecret"] ?? throw new InvalidOperationException("Configuration value WeCom:CorpSecret is missing."); return corpSecret + _settings["x"]; }
            }

            class WeComBound(IOptions<WeComOptions> options)
            {
                string Read() { var corpSecret = options.Value.CorpSecret; return corpSecret; }
            }

            class WeComStart
            {
                void Add(WebApplicationBuilder builder, Action<string> register) { var corpSecret = builder.Configuration["WeCom:CorpSecret"] ?? throw new InvalidOperationException("Configuration value WeCom:CorpSecret is missing."); register(corpSecret); }
            }
            """,
        Library = Extensions,
    }.RunAsync();

    [Fact]
    public Task Out_of_the_middle_of_a_text() => new AppSecret
    {
        TestCode = $$"""
            class WeComUrls
            {
                string Plain(string id) => [|"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpsecret={{MadeUp.AppSecret}}&corpid="|] + id;
                string End() => [|"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret={{MadeUp.AppSecret}}"|].Trim();
                string Verbatim() => [|@"https://qyapi.weixin.qq.com/cgi-bin/gettoken?a=""\&corpsecret={{MadeUp.AppSecret}}"|];
                string Hole(string id) => [|$"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={id}&corpsecret={{MadeUp.AppSecret}}&debug=0"|];
            }
            """,
        FixedCode = """
            class WeComUrls
            {
                string Plain(string id) => "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpsecret=" + (System.Environment.GetEnvironmentVariable("WECOM_CORP_SECRET") ?? throw new System.InvalidOperationException("Environment variable WECOM_CORP_SECRET is missing.")) + "&corpid=" + id;
                string End() => ("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=" + (System.Environment.GetEnvironmentVariable("WECOM_CORP_SECRET") ?? throw new System.InvalidOperationException("Environment variable WECOM_CORP_SECRET is missing."))).Trim();
                string Verbatim() => @"https://qyapi.weixin.qq.com/cgi-bin/gettoken?a=""\&corpsecret=" + (System.Environment.GetEnvironmentVariable("WECOM_CORP_SECRET") ?? throw new System.InvalidOperationException("Environment variable WECOM_CORP_SECRET is missing."));
                string Hole(string id) => $"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={id}&corpsecret={System.Environment.GetEnvironmentVariable("WECOM_CORP_SECRET") ?? throw new System.InvalidOperationException("Environment variable WECOM_CORP_SECRET is missing.")}&debug=0";
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Constants_that_nobody_needs_in_an_old_language() => new AppSecret
    {
        TestCode = $$"""
            namespace WeComApp
            {
                public class WeComSettings
                {
                    /// <summary>The secret.</summary>
                    public const string CorpSecret = [|"{{MadeUp.AppSecret}}"|]; // here
                    const string Url = [|"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret={{MadeUp.AppSecret}}"|];

                    static string Local(string id)
                    {
                        // It was {{MadeUp.AppSecret}} before.
                        const string corpSecret = [|"{{MadeUp.AppSecret}}"|];
                        return Url + id + corpSecret + CorpSecret;
                    }
            #if OLD
                    string _old = "{{MadeUp.AppSecret}}";
            #endif
                }
            }
            """,
        FixedCode = """
            namespace WeComApp
            {
                public class WeComSettings
                {
                    /// <summary>The secret.</summary>
                    public static string CorpSecret => System.Environment.GetEnvironmentVariable("WECOM_CORP_SECRET") ?? throw new System.InvalidOperationException("Environment variable WECOM_CORP_SECRET is missing."); // here
                    static string Url => "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=" + (System.Environment.GetEnvironmentVariable("WECOM_CORP_SECRET") ?? throw new System.InvalidOperationException("Environment variable WECOM_CORP_SECRET is missing."));

                    static string Local(string id)
                    {
                        // It was *** before.
                        string corpSecret = System.Environment.GetEnvironmentVariable("WECOM_CORP_SECRET") ?? throw new System.InvalidOperationException("Environment variable WECOM_CORP_SECRET is missing.");
                        return Url + id + corpSecret + CorpSecret;
                    }
            #if OLD
                    string _old = "***";
            #endif
                }
            }
            """,
        Language = LanguageVersion.CSharp7_3,
        Nullable = NullableContextOptions.Disable,
    }.RunAsync();

    [Fact]
    public Task No_bulb_where_a_constant_is_needed() => NoFix($$"""
        using System;

        class WeComAttribute : Attribute
        {
            public WeComAttribute(string corpSecret) { }
        }

        class WeComSettings
        {
            const string CorpSecret = [|"{{MadeUp.AppSecret}}"|];

            [WeCom(CorpSecret)]
            void A() { }
        }
        """);

    [Fact]
    public Task No_bulb_in_attributes_and_default_values_and_labels() => NoFix($$"""
        using System;

        class WeComAttribute : Attribute
        {
            public WeComAttribute(string corpSecret) { }
        }

        class WeComOne
        {
            [WeCom([|"{{MadeUp.AppSecret}}"|])]
            void A() { }
        }

        class WeComTwo
        {
            void B(string corpSecret = [|"{{Other}}"|]) { }
        }
        """);

    [Fact]
    public Task No_bulb_where_the_value_would_survive() => NoFix($$"""
        class WeComOne
        {
            string A() { var corpSecret = [|"{{MadeUp.AppSecret}}"|]; return corpSecret; }
            bool B(string text) => text switch { "{{MadeUp.AppSecret}}" => true, _ => false };
        }
        """);

    [Fact]
    public Task No_bulb_where_an_expression_tree_holds_it_too() => NoFix($$"""
        using System;
        using System.Linq.Expressions;

        class WeComOne
        {
            Expression<Func<string>> CorpSecret = () => "{{MadeUp.AppSecret}}";
            string A() { var corpSecret = [|"{{MadeUp.AppSecret}}"|]; return corpSecret; }
        }
        """);

    [Fact]
    public Task No_bulb_where_the_language_has_no_throw_in_expressions()
    {
        var code = $$"""
            class WeComOne
            {
                string A() { var corpSecret = [|"{{MadeUp.AppSecret}}"|]; return corpSecret; }
            }
            """;
        return new AppSecret { TestCode = code, FixedCode = code, Language = LanguageVersion.CSharp6, Nullable = NullableContextOptions.Disable }.RunAsync();
    }

    [Fact]
    public Task Secrets_under_the_keys_of_a_dictionary() => new AppSecret
    {
        TestCode = $$"""
            using System;
            using System.Collections.Generic;

            class WeComApps
            {
                Dictionary<string, string> A = new() { ["SalesCorpSecret"] = [|"{{MadeUp.AppSecret}}"|] };
                Dictionary<string, string> B = new() { { "WeCom:ContactSecret", [|"{{Other}}"|] } };
            }
            """,
        FixedCode = """
            using System;
            using System.Collections.Generic;

            class WeComApps
            {
                Dictionary<string, string> A = new() { ["SalesCorpSecret"] = Environment.GetEnvironmentVariable("WECOM_SALES_CORP_SECRET") ?? throw new InvalidOperationException("Environment variable WECOM_SALES_CORP_SECRET is missing.") };
                Dictionary<string, string> B = new() { { "WeCom:ContactSecret", Environment.GetEnvironmentVariable("WECOM_CONTACT_SECRET") ?? throw new InvalidOperationException("Environment variable WECOM_CONTACT_SECRET is missing.") } };
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Two_secrets_never_share_a_name() => new AppSecret
    {
        TestCode = $$"""
            using System;

            class WeComSales { string _corpSecret = [|"{{MadeUp.AppSecret}}"|]; }

            class WeComSupport { string _corpSecret = [|"{{Other}}"|]; }
            """,
        FixedCode = """
            using System;

            class WeComSales { string _corpSecret = Environment.GetEnvironmentVariable("WECOM_SALES__CORP_SECRET") ?? throw new InvalidOperationException("Environment variable WECOM_SALES__CORP_SECRET is missing."); }

            class WeComSupport { string _corpSecret = Environment.GetEnvironmentVariable("WECOM_SUPPORT__CORP_SECRET") ?? throw new InvalidOperationException("Environment variable WECOM_SUPPORT__CORP_SECRET is missing."); }
            """,
    }.RunAsync();

    [Fact]
    public Task No_bulb_where_two_secrets_of_a_type_have_one_name() => NoFix($$"""
        class WeComApps
        {
            (string Id, string Secret) A() { string corpSecret = [|"{{MadeUp.AppSecret}}"|]; return ("", corpSecret); }
            (string Id, string Secret) B() { string corpSecret = [|"{{Other}}"|]; return ("", corpSecret); }
        }
        """);

    [Fact]
    public Task A_short_token_leaves_the_whole_file_where_it_is_no_plain_word() => new AesKey
    {
        TestCode = $$"""
            using System;

            class WeComCallback
            {
                /// <summary>Was QmTk7x2, not QmTk7x20.</summary>
                const string CorpToken = [|"QmTk7x2"|]; // QmTk7x2
                const string EncodingAESKey = [|"{{MadeUp.AesKey}}"|];
                bool Is(string other) => other == "QmTk7x2" || other == "QmTk7x20";
            }

            class WeComOther
            {
                const string CorpToken = [|"hello"|];
                const string EncodingAESKey = [|"{{MadeUp.AesKey}}"|];
                bool Is(string other) => other == "hello"; // hello
            }
            """,
        FixedCode = """
            using System;

            class WeComCallback
            {
                /// <summary>Was ***, not QmTk7x20.</summary>
                static string CorpToken => Environment.GetEnvironmentVariable("WECOM_CALLBACK__CORP_TOKEN") ?? throw new InvalidOperationException("Environment variable WECOM_CALLBACK__CORP_TOKEN is missing."); // ***
                static string EncodingAESKey => Environment.GetEnvironmentVariable("WECOM_ENCODING_AES_KEY") ?? throw new InvalidOperationException("Environment variable WECOM_ENCODING_AES_KEY is missing.");
                bool Is(string other) => other == (Environment.GetEnvironmentVariable("WECOM_CALLBACK__CORP_TOKEN") ?? throw new InvalidOperationException("Environment variable WECOM_CALLBACK__CORP_TOKEN is missing.")) || other == "QmTk7x20";
            }

            class WeComOther
            {
                static string CorpToken => Environment.GetEnvironmentVariable("WECOM_OTHER__CORP_TOKEN") ?? throw new InvalidOperationException("Environment variable WECOM_OTHER__CORP_TOKEN is missing.");
                static string EncodingAESKey => Environment.GetEnvironmentVariable("WECOM_ENCODING_AES_KEY") ?? throw new InvalidOperationException("Environment variable WECOM_ENCODING_AES_KEY is missing.");
                bool Is(string other) => other == "hello"; // hello
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Two_tokens_never_share_a_name_either() => new AesKey
    {
        TestCode = $$"""
            using System;

            class WeComSales
            {
                object Crypt => new WXBizMsgCrypt([|"QmTk7x2"|], [|"{{MadeUp.AesKey}}"|], "ww1a2b3c4d5e6f7a8b");
            }

            class WeComSupport
            {
                object Crypt => new WXBizMsgCrypt([|"Lx93Qmw"|], [|"{{MadeUp.AesKey}}"|], "ww1a2b3c4d5e6f7a8b");
            }

            class WXBizMsgCrypt
            {
                public WXBizMsgCrypt(string sToken, string sEncodingAESKey, string sReceiveId) { }
            }
            """,
        FixedCode = """
            using System;

            class WeComSales
            {
                object Crypt => new WXBizMsgCrypt(Environment.GetEnvironmentVariable("WECOM_SALES__CALLBACK_TOKEN") ?? throw new InvalidOperationException("Environment variable WECOM_SALES__CALLBACK_TOKEN is missing."), Environment.GetEnvironmentVariable("WECOM_ENCODING_AES_KEY") ?? throw new InvalidOperationException("Environment variable WECOM_ENCODING_AES_KEY is missing."), "ww1a2b3c4d5e6f7a8b");
            }

            class WeComSupport
            {
                object Crypt => new WXBizMsgCrypt(Environment.GetEnvironmentVariable("WECOM_SUPPORT__CALLBACK_TOKEN") ?? throw new InvalidOperationException("Environment variable WECOM_SUPPORT__CALLBACK_TOKEN is missing."), Environment.GetEnvironmentVariable("WECOM_ENCODING_AES_KEY") ?? throw new InvalidOperationException("Environment variable WECOM_ENCODING_AES_KEY is missing."), "ww1a2b3c4d5e6f7a8b");
            }

            class WXBizMsgCrypt
            {
                public WXBizMsgCrypt(string sToken, string sEncodingAESKey, string sReceiveId) { }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Keys_of_callbacks() => new AesKey
    {
        TestCode = $$"""
            using System;

            class WeComCallback
            {
                const string Token = [|"QmTk7x2"|];
                const string sEncodingAESKey = [|"{{MadeUp.AesKey}}"|];
                string Both => Token + sEncodingAESKey;
            }
            """,
        FixedCode = """
            using System;

            class WeComCallback
            {
                static string Token => Environment.GetEnvironmentVariable("WECOM_CALLBACK_TOKEN") ?? throw new InvalidOperationException("Environment variable WECOM_CALLBACK_TOKEN is missing.");
                static string sEncodingAESKey => Environment.GetEnvironmentVariable("WECOM_ENCODING_AES_KEY") ?? throw new InvalidOperationException("Environment variable WECOM_ENCODING_AES_KEY is missing.");
                string Both => Token + sEncodingAESKey;
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Keys_of_robots_in_their_addresses() => new Robot
    {
        TestCode = $$"""
            using System;

            class WeComRobots
            {
                private const string AlarmRobotUrl = [|"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={{MadeUp.WebhookKey}}"|];
                string robotKey = {|#0:"7c1e94b2-5a0d-4f38-9e67-b2d8c4f1a306"|};
                string Url() => AlarmRobotUrl + robotKey;
            }
            """,
        FixedCode = """
            using System;

            class WeComRobots
            {
                private static string AlarmRobotUrl => "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + (Environment.GetEnvironmentVariable("WECOM_ALARM_WEBHOOK_KEY") ?? throw new InvalidOperationException("Environment variable WECOM_ALARM_WEBHOOK_KEY is missing."));
                string robotKey = Environment.GetEnvironmentVariable("WECOM_ROBOT_KEY") ?? throw new InvalidOperationException("Environment variable WECOM_ROBOT_KEY is missing.");
                string Url() => AlarmRobotUrl + robotKey;
            }
            """,
        ExpectedDiagnostics = { CSharpAnalyzerVerifier<WCA1003HardCodedWebhookKey>.Suggestion().WithLocation(0) },
    }.RunAsync();

    [Fact]
    public Task A_private_key_however_it_is_written() => new CSharpCodeFixTest<WCA1004PrivateKeyInSource, WCA1004SecretFix>
    {
        TestCode = $$""""
            using System;

            class WeComReader
            {
                const string ArchivePrivateKey = [|"-----BEGIN RSA PRIVATE KEY-----\n{{MadeUp.OldAppSecret}}{{MadeUp.AppSecret}}\n-----END RSA PRIVATE KEY-----"|];
                string Two() => [|@"-----BEGIN PRIVATE KEY-----
            {{MadeUp.OldAppSecret}}ab
            {{MadeUp.AppSecret}}abc
            -----END PRIVATE KEY-----"|];
            }
            """".Replace("_", "+", StringComparison.Ordinal).Replace("-mT", "/mT", StringComparison.Ordinal),
        FixedCode = """
            using System;

            class WeComReader
            {
                static string ArchivePrivateKey => Environment.GetEnvironmentVariable("WECOM_ARCHIVE_PRIVATE_KEY") ?? throw new InvalidOperationException("Environment variable WECOM_ARCHIVE_PRIVATE_KEY is missing.");
                string Two() => Environment.GetEnvironmentVariable("WECOM_PRIVATE_KEY") ?? throw new InvalidOperationException("Environment variable WECOM_PRIVATE_KEY is missing.");
            }
            """,
    }.RunAsync();

    private static Task NoFix(string code) => new AppSecret { TestCode = code, FixedCode = code }.RunAsync();
}
