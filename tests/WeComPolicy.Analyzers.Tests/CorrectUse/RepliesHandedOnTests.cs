using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CorrectUse.WCA3001ErrorCodeIgnored>;

namespace WeComPolicy.Analyzers.Tests.CorrectUse;

/// <summary>WCA3001 where the reply, or its errcode, goes from hand to hand: who of them looks.</summary>
public sealed class RepliesHandedOnTests
{
    private const string Start = """
        #pragma warning disable SYSLIB0014
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Text.Json;
        using System.Threading.Tasks;

        class Reply { public int errcode { get; set; } public string errmsg { get; set; } = ""; public string userid { get; set; } = ""; }

        class WeComSender
        {
            const string Send = "https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=";
            static readonly HttpClient Http = new HttpClient();

        """;

    /// <summary>A question that changes nothing is no look.</summary>
    [Fact]
    public Task A_question_with_nothing_in_its_branches() => Verify.VerifyAnalyzerAsync(Start + """
            static string Get(string url)
            {
                var text = new WebClient().DownloadString(url);
                if (text.Contains("errcode"))
                {
                    // it may have failed
                }

                return text;
            }

            static string GetOrThrow(string url)
            {
                var text = new WebClient().DownloadString(url);
                if (text.Contains("errcode"))
                    throw new InvalidOperationException(text);
                return text;
            }

            void A()
            {
                var text = [|Get("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=a&access_token=")|];
                Console.WriteLine(JsonSerializer.Deserialize<Reply>(text)!.userid);
                var other = GetOrThrow("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=a&access_token=");
                Console.WriteLine(JsonSerializer.Deserialize<Reply>(other)!.userid);
            }

            void B(string body)
            {
                var reply = JsonSerializer.Deserialize<Reply>([|Http.GetStringAsync(Send)|].Result)!;
                if (reply.errcode != 0)
                {
                }
                else
                    ;
            }

            void C(string body)
            {
                var reply = JsonSerializer.Deserialize<Reply>(Http.GetStringAsync(Send).Result)!;
                if (reply.errcode == 0)
                {
                }
                else
                    Console.WriteLine("failed");
            }
        }
        """);

    /// <summary>Who is given the errcode is to look at it; who drops it is told.</summary>
    [Fact]
    public Task An_errcode_that_is_returned() => Verify.VerifyAnalyzerAsync(Start + """
            static int Code(string body)
            {
                var reply = JsonSerializer.Deserialize<Reply>(Http.GetStringAsync(Send + body).Result)!;
                return reply.errcode;
            }

            static async Task<string> Message(string body)
            {
                using var reply = JsonDocument.Parse(await Http.GetStringAsync(Send + body));
                return reply.RootElement.GetProperty("errmsg").GetString() ?? "";
            }

            static string Post(string url, string body)
            {
                var result = "";
                try
                {
                    result = new WebClient().UploadString(url, body);
                    var reply = JsonSerializer.Deserialize<Reply>(result)!;
                    result = reply.errcode.ToString();
                }
                catch (WebException problem)
                {
                    return problem.Message;
                }

                return result;
            }

            static string Tell(string body)
            {
                var result = Post(Send, body);
                return result;
            }

            static bool Succeeds(string body) => JsonSerializer.Deserialize<Reply>(Http.GetStringAsync(Send + body).Result)!.errcode == 0;

            async Task A()
            {
                [|Code("{}")|];
                await [|Message("{}")|];
                _ = [|Message("{}")|];
                [|Post(Send, "{}")|];
                [|Tell("{}")|];
                Succeeds("{}");
                if (Code("{}") != 0)
                    Console.WriteLine("failed");
                var code = Tell("{}");
                Console.WriteLine(code);
            }
        }
        """);

    /// <summary>Yes or no is not the reply any more.</summary>
    [Fact]
    public Task A_word_that_is_looked_for_in_the_text() => Verify.VerifyAnalyzerAsync(Start + """
            bool A(string body)
            {
                var text = [|Http.GetStringAsync(Send + body)|].Result;
                return text.Contains("ok");
            }

            bool B(string body)
            {
                var text = Http.GetStringAsync(Send + body).Result;
                return text.Contains("\"errcode\":0");
            }
        }
        """);

