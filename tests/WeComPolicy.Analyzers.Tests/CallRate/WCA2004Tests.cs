using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2004TooFast>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2004Tests
{
    private const string Start = """
        using System;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        class WeComSender
        {
            const int Short = 100;
            static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
            static readonly HttpClient Http = new HttpClient();
            static Task Robot(string text) => Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", new StringContent(text));
            static Task Detail(string id) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id);

        """;

    [Fact]
    public Task Short_pauses() => Verify.VerifyAnalyzerAsync(Start + """
            async Task A(string[] texts)
            {
                foreach (var text in texts)
                {
                    await Robot(text);
                    await [|Task.Delay(1000)|];
                }
            }

            async Task B(string[] ids)
            {
                foreach (var id in ids)
                {
                    await [|Task.Delay(Short)|];
                    await Detail(id);
                }
            }

            void C(string[] texts)
            {
                for (var i = 0; i < texts.Length; i++)
                {
                    Robot(texts[i]).Wait();
                    [|Thread.Sleep(Second)|];
                }
            }

            async Task ManyInATurn(string[] ids)
            {
                foreach (var id in ids)
                {
                    await Detail(id);
                    await Detail(id + "1");
                    await [|Task.Delay(TimeSpan.FromMilliseconds(300))|];
                }
            }

            async Task EveryTen(string[] texts)
            {
                for (var i = 0; i < texts.Length; i++)
                {
                    await Robot(texts[i]);
                    if (i % 10 == 9)
                        await [|Task.Delay(5000)|];
                }
            }
        }
        """);

    [Fact]
    public Task The_message_computes() => Verify.VerifyAnalyzerAsync(
        Start + """
            async Task A(string[] texts)
            {
                foreach (var text in texts)
                {
                    await Robot(text);
                    await {|#0:Task.Delay(500)|};
                }
            }
        }
        """,
        Verify.Diagnostic().WithLocation(0).WithMessage(
            "With this pause /cgi-bin/webhook/send is called up to 120 times a minute; at most 20 are allowed. Wait at least 3000 ms."));

    [Fact]
    public Task Long_or_unknown_pauses_and_idle_waits() => Verify.VerifyAnalyzerAsync(Start + """
            async Task A(string[] texts, int pause)
            {
                foreach (var text in texts)
                {
                    await Robot(text);
                    await Task.Delay(3000);
                }

                foreach (var text in texts)
                {
                    await Robot(text);
                    await Task.Delay(pause);
                }

                foreach (var id in texts)
                {
                    await Detail(id);
                    await Task.Delay(200);
                }

                for (var i = 0; i < texts.Length; i++)
                {
                    await Robot(texts[i]);
                    if (i % 20 == 19)
                        await Task.Delay(TimeSpan.FromMinutes(1));
                }
            }

            void Worker(System.Collections.Generic.Queue<string> queue)
            {
                while (true)
                {
                    var text = queue.Count > 0 ? queue.Dequeue() : null;
                    if (text != null) Robot(text).Wait();
                    else Thread.Sleep(200);
                }
            }

            async Task Once()
            {
                await Robot("a");
                await Task.Delay(1);
            }
        }
        """);
}
