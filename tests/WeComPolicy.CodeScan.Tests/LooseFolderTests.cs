namespace WeComPolicy.CodeScan.Tests;

/// <summary>Sources without any project file.</summary>
public sealed class LooseFolderTests
{
    private const string Sender = """
        namespace Company.Remote;

        public static class WeComSender
        {
            private static readonly System.Net.Http.HttpClient Client = new();

            public static void Send(string text)
            {
                var reply = Client.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + text, null).Result.Content.ReadAsStringAsync().Result;
                if (!reply.Contains("\"errcode\":0"))
                    throw new System.InvalidOperationException("not sent");
            }
        }
        """;

    private const string Caller = """
        using Company.Remote;

        namespace Company.Jobs;

        public class Round
        {
            public void Run(string[] texts)
            {
                foreach (var text in texts)
                    WeComSender.Send(text);
            }
        }
        """;

    private static IEnumerable<string> Loops(CodeFolder folder, params string[] names) =>
        CodeFolder.Places(folder.Scan(names)).Where(p => p.StartsWith("WCA2001", StringComparison.Ordinal));

    [Fact]
    public void A_call_into_the_next_folder_is_followed()
    {
        using var folder = new CodeFolder().With("Remote/WeComSender.cs", Sender).With("Jobs/Deep/Round.cs", Caller);
        Assert.Equal(["WCA2001 Jobs/Deep/Round.cs:10"], Loops(folder));
        Assert.Equal(1, folder.Scan().Scope.Projects);
    }