    /// <summary>In a list the reply is as it was; who gets the list may look.</summary>
    [Fact]
    public Task A_reply_in_a_list() => Verify.VerifyAnalyzerAsync(Start + """
            static string Ask(string body) => new WebClient().UploadString(Send, body);

            static List<string> All(string[] users)
            {
                var replies = new List<string>();
                foreach (var user in users)
                    replies.Add(Ask(user));
                return replies;
            }

            void A(string[] users)
            {
                [|All(users)|];
                if (!All(users).All(text => text.Contains("\"errcode\":0")))
                    Console.WriteLine("failed");
                foreach (var text in All(users))
                {
                    if (JsonSerializer.Deserialize<Reply>(text)!.errcode != 0)
                        Console.WriteLine("failed");
                }
            }

            void B(string[] users)
            {
                var replies = new System.Collections.Concurrent.ConcurrentDictionary<string, Reply>();
                foreach (var user in users)
                    replies.TryAdd(user, JsonSerializer.Deserialize<Reply>([|Ask(user)|])!);
                foreach (var pair in replies)
                    Console.WriteLine(pair.Value.userid);
            }

            void C(string[] users)
            {
                var replies = new System.Collections.Concurrent.ConcurrentDictionary<string, Reply>();
                foreach (var user in users)
                    replies.TryAdd(user, JsonSerializer.Deserialize<Reply>(Ask(user))!);
                foreach (var pair in replies)
                {
                    if (pair.Value.errcode != 0)
                        Console.WriteLine("failed");
                }
            }
        }
        """);

    /// <summary>A window shows the text to a person.</summary>
    [Fact]
    public Task A_reply_that_is_shown() => Verify.VerifyAnalyzerAsync(Start + """
            class Label { public string Text { get; set; } = ""; }

            class ResultWindow
            {
                Label lblResult = new(), lblRead = new();
                void Invoke(Action action) => action();

                void A() => lblResult.Text = [|Http.GetStringAsync(Send)|].Result;

                void B()
                {
                    var text = [|Http.GetStringAsync(Send)|].Result;
                    Invoke(() => { lblResult.Text = text; });
                }

                void C() => lblRead.Text = Http.GetStringAsync(Send).Result;
                bool D() => lblRead.Text.Contains("\"errcode\":0");
            }
        }
        """);

    /// <summary>The address stands where the client of the interface is made.</summary>
    [Fact]
    public Task Declared_interfaces_whose_host_is_set_elsewhere() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class GetAttribute : Attribute { public GetAttribute(string path) { } }
        class RestService { public static T For<T>(string host) => default!; }
        class Factory<T> { public Factory<T> Configure(Action<HttpClient> configure) => this; public T Create() => default!; }
        class HttpApiFactory<T> : Factory<T> { }

        class Reply { public int errcode { get; set; } }
        interface IUsers { [Get("/user/delete?userid={id}")] Task<Reply> Delete(string id); }
        interface ITags { [Get("/cgi-bin/tag/delete?tagid={id}")] Task<Reply> Delete(string id); }
        interface IOthers { [Get("/user/delete?userid={id}")] Task<Reply> Delete(string id); }

        class Contacts
        {
            const string Host = "https://qyapi.weixin.qq.com";
            readonly IUsers _users = new HttpApiFactory<IUsers>().Configure(client => client.BaseAddress = new Uri(Host + "/cgi-bin")).Create();
            readonly ITags _tags = RestService.For<ITags>(Host);
            readonly IOthers _others = RestService.For<IOthers>("https://api.example.com");

            async Task A()
            {
                await [|_users.Delete("a")|];
                await [|_tags.Delete("a")|];
                await _others.Delete("a");
            }
        }
        """);

    /// <summary>Written to a file, shown in a box, waited for: nobody looked.</summary>
    [Fact]
    public Task A_reply_that_is_only_kept_for_people() => Verify.VerifyAnalyzerAsync(Start + """
            static class MessageBox { public static void Show(string text) { } }

            void A() => System.IO.File.AppendAllText("sent.txt", [|Http.GetStringAsync(Send)|].Result);

            void B()
            {
                var text = [|Http.GetStringAsync(Send)|].Result;
                MessageBox.Show(text);
            }

