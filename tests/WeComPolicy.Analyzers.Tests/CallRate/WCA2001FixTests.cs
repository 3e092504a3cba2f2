using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.CodeFixes.CallRate;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpCodeFixVerifier<
    WeComPolicy.Analyzers.CallRate.WCA2001LoopWithoutPacing,
    WeComPolicy.Analyzers.CodeFixes.CallRate.WCA2001PaceFix>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2001FixTests
{
    private const string Start = """
        using System.Net.Http;
        using System.Threading.Tasks;

        class WeComSender
        {
            static readonly HttpClient Http = new HttpClient();

        """;

    [Fact]
    public Task Waits_as_long_as_the_endpoint_needs() => Verify.VerifyCodeFixAsync(
        Start + """
            async Task Robot(string[] texts)
            {
                foreach (var text in texts)
                {
                    // One message for each.
                    await [|Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", new StringContent(text))|];
                }
            }

            async Task Details(string[] ids)
            {
                foreach (var id in ids)
                    await [|Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id)|];

                for (var i = 0; i < ids.Length; i++)
                {
                    var reply = await [|Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + ids[i])|];
                    System.Console.WriteLine(reply);
                }
            }
        }
        """,
        Start + """
            async Task Robot(string[] texts)
            {
                foreach (var text in texts)
                {
                    // One message for each.
                    await Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", new StringContent(text));
                    await Task.Delay(3000);
                }
            }

            async Task Details(string[] ids)
            {
                foreach (var id in ids)
                {
                    await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id);
                    await Task.Delay(200);
                }

                for (var i = 0; i < ids.Length; i++)
                {
                    var reply = await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + ids[i]);
                    await Task.Delay(200);
                    System.Console.WriteLine(reply);
                }
            }
        }
        """);

    [Fact]
    public Task No_bulb_where_waiting_is_a_choice() => Verify.VerifyNoCodeFixAsync(Start + """
            Task Handed(string[] texts)
            {
                foreach (var text in texts)
                    [|Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", new StringContent(text))|].Wait();
                return Task.CompletedTask;
            }

            async Task Condition(string[] ids)
            {
                var i = 0;
                while ((await [|Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + ids[i])|]).Length > 0)
                    i++;
            }
        }
        """);

    [Fact]
    public Task Code_that_blocks_sleeps() => Verify.VerifyCodeFixAsync(
        Start + """
            void Robot(string[] texts)
            {
                foreach (var text in texts)
                    [|Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", new StringContent(text))|].Wait();
            }
        }
        """,
        Start + """
            void Robot(string[] texts)
            {
                foreach (var text in texts)
                {
                    Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", new StringContent(text)).Wait();
                    System.Threading.Thread.Sleep(3000);
                }
            }
        }
        """);

    private const string Limiters = """

        namespace System.Threading.RateLimiting
        {
            public class RateLimitLease { public bool IsAcquired => true; }
            public abstract class RateLimiter { public System.Threading.Tasks.ValueTask<RateLimitLease> AcquireAsync(int permits = 1) => default; }
            public class TokenBucketRateLimiter : RateLimiter { }
            public class ConcurrencyLimiter : RateLimiter { }
        }
        """;

    [Fact]
    public Task The_limiter_of_the_project_is_asked_before_the_call() => Verify.VerifyCodeFixAsync(
        Start + """
            readonly System.Threading.RateLimiting.TokenBucketRateLimiter _limiter = new();

            async Task Details(string[] ids)
            {
                foreach (var id in ids)
                    await [|Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id)|];
            }
        }
        """ + Limiters,
        Start + """
            readonly System.Threading.RateLimiting.TokenBucketRateLimiter _limiter = new();

            async Task Details(string[] ids)
            {
                foreach (var id in ids)
                {
                    while (!(await _limiter.AcquireAsync()).IsAcquired) await Task.Delay(200);
                    await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id);
                }
            }
        }
        """ + Limiters);

    [Fact]
    public Task A_limiter_of_concurrency_paces_nothing() => Verify.VerifyCodeFixAsync(
        Start + """
            readonly System.Threading.RateLimiting.ConcurrencyLimiter _limiter = new();

            async Task Details(string[] ids)
            {
                foreach (var id in ids)
                {
                    await [|Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id)|];
                }
            }
        }
        """ + Limiters,
        Start + """
            readonly System.Threading.RateLimiting.ConcurrencyLimiter _limiter = new();

            async Task Details(string[] ids)
            {
                foreach (var id in ids)
                {
                    await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id);
                    await Task.Delay(200);
                }
            }
        }
        """ + Limiters);

    [Fact]
    public Task Lines_end_as_the_file_does_and_blank_lines_stay() => Verify.VerifyCodeFixAsync(
        (Start + """
            async Task Line(string[] ids)
            {
                foreach (var id in ids) { await [|Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id)|]; }
            }

            async Task Details(string[] ids)
            {
                foreach (var id in ids)
                    await [|Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id)|];
                foreach (var id in ids)
                {
                    await [|Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id)|];

                    System.Console.WriteLine(id);
                }
            }
        }
        """).ReplaceLineEndings("\r\n"),
        (Start + """
            async Task Line(string[] ids)
            {
                foreach (var id in ids) { await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id); await Task.Delay(200); }
            }

            async Task Details(string[] ids)
            {
                foreach (var id in ids)
                {
                    await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id);
                    await Task.Delay(200);
                }
                foreach (var id in ids)
                {
                    await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id);
                    await Task.Delay(200);

                    System.Console.WriteLine(id);
                }
            }
        }
        """).ReplaceLineEndings("\r\n"));

    [Fact]
    public Task In_an_old_language_with_tabs() => new CSharpCodeFixTest<WCA2001LoopWithoutPacing, WCA2001PaceFix>
    {
        TestCode = "class WeComSender\n{\n\tasync System.Threading.Tasks.Task Details(System.Net.Http.HttpClient http, string[] ids)\n\t{\n\t\tforeach (var id in ids)\n"
            + "\t\t\tawait [|http.GetStringAsync(\"https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=\" + id)|];\n\t}\n}\n",
        FixedCode = "class WeComSender\n{\n\tasync System.Threading.Tasks.Task Details(System.Net.Http.HttpClient http, string[] ids)\n\t{\n\t\tforeach (var id in ids)\n"
            + "\t\t{\n\t\t\tawait http.GetStringAsync(\"https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=\" + id);\n"
            + "\t\t\tawait System.Threading.Tasks.Task.Delay(200);\n\t\t}\n\t}\n}\n",
        Language = LanguageVersion.CSharp7_3,
        Nullable = NullableContextOptions.Disable,
        EditorConfig = "root = true\n[*.cs]\nindent_style = tab\n",
    }.RunAsync();

    [Fact]
    public Task As_long_as_the_settings_say() => new CSharpCodeFixTest<WCA2001LoopWithoutPacing, WCA2001PaceFix>
    {
        TestCode = Start + """
                async Task Details(string[] ids)
                {
                    foreach (var id in ids)
                    {
                        await [|Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id)|];
                    }
                }
            }
            """,
        FixedCode = Start + """
                async Task Details(string[] ids)
                {
                    foreach (var id in ids)
                    {
                        await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id);
                        await Task.Delay(334);
                    }
                }
            }
            """,
        EditorConfig = "[*.cs]\nwecom_policy.WCA2004.calls_per_second = 3\n",
    }.RunAsync();
}
