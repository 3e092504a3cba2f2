using Microsoft.CodeAnalysis;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.Secrets.WCA1006SecretToClient>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1006Tests
{
    private const string Web = """

        class HttpGetAttribute : System.Attribute { }
        class Result { public object? Value; }
        class ControllerBase
        {
            protected Result Ok(object? value) => new() { Value = value };
            protected Result Json(object? value) => new() { Value = value };
        }

        class WeComTokens
        {
            System.Net.Http.HttpClient http = new();

            public async System.Threading.Tasks.Task<string> GetAccessToken(string id, string s)
            {
                var json = await http.GetStringAsync($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={id}&corpsecret={s}");
                return System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("access_token").GetString()!;
            }

            public string Sign(string token, string url) => Sha1(token + url);
            static string Sha1(string text) => "";
        }
        """;

    [Fact]
    public Task Actions() => Verify.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;
        using System.Threading.Tasks;

        class TokenController : ControllerBase
        {
            WeComTokens tokens = new();

            public async Task<Result> One()
            {
                var res = await tokens.GetAccessToken("", "");
                return [|Ok(new Dictionary<string, object> { { "message", "ok" }, { "result", res } })|];
            }

            public async Task<string> Two() => [|await tokens.GetAccessToken("", "")|];

            [HttpGet]
            public Result Three()
            {
                var token = tokens.GetAccessToken("", "").Result;
                return [|Json(new { access_token = token })|];
            }

            public async Task<Result> Signature(string url)
            {
                var token = await tokens.GetAccessToken("", "");
                return Ok(tokens.Sign(token, url));
            }

            private async Task<string> Inner() => await tokens.GetAccessToken("", "");
        }
        {{Web}}
        """);

    [Fact]
    public Task Response_and_minimal_api() => Verify.VerifyAnalyzerAsync($$"""
        using System;

        class Writer { public void Write(object text) { } }
        class App { public void MapGet(string path, Delegate answer) { } }

        class Handler
        {
            public Writer Response = new();

            void ProcessRequest(WeComTokens tokens, App app)
            {
                var token = tokens.GetAccessToken("", "").Result;
                [|Response.Write("{\"token\":\"" + token + "\"}")|];
                Response.Write("ok");
                app.MapGet("/token", () => [|tokens.GetAccessToken("", "").Result|]);
                app.MapGet("/sign", () => tokens.Sign(token, ""));
            }
        }
        {{Web}}
        """);

    [Fact]
    public Task Containers_of_a_library_that_was_not_restored() => Verify.VerifyAnalyzerAsync($$"""
        using {|CS0246:Senparc|}.Weixin.Work.Containers;

        class TicketController : ControllerBase
        {
            public Result Ticket(string id, string secret)
            {
                var ticket = {|CS0103:JsApiTicketContainer|}.TryGetTicket(id, secret);
                return [|Ok(ticket)|];
            }
        }
        {{Web}}
        """);

    [Fact]
    public Task Token_of_the_program_itself() => Verify.VerifyAnalyzerAsync(
        $$"""
        class WeComLoginController : ControllerBase
        {
            public Result Login(string code, string accessToken)
            {
                var jwt = Jwt.Generate(code);
                return Ok(new { jwt });
            }

            public Result Other(string code)
            {
                var accessToken = Jwt.Generate(code);
                return Ok(new { accessToken });
            }

            public Result Named(string accessToken) => {|#0:Ok(accessToken)|};
        }

        static class Jwt { public static string Generate(string user) => user; }
        {{Web}}
        """,
        Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task A_page_that_writes_it() => Verify.VerifyAnalyzerAsync(
        """
        class Page { protected Response Response = new(); }
        class Response { public void Write(string text) { } public void Clear() { } }
        class TokenManage { public string AccessToken { get; set; } = ""; }

        class WeixinQY_AccessTokenService : Page
        {
            protected void Page_Load()
            {
                var manage = new TokenManage();
                string accessToken = manage.AccessToken;
                Response.Clear();
                {|#0:Response.Write(accessToken)|};
                Response.Write("ok");
            }
        }
        """,
        new DiagnosticResult("WCA1006", DiagnosticSeverity.Info).WithLocation(0));

    [Fact]
    public Task What_a_page_shows() => Verify.VerifyAnalyzerAsync("""
        namespace System.Web.UI { class Page { } class Label { public string Text { get; set; } = ""; } }

        namespace Company.WeCom
        {
            class TokenPage : System.Web.UI.Page
            {
                readonly System.Web.UI.Label Label1 = new();
                readonly WeComTokens tokens = new();

                async void Click()
                {
                    Label1.Text = [|await tokens.GetAccessToken("", "")|];
                    Label1.Text = "done";
                }
            }

            class TokenForm
            {
                readonly System.Web.UI.Label Label1 = new();
                readonly WeComTokens tokens = new();

                async void Click() => Label1.Text = await tokens.GetAccessToken("", "");
            }
        }
        """ + Web);

    [Fact]
    public Task What_a_page_is_made_of() => Verify.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;
        using System.Threading.Tasks;

        class PageController : ControllerBase
        {
            WeComTokens tokens = new();
            dynamic ViewBag = new object();
            Dictionary<string, object> ViewData = new();
            Dictionary<string, object> Kept = new();

            public async Task<Result> Index(string url)
            {
                var token = await tokens.GetAccessToken("", "");
                ViewBag.Token = [|token|];
                this.ViewBag.Other = [|await tokens.GetAccessToken("", "")|];
                ViewData["token"] = [|token|];
                ViewBag.Signature = tokens.Sign(token, url);
                ViewData["url"] = url;
                Kept["token"] = token;
                return Ok(url);
            }
        }

        class Pages
        {
            WeComTokens tokens = new();
            Dictionary<string, object> ViewData = new();

            async Task Keep() => ViewData["token"] = await tokens.GetAccessToken("", "");
        }
        """ + Web);

    [Fact]
    public Task Models_and_results_of_ones_own() => Verify.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;
        using System.Threading.Tasks;

        class Model { public string Token = ""; public string Title = ""; public string Signature = ""; }
        class WxJson : Result { public WxJson(object data) { } }

        class ModelController : ControllerBase
        {
            WeComTokens tokens = new();
            Dictionary<string, object> TempData = new();
            Result View(object model) => new();
            Result PartialView(string name, object model) => new();
            Result Redirect(string url) => new();

            public async Task<Result> One() => [|View(new Model { Token = await tokens.GetAccessToken("", "") })|];

            public async Task<Result> Two()
            {
                var token = await tokens.GetAccessToken("", "");
                var model = new Model { Title = "x" };
                model.Token = token;
                TempData["token"] = [|token|];
                return [|View(model)|];
            }

            public async Task<Result> Three() => [|new WxJson(await tokens.GetAccessToken("", ""))|];

            public async Task<Result> Four() => [|PartialView("part", await tokens.GetAccessToken("", ""))|];

            public async Task<Result> Five() => [|Redirect("/page?token=" + await tokens.GetAccessToken("", ""))|];

            public async Task<Result> Signed(string url)
            {
                var token = await tokens.GetAccessToken("", "");
                var model = new Model { Title = "x" };
                model.Signature = tokens.Sign(token, url);
                return View(model);
            }
        }
        {{Web}}
        """);

    [Fact]
    public Task The_ticket_of_a_reply() => Verify.VerifyAnalyzerAsync($$"""
        using System.Text.Json;

        class TicketController : ControllerBase
        {
            static readonly System.Net.Http.HttpClient Http = new();

            string GetTicket(string token) =>
                JsonDocument.Parse(Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/get_jsapi_ticket?access_token=" + token).Result).RootElement.GetProperty("ticket").GetString()!;

            string Train(string id) =>
                JsonDocument.Parse(Http.GetStringAsync("https://trains.example.com/ticket?id=" + id).Result).RootElement.GetProperty("ticket").GetString()!;

            public Result Wx(string token) => [|Json(new { ticket = GetTicket(token) })|];

            public Result Rail(string id) => Json(new { ticket = Train(id) });
        }
        {{Web}}
        """);

    [Fact]
    public Task Named_functions_and_services_that_are_endpoints() => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Threading.Tasks;

        class App { public void MapGet(string path, Delegate answer) { } }
        class ApplicationService { }

        class Start
        {
            void Run(App app, WeComTokens tokens)
            {
                app.MapGet("/token", Token);

                async Task<string> Token()
                {
                    return [|await tokens.GetAccessToken("", "")|];
                }

                async Task<string> Own()
                {
                    return await tokens.GetAccessToken("", "");
                }
            }
        }

        class WeComAppService : ApplicationService
        {
            WeComTokens tokens = new();

            public async Task<string> Current() => [|await tokens.GetAccessToken("", "")|];
        }
        {{Web}}
        """);

    [Fact]
    public Task Razor_pages_and_texts_put_together() => Verify.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;
        using System.Text;
        using System.Threading.Tasks;

        class PageModel { protected Dictionary<string, object> ViewData = new(); }

        class IndexModel : PageModel
        {
            WeComTokens tokens = new();
            string _kept = "";
            public string Token { get; set; } = "";

            public async Task OnGetAsync()
            {
                Token = [|await tokens.GetAccessToken("", "")|];
                ViewData["token"] = [|await tokens.GetAccessToken("", "")|];
                _kept = await tokens.GetAccessToken("", "");
            }
        }

        class ScriptController : ControllerBase
        {
            WeComTokens tokens = new();

            public async Task<string> Script()
            {
                var text = new StringBuilder();
                text.Append("var token = '").Append(await tokens.GetAccessToken("", "")).Append("';");
                return [|text.ToString()|];
            }
        }
        {{Web}}
        """);

    [Fact]
    public Task Only_the_failed_reply_is_shown() => Verify.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;
        using System.Text.Json;

        class TokenReply { public int errcode { get; set; } public string access_token { get; set; } = ""; public int expires_in { get; set; } }

        class WeComPageController : ControllerBase
        {
            static readonly System.Net.Http.HttpClient Http = new();
            Dictionary<string, object> ViewData = new();

            public Result Index(string secret)
            {
                var reply = JsonSerializer.Deserialize<TokenReply>(Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=a&corpsecret=" + secret).Result)!;
                if (!(reply.errcode == 0))
                {
                    ViewData["Message"] = JsonSerializer.Serialize(reply);
                    return Ok("");
                }

                ViewData["All"] = [|JsonSerializer.Serialize(reply)|];
                return Ok("");
            }
        }
        {{Web}}
        """);

    /// <summary>The framework keeps the token of the user's own sign-in under that name.</summary>
    [Fact]
    public Task A_token_of_the_users_own_sign_in() => Verify.VerifyAnalyzerAsync($$"""
        using System.Threading.Tasks;

        class HttpContext { public Task<string> GetTokenAsync(string name) => Task.FromResult(""); }

        class WeComPageController : ControllerBase
        {
            const string Api = "https://qyapi.weixin.qq.com/cgi-bin/user/get";
            HttpContext HttpContext = new();

            public Result Own()
            {
                var context = this.HttpContext;
                var token = context.GetTokenAsync("access_token").Result;
                return Ok(token);
            }
        }
        {{Web}}
        """);

    [Fact]
    public Task A_reply_that_is_read_into_a_type_by_an_extension() => Verify.VerifyAnalyzerAsync($$"""
        using System.Net.Http;
        using System.Threading.Tasks;

        class TokenReply { public int errcode { get; set; } public string access_token { get; set; } = ""; public int expires_in { get; set; } }

        class WeComPageController : ControllerBase
        {
            static readonly HttpClient Http = new();

            public async Task<Result> Index(string secret)
            {
                var reply = await Http.GetAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=a&corpsecret=" + secret);
                var token = await reply.Content.{|CS1061:ReadAsAsync<TokenReply>|}();
                return [|Ok(token)|];
            }

            // The client has the host.
            public async Task<Result> Relative(string secret)
            {
                var reply = await Http.GetAsync($"gettoken?corpid=a&corpsecret={secret}");
                var token = await reply.Content.{|CS1061:ReadAsAsync<TokenReply>|}();
                return [|Ok(token)|];
            }
        }
        {{Web}}
        """);

    /// <summary>How the reply was read may lie beyond what is followed; that it has a token and an errcode is plain.</summary>
    [Fact]
    public Task A_whole_reply_by_its_type() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Mvc;

        namespace Microsoft.AspNetCore.Mvc
        {
            public class ControllerBase { protected object Ok(object value) => value; }
        }

        class WeComReply { public int Errcode { get; set; } }
        class WeComToken : WeComReply { public string Access_token { get; set; } = ""; }
        class Session { public string AccessToken { get; set; } = ""; }

        class WeComService
        {
            const string Host = "https://qyapi.weixin.qq.com";
            readonly Func<string, object> ask = null!;
            public Task<WeComToken> GetAccessToken() => Task.FromResult((WeComToken)ask("gettoken"));
            public Task<Session> GetAccessTokenByUser(string user) => Task.FromResult((Session)ask(user));
        }

        class WeComController : ControllerBase
        {
            readonly WeComService service = new WeComService();

            public async Task<object> Token() => [|Ok(await service.GetAccessToken())|];

            public async Task<object> Outcome() => Ok((await service.GetAccessToken()).Errcode);

            public async Task<object> Own() => Ok(await service.GetAccessTokenByUser("a"));
        }
        """);

    [Fact]
    public Task Parts_of_tuples_and_headers() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;

        class HttpResponse { public Dictionary<string, string> Headers = new(); }

        class WeComController : ControllerBase
        {
            HttpResponse Response = new();
            static (string token, int left) Pair() => (new WeComTokens().GetAccessToken("", "").Result, 1);

            [HttpGet]
            public Result A()
            {
                var pair = Pair();
                return {|WCA1006:Ok(pair.token)|};
            }

            [HttpGet]
            public Result Left() => Ok(Pair().left);

            [HttpGet]
            public Result B()
            {
                Response.Headers["X-Token"] = {|WCA1006:Pair().token|};
                return Ok(1);
            }
        }
        """ + Web);

    [Fact]
    public Task Each_part_of_a_tuple_by_itself() => Verify.VerifyAnalyzerAsync("""
        class WeComController : ControllerBase
        {
            static (string, int) Pair()
            {
                var token = new WeComTokens().GetAccessToken("", "").Result;
                return (token, token.Length);
            }

            [HttpGet]
            public Result A()
            {
                var (value, left) = Pair();
                return {|WCA1006:Ok(new { value, left })|};
            }

            [HttpGet]
            public Result B()
            {
                var (value, left) = Pair();
                return Ok(left);
            }
        }
        """ + Web);

    [Fact]
    public Task Messages_of_a_hub() => Verify.VerifyAnalyzerAsync($$"""
        using System.Threading.Tasks;

        class Clients { public Client All = new(); }
        class Client { public Task SendAsync(string name, object value) => Task.CompletedTask; }

        class WeComHub
        {
            Clients Clients = new();
            Client _queue = new();
            WeComTokens _tokens = new();

            async Task Push()
            {
                var token = await _tokens.GetAccessToken("", "");
                await {|WCA1006:Clients.All.SendAsync("token", token)|};
                await Clients.All.SendAsync("sign", _tokens.Sign(token, ""));
                await _queue.SendAsync("token", token);
            }
        }
        {{Web}}
        """);

    [Fact]
    public Task An_object_with_a_secret_is_a_suggestion() => Verify.VerifyAnalyzerAsync($$"""
        class WeComApp { public string CorpId { get; set; } = ""; public string? CorpSecret { get; set; } }

        class AppController : ControllerBase
        {
            WeComApp Find() => new();

            [HttpGet] public Result Get() { var app = Find(); return {|#0:Ok(app)|}; }
            [HttpGet] public Result Emptied() { var app = Find(); app.CorpSecret = null; return Ok(app); }
            [HttpGet] public Result Name() { var app = Find(); return Ok(app.CorpId); }
        }
        {{Web}}
        """, Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task The_address_that_answers_with_a_token_stands_in_the_configuration() => Verify.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComController : ControllerBase
        {
            static readonly HttpClient Http = new();
            readonly Dictionary<string, string> _settings = new();

            [HttpGet] public async Task<string> A() => [|await Http.GetStringAsync($"{_settings["WeCom:Url"]}?corpid={_settings["WeCom:Id"]}&corpsecret={_settings["WeCom:Key"]}")|];
            [HttpGet] public async Task<string> B() => [|await Http.GetStringAsync(_settings["WeCom:AccessTokenUrl"] + "?a=b")|];
            [HttpGet] public async Task<string> C() => await Http.GetStringAsync($"{_settings["WeCom:Url"]}?userid=");
        }
        {{Web}}
        """);

    [Fact]
    public Task A_secret_of_the_settings() => Verify.VerifyAnalyzerAsync($$"""
        using System.Threading.Tasks;

        class WeComOptions { public string CorpId { get; set; } = ""; public string CorpSecret { get; set; } = ""; }
        class ConfigDto { public string? WeComSecret { get; set; } }
        class Provider { public Task<string> GetOrNullAsync(string name) => Task.FromResult(name); }

        class ConfigController : ControllerBase
        {
            readonly WeComOptions _options = new();

            [HttpGet] public ConfigDto A() => [|new ConfigDto { WeComSecret = _options.CorpSecret }|];
            [HttpGet] public Result B() => [|Ok(new { secret = _options.CorpSecret })|];
            [HttpGet] public WeComOptions C() => [|_options|];
            [HttpGet] public Result D() => [|Ok(_options)|];
            [HttpGet] public Result E() => Ok(new { _options.CorpId, isSet = _options.CorpSecret.Length > 0, shown = "******" });
            [HttpGet] public Result F(WeComOptions posted) => {|#0:Ok(posted)|};
        }

        class ApplicationService { protected Provider SettingProvider = new(); }
        abstract class PlantAppService : ApplicationService { }

        class CorpAppService : PlantAppService
        {
            public async Task<ConfigDto> GetAsync() { return [|new ConfigDto { WeComSecret = await SettingProvider.GetOrNullAsync("Plant.WeComSecret") }|]; }
            async Task<ConfigDto> Inner() { return new ConfigDto { WeComSecret = await SettingProvider.GetOrNullAsync("Plant.WeComSecret") }; }
        }
        {{Web}}
        """, Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task A_setting_that_clients_see() => Verify.VerifyAnalyzerAsync("""
        class SettingDefinition { public SettingDefinition(string name, string value = "", bool isVisibleToClients = false) { } }

        class WeComSettings
        {
            const string Secret = "Plant.WeComSecret";

            object[] Define() =>
            [
                [|new SettingDefinition("Plant.WeComSecret", "", isVisibleToClients: true)|],
                [|new SettingDefinition(Secret, isVisibleToClients: true)|],
                new SettingDefinition("Plant.WeComSecret", "", isVisibleToClients: false),
                new SettingDefinition("Plant.WeComCorpId", "", isVisibleToClients: true),
            ];
        }
        """);

    [Fact]
    public Task A_token_through_an_interface_or_a_base_class() => Verify.VerifyAnalyzerAsync($$"""
        using System.Threading.Tasks;

        interface ITokens { Task<string> Current(); }
        interface ILogin { Task<string> GetTokenAsync(string user); }
        abstract class Store { public abstract Task<string> Current(); }
        class Kept : ITokens { WeComTokens all = new(); public async Task<string> Current() => await all.GetAccessToken("", ""); }
        class Fetched : Store { WeComTokens all = new(); public override async Task<string> Current() { var now = await all.GetAccessToken("", ""); return now; } }
        class Login : ILogin { public async Task<string> GetTokenAsync(string user) => await Jwt.Create(user); }
        static class Jwt { public static Task<string> Create(string user) => Task.FromResult(user); }

        class WeComController : ControllerBase
        {
            ITokens tokens = new Kept();
            Store store = new Fetched();
            ILogin login = new Login();

            public async Task<Result> One()
            {
                var now = await tokens.Current();
                return [|Ok(now)|];
            }

            public async Task<string> Two() => [|await store.Current()|];

            public async Task<string> Own(string user) => await login.GetTokenAsync(user);
        }
        {{Web}}
        """);

    /// <summary>A method that is named after a signature may hand back more than that.</summary>
    [Fact]
    public Task A_model_that_another_class_makes() => Verify.VerifyAnalyzerAsync($$"""
        using System.Threading.Tasks;

        class Signed { public string Signature { get; set; } = ""; public string Ticket { get; set; } = ""; }

        class WeComPages
        {
            WeComTokens tokens = new();

            public async Task<Signed> GetSignature(string url)
            {
                var token = await tokens.GetAccessToken("", "");
                return new Signed { Signature = tokens.Sign(token, url), Ticket = token };
            }

            public async Task<Signed> SignOnly(string url)
            {
                var token = await tokens.GetAccessToken("", "");
                return new Signed { Signature = tokens.Sign(token, url) };
            }
        }

        class PageController : ControllerBase
        {
            WeComPages pages = new();

            public async Task<Signed> All(string url)
            {
                var signed = await pages.GetSignature(url);
                return [|signed|];
            }

            public async Task<Signed> Only(string url)
            {
                var signed = await pages.SignOnly(url);
                return signed;
            }
        }
        {{Web}}
        """);
}
