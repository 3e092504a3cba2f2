using WeComPolicy.Analyzers.Secrets;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.Secrets.WCA1005SecretInLog>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1005Tests
{
    private const string Log = """

        class TokenReply { public int errcode; public string errmsg = ""; public string access_token = ""; public int expires_in; }

        static class Log
        {
            public static void Info(string text, params object[] values) => System.Console.Out.Flush();
            public static void Error(string text) { }
        }
        """;

    /// <summary>What a method writes is not all that it is given.</summary>
    [Fact]
    public Task A_method_that_logs_something_else() => Verify.VerifyAnalyzerAsync("""
        using System;

        class WeComOrganisations
        {
            string _kept = "";

            void Keep(string no, string access_token)
            {
                Console.WriteLine("kept " + no);
                _ = access_token.Length;
            }

            void Tell(string no, string text) => Console.WriteLine(no + text);

            void A(string access_token)
            {
                Keep("1", access_token);
                {|WCA1005:Tell("1", access_token)|};
            }
        }
        """);

    [Fact]
    public Task Token_and_secret_by_their_names() => Verify.VerifyAnalyzerAsync($$"""
        using System;

        class WeComSender
        {
            string _corpSecret = "";

            void Show(string accessToken, TokenReply reply)
            {
                [|Console.WriteLine(accessToken)|];
                [|Console.Error.WriteLine("secret " + _corpSecret)|];
                [|Log.Info($"token {reply.access_token}")|];
                [|Log.Info("token {0}", reply.access_token)|];
                [|System.Diagnostics.Debug.WriteLine(string.Format("{0}", accessToken))|];
                throw [|new InvalidOperationException("used " + accessToken)|];
            }
        }
        {{Log}}
        """);

    [Fact]
    public Task Addresses_with_a_token() => Verify.VerifyAnalyzerAsync($$"""
        using System.Text;

        class WeComSender
        {
            const string Template = "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={0}&corpsecret={1}";

            void Show(string t, string id, string key)
            {
                var url = $"https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token={t}";
                [|Log.Info(url)|];
                var other = string.Format(Template, id, key);
                [|Log.Info("url: " + other)|];
                string third;
                third = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + key;
                [|Log.Info(third)|];
                var builder = new StringBuilder("https://qyapi.weixin.qq.com");
                builder.Append("/cgi-bin/user/get?access_token=" + t);
                [|Log.Info(builder.ToString())|];
                Log.Info("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + "***");
                Log.Info("https://api.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }
        }
        {{Log}}
        """);

    [Fact]
    public Task Reply_of_gettoken() => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Net.Http;
        using System.Text.Json;
        using System.Threading.Tasks;

        class WeComTokens
        {
            HttpClient http = new();

            async Task<string> Get(string id, string s)
            {
                var url = $"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={id}&corpsecret={s}";
                var json = await http.GetStringAsync(url);
                [|Log.Info("reply " + json)|];
                var response = await http.GetAsync(url);
                var text = await response.Content.ReadAsStringAsync();
                [|Log.Info(text)|];
                Log.Info($"status {response.StatusCode} {response}");
                var reply = JsonSerializer.Deserialize<TokenReply>(text)!;
                [|Log.Info(JsonSerializer.Serialize(reply))|];
                [|Log.Info("got {@Reply}", reply)|];
                Log.Info($"{reply.errmsg} {reply.expires_in} {reply}");
                if (reply.errcode != 0)
                {
                    Log.Info(text);
                    throw new Exception(text);
                }

                Log.Error("获取失败：" + text);
                return reply.access_token;
            }

            async Task Send(string body)
            {
                var token = await Get("", "");
                [|Log.Info("with " + token)|];
                var reply = await http.PostAsync($"https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token={token}", new StringContent(body));
                Log.Info(await reply.Content.ReadAsStringAsync());
            }
        }
        {{Log}}
        """);

    [Fact]
    public Task Helper_that_logs_what_its_callers_ask_for() => new CSharpAnalyzerTest<WCA1005SecretInLog>
    {
        TestCode = $$"""
            using System.Net.Http;

            public static class HttpHelper
            {
                public static string Get(string url)
                {
                    [|Log.Info("GET " + url)|];
                    var reply = new HttpClient().GetStringAsync(url).Result;
                    [|Log.Info("reply " + reply)|];
                    return reply;
                }

                public static string Post(string url, string body)
                {
                    [|Log.Info("POST " + url)|];
                    var reply = new HttpClient().PostAsync(url, new StringContent(body)).Result.Content.ReadAsStringAsync().Result;
                    Log.Info("reply " + reply);
                    return reply;
                }

                public static string Elsewhere(string url)
                {
                    Log.Info("GET " + url);
                    return new HttpClient().GetStringAsync(url).Result;
                }
            }
            {{Log}}
            """,
        Sources =
        {
            """
            class WeComClient
            {
                string Token(string id, string s) => HttpHelper.Get($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={id}&corpsecret={s}");
                string Send(string t) => HttpHelper.Post("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + t, "{}");
                string News() => HttpHelper.Elsewhere("https://example.org/news");
            }
            """,
        },
    }.RunAsync();

    [Fact]
    public Task Library_whose_callers_are_elsewhere() => Verify.VerifyAnalyzerAsync(
        """
        using System;
        using System.Net;

        public static class WeComHttp
        {
            public static string Get(string url)
            {
                {|#0:Console.WriteLine(url)|};
                return new WebClient().DownloadString(url);
            }
        }
        """,
        Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task Handler_of_the_client() => new CSharpAnalyzerTest<WCA1005SecretInLog>
    {
        TestCode = $$"""
            using System.Collections.Generic;
            using System.Diagnostics;
            using System.Net.Http;
            using System.Threading;
            using System.Threading.Tasks;

            class TracingHandler : DelegatingHandler
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
                {
                    var data = new Dictionary<string, object?> { ["uri"] = request.RequestUri?.ToString(), ["method"] = request.Method };
                    [|Log.Info("{@Data}", data)|];
                    Activity.Current?[|.SetTag("uri", request.RequestUri)|];
                    return base.SendAsync(request, cancellationToken);
                }
            }

            class OtherHandler : DelegatingHandler
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
                {
                    Log.Info("uri " + request.RequestUri);
                    return base.SendAsync(request, cancellationToken);
                }
            }
            {{Log}}
            """,
        Sources =
        {
            """
            class Start
            {
                Start AddClient(string host) => this;
                Start AddHttpMessageHandler<T>() => this;

                void Register()
                {
                    AddClient("https://qyapi.weixin.qq.com").AddHttpMessageHandler<TracingHandler>();
                    AddClient("https://example.org").AddHttpMessageHandler<OtherHandler>();
                }
            }
            """,
        },
    }.RunAsync();

    [Fact]
    public Task AppKey_of_a_library_that_was_not_restored() => Verify.VerifyAnalyzerAsync($$"""
        using {|CS0246:Senparc|}.Weixin.Work.Containers;

        class Sender
        {
            void Send(string id, string secret)
            {
                var k = {|CS0103:AccessTokenContainer|}.BuildingKey(id, secret);
                [|Log.Info("cache key " + k)|];
                var t = {|CS0103:AccessTokenContainer|}.TryGetToken(id, secret);
                [|Log.Info($"{t}")|];
            }
        }
        {{Log}}
        """);

    [Fact]
    public Task Masked_measured_or_only_named() => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Text.RegularExpressions;

        class WeComSender
        {
            const string AccessToken = "access_token";

            void Show(string accessToken, TokenReply reply, System.Threading.CancellationToken token)
            {
                Log.Info(Mask(accessToken));
                Log.Info($"{accessToken.Length} {accessToken[..4]} {accessToken.Substring(0, 4)} {accessToken?.Length}");
                Log.Info(Regex.Replace($"https://qyapi.weixin.qq.com/x?access_token={accessToken}", "token=.*", "token=***"));
                Log.Info(string.IsNullOrEmpty(accessToken) ? "none" : "some");
                Log.Info(AccessToken + " expires " + reply.expires_in + " " + token);
                Log.Info(nameof(accessToken));
                throw new ArgumentNullException(nameof(accessToken));
            }

            string Mask(string text) => "***";
        }
        {{Log}}
        """);

    [Fact]
    public Task Tokens_of_others() => new CSharpAnalyzerTest<WCA1005SecretInLog>
    {
        TestCode = """class WeComClient { const string Host = "https://qyapi.weixin.qq.com"; }""",
        Sources = { "class Login { void Show(string accessToken) => System.Console.WriteLine(accessToken); }" },
    }.RunAsync();

    [Fact]
    public Task A_name_that_says_nothing_but_is_used_as_a_key() => Verify.VerifyAnalyzerAsync($$"""
        using System.Net.Http;
        using System.Threading.Tasks;

        class Bots
        {
            string webhookUrl = "";

            public async Task Push(HttpClient http, string bot, string text)
            {
                await http.PostAsync($"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={bot}", new StringContent(text));
                [|Log.Info($"sent by {bot}: {text}")|];
                Log.Info($"sent: {text}");
            }

            public void SetUrl(string url)
            {
                webhookUrl = url;
                [|Log.Info($"now {url}")|];
            }

            public void SetKey(string template, string key)
            {
                webhookUrl = string.Format(template, key);
                [|Log.Info("now " + key)|];
            }

            public async Task Ding(HttpClient http, string bot)
            {
                await http.PostAsync($"https://oapi.dingtalk.com/robot/send?access_token={bot}", null);
                Log.Info(bot);
            }

            void Start(string template, string webhookKey) => SetKey(template, webhookKey);
        }
        {{Log}}
        """);

    [Fact]
    public async Task A_helper_behind_a_helper()
    {
        var test = new CSharpAnalyzerTest<WCA1005SecretInLog>
        {
            TestCode = $$"""
                using System;
                using System.Net.Http;
                using System.Threading.Tasks;

                interface IRequests { Task<T?> GetAsync<T>(string requestUrl); }

                class Requests : IRequests
                {
                    static readonly HttpClient Http = new();

                    public async Task<T?> GetAsync<T>(string requestUrl) => await Safely(requestUrl, async () =>
                    {
                        var response = await Http.GetAsync(requestUrl);
                        if (!response.IsSuccessStatusCode)
                            Failed(requestUrl, response);
                        return default(T);
                    });

                    static void Failed(string requestUrl, HttpResponseMessage response) => [|Log.Info("{0} {1}", requestUrl, response.StatusCode)|];

                    static async Task<T?> Safely<T>(string requestUrl, Func<Task<T?>> run)
                    {
                        try
                        {
                            return await run();
                        }
                        catch (HttpRequestException)
                        {
                            [|Log.Info("on {0}", requestUrl)|];
                            return default;
                        }
                    }
                }
                {{Log}}
                """,
        };
        test.Sources.Add("""
            using System.Threading.Tasks;

            class WeComClient(IRequests requests)
            {
                public Task<TokenReply?> Token(string id, string secret) =>
                    requests.GetAsync<TokenReply>($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={id}&corpsecret={secret}");
            }
            """);
        await test.RunAsync();
    }

    [Fact]
    public Task A_reply_written_out() => Verify.VerifyAnalyzerAsync($$"""
        class WeComTokens
        {
            class TokenResult { public string access_token { get; set; } = ""; public int expires_in { get; set; } }
            class Ticket { public string ticket { get; set; } = ""; public int expires_in { get; set; } }
            class Member { public string name { get; set; } = ""; }

            static T Get<T>(string url) where T : new() => new();

            void Show(string tokenUrl, string ticketUrl)
            {
                var result = Get<TokenResult>(tokenUrl);
                [|Log.Info($"got {System.Text.Json.JsonSerializer.Serialize(result)}")|];
                var ticket = Get<Ticket>(ticketUrl);
                [|Log.Info("got " + System.Text.Json.JsonSerializer.Serialize(ticket))|];
                var member = Get<Member>(ticketUrl);
                Log.Info("got " + System.Text.Json.JsonSerializer.Serialize(member));
                Log.Info($"until {result.expires_in}");
            }
        }
        {{Log}}
        """);

    [Fact]
    public Task A_reply_written_out_by_the_projects_own_serializer() => Verify.VerifyAnalyzerAsync($$"""
        static class Json { public static string JsonSerialize(object value) => System.Text.Json.JsonSerializer.Serialize(value); }

        class WeComTokens
        {
            class TokenResult { public string access_token { get; set; } = ""; public int expires_in { get; set; } }

            void Show(TokenResult result, string name)
            {
                [|Log.Info($"got {Json.JsonSerialize(result)}")|];
                Log.Info($"got {Json.JsonSerialize(name)}");
            }
        }
        {{Log}}
        """);

    [Fact]
    public Task A_method_named_Log_with_an_underscore() => Verify.VerifyAnalyzerAsync($$"""
        class WeComJob
        {
            string access_token = Qy.GetAccessToken("corp", "secret");

            void Run()
            {
                [|Log_Text("access_token:" + access_token, "push")|];
                Log_Text("started", "push");
                Login_Text("access_token:" + access_token);
            }

            void Log_Text(string text, string file) => System.IO.File.AppendAllText(file + ".txt", text);

            void Login_Text(string text) { }
        }

        static class Qy { public static string GetAccessToken(string corpid, string corpsecret) => new System.Net.WebClient().DownloadString("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=" + corpid + "&corpsecret=" + corpsecret); }
        """);

    [Fact]
    public Task A_helper_that_takes_the_operation_and_logs_every_reply() => Verify.VerifyAnalyzerAsync($$"""
        using System.Net.Http;
        using System.Threading.Tasks;

        class OAuthBase
        {
            protected void WriteLog(string format, params object[] values) => Log.Info(format, values);
        }

        class WorkWeChat(string corpId, string corpSecret) : OAuthBase
        {
            private readonly HttpClient _http = new() { BaseAddress = new System.Uri("https://qyapi.weixin.qq.com/cgi-bin/") };

            public Task<string> Token() => GetAsync("gettoken", new { corpid = corpId, corpsecret = corpSecret });

            public Task<string> Days(string token) => PostAsync("checkin/getcheckindata?access_token=" + token, new { });

            public Task<string> Member(string id) => Plain("user/get", new { userid = id });

            async Task<string> GetAsync(string action, object values)
            {
                var reply = await _http.GetStringAsync(action + "?" + values);
                [|WriteLog("GET {0} {1}", action, reply)|];
                return reply;
            }

            async Task<string> PostAsync(string action, object values)
            {
                using var answer = await _http.PostAsync(action, new StringContent(values.ToString()!));
                var reply = await answer.Content.ReadAsStringAsync();
                [|WriteLog("POST {0} {1}", action, reply)|];
                return reply;
            }

            async Task<string> Plain(string action, object values)
            {
                var reply = await _http.GetStringAsync(action + "?" + values);
                WriteLog("GET {0} {1}", action, reply);
                return reply;
            }
        }
        {{Log}}
        """);

    [Fact]
    public Task Replies_of_other_platforms() => Verify.VerifyAnalyzerAsync($$"""
        using System.Net.Http;
        using System.Threading.Tasks;

        class Platforms
        {
            const string WeCom = "https://qyapi.weixin.qq.com/cgi-bin/user/get";

            public async Task Ding(HttpClient http, string key)
            {
                var reply = await http.GetStringAsync("https://oapi.dingtalk.com/gettoken?appkey=" + key);
                Log.Info(reply);
            }

            public async Task Proxy(HttpClient http, string key)
            {
                var reply = await http.GetStringAsync("https://proxy.example.com/cgi-bin/gettoken?corpid=" + key);
                [|Log.Info(reply)|];
            }
        }
        {{Log}}
        """);

    [Fact]
    public Task A_value_that_is_kept_as_this_or_that() => Verify.VerifyAnalyzerAsync($$"""
        class WeComOptions
        {
            const string Api = "https://qyapi.weixin.qq.com/cgi-bin/";

            string _server = "";
            string _corpSecret = "";
            string _webhookUrl = "";

            void Read(string[] arguments)
            {
                foreach (var argument in arguments)
                {
                    var value = argument.Substring(2);
                    if (argument[0] == 's')
                        _server = value;
                    else
                        _corpSecret = value;
                }

                Log.Info("server {0}", _server);
            }

            void Use(string target)
            {
                _webhookUrl = target;
                [|Log.Info("to {0}", target)|];
            }
        }
        {{Log}}
        """);

    [Fact]
    public Task Bytes_made_text_by_a_library() => new CSharpAnalyzerTest<WCA1005SecretInLog>
    {
        Library = "public static class Bytes { public static string? ToStr(this byte[] bytes) => null; public static string ToHex(this byte[] bytes) => \"\"; }",
        TestCode = $$"""
            using System.Net.Http;
            using System.Threading.Tasks;

            class WorkWeChat
            {
                public async Task Token(HttpClient http, string query)
                {
                    var bytes = await http.GetByteArrayAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?" + query);
                    var text = bytes.ToStr()?.Trim();
                    [|Log.Info("reply {0}", text!)|];
                    Log.Info("reply {0}", bytes.ToHex());
                }
            }
            {{Log}}
            """,
    }.RunAsync();

    [Fact]
    public Task Delegates_boxes_and_files() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.IO;

        static class MessageBox { public static void Show(string text) { } }

        class WeComSender
        {
            public Action<string>? OnLogger;
            public event EventHandler<string>? MessageLogged;
            public Action<string>? Changed;

            void A(string accessToken, Action<string> log)
            {
                OnLogger?[|.Invoke("token " + accessToken)|];
                [|OnLogger!("token " + accessToken)|];
                MessageLogged?[|.Invoke(this, "token " + accessToken)|];
                [|log(accessToken)|];
                Changed?.Invoke(accessToken);
                [|MessageBox.Show(accessToken)|];
                [|File.AppendAllText("wecom.log", accessToken)|];
                File.WriteAllText("token.txt", accessToken);
                using (var writer = new StreamWriter("logs/today.txt", true))
                    [|writer.WriteLine(accessToken)|];
                using (var writer2 = new StreamWriter("token.txt"))
                    writer2.WriteLine(accessToken);
            }
        }
        """);

    [Fact]
    public Task A_helper_that_prints_and_a_name_that_says_nothing() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComSender
        {
            static readonly HttpClient Http = new();

            async Task A(string secret)
            {
                var s = await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=a&corpsecret=" + secret);
                [|Print(s)|];
                Keep(s);
            }

            static void Print(string line) => Console.WriteLine(DateTime.Now + line);

            static void Keep(string line) => Console.WriteLine("kept");
        }
        """);

    [Fact]
    public Task Objects_with_a_secret_written_out() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Text.Json;
        using System.Text.Json.Serialization;

        class WeComApp { public string Name { get; set; } = ""; public string CorpSecret { get; set; } = ""; }
        class WeComAppShown { public string Name { get; set; } = ""; [JsonIgnore] public string CorpSecret { get; set; } = ""; }

        class WeComApps
        {
            void A(List<WeComApp> apps, WeComApp app, List<WeComAppShown> shown)
            {
                [|Console.WriteLine(JsonSerializer.Serialize(apps))|];
                [|Console.WriteLine(JsonSerializer.Serialize(app))|];
                Console.WriteLine(JsonSerializer.Serialize(shown));
                Console.WriteLine(app.Name);
            }
        }

        namespace Stored
        {
            class Access { public string CorpId { get; set; } = ""; public string CorpSecret { get; set; } = ""; public string AgentId { get; set; } = ""; }
            class Other { public string Id { get; set; } = ""; public string AppSecret { get; set; } = ""; }

            class Accesses
            {
                void A(List<Access> found, Other other)
                {
                    [|Console.WriteLine("found " + JsonSerializer.Serialize(found))|];
                    Console.WriteLine(JsonSerializer.Serialize(other.Id));
                }
            }
        }
        """);

    [Fact]
    public Task The_address_read_back() => Verify.VerifyAnalyzerAsync(
        """
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComSender
        {
            static readonly HttpClient Http = new();

            async Task A(string secret, HttpRequestMessage request, string accessToken)
            {
                var response = await Http.GetAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=a&corpsecret=" + secret);
                [|Console.WriteLine(response.RequestMessage!.RequestUri)|];
                var made = new HttpRequestMessage(HttpMethod.Get, "https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + accessToken);
                [|Console.WriteLine("calling " + made.RequestUri)|];
                {|#0:Console.WriteLine(request.RequestUri)|};
            }
        }
        """,
        Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task A_reply_behind_a_look_into_the_cache() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComTokens
        {
            static readonly HttpClient Http = new();
            string _kept = "";
            public static event Action<string>? OnPrint;

            static void Print(string message)
            {
                if (OnPrint != null)
                    OnPrint(DateTime.Now + message);
            }

            async Task<string> Get(string secret)
            {
                var token = _kept;
                if (token != "")
                    return token;
                var content = await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=a&corpsecret=" + secret);
                [|Print("GetToken Response: " + content)|];
                if (content.Contains("access_token"))
                    return content;
                Print("GetToken Response: " + content);
                return "";
            }
        }
        """);

    [Fact]
    public Task Loggers_behind_a_singleton_and_texts_made_late() => Verify.VerifyAnalyzerAsync("""
        using System;

        class Logger
        {
            public static readonly Logger Default = new();
            public void Info(string text) { }
            public void Trace(Func<string> text) { }
        }

        class Cache
        {
            public static readonly Cache Default = new();
            public void Add(string text) { }
        }

        class WeComSender
        {
            static readonly Logger logger = Logger.Default;

            void A(string accessToken)
            {
                [|Logger.Default.Info("token " + accessToken)|];
                [|logger.Trace(() => "token " + accessToken)|];
                Cache.Default.Add(accessToken);
            }
        }
        """);

    /// <summary>Logs under other names: helpers, records of a table, and what a window shows.</summary>
    [Fact]
    public Task Helpers_records_and_windows() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;

        class TextBox { public string Text = ""; public void AppendText(string text) { } }
        class ListBox { public List<object> Items = new(); }
        class RequestLog { public string Detail = ""; }
        class Member { public string Detail = ""; }
        class Store { public void Insert(object row) { } }
        static class Files { public static void WriteTextLog(string name, string text) => System.IO.File.AppendAllText(name, text); public static void ShowLogin(string text) { } }

        class WeComWindow
        {
            TextBox txtResult = new(), textBox1 = new(), txtAccessToken = new();
            ListBox lstOutput = new();
            Store db = new();

            void A(string access_token, string name)
            {
                {|WCA1005:Files.WriteTextLog("a.txt", access_token)|};
                Files.ShowLogin(access_token);
                {|WCA1005:db.Insert(new RequestLog { Detail = access_token })|};
                var row = new RequestLog();
                row.Detail = access_token;
                {|WCA1005:db.Insert(row)|};
                db.Insert(new RequestLog { Detail = name });
                db.Insert(new Member { Detail = access_token });
                {|WCA1005:txtResult.Text = access_token|};
                {|WCA1005:txtResult.Text += "token " + access_token|};
                {|WCA1005:textBox1.AppendText(access_token)|};
                {|WCA1005:lstOutput.Items.Add(access_token)|};
                txtAccessToken.Text = access_token;
                txtResult.Text = name;
            }
        }
        """);

    /// <summary>A method hands the reply to a function that its caller gave it.</summary>
    [Fact]
    public Task Replies_that_a_function_is_given() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;

        class WeComTokens
        {
            static readonly HttpClient Http = new();

            static string Get(string url) => Http.GetStringAsync(url).Result;

            string Fetch(string corpId, string corpSecret, Action<string> done, Action<int, string>? more = null)
            {
                try
                {
                    var reply = Get("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=" + corpId + "&corpsecret=" + corpSecret);
                    done(reply);
                    more?.Invoke(reply.Length, reply);
                    return "";
                }
                catch (Exception e)
                {
                    done(e.Message);
                    return "";
                }
            }

            void Members(Action<string> done) => done.Invoke(Get("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=a"));

            void A(string id, string secret)
            {
                Fetch(id, secret, (string message) => { {|WCA1005:Console.Write("message{0}", message)|}; });
                Fetch(id, secret, message => {|WCA1005:Console.WriteLine(message)|}, (count, text) => Console.WriteLine(count));
                Fetch(id, secret, _ => { }, more: delegate(int count, string text) { {|WCA1005:Console.WriteLine(text)|}; });
                Members(message => Console.WriteLine(message));
            }
        }
        """);

    /// <summary>A variable that holds one reply after the other holds the last one.</summary>
    [Fact]
    public Task Variables_that_are_written_again() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComReplies
        {
            const string Token = "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=a&corpsecret=";
            const string User = "https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=a";
            static readonly HttpClient Http = new();

            async Task Replaced(string secret)
            {
                var reply = await Http.GetStringAsync(Token + secret);
                {|WCA1005:Console.WriteLine(reply)|};
                reply = await Http.GetStringAsync(User);
                Console.WriteLine(reply);
            }

            async Task Perhaps(string secret, bool again)
            {
                var reply = await Http.GetStringAsync(Token + secret);
                if (again)
                    reply = await Http.GetStringAsync(User);
                if (again)
                {
                    reply = await Http.GetStringAsync(User);
                    Console.WriteLine(reply);
                }

                {|WCA1005:Console.WriteLine(reply)|};
            }

            async Task Around(string secret)
            {
                var reply = "";
                for (var i = 0; i < 2; i++)
                {
                    {|WCA1005:Console.WriteLine(reply)|};
                    reply = await Http.GetStringAsync(Token + secret);
                }

                reply += ".";
                {|WCA1005:Console.WriteLine(reply)|};
            }

            async Task Later(string secret)
            {
                var reply = await Http.GetStringAsync(Token + secret);
                void Tell() => {|WCA1005:Console.WriteLine(reply)|};
                Tell();
                reply = "";
                Tell();
            }

            async Task Beside(string secret, bool one)
            {
                if (one)
                {
                    var reply = await Http.GetStringAsync(Token + secret);
                }
                else
                {
                    var reply = await Http.GetStringAsync(User);
                    Console.WriteLine(reply);
                }
            }
        }
        """);

    [Fact]
    public Task Properties_scopes_and_messages_that_are_generated() => Verify.VerifyAnalyzerAsync("""
        using System;

        class LoggerMessageAttribute : Attribute { public LoggerMessageAttribute(string message) { } }
        interface ILogger { void Write(string text); ILogger ForContext(string name, object value); IDisposable BeginScope(string text, object value); }
        static class LoggerMessage { public static Action<ILogger, string, Exception?> Define(string text) => (logger, value, _) => logger.Write(text); }

        static partial class WeComLog
        {
            static readonly Action<ILogger, string, Exception?> s_told = LoggerMessage.Define("token {Token}");
            static readonly Action<string, string, Exception?> s_kept = (_, _, _) => { };

            [LoggerMessage("token {token}")]
            static partial void Told(ILogger logger, string token);

            static partial void Told(ILogger logger, string token) => token.Trim();

            static void Run(ILogger logger, string accessToken)
            {
                [|logger.ForContext("token", accessToken)|].Write("x");
                using (var scope = [|logger.BeginScope("{token}", accessToken)|])
                    [|s_told(logger, accessToken, null)|];
                s_kept("logger", accessToken, null);
                [|Told(logger, accessToken)|];
            }
        }
        """);

    [Fact]
    public Task A_file_that_goes_on_and_on() => Verify.VerifyAnalyzerAsync("""
        using System.IO;

        class WeComTokens
        {
            void Append(string accessToken)
            {
                using var writer = new StreamWriter("D:\\wecom.txt", true);
                [|writer.WriteLine(accessToken)|];
            }

            void Keep(string accessToken)
            {
                using var writer = new StreamWriter("D:\\token.txt", false);
                writer.WriteLine(accessToken);
            }
        }
        """);

    [Fact]
    public Task An_object_with_a_secret_as_structure() => Verify.VerifyAnalyzerAsync("""
        class WeComOptions { public string CorpId { get; set; } = ""; public string CorpSecret { get; set; } = ""; }
        class WeComReply { public int errcode { get; set; } }
        interface ILogger { void LogDebug(string text, object value); }

        class WeComSender
        {
            void Run(ILogger logger, WeComOptions options, WeComReply reply)
            {
                [|logger.LogDebug("{@Options}", options)|];
                logger.LogDebug("{Options}", options);
                logger.LogDebug("{@Reply}", reply);
            }
        }
        """);

    [Theory]
    [InlineData("WeComLoggingHandler", true)]
    [InlineData("LoggingHandler", false)]
    public Task A_handler_by_its_name(string name, bool isSure) => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        class {{name}} : DelegatingHandler
        {
            const string Api = "https://qyapi.weixin.qq.com/cgi-bin/";

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
            {
                {|#0:Console.WriteLine(request.RequestUri)|};
                return base.SendAsync(request, cancellation);
            }
        }
        """, isSure ? Verify.Diagnostic().WithLocation(0) : Verify.Suggestion().WithLocation(0));

    /// <summary>The name by which a member travels says what it holds, whoever sends the request.</summary>
    [Theory]
    [InlineData("WeComTokens", true)]
    [InlineData("LarkTokens", false)]
    public Task A_member_that_is_named_on_the_wire(string name, bool isToken) => Verify.VerifyAnalyzerAsync($$"""
        using System;

        class JsonPropertyAttribute : Attribute { public JsonPropertyAttribute(string name) { } }
        class Answer
        {
            [JsonProperty("access_token")] public string Value { get; set; } = "";
            [JsonProperty("errcode")] public string Code { get; set; } = "";
        }
        record Named([property: JsonProperty("access_token")] string Text);
        interface ISender { T Ask<T>(string path); }

        class {{name}}
        {
            void Run(ISender sender)
            {
                var answer = sender.Ask<Answer>("gettoken");
                {{(isToken ? "[|" : "")}}Console.WriteLine("got " + answer.Value){{(isToken ? "|]" : "")}};
                {{(isToken ? "[|" : "")}}Console.WriteLine(sender.Ask<Named>("gettoken").Text){{(isToken ? "|]" : "")}};
                Console.WriteLine("code " + answer.Code);
            }
        }
        """);

    [Fact]
    public Task Lines_that_are_kept_for_a_log() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;

        class Settings { public string WeixinCorpSecret { get; set; } = ""; public string WxOpenAppSecret { get; set; } = ""; }

        class WxOpenStart
        {
            readonly List<string> log = new();

            void Written(Settings settings)
            {
                var logs = new List<string>();
                logs.Add("begin");
                logs.Add($"secret: {settings.WeixinCorpSecret}");
                [|File.AppendAllLines("start.log", logs)|];
            }

            void Kept(Settings settings) => [|log.Add($"secret: {settings.WeixinCorpSecret}")|];

            void Other(Settings settings)
            {
                Console.WriteLine($"secret: {settings.WxOpenAppSecret}");
            }
        }
        """);

    [Fact]
    public Task A_helper_that_shows_the_address_of_the_reply_it_is_given() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComClient
        {
            static readonly HttpClient http = new();

            async Task<string> Read(HttpResponseMessage response)
            {
                [|Console.WriteLine(response.RequestMessage?.RequestUri)|];
                return await response.Content.ReadAsStringAsync();
            }

            public async Task<string> Upload(string token)
            {
                var response = await http.PostAsync($"https://qyapi.weixin.qq.com/cgi-bin/media/upload?access_token={token}", null);
                return await Read(response);
            }
        }
        """);

    /// <summary>A client that is called after WeCom and asks for nothing of its API is a service of the firm's own.</summary>
    [Theory]
    [InlineData("cgi-bin/user/get", true)]
    [InlineData("api/school/detail", false)]
    public Task A_handler_of_a_client_that_is_named_after_WeCom(string path, bool isOurs) => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        class LogHandler : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
            {
                {{(isOurs ? "[|" : "")}}Console.WriteLine(request.RequestUri){{(isOurs ? "|]" : "")}};
                return base.SendAsync(request, cancellation);
            }
        }

        class Services
        {
            public Services AddHttpClient(string name) => this;
            public Services AddHttpMessageHandler<T>() => this;
            void Register() { AddHttpClient("WxWorkApi").AddHttpMessageHandler<LogHandler>(); }
        }

        class WxWorkSchool(Func<string, HttpClient> make)
        {
            Task<string> Ask() => make("WxWorkApi").GetStringAsync("{{path}}");
        }
        """);

    [Theory]
    [InlineData("if (response.IsSuccessStatusCode) { if (content.Length > 0) return content; throw new Exception(); }", false)]
    [InlineData("if (response.IsSuccessStatusCode) { if (content.Length > 0) return content; else return \"\"; }", false)]
    [InlineData("if (response.IsSuccessStatusCode) { Console.WriteLine(content.Length); }", true)]
    public Task What_is_reached_after_a_failure_only(string before, bool isTold) => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComClient
        {
            static readonly HttpClient http = new();

            async Task<string> Read(string id, string secret)
            {
                var response = await http.GetAsync($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={id}&corpsecret={secret}");
                var content = await response.Content.ReadAsStringAsync();
                {{before}}
                {{(isTold ? "[|" : "")}}Console.WriteLine(content){{(isTold ? "|]" : "")}};
                return "";
            }
        }
        """);

    [Theory]
    [InlineData("Template.Replace(\"ACCESS_TOKEN\", value)", true)]
    [InlineData("Asked.Replace(\"ID\", \"a\").Replace(\"SECRET\", value)", true)]
    [InlineData("new StringBuilder(Host).AppendFormat(\"?corpsecret={0}\", value)", true)]
    [InlineData("new StringBuilder(Host).Append(\"?corpsecret=\").Append(value)", true)]
    [InlineData("string.Concat(\"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpsecret=\", value)", true)]
    [InlineData("string.Join(Host, new Dictionary<string, string> { [\"corpsecret\"] = value })", true)]
    [InlineData("Template.Replace(\"userid=1\", \"userid=\" + value)", false)]
    [InlineData("\"https://example.com/?access_token=TOKEN\".Replace(\"TOKEN\", value)", false)]
    public Task Ways_to_make_an_address(string made, bool isTold) => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Collections.Generic;
        using System.Text;

        class WeComAddress
        {
            const string Host = "https://qyapi.weixin.qq.com/cgi-bin/gettoken";
            const string Template = "https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=ACCESS_TOKEN&userid=1";
            static string Asked = "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=ID&corpsecret=SECRET";

            void Show(string value)
            {
                var address = {{made}};
                {{(isTold ? "[|" : "")}}Console.WriteLine(address){{(isTold ? "|]" : "")}};
            }
        }
        """);

    /// <summary>A helper's callers say where its request goes, whatever its parameter is called.</summary>
    [Theory]
    [InlineData("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=a&corpsecret=", true)]
    [InlineData("https://api.example.com/school?id=", false)]
    public Task A_helper_by_what_it_is_given(string address, bool isTold) => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class Input { public string Url { get; set; } = ""; }

        class WeComHelper
        {
            static readonly HttpClient http = new();

            async Task<string> Get(string what, string text)
            {
                {{(isTold ? "[|" : "")}}Console.WriteLine(what){{(isTold ? "|]" : "")}};
                Console.WriteLine(text);
                return await (await http.PostAsync(what, new StringContent(text))).Content.ReadAsStringAsync();
            }

            async Task<string> Ask(Input input)
            {
                {{(isTold ? "[|" : "")}}Console.WriteLine($"to {input.Url}"){{(isTold ? "|]" : "")}};
                var reply = await http.GetStringAsync(input.Url);
                {{(isTold ? "[|" : "")}}Console.WriteLine(reply){{(isTold ? "|]" : "")}};
                return reply;
            }

            public async Task Run(string value)
            {
                await Get($"{{address}}{value}", "{}");
                await Ask(new Input { Url = $"{{address}}{value}" });
            }
        }
        """);

    /// <summary>A log that takes a request apart writes the token that goes with it; an attribute for JSON does not keep it from that.</summary>
    [Fact]
    public Task A_request_with_its_token_taken_apart() => Verify.VerifyAnalyzerAsync("""
        using System;

        class JsonIgnoreAttribute : Attribute { }
        class NotLoggedAttribute : Attribute { }
        class WeComMessage { [JsonIgnore] public string AccessToken { get; set; } = ""; public string ToUser { get; set; } = ""; }
        class WeComNote { [NotLogged] public string AccessToken { get; set; } = ""; public string ToUser { get; set; } = ""; }
        interface ILogger { void LogInformation(string text, params object[] values); }

        class WeComSender
        {
            void Run(ILogger logger, WeComMessage message, WeComNote note)
            {
                {|WCA1005:logger.LogInformation("sent {@Message}", message)|};
                logger.LogInformation("sent {Message}", message);
                logger.LogInformation("sent {@Note}", note);
                logger.LogInformation("sent {@To}", message.ToUser);
            }
        }
        """);

    /// <summary>In the branch where its errcode is not 0 a reply holds no token, even if nothing is known of its type but the name of the method.</summary>
    [Fact]
    public Task A_reply_out_of_sight_that_failed() => Verify.VerifyAnalyzerAsync("""
        using System;

        class WeComServer
        {
            static {|CS0246:PassReply|} GetToken() => {|CS0103:Json|}.Read<{|CS0246:PassReply|}>({|CS0103:Web|}.Get("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret="));

            static {|CS0246:PassReply|} Current()
            {
                var reply = GetToken();
                if (reply?.errcode == 0)
                    {|CS0103:Store|}.Put("pass", reply);
                else
                    Console.WriteLine("no pass, reply=" + reply);
                return reply;
            }

            static void Other(string accessToken)
            {
                var reply = GetToken();
                if (reply?.errcode == 0)
                    {|CS0103:Store|}.Put("pass", reply);
                else
                    {|WCA1005:Console.WriteLine("no pass, before=" + accessToken)|};
            }
        }
        """);
}