            void C()
            {
                var sending = [|Http.GetStringAsync(Send)|];
                Task.WaitAll(sending);
            }
        }
        """);

    /// <summary>A parameter that is filled is handed back as a result is.</summary>
    [Fact]
    public Task A_reply_in_an_out_parameter() => Verify.VerifyAnalyzerAsync(Start + """
            static void Post(string url, string body, out string result) => result = new WebClient().UploadString(url, body);

            static bool TryPost(string url, string body, out string message)
            {
                try
                {
                    message = new WebClient().UploadString(url, body);
                    return true;
                }
                catch (WebException problem)
                {
                    message = problem.Message;
                    return false;
                }
            }

            void A()
            {
                [|Post(Send, "{}", out var text)|];
                Console.WriteLine(text);
                Post(Send, "{}", out var other);
                if (!other.Contains("\"errcode\":0"))
                    Console.WriteLine("failed");
                if ([|TryPost(Send, "{}", out var third)|])
                    Console.WriteLine(third);
            }
        }
        """);

    /// <summary>One field of the reply is handed back, whatever the way to it.</summary>
    [Fact]
    public Task A_field_behind_a_question_mark() => Verify.VerifyAnalyzerAsync(Start + """
            string? A()
            {
                var reply = JsonSerializer.Deserialize<Reply>([|Http.GetStringAsync(Send)|].Result);
                return reply?.userid;
            }

            string? B()
            {
                using var reply = JsonDocument.Parse([|Http.GetStringAsync(Send)|].Result);
                return reply.RootElement.TryGetProperty("userid", out var user) ? user.GetString() : null;
            }

            bool C()
            {
                using var reply = JsonDocument.Parse(Http.GetStringAsync(Send).Result);
                return reply.RootElement.TryGetProperty("errcode", out var code) && code.GetInt32() == 0;
            }
        }
        """);

    /// <summary>Read into a variable that nobody reads.</summary>
    [Fact]
    public Task An_errcode_that_is_forgotten() => Verify.VerifyAnalyzerAsync(Start + """
            void A()
            {
                var reply = JsonSerializer.Deserialize<Reply>([|Http.GetStringAsync(Send)|].Result)!;
                var code = reply.errcode;
            }

            void B()
            {
                var reply = JsonSerializer.Deserialize<Reply>(Http.GetStringAsync(Send).Result)!;
                var code = reply.errcode;
                if (code != 0)
                    Console.WriteLine("failed");
            }
        }
        """);

    /// <summary>Together with the errmsg, in a table, one after the other: still the caller's.</summary>
    [Fact]
    public Task Codes_and_replies_handed_on_together() => Verify.VerifyAnalyzerAsync(Start + """
            static Reply Get() => JsonSerializer.Deserialize<Reply>(Http.GetStringAsync(Send).Result)!;

            static string Text()
            {
                var reply = Get();
                return $"{reply.errcode}: {reply.errmsg}";
            }

            static (int, string) Both()
            {
                var reply = Get();
                return (reply.errcode, reply.errmsg);
            }

            static Dictionary<string, string> Table(string[] users)
            {
                var replies = new Dictionary<string, string>();
                foreach (var user in users)
                    replies[user] = Http.GetStringAsync(Send + user).Result;
                return replies;
            }

            static IEnumerable<string> EachReply(string[] users)
            {
                foreach (var user in users)
                    yield return Http.GetStringAsync(Send + user).Result;
            }

            void A(string[] users)
            {
                [|Text()|];
                [|Both()|];
                [|Table(users)|];
                Console.WriteLine(Text());
                var (code, message) = Both();
                if (code != 0)
                    Console.WriteLine(message);
                foreach (var pair in Table(users))
                {
                    if (!pair.Value.Contains("\"errcode\":0"))
                        Console.WriteLine(pair.Key);
                }

                foreach (var text in EachReply(users))
                {
                    if (!text.Contains("\"errcode\":0"))
                        Console.WriteLine(text);
                }
            }

            void B()
            {
                var reply = JsonSerializer.Deserialize<Reply>([|Http.GetStringAsync(Send)|].Result)!;
                var code = Convert.ToInt32(reply.errcode);
            }
        }
        """);
}
