using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2011SharedToken>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2011Tests
{
    [Fact]
    public Task One_place_for_all_apps() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class Cache
        {
            public string? Get(string key) => null;
            public void Set(string key, string value) { }
        }

        class WeComTokens
        {
            static string? _token;
            static DateTime _until;
            HttpClient http = new();
            Cache _cache = new();

            async Task<string> Cached(string corpId, string secret)
            {
                var kept = [|_cache.Get("wecom_access_token")|];
                return kept ?? await http.GetStringAsync($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={corpId}&corpsecret={secret}");
            }

            async Task<string> Field(string corpId, string secret)
            {
                if (_token != null && DateTime.Now < _until)
                    [|return _token;|]
                _token = await http.GetStringAsync($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={corpId}&corpsecret={secret}");
                return _token;
            }

            async Task<string> ByApp(string corpId, string secret)
            {
                var kept = _cache.Get("wecom_access_token:" + corpId + secret.GetHashCode());
                return kept ?? await http.GetStringAsync($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={corpId}&corpsecret={secret}");
            }

            async Task<string> OfTheOnlyApp()
            {
                var kept = _cache.Get("wecom_access_token");
                return kept ?? await http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=a&corpsecret=b");
            }
        }
        """);
}
