using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2006BadRetry>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2006Tests
{
    private const string Start = """
        using System;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        class WeComSender
        {
            static readonly HttpClient Http = new HttpClient();
            static async Task<int> Send(string text)
            {
                var reply = await Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send", new StringContent(text));
                return (int)reply.StatusCode;
            }

        """;

    [Fact]
    public Task Endless_at_once_too_often() => Verify.VerifyAnalyzerAsync(Start + """
            async Task Endless(string text)
            {
                while (true)
                {
                    try
                    {
                        await [|Send(text)|];
                        return;
                    }
                    catch (HttpRequestException)
                    {
                        await Task.Delay(100);
                    }
                }
            }

            async Task AtOnce(string text)
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    if (await [|Send(text)|] == 0)
                        return;
                }
            }

            async Task TooOften(string text)
            {
                for (var i = 0; i < 10; i++)
                {
                    if (await [|Send(text)|] == 0)
                        break;
                    await Task.Delay(1000);
                }
            }

            async Task<int> Recursion(string text)
            {
                try
                {
                    return await Send(text);
                }
                catch (HttpRequestException)
                {
                    return await [|Recursion(text)|];
                }
            }
        }
        """);

    [Fact]
    public Task Codes_that_never_get_better() => Verify.VerifyAnalyzerAsync(
        Start + """
            async Task A(string text)
            {
                while (true)
                {
                    var errcode = await [|Send(text)|];
                    if ([|errcode == 40001|])
                        continue;
                    break;
                }
            }

            async Task B(string text)
            {
                if (await Send(text) == 40013)
                    await {|#0:Send(text)|};
            }

            async Task Fine(string text)
            {
                if (await Send(text) is 40014 or 42001)
                    await Send(text);
                if (await Send(text) == 40001)
                    throw new InvalidOperationException();
            }
        }
        """,
        Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task Few_tries_with_a_pause() => Verify.VerifyAnalyzerAsync(Start + """
            async Task<bool> A(string text)
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    if (await Send(text) == 0)
                        return true;
                    await Task.Delay(1000 << attempt);
                }

                return false;
            }

            async Task B(string text)
            {
                var retries = 0;
                while (true)
                {
                    try { await Send(text); return; }
                    catch (HttpRequestException) when (++retries <= 3) { await Task.Delay(1000 * retries); }
                }
            }

            async Task<int> C(string text, int left)
            {
                try { return await Send(text); }
                catch (HttpRequestException) { return left > 0 ? await C(text, left - 1) : throw new InvalidOperationException(); }
            }

            async Task Console(Func<string> read)
            {
                while (true)
                {
                    var line = read();
                    if (line == "exit")
                        return;
                    await Send(line);
                    if (line.Length == 0)
                        break;
                }
            }

            static void Generic(Func<bool> action)
            {
                for (var i = 0; i < 5; i++)
                {
                    if (action())
                        break;
                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task Jumps_back() => Verify.VerifyAnalyzerAsync(Start + """
            Task<int> Renewed(string text) => Task.Run(async () =>
            {
                ree:
                var code = await [|Send(text)|];
                if (code == 42001)
                    goto ree;
                return code;
            });

            async Task Counted(string text)
            {
                var tries = 0;
                redo:
                var code = await Send(text);
                await Task.Delay(1000);
                if (code != 0 && ++tries < 3)
                    goto redo;
            }
        }
        """);

    [Fact]
    public Task The_same_call_until_it_succeeds() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Net.Http;

        class WeComRetry
        {
            static readonly HttpClient Http = new();
            int Send(string text) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?text=" + text).Result.Length;

            void A(string text)
            {
                while ([|Send(text)|] != 0) { }
            }

            void B(string text)
            {
                var tries = 0;
                var n = 0;
                while (n < 10)
                {
                    if ([|Send(text)|] == 0)
                        break;
                    n++;
                }
            }

            void C(string text)
            {
                var sent = false;
                while (!sent)
                {
                    try
                    {
                        [|Send(text)|];
                        sent = true;
                    }
                    catch (Exception)
                    {
                        sent = false;
                    }
                }
            }

            void D(Queue<string> queue)
            {
                var done = false;
                while (!done)
                {
                    var text = queue.Dequeue();
                    Send(text);
                    done = queue.Count == 0;
                }
            }
        }
        """.Replace("        var tries = 0;\n", ""));

    /// <summary>A method that calls itself where the reply says that it failed is a loop with no end, if that does not change.</summary>
    [Fact]
    public Task Calls_itself_on_failure() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading.Tasks;

        class Reply { public int Errcode { get; set; } public string Access_token { get; set; } = ""; public string Next { get; set; } = ""; }

        enum Code { Success = 0, TokenGone = 40014 }

        class WeComApi
        {
            const string Host = "https://qyapi.weixin.qq.com/cgi-bin/";
            readonly HttpClient http = new HttpClient();

            async Task<T> Ask<T>(string url) where T : Reply
            {
                var reply = await http.GetFromJsonAsync<T>(url);
                if (reply!.Errcode == (int)Code.Success)
                    return reply;
                if (reply.Errcode == (int)Code.TokenGone)
                {
                    url = url.Replace("old", (await Ask<Reply>(Host + "gettoken?corpid=&corpsecret=")).Access_token);
                    return await [|this.Ask<T>(url)|];
                }

                throw new InvalidOperationException();
            }

            async Task<Reply> Plain(string url)
            {
                var reply = await http.GetFromJsonAsync<Reply>(url);
                return reply!.Errcode is 40014 or 42001 ? await [|Plain(url)|] : reply;
            }

            Task<Reply> User(string id) => Plain(Host + "user/get?access_token=&userid=" + id);

            void Renew() { }

            async Task<Reply> Departments(params string[] given)
            {
                var reply = await http.GetFromJsonAsync<Reply>(Host + "department/list?access_token=");
                if (reply!.Errcode == 0)
                {
                    Console.WriteLine(reply.Next);
                }
                else if (reply.Errcode == 42001)
                {
                    Renew();
                    return await [|Departments()|];
                }

                return reply;
            }

            async Task<Reply> Pages(string id, int page = 0)
            {
                var reply = await http.GetFromJsonAsync<Reply>(Host + "user/get?access_token=&userid=" + id + page);
                return reply!.Errcode == 42001 ? await Pages(id, page + 1) : reply;
            }

            async Task<Reply> Remove(string id)
            {
                var reply = await http.GetFromJsonAsync<Reply>(Host + "user/delete?access_token=&userid=" + id);
                switch (reply!.Errcode)
                {
                    case 0:
                        return reply;
                    case 42001:
                        return await [|Remove(id)|];
                    default:
                        throw new InvalidOperationException();
                }
            }

            async Task<Reply> Once(string id, bool again)
            {
                var reply = await http.GetFromJsonAsync<Reply>(Host + "user/get?access_token=&userid=" + id);
                return reply!.Errcode == 40014 && again ? await Once(id, false) : reply;
            }

            int tries;

            async Task<Reply> Counted(string id)
            {
                var reply = await http.GetFromJsonAsync<Reply>(Host + "user/get?access_token=&userid=" + id);
                if (reply!.Errcode != 0 && tries++ < 3)
                    return await Counted(id);
                return reply;
            }

            async Task<Reply> Waits(string id)
            {
                var reply = await http.GetFromJsonAsync<Reply>(Host + "user/get?access_token=&userid=" + id);
                if (reply!.Errcode == 45009)
                {
                    await Task.Delay(60_000);
                    return await Waits(id);
                }

                return reply;
            }

            async Task Pages(string cursor)
            {
                var reply = await http.GetFromJsonAsync<Reply>(Host + "user/list_id?access_token=&cursor=" + cursor);
                cursor = reply!.Next;
                if (reply.Errcode == 0 && cursor != "")
                    await Pages(cursor);
            }

            async Task Below(string id)
            {
                var reply = await http.GetFromJsonAsync<Reply>(Host + "department/list?access_token=&id=" + id);
                if (reply!.Errcode != 0)
                    throw new InvalidOperationException();
                else
                    await Below(reply.Next);
            }

            async Task Other(string id, string spare)
            {
                var reply = await http.GetFromJsonAsync<Reply>(Host + "user/get?access_token=&userid=" + id);
                if (reply!.Errcode != 0 && id != spare)
                    await Other(spare, spare);
            }
        }
        """);

    [Fact]
    public Task Flags_codes_jumps_and_a_way_back_through_another_method() => Verify.VerifyAnalyzerAsync(Start + """
            int Code(string reply) => reply.Length;

            async Task Jump(string text)
            {
            again:
                try
                {
                    await [|Send(text)|];
                }
                catch (HttpRequestException)
                {
                    goto again;
                }
            }

            async Task Flag(string text)
            {
                var sent = false;
                while (true)
                {
                    var errcode = await [|Send(text)|];
                    if (errcode == 0)
                        sent = true;
                    if (sent)
                        break;
                }
            }

            async Task Open(string text)
            {
                var open = true;
                while (open)
                {
                    try
                    {
                        await [|Send(text)|];
                        open = false;
                    }
                    catch (HttpRequestException)
                    {
                    }
                }
            }

            async Task UntilZero(string text)
            {
                int errcode;
                do
                {
                    errcode = await [|Send(text)|];
                }
                while (errcode != 0);
            }

            async Task<bool> Indirect(string text)
            {
                var errcode = await Send(text);
                if (errcode == 42001)
                    return await [|Renew(text)|];
                return errcode == 0;
            }

            async Task<bool> Renew(string text)
            {
                Console.WriteLine("again");
                return await Indirect(text);
            }
        }
        """);

    /// <summary>The policy's own class makes no call; what runs under it does.</summary>
    [Fact]
    public Task A_policy_over_a_call_of_another_class() => Verify.VerifyAnalyzerAsync(Start + """
            public static Task<int> Post(string text) => Send(text);
        }

        class Policy
        {
            public Policy RetryAsync(int times) => this;
            public Task<T> ExecuteAsync<T>(Func<Task<T>> run) => run();
        }

        class Caller
        {
            Task<int> A(string text)
            {
                var policy = [|new Policy().RetryAsync(10)|];
                return policy.ExecuteAsync(() => WeComSender.Post(text));
            }

            Task<int> B()
            {
                var policy = new Policy().RetryAsync(10);
                return policy.ExecuteAsync(() => Task.FromResult(1));
            }
        }
        """);

    /// <summary>A method of one's own that tries whatever it is given.</summary>
    [Fact]
    public Task Own_methods_that_try_again() => Verify.VerifyAnalyzerAsync(Start + """
            static async Task<T> Endless<T>(Func<Task<T>> work)
            {
                while (true)
                {
                    try
                    {
                        return await [|work()|];
                    }
                    catch (HttpRequestException)
                    {
                    }
                }
            }

            static void UntilDone(Action work)
            {
                var done = false;
                while (!done)
                {
                    try
                    {
                        [|work.Invoke()|];
                        done = true;
                    }
                    catch (HttpRequestException)
                    {
                    }
                }
            }

            static async Task<T> ThreeTimes<T>(Func<Task<T>> work)
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        return await work();
                    }
                    catch (HttpRequestException) when (attempt < 3)
                    {
                        await Task.Delay(1000 * attempt);
                    }
                }
            }

            static T OfOthers<T>(Func<T> work)
            {
                while (true)
                {
                    try
                    {
                        return work();
                    }
                    catch (HttpRequestException)
                    {
                    }
                }
            }

            async Task A(string text)
            {
                await Endless(() => Send(text));
                UntilDone(() => Send(text).Wait());
                await ThreeTimes(() => Send(text));
                OfOthers(() => text.Length);
            }
        }
        """);

    /// <summary>A switch asks as an if does.</summary>
    [Fact]
    public Task Codes_in_a_switch() => Verify.VerifyAnalyzerAsync(Start + """
            async Task A(string text)
            {
                while (true)
                {
                    var code = await Send(text);
                    switch (code)
                    {
                        case 0:
                            return;
                        case [|40013|]:
                            continue;
                        default:
                            throw new InvalidOperationException();
                    }
                }
            }

            async Task B(string text)
            {
                while (true)
                {
                    var code = await Send(text);
                    switch (code)
                    {
                        case 0:
                            return;
                        case 40014:
                            await Task.Delay(60000);
                            continue;
                        case 40013:
                            throw new InvalidOperationException();
                    }
                }
            }
        }
        """);

    /// <summary>The variable that the loop asks holds what the call returned; one that counts does not.</summary>
    [Fact]
    public Task Until_the_result_is_0() => Verify.VerifyAnalyzerAsync(Start + """
            async Task A(string text)
            {
                var result = -1;
                while (result != 0)
                    result = await [|Send(text)|];
            }

            async Task B()
            {
                var left = 5;
                while (left != 0)
                {
                    await Send("left: " + left);
                    left = Less(left);
                }
            }

            static int Less(int count) => count - 1;
        }
        """);

    /// <summary>Whatever the loop is for: where the call has failed, the next turn makes the same call, without an end and at once.</summary>
    [Fact]
    public Task Goes_round_again_with_the_same_call() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading.Tasks;

        class Reply { public int Errcode { get; set; } public string Next { get; set; } = ""; public string Access_token { get; set; } = ""; }

        class WeComGroups
        {
            static readonly HttpClient Http = new HttpClient();
            static Reply Ask(string url, string body) => Read(Http.PostAsync(url, new StringContent(body)).Result.Content.ReadAsStringAsync().Result);
            static Reply Read(string text) => System.Text.Json.JsonSerializer.Deserialize<Reply>(text)!;
            static string Token() => Ask("https://qyapi.weixin.qq.com/cgi-bin/gettoken?access_token=", "").Access_token;

            void Pages(string token)
            {
                var cursor = "";
                var more = true;
                while (more)
                {
                    var page = Ask("https://qyapi.weixin.qq.com/cgi-bin/externalcontact/groupchat/list?access_token=" + token, "{\"cursor\":\"" + cursor + "\"}");
                    if ([|page.Errcode == 40014 || page.Errcode == 42001|])
                    {
                        token = Token();
                        continue;
                    }

                    cursor = page.Next;
                    more = cursor.Length > 0;
                }
            }

            // Each turn is about another item.
            void Queued(Queue<string> texts, string token)
            {
                while (true)
                {
                    var text = texts.Dequeue();
                    var reply = Ask("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token, text);
                    if (reply.Errcode != 0)
                        continue;
                    texts.Clear();
                }
            }

            void Counted(string token)
            {
                var more = true;
                var failed = 0;
                while (more)
                {
                    var page = Ask("https://qyapi.weixin.qq.com/cgi-bin/externalcontact/groupchat/list?access_token=" + token, "{}");
                    if (page.Errcode == 42001)
                    {
                        if (++failed > 2)
                            return;
                        token = Token();
                        continue;
                    }

                    more = page.Next.Length > 0;
                }
            }

            async Task Waits(string token)
            {
                var cursor = "";
                var more = true;
                while (more)
                {
                    var page = Ask("https://qyapi.weixin.qq.com/cgi-bin/externalcontact/groupchat/list?access_token=" + token, cursor);
                    if (page.Errcode != 0)
                    {
                        await Task.Delay(30000);
                        continue;
                    }

                    cursor = page.Next;
                    more = cursor.Length > 0;
                }
            }

            // The page that failed is left out.
            void Skips(string token)
            {
                var cursor = "1";
                var more = true;
                while (more)
                {
                    var page = Ask("https://qyapi.weixin.qq.com/cgi-bin/externalcontact/groupchat/list?access_token=" + token, cursor);
                    if (page.Errcode != 0)
                    {
                        cursor = cursor + "1";
                        continue;
                    }

                    more = page.Next.Length > 0;
                }
            }
        }
        """);

    /// <summary>However long the loop waits: what cannot succeed is tried for ever, and nothing behind it is reached.</summary>
    [Fact]
    public Task Steps_back_puts_back_or_calls_itself_with_a_new_token() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading;

        class Reply { public int Errcode { get; set; } }

        class WeComSender
        {
            static readonly HttpClient Http = new HttpClient();
            static Reply Post(string token, string text) =>
                System.Text.Json.JsonSerializer.Deserialize<Reply>(Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token, new StringContent(text)).Result.Content.ReadAsStringAsync().Result)!;
            static string Fresh() => System.Environment.GetEnvironmentVariable("T")!;

            void Send(string token, string text)
            {
                var reply = Post(token, text);
                if (reply.Errcode == 42001)
                {
                    [|Send(Fresh(), text)|];
                    return;
                }
            }

            // The rest of the text is another message.
            void SendRest(string text, string token)
            {
                if (Post(token, text).Errcode != 0)
                    SendRest(text.Substring(1), token);
            }

            void SendOnce(string token, string text, bool isRetry)
            {
                var reply = Post(token, text);
                if (reply.Errcode == 42001 && !isRetry)
                    SendOnce(Fresh(), text, true);
            }

            void StepsBack(List<string> texts, string token)
            {
                for (var i = 0; i < texts.Count; i++)
                {
                    var reply = Post(token, texts[i]);
                    Thread.Sleep(200);
                    if ([|reply.Errcode != 0|])
                    {
                        i--;
                        continue;
                    }
                }
            }

            void PutsBack(Queue<string> texts, string token)
            {
                while (texts.Count > 0)
                {
                    var text = texts.Dequeue();
                    var reply = Post(token, text);
                    Thread.Sleep(200);
                    if ([|reply.Errcode != 0|])
                        texts.Enqueue(text);
                }
            }

            void PutsAside(Queue<string> texts, Queue<string> failed, string token)
            {
                while (texts.Count > 0)
                {
                    var text = texts.Dequeue();
                    var reply = Post(token, text);
                    Thread.Sleep(200);
                    if (reply.Errcode != 0)
                        failed.Enqueue(text);
                }
            }

            void StepsBackAFewTimes(List<string> texts, string token)
            {
                var retries = 0;
                for (var i = 0; i < texts.Count; i++)
                {
                    var reply = Post(token, texts[i]);
                    Thread.Sleep(200);
                    if (reply.Errcode != 0 && retries++ < 3)
                        i--;
                }
            }
        }
        """);

    /// <summary>A new token for what is tried again is no second mistake.</summary>
    [Fact]
    public Task A_loop_is_told_once() => Verify.VerifyAnalyzerAsync(Start + """
            static Task<string> Token(bool anew) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=" + anew);

            async Task A(string text)
            {
                var token = await Token(false);
                again:
                var code = await [|Send(token + text)|];
                if (code == 42001)
                {
                    token = await Token(true);
                    goto again;
                }
            }

            async Task B(string text)
            {
                while (true)
                {
                    var token = await Token(false);
                    if (await [|Send(token + text)|] == 0)
                        return;
                }
            }

            async Task C(string text)
            {
                while (true)
                {
                    if (await [|Send(text)|] == 0)
                        return;
                    if (await Send(text + text) == 0)
                        return;
                }
            }
        }
        """);

    /// <summary>A number that the loop counts is a bound, whatever it is called; one that it does not count is none.</summary>
    [Fact]
    public Task A_bound_by_any_name() => Verify.VerifyAnalyzerAsync(Start + """
            async Task A(string text)
            {
                var n = 0;
                again:
                var code = await Send(text);
                if (code == -1 && ++n < 3)
                {
                    await Task.Delay(1000 * n);
                    goto again;
                }
            }

            async Task B(string text)
            {
                var k = 0;
                while (true)
                {
                    if (await Send(text) == 0)
                        return;
                    k += 1;
                    if (k >= 3)
                        throw new TimeoutException();
                    await Task.Delay(1000 * k);
                }
            }

            async Task C(string text, int n)
            {
                again:
                var code = await [|Send(text)|];
                if (code == -1 && n < 3)
                {
                    await Task.Delay(1000);
                    goto again;
                }
            }
        }
        """);
}
