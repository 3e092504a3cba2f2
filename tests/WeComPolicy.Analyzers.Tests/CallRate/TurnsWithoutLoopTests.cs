using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2001LoopWithoutPacing>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

/// <summary>WCA2001 where no loop statement stands around the call: queries, recursion, functions kept in variables.</summary>
public sealed class TurnsWithoutLoopTests
{
    private const string Start = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        class WeComNotices
        {
            static readonly HttpClient Http = new HttpClient();
            static bool Send(string user) => Begin(user).Result != "";
            static Task<string> Begin(string user) => Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=&touser=" + user);

        """;

    [Fact]
    public Task A_query_calls_once_for_each_item() => Verify.VerifyAnalyzerAsync(Start + """
            List<bool> A(List<string> users) => users.Select(user => [|Send(user)|]).ToList();
            int B(List<string> users) => users.Where(user => user != "").Count(user => [|Send(user)|]);
            bool C(List<string> users) => users.All(user => { var text = user.Trim(); return [|Send(text)|]; });
            List<bool> D(List<string> users) => (from user in users where user != "" select [|Send(user)|]).ToList();
            List<bool> E(List<string> users) => [|users.Select(Send)|].ToList();
            int F(List<string> users) => users.Aggregate(0, (sum, user) => sum + ([|Send(user)|] ? 1 : 0));

            // The first that succeeds ends it.
            string First(List<string> users) => users.FirstOrDefault(user => Send(user));
            // Begun, and judged as a group.
            Task Group(List<string> users) => Task.WhenAll(users.Select(user => Begin(user)));
            Task Named(List<string> users) => Task.WhenAll(users.Select(Begin));
            List<bool> Slow(List<string> users) => users.Select(user => { Thread.Sleep(1000); return Send(user); }).ToList();
            List<bool> Many(List<string> users) => users.AsParallel().Select(user => Send(user)).ToList();
        }
        """);

    [Fact]
    public Task A_method_that_calls_itself_for_the_next_item() => Verify.VerifyAnalyzerAsync(Start + """
            void A(List<string> users)
            {
                if (users.Count == 0)
                    return;
                [|Send(users[0])|];
                A(users.Skip(1).ToList());
            }

            bool B(string[] users, int index)
            {
                if (index >= users.Length)
                    return true;
                [|Send(users[index])|];
                return B(users, index + 1);
            }

            void Slow(string[] users, int index)
            {
                if (index >= users.Length)
                    return;
                Send(users[index]);
                Thread.Sleep(1000);
                Slow(users, index + 1);
            }

            void Again(string user, int tries)
            {
                if (!Send(user) && tries < 3)
                    Again(user, tries + 1);
            }
        }
        """);

    private const string Tree = """
            class Unit { public string Name; public List<Unit> Below; }

            void A(Unit unit)
            {
                Send(unit.Name);
                foreach (var below in unit.Below)
                    [|A(below)|];
            }
        }
        """;

    [Fact]
    public Task A_tree_is_one_loop_and_not_a_loop_around_a_loop() => Verify.VerifyAnalyzerAsync(Start + Tree);

    [Fact]
    public Task A_function_that_is_kept_and_called_in_a_loop() => Verify.VerifyAnalyzerAsync(Start + """
            readonly Action<string> send;

            WeComNotices() => send = user => Send(user);

            void A(List<string> users)
            {
                Func<string, bool> notify = user => Send(user);
                foreach (var user in users)
                    [|notify(user)|];
            }

            void B(List<string> users)
            {
                foreach (var user in users)
                    [|send.Invoke(user)|];
            }

            void Slow(List<string> users)
            {
                Func<string, bool> notify = user => Send(user);
                foreach (var user in users)
                {
                    notify(user);
                    Thread.Sleep(1000);
                }
            }

            void Once(List<string> users)
            {
                Func<string, bool> notify = user => Send(user);
                Func<string, bool> look = user => user != "";
                notify(users[0]);
                foreach (var user in users)
                    look(user);
            }
        }
        """);

    /// <summary>A query makes each task when the loop asks for it; a list of them has begun all before.</summary>
    [Fact]
    public Task Tasks_of_a_query_that_a_loop_awaits() => Verify.VerifyAnalyzerAsync(Start + """
            async Task A(List<string> users)
            {
                var tasks = users.Select(user => [|Begin(user)|]);
                foreach (var task in tasks)
                    await task;
            }

            async Task Begun(List<string> users)
            {
                var tasks = users.Select(user => Begin(user)).ToList();
                foreach (var task in tasks)
                    await task;
            }

            async Task Slow(List<string> users)
            {
                foreach (var task in users.Select(user => Begin(user)))
                {
                    await task;
                    await Task.Delay(1000);
                }
            }
        }
        """);

    /// <summary>An event is what hangs on it, in whatever type.</summary>
    [Fact]
    public Task Events() => Verify.VerifyAnalyzerAsync(Start + """
            event Action<string>? Ready;
            event EventHandler<string>? Told;
            event Action<string>? Done;
            public event Action<string>? Alarm;

            public WeComNotices()
            {
                Ready += user => Send(user);
                Told += OnTold;
                Done += user => Console.WriteLine(user);
                Alarm += OnAlarm;
            }

            void OnTold(object? sender, string user) => Send(user);
            void OnAlarm(string user) { Thread.Sleep(1000); Send(user); }

            void A(List<string> users)
            {
                foreach (var user in users)
                {
                    Ready?{|WCA2001:.Invoke(user)|};
                    {|WCA2001:Told!(this, user)|};
                    Done?.Invoke(user);
                    Alarm?.Invoke(user);
                }
            }
        }

        class Watch
        {
            public event Action<string>? Found;
            void A(List<string> users) => users.ForEach(user => [|Found!.Invoke(user)|]);
        }

        class Listener
        {
            public Listener(Watch watch) => watch.Found += user => new HttpClient().GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=&touser=" + user).Wait();
        }
        """);

    /// <summary>What is started and waited for at once is one call after the other; what nobody can wait for is not.</summary>
    [Fact]
    public Task Work_that_is_started_and_waited_for() => Verify.VerifyAnalyzerAsync(Start + """
            async Task A(List<string> users)
            {
                foreach (var user in users)
                    Task.Run(() => [|Send(user)|]).Wait();
                foreach (var user in users)
                    await Task.Run(() => [|Send(user)|]);
                foreach (var user in users)
                    Task.Run(() => Send(user));
                foreach (var user in users)
                    Start(user);
            }

            static async void Start(string user) => await Begin(user);
        }
        """);
}
