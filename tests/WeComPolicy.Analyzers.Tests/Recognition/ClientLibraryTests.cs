using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.CorrectUse;
using WeComPolicy.Testing.Analyzers;

namespace WeComPolicy.Analyzers.Tests.Recognition;

/// <summary>Calls through the client libraries in use: one in a loop, a token fetched each time, a reply that nobody reads.</summary>
public sealed partial class ClientLibraryTests
{
    private const string RestSharp = """
        namespace RestSharp
        {
            public enum Method { Get, Post }
            public class RestRequest
            {
                public RestRequest() { }
                public RestRequest(string resource, Method method = Method.Get) { }
                public RestRequest AddJsonBody(object body) => this;
                public RestRequest AddQueryParameter(string name, string value) => this;
            }
            public class RestResponse { public string? Content { get; set; } public bool IsSuccessful { get; set; } }
            public class RestClient
            {
                public RestClient(string baseUrl) { }
                public System.Threading.Tasks.Task<RestResponse> ExecuteAsync(RestRequest request) => null!;
            }
        }
        """;

    private const string RestSharpCode = """
        using System.Threading.Tasks;
        using RestSharp;

        class Sender(string corpId, string secret)
        {
            private readonly RestClient _client = new("https://qyapi.weixin.qq.com");

            public async Task All(string token, string[] users)
            {
                foreach (var user in users)
                {
                    var reply = await {|WCA2001:_client.ExecuteAsync(new RestRequest("/cgi-bin/message/send?access_token=" + token, Method.Post).AddJsonBody(new { touser = user }))|};
                    if (!reply.Content!.Contains("\"errcode\":0"))
                        throw new System.Exception();
                }
            }

            public async Task One(string text)
            {
                var reply = await {|WCA2003:_client.ExecuteAsync(new RestRequest($"/cgi-bin/gettoken?corpid={corpId}&corpsecret={secret}"))|};
                if (!reply.Content!.Contains("\"errcode\":0"))
                    throw new System.Exception();
                var request = new RestRequest("/cgi-bin/message/send?access_token=" + reply.Content, Method.Post).AddJsonBody(new { text });
                await {|WCA3001:_client.ExecuteAsync(request)|};
            }
        }
        """;

    private const string Flurl = """
        namespace Flurl.Http
        {
            public interface IFlurlRequest { }
            public interface IFlurlResponse { }
            public static class Extensions
            {
                public static IFlurlRequest SetQueryParam(this string url, string name, object value) => null!;
                public static IFlurlRequest SetQueryParams(this string url, object values) => null!;
                public static IFlurlRequest AppendPathSegment(this string url, object segment) => null!;
                public static IFlurlRequest SetQueryParam(this IFlurlRequest request, string name, object value) => request;
                public static System.Threading.Tasks.Task<IFlurlResponse> PostJsonAsync(this IFlurlRequest request, object body) => null!;
                public static System.Threading.Tasks.Task<IFlurlResponse> PostJsonAsync(this string url, object body) => null!;
                public static System.Threading.Tasks.Task<T> GetJsonAsync<T>(this IFlurlRequest request) => null!;
                public static System.Threading.Tasks.Task<T> GetJsonAsync<T>(this string url) => null!;
                public static System.Threading.Tasks.Task<T> ReceiveJson<T>(this System.Threading.Tasks.Task<IFlurlResponse> response) => null!;
            }
        }
        """;

    private const string FlurlCode = """
        using System.Threading.Tasks;
        using Flurl.Http;

        class Reply { public int errcode; public string access_token = ""; }

        class Sender(string corpId, string secret)
        {
            private const string Host = "https://qyapi.weixin.qq.com/cgi-bin/";

            public async Task All(string token, string[] users)
            {
                foreach (var user in users)
                {
                    var reply = await {|WCA2001:(Host + "message/send").SetQueryParam("access_token", token).PostJsonAsync(new { touser = user })|}.ReceiveJson<Reply>();
                    if (reply.errcode != 0)
                        throw new System.Exception();
                }
            }

            public async Task One(string text)
            {
                var reply = await {|WCA2003:$"{Host}gettoken".SetQueryParams(new { corpid = corpId, corpsecret = secret }).GetJsonAsync<Reply>()|};
                if (reply.errcode != 0)
                    throw new System.Exception();
                await {|WCA3001:$"{Host}message/send?access_token={reply.access_token}".PostJsonAsync(new { text })|};
            }
        }
        """;

    private const string Refit = """
        namespace Refit
        {
            public class GetAttribute(string path) : System.Attribute { public string Path => path; }
            public class PostAttribute(string path) : System.Attribute { public string Path => path; }
            public class BodyAttribute : System.Attribute { }
            public class AliasAsAttribute(string name) : System.Attribute { public string Name => name; }
        }
        """;

    private const string RefitCode = """
        using System.Threading.Tasks;
        using Refit;

        class Reply { public int errcode; public string access_token = ""; }

        // https://qyapi.weixin.qq.com
        interface IWeComApi
        {
            [Get("/cgi-bin/gettoken")]
            Task<Reply> Token(string corpid, string corpsecret);

            [Post("/cgi-bin/message/send")]
            Task<Reply> Send([AliasAs("access_token")] string token, [Body] object message);
        }

        class Sender(IWeComApi api, string corpId, string secret)
        {
            public async Task All(string token, string[] users)
            {
                foreach (var user in users)
                {
                    var reply = await {|WCA2001:api.Send(token, new { touser = user })|};
                    if (reply.errcode != 0)
                        throw new System.Exception();
                }
            }

            public async Task One(string text)
            {
                var reply = await {|WCA2003:api.Token(corpId, secret)|};
                if (reply.errcode != 0)
                    throw new System.Exception();
                await {|WCA3001:api.Send(reply.access_token, new { text })|};
            }
        }
        """;

