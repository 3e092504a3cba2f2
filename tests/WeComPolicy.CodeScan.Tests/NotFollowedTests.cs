namespace WeComPolicy.CodeScan.Tests;

/// <summary>What a scan does not follow, it tells.</summary>
public sealed class NotFollowedTests
{
    private static string Senders(int count) => string.Concat(Enumerable.Range(0, count).Select(n => $"class Sender{n} : ISender {{ public void Send(string user) {{ }} }}\n"));

    [Theory]
    [InlineData(2, false)]
    [InlineData(20, true)]
    public void A_method_of_too_many_types(int others, bool isTold)
    {
        using var folder = new CodeFolder().With("Senders.cs", "public interface ISender { void Send(string user); }\n" + Senders(others)).With("WeComSender.cs", """
            using System.Net.Http;

            public class WeComSender : ISender
            {
                readonly HttpClient http = new();
                public void Send(string user) => http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=&touser=" + user).Wait();
            }
            """).With("All.cs", """
            class All
            {
                void Run(ISender sender, string[] users)
                {
                    foreach (var user in users)
                        sender.Send(user);
                }
            }
            """);
        var result = folder.Scan();
        Assert.Equal(isTold ? [$"ISender.Send ({others + 1} types)"] : [], result.Diagnostics.Where(d => d.Code == "calls-not-followed").Select(d => d.Message.En.Split(": ")[1].TrimEnd('.')));
    }

    [Fact]
    public void Other_types_with_many_kinds_are_no_matter()
    {
        using var folder = new CodeFolder().With("Senders.cs", "public interface ISender { void Send(string user); }\n" + Senders(20)).With("All.cs", """
            class All { void Run(ISender sender) => sender.Send("a"); }
            class WeComSender { }
            """);
        Assert.DoesNotContain(folder.Scan().Diagnostics, d => d.Code == "calls-not-followed");
    }

    /// <summary>WeCom's own kind is among the many, but what it has of the method sends nothing.</summary>
    [Fact]
    public void A_kind_of_WeCom_that_calls_nothing_is_no_matter()
    {
        using var folder = new CodeFolder().With("Senders.cs", "public interface ISender { void Send(string user); }\n" + Senders(20))
            .With("WeComSender.cs", "public class WeComSender : ISender { public void Send(string user) => System.Console.WriteLine(user); }")
            .With("All.cs", "class All { void Run(ISender sender) => sender.Send(\"a\"); }");
        Assert.DoesNotContain(folder.Scan().Diagnostics, d => d.Code == "calls-not-followed");
    }

    [Fact]
    public void A_file_of_no_project_within_a_repository()
    {
        using var folder = new CodeFolder().With(".git/HEAD", "").With("code/A.cs", "class WeComA { }").With("more/B.cs", "class WeComB { }");
        Assert.Contains(folder.Scan("code/A.cs").Diagnostics, d => d is { Code: "read-alone", IsWarning: true });
        Assert.DoesNotContain(folder.Scan().Diagnostics, d => d.Code == "read-alone");
    }
}
