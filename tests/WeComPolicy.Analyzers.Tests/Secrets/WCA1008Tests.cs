using WeComPolicy.Analyzers.Secrets;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.Secrets.WCA1008CertificateUnchecked>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1008Tests
{
    [Fact]
    public Task Client_of_the_method() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;
        using System.Threading.Tasks;

        class Sender
        {
            Task<string> Lambda(string t)
            {
                var handler = new HttpClientHandler { [|ServerCertificateCustomValidationCallback = (a, b, c, d) => true|] };
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            Task<string> Known(string t)
            {
                var handler = new HttpClientHandler();
                [|handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|];
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            Task<string> Elsewhere()
            {
                var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (a, b, c, d) => true };
                return new HttpClient(handler).GetStringAsync("https://example.org/");
            }

            Task<string> Checked(string t)
            {
                var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (a, b, c, errors) => errors == 0 };
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }
        }
        """);

    [Fact]
    public Task Method_of_the_class_and_the_whole_process() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;

        class WeComHttp
        {
            static bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => true;
            static bool Refuse(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => errors == SslPolicyErrors.None;

            static string Get(string t)
            {
                [|ServicePointManager.ServerCertificateValidationCallback = Accept|];
                ServicePointManager.ServerCertificateValidationCallback = Refuse;
                return new WebClient().DownloadString("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            static void Main() => {|#0:ServicePointManager.ServerCertificateValidationCallback += delegate { return true; }|};
        }
        """,
        Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task A_helper_for_any_address_that_is_given_one_of_WeComs() => Verify.VerifyAnalyzerAsync("""
        using System.IO;
        using System.Net;

        class Http
        {
            public static string Get(string url)
            {
                [|ServicePointManager.ServerCertificateValidationCallback += (s, cert, chain, errors) => true|];
                var request = (HttpWebRequest)WebRequest.Create(url);
                using var reader = new StreamReader(request.GetResponse().GetResponseStream());
                return reader.ReadToEnd();
            }

            // Nobody gives it an address of WeCom.
            public static string Fetch(string url)
            {
                {|#0:ServicePointManager.ServerCertificateValidationCallback += (s, cert, chain, errors) => true|};
                var request = (HttpWebRequest)WebRequest.Create(url);
                using var reader = new StreamReader(request.GetResponse().GetResponseStream());
                return reader.ReadToEnd();
            }
        }

        class WeComUsers
        {
            string Read(string token) => Http.Get("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + token);
            string Weather() => Http.Fetch("https://weather.example.com/today");
        }
        """,
        Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task Registrations_side_by_side() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;

        class Services
        {
            public Services AddHttpClient(string name, Action<HttpClient> configure) => this;
            public Services ConfigurePrimaryHttpMessageHandler(Func<HttpMessageHandler> make) => this;

            void Register()
            {
                AddHttpClient("sms", c => c.BaseAddress = new Uri("https://sms.example.org"))
                    .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (a, b, c, d) => true });
                AddHttpClient("wecom", c => c.BaseAddress = new Uri("https://qyapi.weixin.qq.com"))
                    .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { [|ServerCertificateCustomValidationCallback = (a, b, c, d) => true|] });
            }
        }
        """);

    [Fact]
    public Task Mail_in_a_project_with_WeCom() => new CSharpAnalyzerTest<WCA1008CertificateUnchecked>
    {
        TestCode = """class WeComClient { const string Host = "https://qyapi.weixin.qq.com"; }""",
        Sources =
        {
            """
            class SmtpClient { public System.Func<object, bool>? ServerCertificateValidationCallback; }
            class Mail { void Send(SmtpClient client) => client.ServerCertificateValidationCallback = s => true; }
            """,
        },
    }.RunAsync();

    /// <summary>The client without a name is whose it may be; WeCom's calls are among them.</summary>
    [Fact]
    public Task The_default_client() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;

        class Services
        {
            public Services AddHttpClient(string name) => this;
            public Services ConfigurePrimaryHttpMessageHandler(Func<HttpMessageHandler> make) => this;

            void Register()
            {
                this.AddHttpClient(string.Empty)
                    .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { {|#0:ServerCertificateCustomValidationCallback = (a, b, c, d) => true|} });
                this.AddHttpClient("storage")
                    .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (a, b, c, d) => true });
            }

            const string Host = "https://qyapi.weixin.qq.com";
        }
        """, Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task A_function_that_is_kept_in_a_field() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;

        class WeComClient
        {
            static readonly Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool> any = (a, b, c, d) => true;
            static readonly Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool> valid = (a, b, c, d) => d == SslPolicyErrors.None;

            HttpClient One() => new(new HttpClientHandler { [|ServerCertificateCustomValidationCallback = any|] });
            HttpClient Two() => new(new HttpClientHandler { ServerCertificateCustomValidationCallback = valid });
        }
        """);

    /// <summary>The name of a client is a hint; what is asked through it tells.</summary>
    [Theory]
    [InlineData("cgi-bin/user/get", true)]
    [InlineData("api/school/detail", false)]
    public Task A_client_that_is_named_after_WeCom(string path, bool isSure) => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class Services
        {
            public Services AddHttpClient(string name) => this;
            public Services ConfigurePrimaryHttpMessageHandler(Func<HttpMessageHandler> make) => this;

            void Register()
            {
                AddHttpClient("WxWorkApi").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { {|#0:ServerCertificateCustomValidationCallback = (a, b, c, d) => true|} });
            }
        }

        class WxWorkSchool(Func<string, HttpClient> make)
        {
            Task<string> Ask() => make("WxWorkApi").GetStringAsync("{{path}}");
        }
        """, isSure ? Verify.Diagnostic().WithLocation(0) : Verify.Suggestion().WithLocation(0));
}
