using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2003UncachedToken>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2003Tests
{
    private const string Start = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComSender
        {
            static readonly HttpClient Http = new HttpClient();
            static readonly Dictionary<string, string> Cache = new();
            static readonly ConcurrentDictionary<string, Task<string>> Tokens = new();
            string? _token;
            DateTime _expires;
            static Task<string> Fetch() => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=");
            static Task Post(string token, string body) => Http.PostAsync($"https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token={token}", new StringContent(body));

        """;

    [Fact]
    public Task For_each_call_and_item() => Verify.VerifyAnalyzerAsync(Start + """
            async Task A(string body) => await Post(await [|Fetch()|], body);

            async Task B(string body)
            {
                var token = await [|Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=")|];
                await Post(token, body);
            }

            async Task<List<string>> C(string[] secrets)
            {
                var tokens = new List<string>();
                foreach (var secret in secrets)
                    tokens.Add(await [|Fetch()|]);
                return tokens;
            }

            async Task Checked(string body, bool isKnown, bool isValid)
            {
                if (string.IsNullOrEmpty(body))
                    return;
                if (isKnown && isValid)
                    await Post(await [|Fetch()|], body);
            }

            string AccessToken => Fetch().Result;
            Task D(string body) => Post([|AccessToken|], body);
        }
        """);

    [Fact]
    public Task A_flag_says_whether_what_was_kept_is_still_good() => Verify.VerifyAnalyzerAsync(Start + """
            static (string Text, int Expires) Row(string name) => default;

            static string Kept(int now)
            {
                var token = "";
                var isGood = false;
                var row = Row("token");
                if (row.Text != null)
                {
                    if (row.Expires > now)
                    {
                        token = row.Text;
                        isGood = true;
                    }
                }

                if (!isGood)
                    token = Fetch().Result;
                return token;
            }

            static string Each(bool isAsked)
            {
                var isNew = false;
                if (isAsked)
                    isNew = true;
                return isNew ? Fetch().Result : "";
            }

            Task Send(string body) => Post(Kept(1), body);
            Task Again(string body) => Post([|Each(true)|], body);
        }
        """);

    /// <summary>Whatever holds the token and its time: a row, a document, a file.</summary>
    [Fact]
    public Task Kept_in_a_store_until_it_expires() => Verify.VerifyAnalyzerAsync(Start + """
            class Row { public string Id = "", Content = ""; public bool Load() => true; public void Save() { } }
            static Row? Find(string id) => null;

            async Task<string> Branches()
            {
                var row = new Row { Id = "suite" };
                var until = new Row { Id = "suite_until" };
                if (row.Load())
                {
                    if (until.Load() && DateTime.Compare(DateTime.Now, DateTime.Parse(until.Content)) < 0)
                        return row.Content;
                    row.Content = await Fetch();
                    row.Save();
                }
                else
                {
                    row.Content = await Fetch();
                    row.Save();
                }

                return row.Content;
            }

            async Task<string> ByVariable()
            {
                var row = Find("suite");
                var isStale = row is null || DateTime.Parse(row.Content) < DateTime.UtcNow;
                if (isStale)
                    return await Fetch();
                return row!.Content;
            }

            async Task A(string body) => await Post(await Branches(), body);
            async Task B(string body) => await Post(await ByVariable(), body);
        }
        """);

    /// <summary>A code for one installation is none to be kept, and a token fetched at an installation is the first.</summary>
    [Fact]
    public Task Codes_for_one_use_are_no_tokens() => Verify.VerifyAnalyzerAsync(Start + """
            static Task<string> Code(string token) => Http.GetStringAsync($"https://qyapi.weixin.qq.com/cgi-bin/service/get_pre_auth_code?suite_access_token={token}");

            async Task Begin(string token, string body)
            {
                var code = await Code(token);
                await Post(code, body);
            }

            async Task Install(string token, string body)
            {
                var permanent = await Http.PostAsync($"https://qyapi.weixin.qq.com/cgi-bin/service/get_permanent_code?suite_access_token={token}", new StringContent(body));
                var corp = await Http.PostAsync($"https://qyapi.weixin.qq.com/cgi-bin/service/get_corp_token?suite_access_token={token}", permanent.Content);
                await Post(corp.ToString(), body);
            }

            async Task Later(string token, string body)
            {
                var corp = await [|Http.PostAsync($"https://qyapi.weixin.qq.com/cgi-bin/service/get_corp_token?suite_access_token={token}", new StringContent(body))|];
                await Post(corp.ToString(), body);
            }
        }
        """);

    [Fact]
    public Task Kept_until_it_expires() => Verify.VerifyAnalyzerAsync(Start + """
            async Task<string> Early()
            {
                if (_token != null && DateTime.UtcNow < _expires)
                    return _token;
                _token = await Fetch();
                return _token;
            }

            async Task<string> Late()
            {
                if (string.IsNullOrEmpty(_token) || _expires < DateTime.UtcNow)
                    _token = await Fetch();
                return _token;
            }

            async Task<string> Looked() => Cache.TryGetValue("token", out var kept) ? kept : await Fetch();
            async Task<string> Coalesced() => _token ??= await Fetch();
            Task<string> Factory() => Tokens.GetOrAdd("token", key => Fetch());
            string Property { get { if (_expires < DateTime.UtcNow) { _token = Fetch().Result; } return _token!; } }

            async Task A(string body) => await Post(await Early(), body);
            async Task B(string body) => await Post(await Late(), body);
            async Task C(string body) => await Post(await Looked(), body);
            async Task D(string body) => await Post(await Coalesced(), body);
            async Task E(string body) => await Post(await Factory(), body);
            Task<string> Only() => Fetch();

            async Task Refresh(System.Threading.CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    _token = await Fetch();
                    await Task.Delay(TimeSpan.FromMinutes(100), stop);
                }
            }
        }
        """);

    [Fact]
    public Task Senparc() => Verify.VerifyAnalyzerAsync("""
        using {|CS0246:Senparc|}.Weixin.Work.Containers;

        class Jobs
        {
            void Cached(string id, string secret)
            {
                var token = {|CS0103:AccessTokenContainer|}.TryGetToken(id, secret);
                {|CS0103:MassApi|}.SendText(token, "1", "hello");
            }

            void Forced(string id, string secret)
            {
                var token = [|{|CS0103:AccessTokenContainer|}.TryGetToken(id, secret, true)|];
                var again = [|{|CS0103:AccessTokenContainer|}.GetToken(id, secret, getNewToken: true)|];
                {|CS0103:MassApi|}.SendText(token, "1", "hello");
            }

            static string GetToken(string id, string secret, bool getNewToken = false) => {|CS0103:AccessTokenContainer|}.GetToken(id, secret, getNewToken);
            string Own(string id, string secret) => [|GetToken(id, secret, true)|];

            void OfficialAccount(string id, string secret) => {|CS0103:AccessTokenContainer|}.TryGetAccessToken(id, secret, true);

            void Uncached(string id, string secret)
            {
                var token = [|{|CS0103:CommonApi|}.GetToken(id, secret)|];
                {|CS0103:MassApi|}.SendText(token.access_token, "1", "hello");
            }
        }
        """);

    [Fact]
    public Task Constructor_of_an_object_for_one_use() => new CSharpAnalyzerTest<WCA2003UncachedToken>
    {
        TestCode = """
            using System.Net.Http;

            class WeComApp
            {
                readonly HttpClient _http = new HttpClient();
                readonly string _token;
                public WeComApp(string id, string secret) => _token = Fetch(id, secret);
                string Fetch(string id, string secret) => _http.GetStringAsync($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={id}&corpsecret={secret}").Result;
                public void Send(string body) => _http.PostAsync($"https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token={_token}", new StringContent(body)).Wait();
            }
            """.Replace("_token = Fetch(id, secret)", "_token = [|Fetch(id, secret)|]", StringComparison.Ordinal),
        Sources = { """class Job { void Run() => new WeComApp("", "").Send(""); }""" },
    }.RunAsync();

    [Fact]
    public Task Fetched_by_the_function_that_the_cache_is_handed() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Concurrent;
        using System.Net.Http;
        using System.Threading.Tasks;

        class TokenCache
        {
            readonly ConcurrentDictionary<string, Task<string>> _cache = new();
            static readonly HttpClient Http = new HttpClient();

            public Task<string> Get(string id) => _cache.GetOrAdd(id, Create);

            public Task<string> Get(string id, bool forceUpdate)
            {
                if (forceUpdate)
                    return Create(id);
                return Get(id);
            }

            Task<string> Create(string id) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=" + id + "&corpsecret=");
        }

        class WeComSender
        {
            readonly TokenCache _tokens = new();
            static readonly HttpClient Http = new HttpClient();

            async Task Send(string id, string body)
            {
                var token = await _tokens.Get(id);
                await Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token, new StringContent(body));
                token = await _tokens.Get(id, false);
                await Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token, new StringContent(body));
            }
        }
        """);

    [Fact]
    public Task Through_a_request_object() => Verify.VerifyAnalyzerAsync(RequestObjects.Client + """
        class Directory
        {
            string Token(string id, string secret) => new HttpHelper().Fetch("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=" + id + "&corpsecret=" + secret);

            public HttpResult Create(string id, string secret, string json)
            {
                var token = [|Token(id, secret)|];
                var item = new HttpItem { Method = "post", URL = string.Format("https://qyapi.weixin.qq.com/cgi-bin/user/create?access_token={0}", token), Body = json };
                return new HttpHelper().Fetch(item);
            }
        }
        """);

    [Fact]
    public Task What_a_page_keeps_is_gone_with_the_request() => Verify.VerifyAnalyzerAsync(Start + """
            public static Task<string> Read() => Fetch();
        }

        namespace System.Web.UI { class Page { } }

        class Clock : System.Web.UI.Page
        {
            public string accessToken = "";

            async Task GetConfig()
            {
                accessToken = await [|WeComSender.Read()|];
            }
        }

        class Kept : System.Web.UI.Page
        {
            static string? token;

            async Task GetConfig()
            {
                if (token == null)
                    token = await WeComSender.Read();
            }
        }

        class Service
        {
            string? token;

            async Task Start()
            {
                token = await WeComSender.Read();
            }
        }
        """);

    [Fact]
    public Task A_span_of_time_guards_as_well() => Verify.VerifyAnalyzerAsync(Start + """
            DateTime _last;

            async Task Init(string body)
            {
                if (body.Length > 0)
                {
                    var age = DateTime.Now - _last;
                    if (age.TotalSeconds <= 7000)
                        return;
                }

                _token = await Fetch();
                await Post(_token, body);
            }
        }
        """);

    /// <summary>What was kept is looked at once more before it is returned.</summary>
    [Fact]
    public Task A_cache_whose_value_is_looked_at() => Verify.VerifyAnalyzerAsync(Start + """
            static Task<string?> GetFromCache(string key) => Task.FromResult(Cache.TryGetValue(key, out var value) ? value : null);
            static bool IsGood(string value) => value.Length > 3;

            async Task<string> Kept(string key)
            {
                var kept = await GetFromCache(key);
                if (kept != null)
                {
                    if (IsGood(kept))
                        return kept;
                }

                var token = await Fetch();
                Cache[key] = token;
                return token;
            }

            async Task A(string body) => await Post(await Kept("a"), body);
        }
        """);

    /// <summary>The library's call that keeps no token, behind the calls of a whole class: there it is mended for all.</summary>
    [Fact]
    public Task A_library_that_is_asked_past_its_cache() => Verify.VerifyAnalyzerAsync("""
        using {|CS0246:Senparc|}.Weixin.Work.CommonAPIs;
        using {|CS0246:Senparc|}.Weixin.Work.AdvancedAPIs;

        class WeComHelp
        {
            string GetToken(string app)
            {
                if (app == "")
                {
                    var result = [|{|CS0103:CommonApi|}.GetToken("a", "b")|];
                    return result.access_token;
                }

                return "";
            }

            void Tell(string text) => {|CS0103:MassApi|}.SendText({|#0:GetToken("")|}, "@all", text);
        }

        class WeComOnce
        {
            string _token = "";

            string Fresh() => {|CS0103:CommonApi|}.GetToken("a", "b").access_token;

            string Kept()
            {
                if (_token == "")
                    _token = Fresh();
                return _token;
            }

            void Tell(string text) => {|CS0103:MassApi|}.SendText(Kept(), "@all", text);
        }
        """, Verify.Suggestion().WithLocation(0));

    /// <summary>What the program's first statements call once needs no cache.</summary>
    [Fact]
    public Task A_program_that_runs_once() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;
        using System.Threading.Tasks;

        static class Program
        {
            static async Task Main(string[] texts)
            {
                await WeComNotice.Once();
                foreach (var text in texts)
                    await WeComNotice.Often(text);
            }
        }

        static class WeComNotice
        {
            static readonly HttpClient Http = new();

            public static async Task Once()
            {
                var token = await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=");
                await Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token, new StringContent("{}"));
            }

            public static async Task Often(string text)
            {
                var token = await [|Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=")|];
                await Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token, new StringContent(text));
            }
        }
        """);

    [Theory]
    // Waited for in other ways than by await.
    [InlineData("var hit = _cache.GetCache<string>(id).Result; if (!string.IsNullOrEmpty(hit)) { return hit; }", false)]
    [InlineData("var hit = _cache.GetCache<string>(id).ConfigureAwait(false).GetAwaiter().GetResult(); if (hit != null) return hit;", false)]
    [InlineData("var hit = _names.GetName<string>(id).Result; if (!string.IsNullOrEmpty(hit)) { return hit; }", true)]
    public Task What_a_cache_has(string look, bool isFound) => Verify.VerifyAnalyzerAsync(Start + $$"""
            interface ICacheService { Task<T> GetCache<T>(string key); Task<T> GetName<T>(string key); }
            ICacheService _cache = null!, _names = null!;

            async Task<string> Token(string id)
            {
                {{look}}
                return await Fetch();
            }

            async Task Send(string id, string body) => await Post(await {{(isFound ? "[|Token(id)|]" : "Token(id)")}}, body);
        }
        """);

    [Fact]
    public Task Where_the_API_said_that_the_token_is_over() => Verify.VerifyAnalyzerAsync(Start + """
            async Task<int> Send(string body, int code)
            {
                if (code == 42001 || code == 40014)
                    _token = await Fetch();
                if (code == 301002)
                    _token = await [|Fetch()|];
                await Post(_token!, body);
                return code;
            }
        }
        """);

    [Fact]
    public Task In_the_constructor_of_a_base_class() => Verify.VerifyAnalyzerAsync("""
        using System.Net;

        class Base
        {
            protected readonly string Token;

            protected Base() => Token = [|new WebClient().DownloadString("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=")|];
        }

        class Users : Base
        {
            public string Get(string id) => new WebClient().DownloadString("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + Token + "&userid=" + id);
        }

        class Page
        {
            string Show(string id)
            {
                var users = new Users();
                return users.Get(id);
            }
        }
        """);

    [Fact]
    public Task Declared_as_a_relative_route() => Verify.VerifyAnalyzerAsync("""
        using System.Threading.Tasks;

        [System.AttributeUsage(System.AttributeTargets.All)] class HttpHostAttribute : System.Attribute { public HttpHostAttribute(string host) { } }
        [System.AttributeUsage(System.AttributeTargets.All)] class HttpGetAttribute : System.Attribute { public HttpGetAttribute(string route) { } }

        [HttpHost("https://qyapi.weixin.qq.com/cgi-bin/")]
        interface ICorpApi
        {
            [HttpGet("gettoken?corpid={corpid}&corpsecret={corpsecret}")] Task<string> GetAccessToken(string corpid, string corpsecret);
            [HttpGet("user/delete?access_token={token}&userid={id}")] Task<string> DeleteUser(string token, string id);
        }

        class Agent
        {
            readonly ICorpApi _api;

            Agent(ICorpApi api) => _api = api;

            async Task<string> Token() => await _api.GetAccessToken("a", "b");

            async Task<string> Delete(string user) => await _api.DeleteUser(await [|Token()|], user);
        }
        """);

    [Fact]
    public Task In_a_section_of_a_switch() => Verify.VerifyAnalyzerAsync(Start + """
            static async Task Pressed(string item, int code, string body)
            {
                switch (item)
                {
                    case "send":
                        await Post(await [|Fetch()|], body);
                        break;
                }

                switch (code)
                {
                    case 42001:
                        await Post(await Fetch(), body);
                        break;
                }
            }
        }
        """);

    /// <summary>A program runs once; the functions of its routes run with each request.</summary>
    [Fact]
    public Task Routes_of_a_program() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;

        class App { public void MapPost(string route, Action<string> run) => run(route); }

        static class WeComProgram
        {
            static void Main()
            {
                var http = new HttpClient();
                var token = http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=").Result;
                http.PostAsync($"https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token={token}", new StringContent("")).Wait();
                var app = new App();
                app.MapPost("/send", body =>
                {
                    var fresh = [|http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=")|].Result;
                    http.PostAsync($"https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token={fresh}", new StringContent(body)).Wait();
                });
            }
        }
        """);

    /// <summary>A signature for a page takes a ticket, for which a token is fetched.</summary>
    [Fact]
    public Task For_a_ticket_only() => Verify.VerifyAnalyzerAsync(Start + """
            string? _ticket;
            static Task<string> Ticket(string token) => Http.GetStringAsync($"https://qyapi.weixin.qq.com/cgi-bin/get_jsapi_ticket?access_token={token}");

            async Task<string> Sign(string url)
            {
                var ticket = await Ticket(await [|Fetch()|]);
                return ticket + url;
            }

            // Whoever asks for the ticket may keep it.
            async Task<string> TicketNow() => await Ticket(await Fetch());

            async Task<string> SignKept(string url)
            {
                if (DateTime.Now > _expires)
                {
                    _ticket = await Ticket(await Fetch());
                    _expires = DateTime.Now.AddHours(2);
                }

                return _ticket + url;
            }
        }
        """);

    /// <summary>What a controller keeps in a dictionary of its own is gone with the request, whatever the variables are called.</summary>
    [Fact]
    public Task A_dictionary_that_is_made_with_each_request() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Text.Json;
        using System.Threading.Tasks;

        class Pass { public int errcode; public string access_token = ""; public int expires_in; public DateTime Until; }

        class RelayController
        {
            static readonly HttpClient Http = new HttpClient();
            Dictionary<string, Pass> _passes = new Dictionary<string, Pass>();

            public async Task<int> Send(string key, string body)
            {
                string? token = null;
                if (_passes.TryGetValue(key, out var kept) && kept.Until > DateTime.Now)
                    token = kept.access_token;
                if (token == null)
                {
                    var pass = JsonSerializer.Deserialize<Pass>(await [|Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=a&corpsecret=" + key)|])!;
                    if (pass.errcode != 0)
                        return 1;
                    token = pass.access_token;
                    _passes.TryAdd(key, pass);
                }

                await Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token, new StringContent(body));
                return 0;
            }
        }

        class NoticeController
        {
            static readonly HttpClient Http = new HttpClient();
            static Dictionary<string, Pass> s_passes = new Dictionary<string, Pass>();

            public async Task<int> Send(string key, string body)
            {
                string? token = null;
                if (s_passes.TryGetValue(key, out var kept) && kept.Until > DateTime.Now)
                    token = kept.access_token;
                if (token == null)
                {
                    var pass = JsonSerializer.Deserialize<Pass>(await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=a&corpsecret=" + key))!;
                    if (pass.errcode != 0)
                        return 1;
                    token = pass.access_token;
                    s_passes.TryAdd(key, pass);
                }

                await Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token, new StringContent(body));
                return 0;
            }
        }
        """);

    /// <summary>What a store had is returned, whatever the store and the variable are called.</summary>
    [Fact]
    public Task What_a_store_had_is_returned() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Text.Json;
        using System.Threading.Tasks;

        class Pass { public int errcode; public string access_token = ""; public int expires_in; }

        static class Depot
        {
            public static object? Get(string key) => null;
            public static bool TryGet(string key, out Pass? value) { value = null; return false; }
            public static void Put(string key, object value, int seconds) { }
        }

        class WeComUsers
        {
            static readonly HttpClient Http = new HttpClient();

            static async Task<Pass> Ask() => JsonSerializer.Deserialize<Pass>(await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=a&corpsecret="))!;

            static async Task<Pass> Current()
            {
                if (Depot.Get("pass") is Pass reply)
                {
                    return reply;
                }
                else
                {
                    reply = await Ask();
                    if (reply.errcode == 0)
                        Depot.Put("pass", reply, reply.expires_in - 60);
                    return reply;
                }
            }

            static async Task<Pass> Other()
            {
                if (Depot.TryGet("pass", out var found))
                    return found!;
                var reply = await Ask();
                Depot.Put("pass", reply, reply.expires_in - 60);
                return reply;
            }

            public static async Task<string> User(string id) => await Http.GetStringAsync($"https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token={(await Current()).access_token}&userid={id}");

            public static async Task<string> Department(string id) => await Http.GetStringAsync($"https://qyapi.weixin.qq.com/cgi-bin/department/get?access_token={(await Other()).access_token}&id={id}");

            public static async Task<string> Tag(string id) => await Http.GetStringAsync($"https://qyapi.weixin.qq.com/cgi-bin/tag/get?access_token={(await [|Ask()|]).access_token}&tagid={id}");
        }
        """);
}
