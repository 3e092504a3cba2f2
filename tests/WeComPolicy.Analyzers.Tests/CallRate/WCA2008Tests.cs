using WeComPolicy.Analyzers.CallRate;
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

    private static readonly string Open = Start.Replace("    static Task", "    public static Task", StringComparison.Ordinal);

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

    private const string Schedulers = """

        interface IJob { Task Execute(object context); }
        class JobBuilder { public static JobBuilder Create<T>() => new(); public object Build() => this; }
        class TriggerBuilder
        {
            public static TriggerBuilder Create() => new();
            public TriggerBuilder WithCronSchedule(string cron) => this;
            public TriggerBuilder WithSimpleSchedule(Action<SimpleSchedule> build) => this;
            public object Build() => this;
        }
        class SimpleSchedule { public SimpleSchedule WithIntervalInSeconds(int seconds) => this; public void RepeatForever() { } }
        static class Cron { public static string Daily() => ""; public static string MinuteInterval(int minutes) => ""; }
        static class RecurringJob
        {
            public static void AddOrUpdate(string id, System.Linq.Expressions.Expression<Action> work, string cron) { }
            public static void AddOrUpdate<T>(string id, System.Linq.Expressions.Expression<Action<T>> work, string cron) { }
        }
        class TimerTriggerAttribute : Attribute { public TimerTriggerAttribute(string cron) { } }
        class DisallowConcurrentExecutionAttribute : Attribute { }
        class Scheduler { public Interval Schedule<T>() => new(); public Interval Schedule(Action work) => new(); }
        class Interval { public Interval EveryTenSeconds() => this; public Interval Daily() => this; public Interval Cron(string cron) => this; }

        class Sync { public void Run() => WeComContacts.List().Wait(); }
        [DisallowConcurrentExecution] class Poll : IJob { public Task Execute(object context) => WeComContacts.List(); }
        [DisallowConcurrentExecution] class Outbox : IJob { public Task Execute(object context) => WeComContacts.Send(""); }
        class Clock { public void Invoke() => Console.WriteLine(); }
        class Contacts { public void Invoke() => WeComContacts.List().Wait(); }
        """;

    [Fact]
    public Task Schedules() => Verify.VerifyAnalyzerAsync(Open + """
            void Quartz()
            {
                var job = JobBuilder.Create<Poll>().Build();
                var trigger = TriggerBuilder.Create().WithCronSchedule([|"0/5 * * * * ?"|]).Build();
                var simple = TriggerBuilder.Create().WithSimpleSchedule(x => x.[|WithIntervalInSeconds|](10).RepeatForever()).Build();
                var slow = TriggerBuilder.Create().WithCronSchedule("0 0/5 * * * ?").Build();
                Console.WriteLine($"{job}{trigger}{simple}{slow}");
            }

            void Sends()
            {
                var job = JobBuilder.Create<Outbox>().Build();
                Console.WriteLine($"{job}{TriggerBuilder.Create().WithCronSchedule("0/5 * * * * ?").Build()}");
            }

            void Hangfire()
            {
                RecurringJob.AddOrUpdate("a", () => List(), [|"*/20 * * * * *"|]);
                RecurringJob.AddOrUpdate<Sync>("b", sync => sync.Run(), [|"*/20 * * * * *"|]);
                RecurringJob.AddOrUpdate("c", () => List(), "*/20 * * * *");
                RecurringJob.AddOrUpdate("d", () => List(), Cron.Daily());
                RecurringJob.AddOrUpdate("e", () => List(), Cron.MinuteInterval(5));
                RecurringJob.AddOrUpdate("f", () => Console.WriteLine(), "*/20 * * * * *");
            }

            public void Function([TimerTrigger([|"*/30 * * * * *"|])] object timer) => List().Wait();
            public void Daily([TimerTrigger("0 30 9 * * *")] object timer) => List().Wait();

            void Coravel(Scheduler scheduler)
            {
                scheduler.Schedule<Contacts>().[|EveryTenSeconds|]();
                scheduler.Schedule(() => List().Wait()).[|EveryTenSeconds|]();
                scheduler.Schedule<Clock>().EveryTenSeconds();
                scheduler.Schedule<Contacts>().Daily();
            }
        }
        """ + Schedulers);

    [Fact]
    public Task Intervals_and_short_forms() => Verify.VerifyAnalyzerAsync(Start + """
            Timer _short = [|new(state => List().Wait(), null, 0, 5000)|];
            Timer _slow = new(state => List().Wait(), null, 0, 3_600_000);
            readonly System.Timers.Timer _set = new();
            readonly System.Timers.Timer _made = new() { [|Interval = 1000|], AutoReset = true };
            readonly System.Timers.Timer _later = new() { Interval = 600_000 };

            void Start()
            {
                [|_set.Interval = 3 * 1000|];
                _set.Elapsed += OnTick;
                _made.Elapsed += (sender, e) => List().Wait();
                _later.Elapsed += (sender, e) => List().Wait();
            }

            void OnTick(object? sender, System.Timers.ElapsedEventArgs e) => List().Wait();
        }
        """);

    [Theory]
    [InlineData("* * * * *", 60_000)]
    [InlineData("*/10 * * * *", 600_000)]
    [InlineData("0 9 * * 1-5", 86_400_000)]
    [InlineData("0 0/2 * * * ?", 120_000)]
    [InlineData("0,15,45 * * * * ?", 15_000)]
    [InlineData("5/20 * * * * ? *", 20_000)]
    [InlineData("10-12 * * * * *", 1_000)]
    [InlineData("0 0 8,20 * * ?", 43_200_000)]
    public void Shortest_step_of_a_cron_expression(string cron, double milliseconds) => Assert.Equal(milliseconds, CronInterval.Milliseconds(cron));

    [Theory]
    [InlineData("")]
    [InlineData("every five minutes please now")]
    [InlineData("*/0 * * * *")]
    [InlineData("1 2 3")]
    [InlineData("99999999999999 * * * *")]
    public void Other_texts_are_no_schedules(string text) => Assert.Null(CronInterval.Milliseconds(text));

    /// <summary>A token that is fetched on each turn, and one that a cache keeps.</summary>
    [Fact]
    public Task Tokens() => Verify.VerifyAnalyzerAsync(Start + """
            string? _token;
            DateTime _until;

            async Task<string> Token()
            {
                if (_token == null || DateTime.UtcNow > _until)
                {
                    _token = await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=");
                    _until = DateTime.UtcNow.AddHours(2);
                }

                return _token;
            }

            async Task A(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    _token = await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=");
                    await [|Task.Delay(5000)|];
                }
            }

            async Task B(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    _token = await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=");
                    await Task.Delay(TimeSpan.FromMinutes(90));
                }
            }

            async Task C(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    Console.WriteLine((await Token()).Length);
                    await Task.Delay(5000);
                }
            }
        }
        """);
}
