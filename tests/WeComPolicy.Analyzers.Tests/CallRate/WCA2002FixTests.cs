using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.CodeFixes.CallRate;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpCodeFixVerifier<
    WeComPolicy.Analyzers.CallRate.WCA2002UnboundedFanOut,
    WeComPolicy.Analyzers.CodeFixes.CallRate.WCA2002BoundFix>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2002FixTests
{
    private const string Start = """
        using System.Linq;
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComSender
        {
            static readonly HttpClient Http = new HttpClient();
            static Task SendAsync(string text) => Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send", new StringContent(text));

        """;

    [Fact]
    public Task A_degree() => Verify.VerifyCodeFixAsync(
        Start + """
            async Task A(string[] texts) => await [|Parallel.ForEachAsync(texts, async (text, stop) => await SendAsync(text))|];

            void B(string[] texts)
            {
                [|Parallel.ForEach(texts, text => SendAsync(text).Wait())|];
                [|Parallel.For(0, texts.Length, i => SendAsync(texts[i]).Wait())|];
            }

            async Task C(string[] texts)
            {
                await [|Task.WhenAll(texts.Select(text => SendAsync(text)))|];
                await [|Task.WhenAll(texts.Where(text => text.Length > 0).Select(async text => await SendAsync(text)))|];
            }
        }
        """,
        Start + """
            async Task A(string[] texts) => await Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (text, stop) => await SendAsync(text));

            void B(string[] texts)
            {
                Parallel.ForEach(texts, new ParallelOptions { MaxDegreeOfParallelism = 5 }, text => SendAsync(text).Wait());
                Parallel.For(0, texts.Length, new ParallelOptions { MaxDegreeOfParallelism = 5 }, i => SendAsync(texts[i]).Wait());
            }

            async Task C(string[] texts)
            {
                await Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (text, _) => await SendAsync(text));
                await Parallel.ForEachAsync(texts.Where(text => text.Length > 0), new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (text, _) => await SendAsync(text));
            }
        }
        """);

    [Fact]
    public Task No_bulb_where_results_are_wanted() => Verify.VerifyNoCodeFixAsync(Start + """
            Task<int[]> A(string[] texts) => [|Task.WhenAll(texts.Select(async text => { await SendAsync(text); return text.Length; }))|];

            async Task<int[]> B(string[] texts) => await [|Task.WhenAll(texts.Select(async text => { await SendAsync(text); return text.Length; }))|];

            void C(string[] texts)
            {
                foreach (var text in texts)
                    [|Task.Run(() => SendAsync(text))|];
            }
        }
        """);

    [Fact]
    public Task What_was_started_before_and_queries() => Verify.VerifyCodeFixAsync(
        Start + """
            void Query(string[] texts) => [|texts.AsParallel().ForAll(text => SendAsync(text).Wait())|];

            async Task Mapped(string[] texts)
            {
                // Starts all.
                var tasks = texts.Select(text => SendAsync(text)).ToList();
                // Waits.
                await [|Task.WhenAll(tasks)|];
            }

            async Task Listed(string[] texts)
            {
                texts = texts.Distinct().ToArray();

                var tasks = new System.Collections.Generic.List<Task>();
                foreach (var text in texts)
                {
                    tasks.Add(SendAsync(text));
                }

                await [|Task.WhenAll(tasks)|];
                System.Console.WriteLine("sent");
            }

            async Task Block(string[] texts)
            {
                var tasks = new System.Collections.Generic.List<Task>();
                foreach (var text in texts)
                {
                    // Greets.
                    var greeting = "hello " + text;
                    tasks.Add(SendAsync(greeting));
                }

                await [|Task.WhenAll(tasks)|];
            }
        }
        """,
        Start + """
            void Query(string[] texts) => texts.AsParallel().WithDegreeOfParallelism(5).ForAll(text => SendAsync(text).Wait());

            async Task Mapped(string[] texts)
            {
                // Starts all.
                // Waits.
                await Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (text, _) => await SendAsync(text));
            }

            async Task Listed(string[] texts)
            {
                texts = texts.Distinct().ToArray();

                await Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (text, _) => await SendAsync(text));
                System.Console.WriteLine("sent");
            }

            async Task Block(string[] texts)
            {
                await Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (text, _) =>
                {
                    // Greets.
                    var greeting = "hello " + text;
                    await SendAsync(greeting);
                });
            }
        }
        """);

    [Fact]
    public Task No_bulb_where_the_tasks_have_another_use_or_turns_share_something() => Verify.VerifyNoCodeFixAsync(Start + """
            async Task<int> Used(string[] texts)
            {
                var tasks = texts.Select(text => SendAsync(text)).ToList();
                await [|Task.WhenAll(tasks)|];
                return tasks.Count;
            }

            async Task Between(string[] texts)
            {
                var tasks = texts.Select(text => SendAsync(text)).ToList();
                System.Console.WriteLine("started");
                await [|Task.WhenAll(tasks)|];
            }

            async Task Counted(string[] texts)
            {
                var count = 0;
                var tasks = new System.Collections.Generic.List<Task>();
                foreach (var text in texts)
                {
                    count++;
                    tasks.Add(SendAsync(text + count));
                }

                await [|Task.WhenAll(tasks)|];
            }

            async Task Left(string[] texts)
            {
                var tasks = new System.Collections.Generic.List<Task>();
                foreach (var text in texts)
                {
                    if (text.Length == 0)
                        continue;
                    tasks.Add(SendAsync(text));
                }

                await [|Task.WhenAll(tasks)|];
            }
        }
        """);

    [Fact]
    public Task In_an_old_language_without_usings() => new CSharpCodeFixTest<WCA2002UnboundedFanOut, WCA2002BoundFix>
    {
        TestCode = """
            using System.Linq;

            class WeComSender
            {
                static System.Threading.Tasks.Task SendAsync(string text) => new System.Net.Http.HttpClient().GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?text=" + text);

                async System.Threading.Tasks.Task A(string[] texts)
                {
                    await [|System.Threading.Tasks.Task.WhenAll(texts.Select(text => SendAsync(text)))|];
                }
            }
            """,
        FixedCode = """
            using System.Linq;

            class WeComSender
            {
                static System.Threading.Tasks.Task SendAsync(string text) => new System.Net.Http.HttpClient().GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?text=" + text);

                async System.Threading.Tasks.Task A(string[] texts)
                {
                    await System.Threading.Tasks.Parallel.ForEachAsync(texts, new System.Threading.Tasks.ParallelOptions { MaxDegreeOfParallelism = 5 }, async (text, _) => await SendAsync(text));
                }
            }
            """,
        Language = LanguageVersion.CSharp7_3,
        Nullable = NullableContextOptions.Disable,
    }.RunAsync();

    [Fact]
    public Task Handed_on_to_a_caller_who_gets_no_results() => Verify.VerifyCodeFixAsync(
        Start + """
            Task A(string[] texts) => [|Task.WhenAll(texts.Select(text => SendAsync(text)))|];

            Task B(string[] texts)
            {
                return [|Task.WhenAll(texts.Select(text => SendAsync(text)).ToArray())|];
            }
        }
        """,
        Start + """
            Task A(string[] texts) => Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (text, _) => await SendAsync(text));

            Task B(string[] texts)
            {
                return Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (text, _) => await SendAsync(text));
            }
        }
        """);

    [Fact]
    public Task A_degree_of_the_settings() => new CSharpCodeFixTest<WCA2002UnboundedFanOut, WCA2002BoundFix>
    {
        TestCode = Start + """
                async Task A(string[] texts) => await [|Parallel.ForEachAsync(texts, async (text, stop) => await SendAsync(text))|];
            }
            """,
        FixedCode = Start + """
                async Task A(string[] texts) => await Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (text, stop) => await SendAsync(text));
            }
            """,
        EditorConfig = "[*.cs]\nwecom_policy.WCA2002.max_parallel = 2\n",
    }.RunAsync();
}
