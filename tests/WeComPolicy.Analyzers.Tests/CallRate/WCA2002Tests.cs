using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2002UnboundedFanOut>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2002Tests
{
    private const string Start = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading;
        using System.Threading.Tasks;

        class WeComSender
        {
            static readonly HttpClient Http = new HttpClient();
            static readonly SemaphoreSlim Gate = new SemaphoreSlim(3);
            static Task SendAsync(object text) => Http.PostAsJsonAsync("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", text);
            static async Task SendGatedAsync(object text) { await Gate.WaitAsync(); try { await SendAsync(text); } finally { Gate.Release(); } }

        """;

    [Fact]
    public Task All_at_once() => Verify.VerifyAnalyzerAsync(Start + """
            Task A(string[] texts) => [|Task.WhenAll(texts.Select(text => SendAsync(text)))|];

            async Task B(string[] texts)
            {
                var tasks = texts.Select(async text => { await SendAsync(text); return text.Length; });
                await [|Task.WhenAll(tasks)|];
            }

            async Task C(string[] texts)
            {
                var tasks = new List<Task>();
                foreach (var text in texts)
                    tasks.Add(SendAsync(text));
                await [|Task.WhenAll(tasks)|];
            }

            void D(string[] texts) => [|Parallel.ForEach(texts, text => SendAsync(text).Wait())|];
            Task E(string[] texts) => [|Parallel.ForEachAsync(texts, async (text, stop) => await SendAsync(text))|];
            void F(string[] texts) => [|texts.AsParallel().ForAll(text => SendAsync(text).Wait())|];
        }
        """);

    [Fact]
    public Task Started_in_a_loop() => Verify.VerifyAnalyzerAsync(Start + """
            void A(string[] texts)
            {
                foreach (var text in texts)
                {
                    [|new Thread(() => SendAsync(text).Wait())|].Start();
                    [|Task.Run(() => SendAsync(text))|];
                    [|Task.Factory.StartNew(() => SendAsync(text))|];
                    [|ThreadPool.QueueUserWorkItem(state => SendAsync(text).Wait())|];
                    _ = [|SendAsync(text)|];
                }
            }
        }
        """);

    [Fact]
    public Task Bounded() => Verify.VerifyAnalyzerAsync(Start + """
            Task A(string[] texts) => Task.WhenAll(texts.Select(text => SendGatedAsync(text)));

            async Task B(string[] texts)
            {
                await Task.WhenAll(texts.Select(async text =>
                {
                    await Gate.WaitAsync();
                    try { await SendAsync(text); } finally { Gate.Release(); }
                }));
            }

            Task C(string[] texts) => Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (text, stop) => await SendAsync(text));

            void D(string[] texts)
            {
                var options = new ParallelOptions { MaxDegreeOfParallelism = 2 };
                Parallel.ForEach(texts, options, text => SendAsync(text).Wait());
            }

            async Task E(string[] texts)
            {
                foreach (var chunk in texts.Chunk(5))
                {
                    await Task.WhenAll(SendAsync(chunk[0]), SendAsync(chunk[1]));
                    await Task.Run(() => Console.WriteLine(chunk.Length));
                    await Task.Delay(1000);
                }
            }

            Task F(string a, string b) => Task.WhenAll(SendAsync(a), SendAsync(b));
            Task G(string[] texts) => Task.WhenAll(texts.Select(text => Task.FromResult(text.Length)));
            void H(string text) => new Thread(() => SendAsync(text).Wait()).Start();
        }
        """);

    [Fact]
    public Task Tasks_that_were_made_before() => Verify.VerifyAnalyzerAsync(Start + """
            async Task A(Dictionary<string, string> files)
            {
                var tasks = new List<Task>();
                var uploads = files.ToDictionary(file => file.Key, file => SendAsync(file.Value));
                tasks.AddRange(uploads.Values);
                await [|Task.WhenAll(tasks)|];
            }

            async Task B(Dictionary<string, string> files)
            {
                var uploads = files.ToDictionary(file => file.Key, file => SendAsync(file.Value));
                await [|Task.WhenAll(uploads.Values)|];
            }

            async Task Few(string[] texts)
            {
                var tasks = new List<Task>();
                tasks.AddRange(texts.Take(3).Select(text => SendAsync(text)));
                await Task.WhenAll(tasks);
            }
        }
        """);

    [Fact]
    public Task Tasks_that_are_thrown_away_and_tasks_of_a_query() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Linq;
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComFan
        {
            static readonly HttpClient Http = new();
            async Task Send(string user) => await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + user);

            void A(List<string> users)
            {
                foreach (var user in users)
                    _ = [|Send(user)|];
            }

            async Task B(List<string> users)
            {
                var sent = from user in users select Send(user);
                await [|Task.WhenAll(sent)|];
            }
        }
        """);

    [Fact]
    public Task Jobs_lists_filled_in_two_steps_and_what_a_list_does_not_wait_for() => Verify.VerifyAnalyzerAsync(Start + """
            static class BackgroundJob { public static string Enqueue(System.Linq.Expressions.Expression<Func<Task>> job) => ""; }

            void A(string[] texts)
            {
                foreach (var text in texts)
                    [|BackgroundJob.Enqueue(() => SendAsync(text))|];
            }

            void B(string[] texts) => [|Parallel.Invoke(texts.Select(text => (Action)(() => SendAsync(text).Wait())).ToArray())|];

            async Task C(string[] texts)
            {
                var tasks = new List<Task>();
                foreach (var text in texts)
                {
                    var task = SendAsync(text);
                    tasks.Add(task);
                }

                await [|Task.WhenAll(tasks.ToArray())|];
            }

            void D(string[] texts)
            {
                var tasks = new Task[texts.Length];
                for (var i = 0; i < texts.Length; i++)
                    tasks[i] = SendAsync(texts[i]);
                [|Task.WaitAll(tasks)|];
            }

            // Told where the work is started, and not again where it is waited for.
            void Started(string[] texts)
            {
                var tasks = new List<Task>();
                foreach (var text in texts)
                    tasks.Add([|Task.Run(() => SendAsync(text))|]);
                Task.WaitAll(tasks.ToArray());
            }

            void E(List<string> texts) => [|texts.ForEach(async text => await SendAsync(text))|];

            void F(string[] texts)
            {
                foreach (var text in texts)
                    [|SendAsync(text)|].ContinueWith(done => done.Dispose());
            }

            async Task I(string[] texts)
            {
                var begun = [|texts.Select(text => SendAsync(text)).ToList()|];
                foreach (var task in begun)
                    await task;
            }

            class Jobs { public string Enqueue<T>(System.Linq.Expressions.Expression<Func<T, Task>> job) => ""; }
            class Sender { public Task Post(string text) => SendAsync(text); }

            void H(Jobs jobs, string[] texts)
            {
                foreach (var text in texts)
                    [|jobs.Enqueue<Sender>(sender => sender.Post(text))|];
            }

            List<string> G(string[] texts) => [|texts.AsParallel().Select(text => SendAsync(text).ToString())|].ToList();

            void Few() => Parallel.Invoke(() => SendAsync("a").Wait(), () => SendAsync("b").Wait());
            void One(string text) => BackgroundJob.Enqueue(() => SendAsync(text));
        }
        """);
}
