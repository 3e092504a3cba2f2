using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2001LoopWithoutPacing>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2001Tests
{
    private const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.IO;
        using System.Net;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    /// <summary>An object that asks the API when it is made.</summary>
    [Fact]
    public Task A_call_in_a_constructor() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Net.Http;

        class Users
        {
            static readonly HttpClient Http = new();
            public string Text = "";

            public Users() { }

            public Users(string department) => Text = Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list?department_id=" + department).Result;
        }

        class WeComDepartments
        {
            void A(IEnumerable<string> departments)
            {
                foreach (var department in departments)
                {
                    var users = [|new Users(department)|];
                    System.Console.WriteLine(users.Text);
                }
            }

            void B(IEnumerable<string> departments)
            {
                foreach (var department in departments)
                    System.Console.WriteLine(new Users { Text = department }.Text);
            }
        }
        """);

    [Fact]
    public Task Every_form_of_address() => Verify.VerifyAnalyzerAsync(Usings + """
        class Urls
        {
            public const string Host = "https://qyapi.weixin.qq.com";
            public static readonly string Send = Host + "/cgi-bin/message/send?access_token={0}";
            public string Get => "https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=[ID]";
        }

        class Sender
        {
            readonly HttpClient _http = new HttpClient();

            async Task Interpolated(List<string> users, string token)
            {
                foreach (var user in users)
                    await [|_http.GetStringAsync($"{Urls.Host}/cgi-bin/user/get?access_token={token}&userid={user}")|];
            }

            async Task Formatted(string[] bodies, string token)
            {
                for (var i = 0; i < bodies.Length; i++)
                {
                    var url = string.Format(Urls.Send, token);
                    await [|_http.PostAsync(url, new StringContent(bodies[i]))|];
                }
            }

            async Task Replaced(IEnumerable<string> ids)
            {
                foreach (var id in ids)
                {
                    var reply = await [|_http.GetAsync(new Urls().Get.Replace("[ID]", id))|];
                    Console.WriteLine(await reply.Content.ReadAsStringAsync());
                }
            }

            async Task Message(Queue<string> queue)
            {
                while (queue.Count > 0)
                {
                    var request = new HttpRequestMessage(HttpMethod.Post, Urls.Host + "/cgi-bin/message/send");
                    request.Content = new StringContent(queue.Dequeue());
                    await [|_http.SendAsync(request)|];
                }
            }

            void OldRequest(string[] ids)
            {
                foreach (var id in ids)
                {
                    var request = (HttpWebRequest)WebRequest.Create("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id);
                    using var reply = [|request.GetResponse()|];
                }
            }

            void OldClient(string[] ids)
            {
                using var client = new WebClient();
                foreach (var id in ids)
                    [|client.DownloadString("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id)|];
            }
        }
        """);

    [Fact]
    public Task Relative_path_on_a_client_of_another_file() => new CSharpAnalyzerTest<WCA2001LoopWithoutPacing>
    {
        TestCode = """
            using System.Net.Http;
            using System.Net.Http.Json;
            using System.Threading.Tasks;

            class Notifier
            {
                readonly HttpClient _client;
                public Notifier(HttpClient client) => _client = client;

                public async Task All(string[] texts, string key)
                {
                    foreach (var text in texts)
                        await [|_client.PostAsJsonAsync($"/cgi-bin/webhook/send?key={key}", new { msgtype = "text", text })|];
                }
            }
            """,
        Sources = { """class Registration { const string Base = "https://qyapi.weixin.qq.com"; }""" },
    }.RunAsync();

    [Fact]
    public Task Wrappers_and_helpers_of_other_files() => new CSharpAnalyzerTest<WCA2001LoopWithoutPacing>
    {
        TestCode = """
            class Job
            {
                readonly ISender _sender;
                Job(ISender sender) => _sender = sender;

                void Run(string[] users)
                {
                    foreach (var user in users)
                        [|_sender.Notify(user)|];
                    System.Array.ForEach(users, user => [|_sender.Notify(user)|]);
                    new System.Collections.Generic.List<string>(users).ForEach(user => { [|_sender.Notify(user)|]; });
                }
            }
            """,
        Sources =
        {
            "interface ISender { void Notify(string user); }",
            """
            class WeComSender : ISender
            {
                public void Notify(string user) => Push("{\"touser\":\"" + user + "\"}");
                string Push(string body) => HttpHelper.Post("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + Token(), body);
                string Token() => "";
            }
            """,
            """
            using System.Net.Http;
            static class HttpHelper
            {
                static readonly HttpClient Client = new HttpClient();
                public static string Post(string url, string body) => Send(url, body);
                static string Send(string url, string body) => Client.PostAsync(url, new StringContent(body)).Result.Content.ReadAsStringAsync().Result;
            }
            """,
        },
    }.RunAsync();

    [Fact]
    public Task Loops_of_every_kind() => Verify.VerifyAnalyzerAsync(Usings + """
        class WeComSender
        {
            static readonly HttpClient Http = new HttpClient();
            static Task Send(object text) => Http.PostAsJsonAsync("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", text);

            async Task A(ConcurrentQueue<string> queue)
            {
                while (queue.TryDequeue(out var text))
                    await [|Send(text)|];
            }

            void B(List<string> texts)
            {
                var i = 0;
            next:
                [|Send(texts[i])|].Wait();
                if (++i < texts.Count)
                    goto next;
            }

            async Task C(Queue<string> queue)
            {
                do
                {
                    await [|Send(queue.Dequeue())|];
                }
                while (queue.Count > 0);
            }

            void Worker(BlockingCollection<string> queue)
            {
                while (true)
                {
                    var text = queue.Count > 0 ? queue.Take() : null;
                    if (text != null)
                        [|Send(text)|].Wait();
                    else
                        Thread.Sleep(200);
                }
            }

            async Task OnFailureOnly(string[] texts)
            {
                foreach (var text in texts)
                {
                    try
                    {
                        await [|Send(text)|];
                    }
                    catch (HttpRequestException)
                    {
                        await Task.Delay(1000);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Paced_loops() => Verify.VerifyAnalyzerAsync(Usings + """
        class WeComSender
        {
            static readonly HttpClient Http = new HttpClient();
            readonly SemaphoreSlim _semaphore = new SemaphoreSlim(1);
            DateTime _last;
            static Task Send(object text) => Http.PostAsJsonAsync("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", text);

            async Task Delayed(string[] texts)
            {
                foreach (var text in texts)
                {
                    await Send(text);
                    await Task.Delay(3000);
                }
            }

            async Task EveryTwenty(string[] texts)
            {
                for (var i = 0; i < texts.Length; i++)
                {
                    if (i > 0 && i % 20 == 0)
                        await Task.Delay(TimeSpan.FromMinutes(1));
                    await Send(texts[i]);
                }
            }

            async Task Limited(string[] texts)
            {
                foreach (var text in texts)
                    await SendSlowly(text);
            }

            async Task SendSlowly(string text)
            {
                await Throttle();
                await Send(text);
            }

            async Task Throttle()
            {
                var rest = _last.AddSeconds(3) - DateTime.UtcNow;
                if (rest > TimeSpan.Zero)
                    await Task.Delay(rest);
                _last = DateTime.UtcNow;
            }

            async Task Ticked(string[] texts, PeriodicTimer timer)
            {
                foreach (var text in texts)
                {
                    await timer.WaitForNextTickAsync();
                    await Send(text);
                }
            }

            static readonly Dictionary<string, DateTime> Cache = new();

            async Task OncePerKey(string[] texts)
            {
                foreach (var text in texts)
                {
                    if (Cache.ContainsKey(text))
                        continue;
                    Cache[text] = DateTime.UtcNow;
                    await Send(text);
                }

                foreach (var text in texts)
                    await Alarm(text);
            }

            async Task Alarm(string text)
            {
                var last = Cache.GetValueOrDefault(text);
                if (last == default)
                    await Send(text);
            }

            async Task SemaphoreInSender(string[] texts)
            {
                foreach (var text in texts)
                    await Locked(text);
            }

            async Task Locked(string text)
            {
                await _semaphore.WaitAsync();
                try { await Send(text); } finally { _semaphore.Release(); }
            }
        }
        """);

    [Fact]
    public Task Loops_that_do_not_call_again() => Verify.VerifyAnalyzerAsync(Usings + """
        class WeComSender
        {
            static readonly HttpClient Http = new HttpClient();
            static async Task<bool> Send(object text) => (await Http.PostAsJsonAsync("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", text)).IsSuccessStatusCode;
            static async Task<string[]> List() => (await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list")).Split(',');

            async Task Builds(string[] users)
            {
                var all = "";
                foreach (var user in users)
                    all += user + "|";
                await Send(all);
            }

            async Task Header()
            {
                foreach (var user in await List())
                    Console.WriteLine(user);
            }

            async Task<bool> Retries(string text)
            {
                for (var i = 0; i < 3; i++)
                {
                    if (await Send(text))
                        return true;
                    await Task.Delay(1000);
                }

                return false;
            }

            async Task First(string[] texts)
            {
                foreach (var text in texts)
                {
                    if (text.Length > 3)
                    {
                        await Send(text);
                        break;
                    }
                }
            }

            void Tree(List<string> nodes) => nodes.ForEach(node => Console.WriteLine(node));
        }
        """);

    [Fact]
    public Task Other_platforms_and_oauth_pages() => Verify.VerifyAnalyzerAsync(Usings + """
        class Notifier
        {
            const string Api = "https://qyapi.weixin.qq.com";
            static readonly HttpClient Http = new HttpClient();

            async Task A(string[] texts)
            {
                foreach (var text in texts)
                {
                    await Http.PostAsync("https://oapi.dingtalk.com/robot/send?access_token=", new StringContent(text));
                    await Http.GetStringAsync("https://api.weixin.qq.com/cgi-bin/message/custom/send");
                    await Http.GetStringAsync("https://example.org/cgi-bin/message/send");
                    Console.WriteLine("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + text);
                    Build("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + text);
                }
            }

            static string Build(string url) => url + "&x=1";
        }
        """);

    [Fact]
    public Task Guesses_are_suggestions() => Verify.VerifyAnalyzerAsync(
        Usings + """
        class WeComApi
        {
            static readonly HttpClient Http = new HttpClient();
            readonly Settings _settings = new Settings();

            async Task ConfiguredAddress(string[] bodies, string token)
            {
                foreach (var body in bodies)
                    await {|#0:Http.PostAsync(_settings.ApiDomain + _settings.SendMessageUrl + "?access_token=" + token, new StringContent(body))|};
            }

            async Task OneRobotEach(string[] webhookUrls, string body)
            {
                foreach (var url in webhookUrls)
                    await {|#1:Http.PostAsync(url, new StringContent(body))|};
            }

            async Task Pages()
            {
                var cursor = "";
                do
                {
                    cursor = await {|#2:Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list_id?cursor=" + cursor)|};
                }
                while (cursor != "");
            }
        }

        class Settings { public string ApiDomain { get; set; } = ""; public string SendMessageUrl { get; set; } = ""; }
        """,
        Verify.Suggestion().WithLocation(0),
        Verify.Suggestion().WithLocation(1),
        Verify.Suggestion().WithLocation(2));

    [Fact]
    public Task Libraries_without_their_packages() => Verify.VerifyAnalyzerAsync("""
        using {|CS0246:Senparc|}.Weixin.Work.AdvancedAPIs;
        using {|CS0246:SKIT|}.FlurlHttpClient.Wechat.Work;

        class Jobs
        {
            void Senparc(string[] users, string key)
            {
                foreach (var user in users)
                {
                    [|{|CS0103:MassApi|}.SendText(key, "1", "hello", user)|];
                    {|CS0103:AccessTokenContainer|}.GetToken(key);
                }
            }

            async System.Threading.Tasks.Task Skit({|CS0246:WechatWorkClient|} client, {|CS0246:CgibinMessageSendRequest|}[] requests)
            {
                foreach (var request in requests)
                    await [|client.ExecuteCgibinMessageSendAsync(request)|];
            }
        }
        """);

    [Fact]
    public Task The_message_names_the_endpoint() => Verify.VerifyAnalyzerAsync(
        Usings + """
        class WeComSender
        {
            async Task A(HttpClient http, string[] ids)
            {
                foreach (var id in ids)
                    await {|#0:http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id)|};
            }
        }
        """,
        Verify.Diagnostic().WithLocation(0).WithMessage(
            "Each turn of the loop calls /cgi-bin/user/get without a pause. Wait between the calls (Task.Delay, or 3 seconds for one robot), or use a rate limiter."));

    [Fact]
    public Task Through_a_request_object() => Verify.VerifyAnalyzerAsync(RequestObjects.Client + """
        class Directory
        {
            public HttpResult Create(string token, string json)
            {
                var item = new HttpItem { Method = "post", URL = "https://qyapi.weixin.qq.com/cgi-bin/user/create?access_token=" + token, Body = json };
                return new HttpHelper().Fetch(item);
            }

            public HttpResult Delete(string token, string id)
            {
                var item = new HttpItem();
                item.URL = "https://qyapi.weixin.qq.com/cgi-bin/user/delete?access_token=" + token + "&userid=" + id;
                return new HttpHelper().Fetch(item);
            }

            public HttpResult Elsewhere(string id) => new HttpHelper().Fetch(new HttpItem { URL = "https://hr.example.com/user/delete?id=" + id });
        }

        class Import
        {
            void Run(string token, string[] people)
            {
                foreach (var person in people)
                {
                    [|new Directory().Create(token, person)|];
                    [|new Directory().Delete(token, person)|];
                    new Directory().Elsewhere(person);
                }
            }
        }
        """);

    [Fact]
    public Task The_link_in_a_message_is_no_address() => Verify.VerifyAnalyzerAsync(Usings + """
        class Article { public string Title = ""; public string Url = ""; }

        class WeComNews
        {
            static readonly HttpClient Http = new() { BaseAddress = new Uri("https://qyapi.weixin.qq.com") };

            async Task Send(string token, string[] titles)
            {
                foreach (var title in titles)
                    await [|Http.PostAsJsonAsync("/cgi-bin/message/send?access_token=" + token, new Article { Title = title, Url = "https://news.example.com/" + title })|];
            }

            async Task Archive(HttpClient http, string[] titles)
            {
                foreach (var title in titles)
                    await http.PostAsJsonAsync("https://archive.example.com/add", new Article { Url = "https://qyapi.weixin.qq.com/" });
            }
        }
        """);

    [Fact]
    public Task An_address_of_the_programs_own_is_not_the_api() => Verify.VerifyAnalyzerAsync(Usings + """
        class WeComTests
        {
            async Task Send(HttpClient http, string[] bodies)
            {
                foreach (var body in bodies)
                    await http.PostAsync("api/message/send", new StringContent(body));
            }
        }
        """);

    [Fact]
    public Task Once_for_many_items_is_a_suggestion() => Verify.VerifyAnalyzerAsync(
        Usings + """
        class WeComSender
        {
            static readonly HttpClient Http = new HttpClient();

            void Send(List<string> users, string token)
            {
                var part = new List<string>();
                for (var i = 1; i <= users.Count; i++)
                {
                    part.Add(users[i - 1]);
                    if (i % 500 == 0 || i == users.Count)
                    {
                        {|#0:Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token, new StringContent(string.Join("|", part)))|}.Wait();
                        part.Clear();
                    }
                }
            }
        }
        """,
        new DiagnosticResult("WCA2001", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(0));

    [Fact]
    public Task Local_functions_that_call_one_another() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComSender
        {
            static readonly HttpClient Http = new HttpClient();

            async Task Run(string[] ids)
            {
                foreach (var id in ids)
                    await [|Outer(id)|];

                async Task Outer(string id) => await Inner(id);
                async Task Inner(string id) => await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id);
            }
        }
        """);

    /// <summary>api.Send ends in the letters of IsEnd, and a loop that asks for pages is only a guess.</summary>
    [Fact]
    public Task Loops_of_other_forms() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComApi
        {
            static readonly HttpClient Http = new();
            public async Task<string> Send(string user) => await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + user);
            public void Post(string user) => Send(user).Wait();
        }

        static class Cursor { public static int Current; }
        static class Cursors { public const int WaitCursor = 1, Default = 0; }

        class Loops
        {
            readonly WeComApi api = new();

            async Task A(string[] users)
            {
                for (var i = 0; i < users.Length; i++)
                    await [|api.Send(users[i])|];
            }

            List<string> B(List<string> users) => users.Select(user => [|api.Send(user)|].Result).ToList();

            void C(List<string> users) => [|users.ForEach(api.Post)|];

            void Waiting(string[] users)
            {
                for (var i = 0; i < users.Length; i++)
                {
                    Cursor.Current = Cursors.WaitCursor;
                    [|api.Post(users[i])|];
                    Cursor.Current = Cursors.Default;
                }
            }

            void D(string[] users) => [|Array.ForEach(users, api.Post)|];

            List<Task<string>> E(List<string> users) => users.Select(user => api.Send(user)).ToList();

            void F(List<string> users) => users.ForEach(Console.WriteLine);
        }
        """);

    [Fact]
    public Task The_last_turn_alone() => Verify.VerifyAnalyzerAsync(
        Usings + """
        class WeComDepartments
        {
            static readonly HttpClient Http = new();

            static string Get(string id) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/department/get?id=" + id).Result;

            void Run(string[] ids, int start)
            {
                for (int i = 0; i < ids.Length; i++)
                {
                    if (i == ids.Length - 1)
                        Console.WriteLine({|#0:Get(ids[i])|});
                }

                for (int i = 0; i < ids.Length; i++)
                {
                    if (ids[i].Length == i)
                        Console.WriteLine([|Get(ids[i])|]);
                }
            }
        }
        """,
        Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task One_kind_of_many() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComChannels
        {
            static readonly HttpClient Http = new();

            async Task All(string[] channels)
            {
                foreach (var channel in channels)
                {
                    switch (channel)
                    {
                        case "wecom":
                            await {|#0:Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=")|};
                            break;
                    }
                }
            }
        }
        """,
        Verify.Suggestion().WithLocation(0));

    /// <summary>Of the kinds of channel one at most is WeCom's; of people there may be many with the same mark.</summary>
    [Fact]
    public Task A_loop_over_kinds() => Verify.VerifyAnalyzerAsync(
        """
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading.Tasks;

        enum Channel { Mail, WeCom }

        class Person { public string Mark = ""; public string Id = ""; }

        class Notices
        {
            static readonly HttpClient Http = new HttpClient();
            static Task Send(string to) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=&touser=" + to);
            static void Mail() { }

            async Task Texts(string[] channels, string all)
            {
                foreach (var channel in channels)
                {
                    if (channel == "1")
                        Mail();
                    if (channel.Equals("5"))
                        await {|#0:Send(all)|};
                }
            }

            async Task Kinds(Channel[] channels, string all)
            {
                foreach (var channel in channels)
                {
                    if (channel == Channel.WeCom)
                        await {|#1:Send(all)|};
                }
            }

            async Task Pairs(Dictionary<string, string> channels)
            {
                foreach (var channel in channels)
                {
                    if ("wecom".Equals(channel.Key) && channel.Value != "")
                        await {|#2:Send(channel.Value)|};
                }
            }

            async Task People(Person[] people, string[] ids)
            {
                foreach (var person in people)
                {
                    if (person.Mark == "5")
                        await [|Send(person.Id)|];
                }

                foreach (var id in ids)
                {
                    if (id != "")
                        await [|Send(id)|];
                }

                foreach (var id in ids)
                {
                    if (id == "")
                        Mail();
                    else
                        await [|Send(id)|];
                }
            }
        }
        """,
        new DiagnosticResult("WCA2001", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(0),
        new DiagnosticResult("WCA2001", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(1),
        new DiagnosticResult("WCA2001", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(2));

    /// <summary>Whoever slows the inner loop down has slowed down both.</summary>
    [Fact]
    public Task A_loop_around_a_loop() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net.Http;
        using System.Threading.Tasks;

        class Notices
        {
            static readonly HttpClient Http = new HttpClient();

            async Task All(string[][] groups)
            {
                foreach (var group in groups)
                    await {|#0:Group(group)|};
            }

            async Task Group(string[] people)
            {
                foreach (var person in people)
                    await [|Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=&touser=" + person)|];
            }
        }
        """,
        new DiagnosticResult("WCA2001", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(0));

    /// <summary>The kind that is sent has one receiver: the list was replaced before.</summary>
    [Fact]
    public Task A_list_that_has_one_item_where_the_call_is_made() => Verify.VerifyAnalyzerAsync(
        """
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComChannels
        {
            static readonly HttpClient Http = new HttpClient();
            static Task Send(string to) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=&touser=" + to);

            async Task All(string kind, List<string> users)
            {
                if (kind == "6")
                    users = new List<string> { "me" };
                foreach (var user in users)
                {
                    switch (kind)
                    {
                        case "5":
                            await [|Send(user)|];
                            break;
                        case "6":
                            await {|#0:Send(user)|};
                            break;
                    }
                }
            }
        }
        """,
        new DiagnosticResult("WCA2001", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(0));

    [Fact]
    public Task Groups_of_many() => Verify.VerifyAnalyzerAsync(
        """
        using System.Linq;
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComGroups
        {
            static readonly HttpClient Http = new HttpClient();
            static Task Send(string to) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=&touser=" + to);

            async Task A(string[] users)
            {
                foreach (var group in users.Chunk(1000))
                    await {|#0:Send(string.Join("|", group))|};
                for (var i = 0; i < users.Length; i += 1000)
                    await {|#1:Send(string.Join("|", users.Skip(i).Take(1000)))|};
                for (var i = 0; i < users.Length; i += 1)
                    await [|Send(users[i])|];
            }
        }
        """,
        new DiagnosticResult("WCA2001", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(0),
        new DiagnosticResult("WCA2001", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(1));

    /// <summary>Of all items one has the id that is asked for; a foreign id many may have.</summary>
    [Fact]
    public Task The_one_item_with_an_id() => Verify.VerifyAnalyzerAsync(
        """
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading.Tasks;

        class Member { public string Id = "", UserId = "", LeaderUserId = ""; }

        class WeComMembers
        {
            static readonly HttpClient Http = new HttpClient();
            static Task Send(string to) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=&touser=" + to);

            async Task One(List<Member> members, string me)
            {
                foreach (var member in members)
                {
                    if (member.UserId == me)
                        await {|#0:Send(member.UserId)|};
                    if (member.LeaderUserId == me)
                        await [|Send(member.UserId)|];
                    if (member.UserId != me)
                        await [|Send(member.UserId)|];
                }
            }

            async Task Read(List<Dictionary<string, object>> userList, string me)
            {
                for (int i = 0; i < userList.Count; i++)
                {
                    Dictionary<string, object> fields = userList[i];
                    string current = (string)fields["userid"];
                    if (me == current)
                    {
                        await {|#1:Send(current)|};
                    }
                }
            }

            async Task Many(List<Member> orders, List<Member> members, string me)
            {
                foreach (var order in orders)
                {
                    if (order.UserId == me)
                        await [|Send(order.Id)|];
                    foreach (var member in members)
                    {
                        if (member.UserId == order.UserId)
                            await [|Send(member.UserId)|];
                    }
                }
            }
        }
        """,
        new DiagnosticResult("WCA2001", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(0),
        new DiagnosticResult("WCA2001", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(1));

    /// <summary>A reply is waited for; a semaphore is a word of its own.</summary>
    [Fact]
    public Task Names_in_which_a_semaphore_only_seems_to_be() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading;

        class WeComUsers
        {
            static readonly HttpClient Http = new HttpClient();
            static readonly SemaphoreSlim SendSem = new SemaphoreSlim(1);
            const string Url = "https://qyapi.weixin.qq.com/cgi-bin/user/list?department_id=";

            static string A(int department)
            {
                var responseMessage = Http.GetAsync(Url + department);
                responseMessage.Wait();
                return responseMessage.Result.ToString();
            }

            static string B(int department)
            {
                SendSem.Wait();
                return Http.GetStringAsync(Url + department).Result;
            }

            void C(List<int> departments)
            {
                foreach (var department in departments)
                    [|A(department)|];
                foreach (var department in departments)
                    B(department);
            }
        }
        """);

    /// <summary>Which of many methods runs is not known, but each of them calls WeCom; or one does, and which it is cannot be told.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public Task Many_methods_of_which_each_calls(int many) => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Net.Http;

        abstract class Push
        {
            public abstract void Send(string text);
            protected void Post(string text) => new HttpClient().GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + text).Wait();
        }

        interface ITask { void Run(string text); }

        class WeComTask : ITask { public void Run(string text) => new HttpClient().GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + text).Wait(); }

        class Pushes
        {
            void A(List<Push> all)
            {
                foreach (var push in all)
                    [|push.Send("")|];
            }
        """ + (many > 5 ? """

            void B(List<ITask> all)
            {
                foreach (var task in all)
                    task.Run("");
            }
        """ : "") + """

        }

        """ + string.Concat(Enumerable.Range(0, many).Select(i => $$"""
        class Push{{i}} : Push { public override void Send(string text) => Post(text); }
        class Task{{i}} : ITask { public void Run(string text) { } }

        """)));

    /// <summary>Of two kinds the one that is meant is named.</summary>
    [Fact]
    public Task Senders_that_are_named_after_their_kind() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Net.Http;

        interface ISender { void Send(string user); }
        class MailSender : ISender { public void Send(string user) { } }
        class QySender : ISender { public void Send(string user) => new HttpClient().GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=&touser=" + user).Wait(); }

        class Alerts
        {
            void A(ISender wecomSender, ISender sender, List<string> users)
            {
                foreach (var user in users)
                    [|wecomSender.Send(user)|];
                foreach (var user in users)
                    {|#0:sender.Send(user)|};
            }
        }
        """, Verify.Suggestion().WithLocation(0));

    /// <summary>What is asked for once and kept is not asked for on each turn, in the loop or in what it calls.</summary>
    [Fact]
    public Task Asked_for_once_and_kept() => Verify.VerifyAnalyzerAsync(Usings + """
        static class WeComUsers
        {
            static readonly HttpClient Http = new HttpClient();
            static List<string> _all = null!;
            static List<string> _first = null!;
            static DateTime _until;
            static bool _isLoaded;
            static bool _isOn;
            static string _last = "";
            static readonly Dictionary<string, string> Names = new();

            static string Ask(string user) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=&userid=" + user).Result;
            static List<string> List() => new() { Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list_id?access_token=").Result };

            static void UntilOld()
            {
                if (DateTime.Now < _until)
                    return;
                _all = List();
                _until = DateTime.Now.AddDays(1);
            }

            static void IfOld()
            {
                if (_until < DateTime.Now)
                {
                    _all = List();
                    _until = DateTime.Now.AddDays(1);
                }
            }

            static void IfNone()
            {
                if (_all == null || _all.Count == 0)
                    _all = List();
            }

            static List<string> Kept() => _first ??= List();

            static void Flagged()
            {
                if (!_isLoaded)
                {
                    List();
                    _isLoaded = true;
                }
            }

            static string NameOf(string user)
            {
                if (Names.TryGetValue(user, out var known))
                    return known;
                return Names[user] = Ask(user);
            }

            static string IfOn(string user)
            {
                if (!_isOn)
                    return "";
                _isOn = Ask(user).Length > 0;
                return "";
            }

            static string NotTwice(string user)
            {
                if (user == _last)
                    return "";
                _last = user;
                return Ask(user);
            }

            static void A(string[] users)
            {
                List<string>? departments = null;
                foreach (var user in users)
                {
                    UntilOld();
                    IfOld();
                    IfNone();
                    Kept();
                    Flagged();
                    if (departments is null)
                        departments = List();
                    [|NameOf(user)|];
                    [|IfOn(user)|];
                    [|NotTwice(user)|];
                }
            }

            static void B(string[] users)
            {
                var failed = false;
                foreach (var user in users)
                {
                    if (failed)
                        break;
                    failed = [|Ask(user)|].Length == 0;
                }
            }
        }

        class PerUser
        {
            string _text = null!;
            readonly string _user;
            public PerUser(string user) => _user = user;
            public string Text()
            {
                if (_text == null)
                    _text = new HttpClient().GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=&userid=" + _user).Result;
                return _text;
            }

            static void A(string[] users)
            {
                foreach (var user in users)
                {
                    var one = new PerUser(user);
                    [|one.Text()|];
                }
            }
        }
        """);

    /// <summary>The limit is one robot's: where each turn has the address of another one, it is a hint only.</summary>
    [Fact]
    public Task Each_turn_posts_to_another_address() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading.Tasks;

        static class Publisher
        {
            static readonly HttpClient Http = new HttpClient { BaseAddress = new System.Uri("https://qyapi.weixin.qq.com/cgi-bin/") };

            public static Task<HttpResponseMessage> Publish(string text, string url) => Http.PostAsync(url, new StringContent(text));

            static async Task Robots(List<string> addresses, string text)
            {
                foreach (var url in addresses)
                    await {|#0:Publish(text, url)|};
            }

            static async Task Texts(List<string> texts, string url)
            {
                foreach (var text in texts)
                    await [|Publish(text, url)|];
            }
        }
        """, Verify.Suggestion().WithLocation(0));

    /// <summary>A constant argument decides which branch of the method runs; the look-alikes leave it open or come to the call.</summary>
    [Fact]
    public Task A_constant_chooses_the_branch() => Verify.VerifyAnalyzerAsync(Usings + """
        enum Way { Mail, Work }

        class Notes
        {
            static readonly HttpClient Http = new();
            const string Work = "work";

            static void Post(string user) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + user).Wait();

            void Routed(Way way, string user)
            {
                switch (way)
                {
                    case Way.Mail:
                        Console.WriteLine(user);
                        break;
                    case Way.Work:
                        Post(user);
                        break;
                }
            }

            void Asked(string way, string user)
            {
                if (way == Work)
                    Post(user);
                else
                    Console.WriteLine(user);
            }

            void LeftEarly(Way way, string user)
            {
                if (way is not Way.Work)
                {
                    Console.WriteLine(user);
                    return;
                }

                Post(user);
            }

            void Saved(string user, bool tell = false)
            {
                if (tell && user.Length > 0)
                    Post(user);
            }

            void Set(string user, bool tell = false)
            {
                tell |= user.Length > 3;
                if (tell)
                    Post(user);
            }

            void Between(Way way, string user) => Routed(way, user);

            void A(IEnumerable<string> users, Way way)
            {
                foreach (var user in users)
                {
                    Routed(Way.Mail, user);
                    Asked("mail", user);
                    LeftEarly(Way.Mail, user);
                    Saved(user);
                    Saved(tell: false, user: user);
                }

                foreach (var user in users)
                    [|Routed(Way.Work, user)|];
                foreach (var user in users)
                    [|Routed(way, user)|];
                foreach (var user in users)
                    [|Asked("work", user)|];
                foreach (var user in users)
                    [|LeftEarly(Way.Work, user)|];
                foreach (var user in users)
                    [|Saved(user, true)|];
                foreach (var user in users)
                    [|Set(user)|];
                foreach (var user in users)
                    [|Between(Way.Work, user)|];
            }
        }
        """);

    /// <summary>A limiter is known by its type, also under another name; what only acquires something is none.</summary>
    [Fact]
    public Task A_limiter_with_a_plain_name() => Verify.VerifyAnalyzerAsync(Usings + """
        abstract class RateLimiter { public abstract ValueTask<IDisposable> AcquireAsync(int count); }
        abstract class Pool { public abstract ValueTask<IDisposable> AcquireAsync(int count); }

        class Notes
        {
            static readonly HttpClient Http = new();
            readonly RateLimiter lim;
            readonly Pool pool;

            public Notes(RateLimiter lim, Pool pool) => (this.lim, this.pool) = (lim, pool);

            async Task A(IEnumerable<string> users)
            {
                foreach (var user in users)
                {
                    using var turn = await lim.AcquireAsync(1);
                    await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + user);
                }
            }

            async Task B(IEnumerable<string> users)
            {
                foreach (var user in users)
                {
                    using var turn = await pool.AcquireAsync(1);
                    await [|Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + user)|];
                }
            }
        }
        """);
}
