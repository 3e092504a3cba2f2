using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2007PerItemCall>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2007Tests
{
    private const string Start = """
        using System;
        using System.Linq;
        using System.Net.Http;
        using System.Threading.Tasks;

        class Payload { public string touser = ""; public string content = ""; }

        class WeComSender
        {
            static readonly HttpClient Http = new HttpClient();
            static Task Notify(string user, string text) => Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send", new StringContent(user + text));
            static Task Delete(string id) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/delete?userid=" + id);
            static Task Detail(string id) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id);

        """;

    [Fact]
    public Task One_text_for_many() => Verify.VerifyAnalyzerAsync(Start + """
            async Task A(string[] users, string text)
            {
                foreach (var user in users)
                    await [|Notify(user, text)|];
            }

            async Task B(string[] users)
            {
                var payload = new Payload { content = "hello" };
                foreach (var item in users)
                {
                    payload.touser = item;
                    var param = payload.ToString();
                    await [|Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send", new StringContent(param!))|];
                    await Task.Delay(200);
                }
            }

            async Task C(string[] ids)
            {
                for (var i = 0; i < ids.Length; i++)
                    await [|Delete(ids[i])|];
            }
        }
        """);

    [Fact]
    public Task Each_its_own_text_and_joined_recipients() => Verify.VerifyAnalyzerAsync(Start + """
            async Task A((string User, string Text)[] messages)
            {
                foreach (var message in messages)
                    await Notify(message.User, message.Text);
            }

            async Task B(string[] users, string text)
            {
                var all = "";
                foreach (var user in users)
                    all += user + "|";
                await Notify(all, text);
                foreach (var group in users.Chunk(1000))
                    await Notify(string.Join("|", group), text + group.Length);
            }

            async Task C(string[] users)
            {
                foreach (var user in users)
                    await Notify(user, "Dear " + user);
            }
        }
        """);

    [Fact]
    public Task Details_are_a_suggestion() => Verify.VerifyAnalyzerAsync(
        Start + """
            async Task A(string[] ids)
            {
                foreach (var id in ids)
                    await {|#0:Detail(id)|};
            }
        }
        """,
        Verify.Suggestion().WithLocation(0));

    /// <summary>The message is made anew on each turn, out of what is the same on each.</summary>
    [Fact]
    public Task A_message_made_alike_on_each_turn() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Net.Http;

        class Article { public string Title = "", Url = ""; }
        class Person { public string UserName = "", Greeting = ""; public DateTime Birthday; }

        class WeComGreetings
        {
            static readonly HttpClient Http = new();

            static void Send(string model, List<Article> articles, string users) =>
                Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=", new StringContent(model + articles.Count + users)).Wait();

            void All(List<Person> people)
            {
                foreach (var item in people)
                {
                    if (item.Birthday == DateTime.Today)
                    {
                        var article = new Article();
                        article.Title = "Happy birthday";
                        article.Url = "https://example.org";
                        var articles = new List<Article>();
                        articles.Add(article);
                        {|WCA2007:Send("greeting", articles, item.UserName)|};
                    }
                }

                foreach (var item in people)
                {
                    var article = new Article();
                    article.Title = item.Greeting;
                    var articles = new List<Article>();
                    articles.Add(article);
                    Send("greeting", articles, item.UserName);
                }

                foreach (var item in people)
                {
                    var article = new Article();
                    article.Title = DateTime.Now.ToString();
                    var articles = new List<Article>();
                    articles.Add(article);
                    Send("greeting", articles, item.UserName);
                }
            }
        }
        """);

    /// <summary>The message is written in the call, and the recipient is all that differs in it; or the text does as well.</summary>
    [Fact]
    public Task Messages_that_differ_by_a_field() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Text.Json;
        using System.Threading.Tasks;

        class Message { public string ToUser { get; set; } = ""; public string Text { get; set; } = ""; }

        class WeComSender
        {
            static readonly HttpClient Http = new HttpClient();
            const string Send = "https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=";

            async Task A(List<string> users, string text)
            {
                foreach (var u in users)
                {
                    await [|Http.PostAsJsonAsync(Send, new { touser = u, msgtype = "text", text = new { content = text } })|];
                    await [|Http.PostAsync(Send, new StringContent(JsonSerializer.Serialize(new Message { ToUser = u, Text = text })))|];
                    var body = "{\"touser\":\"" + u + "\",\"text\":{\"content\":\"" + text + "\"}}";
                    await [|Http.PostAsync(Send, new StringContent(body))|];
                    var same = $"{{\"touser\":\"{u}\",\"text\":\"{text}\"}}";
                    await [|Http.PostAsync(Send, new StringContent(same))|];
                }
            }

            async Task B(List<string> users, string text)
            {
                foreach (var u in users)
                {
                    await Http.PostAsJsonAsync(Send, new { touser = u, msgtype = "text", text = new { content = text + u } });
                    await Http.PostAsync(Send, new StringContent(JsonSerializer.Serialize(new Message { ToUser = u, Text = u })));
                    var body = "{\"touser\":\"" + u + "\",\"text\":{\"content\":\"" + u + "\"}}";
                    await Http.PostAsync(Send, new StringContent(body));
                    var same = $"{{\"touser\":\"{u}\",\"text\":\"{u}\"}}";
                    await Http.PostAsync(Send, new StringContent(same));
                }
            }
        }
        """);

    [Fact]
    public Task Records_of_each_user_and_of_each_day() => Verify.VerifyAnalyzerAsync("using System.Text.Json;\n" + Start + """
            static Task<string> Send(string url, string body) => Http.PostAsync(url, new StringContent(body)).ContinueWith(sent => sent.Result.ToString());

            async Task A(string[] staff, long from, long to)
            {
                foreach (var one in staff)
                {
                    await [|Send("https://qyapi.weixin.qq.com/cgi-bin/checkin/getcheckindata?access_token=", JsonSerializer.Serialize(new { opencheckindatatype = 3, starttime = from, endtime = to, useridlist = new[] { one } }))|];
                    await Task.Delay(300);
                }
            }

            async Task Days(string[] staff, long[] days)
            {
                foreach (var day in days)
                {
                    await Send("https://qyapi.weixin.qq.com/cgi-bin/checkin/getcheckindata?access_token=", JsonSerializer.Serialize(new { opencheckindatatype = 3, starttime = day, endtime = day + 86400, useridlist = staff }));
                    await Task.Delay(300);
                }
            }
        }
        """);
}
