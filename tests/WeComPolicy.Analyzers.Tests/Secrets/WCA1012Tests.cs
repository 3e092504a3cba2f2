using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.Secrets.WCA1012TokenMisplaced>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1012Tests
{
    [Fact]
    public Task Header_body_and_another_host() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;
        using System.Net.Http.Headers;
        using System.Net.Http.Json;
        using System.Text.Json;
        using System.Threading.Tasks;

        class WeComSender
        {
            HttpClient http = new();

            async Task<string> Token(string id, string s)
            {
                var json = await http.GetStringAsync($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={id}&corpsecret={s}");
                return JsonDocument.Parse(json).RootElement.GetProperty("access_token").GetString()!;
            }

            async Task<string> Get(string id, string s) => await Token(id, s);

            async Task Send()
            {
                var token = await AccessTokenContainer.GetTokenAsync("", "");
                [|http.DefaultRequestHeaders.Add("access_token", token)|];
                http.DefaultRequestHeaders.Authorization = [|new AuthenticationHeaderValue("Bearer", token)|];
                await [|http.PostAsJsonAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send", new { access_token = token, touser = "a" })|];
                var other = [|$"https://proxy.example.org/send?token={token}"|];
                var right = $"https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token={token}";
                await http.PostAsJsonAsync(right, new { touser = "a" });
            }

            void Own(string accessToken) => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        }

        static class AccessTokenContainer
        {
            public static Task<string> GetTokenAsync(string id, string secret) => Task.FromResult("");
        }
        """);

    [Fact]
    public Task Headers_of_a_request_to_wecom() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Net.Http.Headers;

        class WeComSender
        {
            readonly HttpClient _http = new() { BaseAddress = new Uri("https://qyapi.weixin.qq.com/cgi-bin/") };
            readonly HttpClient _own = new() { BaseAddress = new Uri("https://api.example.org/") };

            void Add(string accessToken)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "https://qyapi.weixin.qq.com/cgi-bin/message/send");
                [|request.Headers.Add("access_token", accessToken)|];
                [|request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + accessToken)|];
                request.Headers.Authorization = [|new AuthenticationHeaderValue("Bearer", accessToken)|];
                request.Headers.Add("X-Trace", "1");
                [|_http.DefaultRequestHeaders.Add("access_token", accessToken)|];
                _own.DefaultRequestHeaders.Add("access_token", accessToken);
                var other = new HttpRequestMessage(HttpMethod.Post, "https://api.example.org/send");
                other.Headers.Add("access_token", accessToken);
            }
        }
        """);

    [Fact]
    public Task A_token_of_DingTalk_goes_to_DingTalk() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComAndOthers
        {
            static readonly HttpClient Http = new HttpClient();
            const string WeCom = "https://qyapi.weixin.qq.com/cgi-bin/gettoken";

            static async Task<string> GetAccessToken() => await Http.GetStringAsync("https://oapi.dingtalk.com/gettoken?appkey=&appsecret=");

            static async Task Call()
            {
                var token = await GetAccessToken();
                await Http.GetStringAsync($"https://oapi.dingtalk.com/user/get?access_token={token}");
            }
        }
        """);
}
