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

    /// <summary>The text names the cache, and the app is the key.</summary>
    [Fact]
    public Task A_cache_with_a_name_of_its_own() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;
        using System.Threading.Tasks;

        class Region { public string? GetOrDefault(string key) => null; public string? Find(string key) => null; }

        class Caches
        {
            public Region GetCache(string name) => new();
            public Region Get(string name) => new();
            public string? GetField(string name, string key) => null;
            public string? GetText(string name, int seconds) => null;
        }

        class WeComTokens
        {
            HttpClient http = new();
            Caches _caches = new();

            Task<string> Fetch(string id, string secret) => http.GetStringAsync($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={id}&corpsecret={secret}");

            async Task<string> A(string id, string secret) => _caches.GetCache("suite_tokens").GetOrDefault(id) ?? await Fetch(id, secret);

            async Task<string> B(string id, string secret) => _caches.Get("suite_tokens").GetOrDefault(id) ?? await Fetch(id, secret);

            async Task<string> C(string id, string secret)
            {
                var tokens = _caches.GetCache("suite_tokens");
                return tokens.Find(id) ?? await Fetch(id, secret);
            }

            async Task<string> D(string id, string secret) => _caches.GetField("suite_tokens", id) ?? await Fetch(id, secret);

            async Task<string> E(string id, string secret) => [|_caches.GetText("suite_token", 60)|] ?? await Fetch(id, secret);
        }
        """);
}
