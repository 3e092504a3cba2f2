using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.CodeFixes.CallRate;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpCodeFixVerifier<
    WeComPolicy.Analyzers.CallRate.WCA2009ClientPerCall,
    WeComPolicy.Analyzers.CodeFixes.CallRate.WCA2009SharedClientFix>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2009FixTests
{
    [Fact]
    public Task One_client_for_the_type() => Verify.VerifyCodeFixAsync(
        """
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
                // Asks.
                using (HttpClient client = [|new()|])
                {
                    // And reads.
                    var text = await client.GetStringAsync(Url);
                    return text.Trim();
                }
            }

            Task<string> C() => [|new HttpClient()|].GetStringAsync(Url);

            async Task<string> D(string body)
            {
                var text = "";
                using (var client = [|new HttpClient()|])
                using (var content = new StringContent(body))
                {
                    text = await (await client.PostAsync(Url, content)).Content.ReadAsStringAsync();
                }

                return text;
            }
        }
        """,
        """
        using System.Net.Http;
        using System.Threading.Tasks;

        class Sender
        {
            private static readonly HttpClient Http = new HttpClient();
            const string Url = "https://qyapi.weixin.qq.com/cgi-bin/user/list";

            async Task<string> A()
            {
                return await Http.GetStringAsync(Url);
            }

            async Task<string> B()
            {
                // Asks.
                // And reads.
                var text = await Http.GetStringAsync(Url);
                return text.Trim();
            }

            Task<string> C() => Http.GetStringAsync(Url);

            async Task<string> D(string body)
            {
                var text = "";
                using (var content = new StringContent(body))
                {
                    text = await (await Http.PostAsync(Url, content)).Content.ReadAsStringAsync();
                }

                return text;
            }
        }
        """);

    [Fact]
    public Task The_factory_where_there_is_one() => Verify.VerifyCodeFixAsync(
        """
        using System.Net.Http;
        using System.Threading.Tasks;

        namespace System.Net.Http
        {
            public interface IHttpClientFactory { HttpClient CreateClient(string name); }

            public static class Factories { public static HttpClient CreateClient(this IHttpClientFactory factory) => factory.CreateClient(""); }
        }

        class Sender(IHttpClientFactory factory)
        {
            async Task<string> A()
            {
                using var client = [|new HttpClient()|];
                client.DefaultRequestHeaders.Add("a", "b");
                return await client.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list");
            }
        }
        """,
        """
        using System.Net.Http;
        using System.Threading.Tasks;

        namespace System.Net.Http
        {
            public interface IHttpClientFactory { HttpClient CreateClient(string name); }

            public static class Factories { public static HttpClient CreateClient(this IHttpClientFactory factory) => factory.CreateClient(""); }
        }

        class Sender(IHttpClientFactory factory)
        {
            async Task<string> A()
            {
                using var client = factory.CreateClient();
                client.DefaultRequestHeaders.Add("a", "b");
                return await client.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list");
            }
        }
        """);

    [Fact]
    public Task In_an_old_language_with_the_names_of_the_type() => new CSharpCodeFixTest<WCA2009ClientPerCall, WCA2009SharedClientFix>
    {
        TestCode = """
            class Sender
            {
                string One()
                {
                    var reply = "";
                    using (var client = [|new System.Net.Http.HttpClient()|])
                    {
                        var text = client.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list").Result;
                        reply = text;
                    }
                    {
                        var text = reply;
                        return text;
                    }
                }

                static string _name = "";
            }
            """,
        FixedCode = """
            class Sender
            {
                private static readonly System.Net.Http.HttpClient _http = new System.Net.Http.HttpClient();

                string One()
                {
                    var reply = "";
                    {
                        var text = _http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list").Result;
                        reply = text;
                    }
                    {
                        var text = reply;
                        return text;
                    }
                }

                static string _name = "";
            }
            """,
        Language = LanguageVersion.CSharp7_3,
        Nullable = NullableContextOptions.Disable,
    }.RunAsync();

    [Fact]
    public Task No_bulb_where_the_client_is_set_up() => Verify.VerifyNoCodeFixAsync("""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class Sender
        {
            const string Url = "https://qyapi.weixin.qq.com/cgi-bin/user/list";

            async Task<string> Header()
            {
                using var client = [|new HttpClient()|];
                client.DefaultRequestHeaders.Add("a", "b");
                return await client.GetStringAsync(Url);
            }

            async Task<string> Time()
            {
                using var client = [|new HttpClient { Timeout = TimeSpan.FromSeconds(5) }|];
                return await client.GetStringAsync(Url);
            }

            async Task<string> Handler()
            {
                using var client = [|new HttpClient(new HttpClientHandler())|];
                return await client.GetStringAsync(Url);
            }

            async Task<string> Closed()
            {
                var client = [|new HttpClient()|];
                var text = await client.GetStringAsync(Url);
                client.Dispose();
                return text;
            }
        }
        """);
}
