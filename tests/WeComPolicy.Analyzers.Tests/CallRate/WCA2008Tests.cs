using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2008FrequentPolling>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2008Tests
{
    private const string Start = """
        using System;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        class WeComContacts
        {
            static readonly HttpClient Http = new HttpClient();
            static Task<string> List() => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list?department_id=1");
            static Task Send(string text) => Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send", new StringContent(text));

        """;

    [Fact]
    public Task Timers_and_endless_loops() => Verify.VerifyAnalyzerAsync(Start + """
            Timer _timer = [|new Timer(state => List().Wait(), null, 0, 5000)|];
            System.Timers.Timer _old = [|new System.Timers.Timer(1000)|];
            void Tick(object? state) => List().Wait();

            void Start()
            {
                _old.Elapsed += (sender, e) => List().Wait();
                _timer = [|new Timer(Tick, null, TimeSpan.Zero, TimeSpan.FromSeconds(10))|];
            }

            async Task Loop(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    Console.WriteLine(await List());
                    await [|Task.Delay(TimeSpan.FromSeconds(2), stop)|];
                }
            }

            async Task Ticks(CancellationToken stop)
            {
                using var timer = [|new PeriodicTimer(TimeSpan.FromSeconds(5))|];
                while (await timer.WaitForNextTickAsync(stop))
                    Console.WriteLine(await List());
            }
        }
        """);

    [Fact]
    public Task Slow_timers_and_others() => Verify.VerifyAnalyzerAsync(Start + """
            Timer _daily = new Timer(state => List().Wait(), null, TimeSpan.Zero, TimeSpan.FromDays(1));
            Timer _clock = new Timer(state => Console.WriteLine(DateTime.Now), null, 0, 1000);
            Timer _once = new Timer(state => List().Wait(), null, 1000, Timeout.Infinite);

            async Task Hourly(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    await List();
                    await Task.Delay(TimeSpan.FromHours(1), stop);
                }
            }

            async Task Outbox(System.Collections.Generic.Queue<string> queue, CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    if (queue.Count > 0)
                        await Send(queue.Dequeue());
                    await Task.Delay(1000, stop);
                }
            }
        }
        """);
}