    [Fact]
    public void Copies_are_judged_each_with_its_own_types()
    {
        // In the newer copy the sender waits.
        using var folder = new CodeFolder()
            .With("old/Remote/WeComSender.cs", Sender).With("old/Jobs/Round.cs", Caller)
            .With("new/Remote/WeComSender.cs", Sender.Replace("var reply", "System.Threading.Thread.Sleep(1000);\n        var reply", StringComparison.Ordinal)).With("new/Jobs/Round.cs", Caller);
        var result = folder.Scan();
        Assert.Equal(["WCA2001 old/Jobs/Round.cs:10"], Loops(folder));
        Assert.Equal((2, 4), (result.Scope.Projects, result.Scope.SourceFiles));
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void Of_several_the_nearest_is_meant()
    {
        using var folder = new CodeFolder()
            .With("a/Remote/WeComSender.cs", "namespace Company.Remote; public static class WeComSender { public static void Send(string text) { } }")
            .With("b/Remote/WeComSender.cs", Sender)
            .With("b/Jobs/Round.cs", Caller)
            .With("a/Jobs/Round.cs", Caller.Replace("Round", "Turn", StringComparison.Ordinal));
        Assert.Equal(["WCA2001 b/Jobs/Round.cs:10"], Loops(folder));
    }

    [Fact]
    public void Copies_in_one_folder_do_no_harm()
    {
        using var folder = new CodeFolder().With("WeComSender.cs", Sender).With("WeComSender - copy.cs", Sender).With("Round.cs", Caller);
        Assert.Equal(["WCA2001 Round.cs:10"], Loops(folder));
    }

    [Fact]
    public void Parts_of_a_type_in_several_folders_stay_together()
    {
        using var folder = new CodeFolder()
            .With("a/Round.Run.cs", Caller.Replace("public class", "public partial class", StringComparison.Ordinal).Replace("WeComSender.Send(text)", "Say(text)", StringComparison.Ordinal))
            .With("b/Round.Say.cs", "namespace Company.Jobs; public partial class Round { void Say(string text) => Company.Remote.WeComSender.Send(text); }")
            .With("c/WeComSender.cs", Sender);
        Assert.Equal(["WCA2001 a/Round.Run.cs:10"], Loops(folder));
    }

    /// <summary>A web site has no project file, and calls the libraries of its solution.</summary>
    [Fact]
    public void A_call_into_a_project_is_followed()
    {
        using var folder = new CodeFolder()
            .With("Library/Library.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("Library/WeComSender.cs", Sender)
            .With("Site/App_Code/Round.cs", Caller)
            .With("Other/Other.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("Other/Round.cs", "namespace Company.Jobs; public class Round { }");
        Assert.Equal(["WCA2001 Site/App_Code/Round.cs:10"], Loops(folder));
    }

    [Fact]
    public void Too_many_copies_are_told()
    {
        using var folder = new CodeFolder().With("Remote/WeComSender.cs", Sender).With("Jobs/Round.cs", Caller);
        for (var i = 0; i < 40; i++)
            folder.With($"copies/c{i:000}/Made.cs", $"class Made {{ }} class Own{i} {{ }}");
        Assert.Empty(folder.Scan().Diagnostics);
        for (var i = 40; i < 240; i++)
            folder.With($"copies/c{i:000}/Made.cs", $"class Made {{ }} class Own{i} {{ }}");
        Assert.Equal(["folders-not-followed"], folder.Scan().Diagnostics.Select(d => d.Code));
        Assert.Equal(["WCA2001 Jobs/Round.cs:10"], Loops(folder));
    }

    [Fact]
    public void Folders_and_files_named_twice_are_judged_once()
    {
        using var folder = new CodeFolder().With("a/Remote/WeComSender.cs", Sender).With("a/Jobs/Round.cs", Caller).With("a/Jobs/Other.cs", Caller.Replace("Round", "Other", StringComparison.Ordinal));
        Assert.Equal(3, folder.Scan("a", "a/Jobs", "a/Jobs/Round.cs").Scope.SourceFiles);
        Assert.Equal(2, folder.Scan("a/Jobs/Round.cs", "a/Jobs/Other.cs").Scope.SourceFiles);
        Assert.Equal(["WCA2001 a/Jobs/Other.cs:10", "WCA2001 a/Jobs/Round.cs:10"], Loops(folder, "a", "a/Jobs", "a/Jobs/Round.cs"));
    }

    [Fact]
    public void Configuration_of_a_copy_goes_with_it()
    {
        const string Settings = $$"""{ "WeCom": { "CorpId": "{{MadeUp.CorpId}}", "CorpSecret": "{{MadeUp.AppSecret}}" } }""";
        using var folder = new CodeFolder()
            .With("old/WeComSender.cs", Sender).With("old/appsettings.json", Settings)
            .With("new/WeComSender.cs", Sender).With("new/appsettings.json", Settings).With("appsettings.json", Settings);
        Assert.Equal(["WCA1009 appsettings.json:1", "WCA1009 new/appsettings.json:1", "WCA1009 old/appsettings.json:1"],
            CodeFolder.Places(folder.Scan()).Where(p => p.StartsWith("WCA1009", StringComparison.Ordinal)));
        Assert.Equal(3, folder.Scan().Scope.ConfigurationFiles);
    }

    [Fact]
    public void What_another_folders_call_leads_to_in_a_helper_is_told_there_once()
    {
        // The folders are divided by the type that both declare; each is judged by itself, and the helper knows nothing of WeCom.
        using var folder = new CodeFolder()
            .With("common/Same.cs", "public class Same { }")
            .With("common/Http.cs", """
                using System;
                using System.Net;

                public static class Http
                {
                    public static string Get(string url)
                    {
                        Console.WriteLine("GET " + url);
                        return new WebClient().DownloadString(url);
                    }
                }
                """)
            .With("app/Same.cs", "public class Same { }")
            .With("app/Tokens.cs", """
                class WeComTokens
                {
                    string Fetch(string id, string secret)
                    {
                        var text = Http.Get($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={id}&corpsecret={secret}");
                        return text.Contains("errcode") ? text : "";
                    }
                }
                """);
        var result = folder.Scan();
        Assert.Equal(2, result.Scope.Projects);
        Assert.Equal(["WCA1005 common/Http.cs:8"], CodeFolder.Places(result).Where(p => p.StartsWith("WCA1005", StringComparison.Ordinal)));
    }
}