    private const string WebApiClient = """
        namespace WebApiClientCore.Attributes
        {
            public class HttpHostAttribute(string host) : System.Attribute { public string Host => host; }
            public class HttpGetAttribute(string path) : System.Attribute { public string Path => path; }
            public class HttpPostAttribute(string path) : System.Attribute { public string Path => path; }
            public class JsonContentAttribute : System.Attribute { }
            public class PathQueryAttribute : System.Attribute { }
        }
        """;

    private const string WebApiClientCode = """
        using System.Threading.Tasks;
        using WebApiClientCore.Attributes;

        class Reply { public int errcode; public string access_token = ""; }

        [HttpHost("https://qyapi.weixin.qq.com/")]
        interface IWeComApi
        {
            [HttpGet("cgi-bin/gettoken")]
            Task<Reply> Token([PathQuery] string corpid, [PathQuery] string corpsecret);

            [HttpPost("cgi-bin/message/send")]
            Task<Reply> Send([PathQuery] string access_token, [JsonContent] object message);
        }

        class Sender(IWeComApi api, string corpId, string secret)
        {
            public async Task All(string token, string[] users)
            {
                foreach (var user in users)
                {
                    var reply = await {|WCA2001:api.Send(token, new { touser = user })|};
                    if (reply.errcode != 0)
                        throw new System.Exception();
                }
            }

            public async Task One(string text)
            {
                var reply = await {|WCA2003:api.Token(corpId, secret)|};
                if (reply.errcode != 0)
                    throw new System.Exception();
                await {|WCA3001:api.Send(reply.access_token, new { text })|};
            }
        }
        """;

    private const string Skit = """
        namespace SKIT.FlurlHttpClient.Wechat.Work
        {
            public class WechatWorkClient { }
            public abstract class WechatWorkResponse { public int ErrorCode { get; set; } public bool IsSuccessful() => ErrorCode == 0; }
            public static class Extensions
            {
                public static System.Threading.Tasks.Task<Models.CgibinGetTokenResponse> ExecuteCgibinGetTokenAsync(this WechatWorkClient client, Models.CgibinGetTokenRequest request) => null!;
                public static System.Threading.Tasks.Task<Models.CgibinMessageSendResponse> ExecuteCgibinMessageSendAsync(this WechatWorkClient client, Models.CgibinMessageSendRequest request) => null!;
            }
        }

        namespace SKIT.FlurlHttpClient.Wechat.Work.Models
        {
            public class CgibinGetTokenRequest { }
            public class CgibinGetTokenResponse : WechatWorkResponse { public string AccessToken { get; set; } = ""; }
            public class CgibinMessageSendRequest { public string? AccessToken { get; set; } public string? ToUser { get; set; } }
            public class CgibinMessageSendResponse : WechatWorkResponse { }
        }
        """;

    private const string SkitCode = """
        using System.Threading.Tasks;
        using SKIT.FlurlHttpClient.Wechat.Work;
        using SKIT.FlurlHttpClient.Wechat.Work.Models;

        class Sender(WechatWorkClient client)
        {
            public async Task All(string token, string[] users)
            {
                foreach (var user in users)
                {
                    var reply = await {|WCA2001:client.ExecuteCgibinMessageSendAsync(new CgibinMessageSendRequest { AccessToken = token, ToUser = user })|};
                    if (!reply.IsSuccessful())
                        throw new System.Exception();
                }
            }

            public async Task One(string text)
            {
                var reply = await {|WCA2003:client.ExecuteCgibinGetTokenAsync(new CgibinGetTokenRequest())|};
                if (!reply.IsSuccessful())
                    throw new System.Exception();
                await {|WCA3001:client.ExecuteCgibinMessageSendAsync(new CgibinMessageSendRequest { AccessToken = reply.AccessToken, ToUser = text })|};
            }
        }
        """;

    public static TheoryData<string> Libraries => ["RestSharp", "Flurl", "Refit", "WebApiClientCore", "SKIT"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public Task A_call_in_a_loop(string library) => Verify<WCA2001LoopWithoutPacing>("WCA2001", library);

    [Theory]
    [MemberData(nameof(Libraries))]
    public Task A_token_each_time(string library) => Verify<WCA2003UncachedToken>("WCA2003", library);

    [Theory]
    [MemberData(nameof(Libraries))]
    public Task A_reply_that_nobody_reads(string library) => Verify<WCA3001ErrorCodeIgnored>("WCA3001", library);

    private static Task Verify<TAnalyzer>(string id, string library)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var (source, code) = library switch
        {
            "RestSharp" => (RestSharp, RestSharpCode),
            "Flurl" => (Flurl, FlurlCode),
            "Refit" => (Refit, RefitCode),
            "WebApiClientCore" => (WebApiClient, WebApiClientCode),
            _ => (Skit, SkitCode),
        };

        // The marks of the other rules are taken away.
        var marked = Mark().Replace(code, match => match.Groups["id"].Value == id ? match.Value : match.Groups["text"].Value);
        return new CSharpAnalyzerTest<TAnalyzer> { TestCode = marked, Library = source }.RunAsync();
    }

    [GeneratedRegex(@"\{\|(?<id>WCA\d+):(?<text>.*?)\|\}", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
