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
            Task A(string[] texts) => [|Task.WhenAll(texts.Select(text => SendAsync(text)))|];

            async Task<int[]> B(string[] texts) => await [|Task.WhenAll(texts.Select(async text => { await SendAsync(text); return text.Length; }))|];

            void C(string[] texts)
            {
                foreach (var text in texts)
                    [|Task.Run(() => SendAsync(text))|];
            }
        }
        """);
}
