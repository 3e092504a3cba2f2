using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2009ClientPerCall>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2009Tests
{
    [Fact]
    public Task In_the_method_that_calls() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;
        using System.Threading.Tasks;

        class Sender
        {
            const string Url = "https://qyapi.weixin.qq.com/cgi-bin/user/list";

            async Task<string> A()
            {
                using var client = [|new HttpClient()|];
                return await client.GetStringAsync(Url);
            }

            async Task<string> B()
            {
                using (HttpClient client = [|new()|])
                    return await client.GetStringAsync(Url);
            }

            Task<string> C() => [|new HttpClient()|].GetStringAsync(Url);

            Task<string> D()
            {
                HttpClient client;
                client = [|new HttpClient { Timeout = System.TimeSpan.FromSeconds(5) }|];
                return client.GetStringAsync(Url);
            }
        }
        """);

    /// <summary>Made in one branch or the other, given its address, and used.</summary>
    [Fact]
    public Task In_a_branch_of_the_method_that_calls() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        namespace Company.WxWork
        {
            class Request { public string ApiHost = "", ApiPath = "", Kept = ""; }

            class Client
            {
                static readonly Client Shared = new();
                HttpClient? Http;

                Task<string> A(Request request, HttpClientHandler? handler)
                {
                    HttpClient? http = null;
                    if (handler == null)
                        http = [|new HttpClient()|];
                    else
                        http = [|new HttpClient(handler)|];
                    http.BaseAddress = new Uri("https://qyapi.weixin.qq.com");
                    http.Timeout = TimeSpan.FromSeconds(5);
                    return http.GetStringAsync("/cgi-bin/user/list");
                }

                Task<string> B()
                {
                    HttpClient http = new HttpClient();
                    Shared.Http = http;
                    return http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list");
                }
            }
        }
        """);

    [Fact]
    public Task In_a_helper_of_another_file() => new CSharpAnalyzerTest<WCA2009ClientPerCall>
    {
        TestCode = """
            using System.Net.Http;
            static class HttpHelper
            {
                public static string Get(string url) => Send(url);
                static string Send(string url)
                {
                    using var client = [|new HttpClient()|];
                    return client.GetStringAsync(url).Result;
                }

                public static string Other(string url)
                {
                    using var client = new HttpClient();
                    return client.GetStringAsync("https://example.org/" + url).Result;
                }
            }
            """,
        Sources = { """class Sender { string List() => HttpHelper.Get("https://qyapi.weixin.qq.com/cgi-bin/user/list"); string X() => HttpHelper.Other("x"); }""" },
    }.RunAsync();

    [Fact]
    public Task In_an_object_that_is_made_for_one_use() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;

        class WeComRobot
        {
            readonly HttpClient _client;
            public WeComRobot(HttpClient? client = null) => _client = client ?? new HttpClient();
            public void Send(string text) => _client.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", new StringContent(text)).Wait();
        }

        class Alarms
        {
            static readonly HttpClient HttpClient = new HttpClient();
            static readonly WeComRobot Kept = new WeComRobot();
            WeComRobot Fresh => [|new WeComRobot()|];

            void A(string text)
            {
                var robot = [|new WeComRobot()|];
                robot.Send(text);
                [|new WeComRobot()|].Send(text);
            }

            void B(string text) => new WeComRobot(HttpClient).Send(text);
            void C(string text) => Kept.Send(text);
            WeComRobot Create() => new WeComRobot();
        }
        """);

    [Fact]
    public Task Kept_clients() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class Sender
        {
            static readonly HttpClient Static = new HttpClient();
            static readonly Lazy<HttpClient> Late = new Lazy<HttpClient>(() => new HttpClient());
            static HttpClient? _client;
            readonly HttpClient _own = new HttpClient();

            Task<string> A() => Static.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list");
            Task<string> B() => Late.Value.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list");
            Task<string> C()
            {
                _client ??= new HttpClient();
                return _client.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list");
            }

            Task<string> D() => _own.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list");
            static HttpClient Make() { var client = new HttpClient(); return client; }
        }
        """);

    [Fact]
    public Task A_method_that_makes_a_client_for_each_caller() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComClients
        {
            HttpClient Create() => [|new HttpClient { BaseAddress = new Uri("https://qyapi.weixin.qq.com") }|];

            Task<string> Users() => Create().GetStringAsync("/cgi-bin/user/list");
        }
        """);

    [Fact]
    public Task Handed_out_by_a_member_or_an_old_factory() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;
        using System.Threading.Tasks;

        static class HttpClientFactory { public static HttpClient Create() => new(); }

        class Sender
        {
            const string Api = "https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=";
            static readonly HttpClient Kept = HttpClientFactory.Create();

            HttpClient Client => {|WCA2009:new HttpClient()|};
            HttpClient Make() { return {|WCA2009:new HttpClient()|}; }
            HttpClient Other => new HttpClient();

            Task A(string token) => Client.GetAsync(Api + token);
            async Task B(string token) { var client = Make(); await client.GetAsync(Api + token); }
            async Task C(string token) { var client = {|WCA2009:HttpClientFactory.Create()|}; await client.GetAsync(Api + token); }
            Task D(string token) => Kept.GetAsync(Api + token);
            Task E() => Other.GetAsync("https://example.org");
        }
        """);

    [Fact]
    public Task Made_by_the_constructor_of_an_object_for_one_use() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;
        using System.Threading.Tasks;

        class Sender
        {
            readonly HttpClient _http;
            public Sender() { _http = {|WCA2009:new HttpClient()|}; }
            public Task Send(string token) => _http.GetAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + token);
        }

        class KeptSender
        {
            readonly HttpClient _http;
            public KeptSender() { _http = new HttpClient(); }
            public Task Send(string token) => _http.GetAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + token);
        }

        class Job
        {
            static readonly KeptSender Kept = new();
            async Task Run(string token) { var sender = {|WCA2009:new Sender()|}; await sender.Send(token); await Kept.Send(token); }
        }
        """);

    /// <summary>A property or a method of a helper hands out a new client, and callers elsewhere give the address.</summary>
    [Fact]
    public Task Handed_out_in_a_helper_that_takes_the_address() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;

        static class Web
        {
            static HttpClient Client => {|WCA2009:new HttpClient()|};
            static HttpClient? kept;
            static HttpClient Kept => kept ??= new HttpClient();
            static HttpClient Other => new HttpClient();

            static HttpClient Make()
            {
                return {|WCA2009:new HttpClient()|};
            }

            public static string Get(string url) => Client.GetStringAsync(url).Result;
            public static string Ask(string url) => Kept.GetStringAsync(url).Result;
            public static string Elsewhere(string url) => Other.GetStringAsync(url).Result;
            public static string Read(string url) => Make().GetStringAsync(url).Result;
        }

        class Users
        {
            const string User = "https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=";

            void A(string token)
            {
                Console.WriteLine(Web.Get(User + token));
                Console.WriteLine(Web.Ask(User + token));
                Console.WriteLine(Web.Read(User + token));
                Console.WriteLine(Web.Elsewhere("https://example.com/" + token));
            }
        }
        """);
}
