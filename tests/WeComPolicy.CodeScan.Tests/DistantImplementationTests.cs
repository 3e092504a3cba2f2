namespace WeComPolicy.CodeScan.Tests;

/// <summary>The interface lies below, its implementation beside the caller, and only the container's project refers to both.</summary>
public sealed class DistantImplementationTests
{
    private const string Interface = """
        namespace Company.Domain;

        public interface IStaffDirectory
        {
            void Remove(string user);
        }
        """;

    private const string Implementation = """
        using Company.Domain;

        namespace Company.Remote;

        public class StaffDirectory : IStaffDirectory
        {
            private static readonly System.Net.Http.HttpClient Client = new();

            public void Remove(string user)
            {
                var reply = Client.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/delete?access_token=" + Tokens.Current + "&userid=" + user).Result;
                if (!reply.Contains("\"errcode\":0"))
                    throw new System.InvalidOperationException("not removed");
            }
        }

        public static class Tokens
        {
            public static string Current { get; set; } = "";
        }
        """;

    private const string Caller = """
        using Company.Domain;

        namespace Company.Application;

        public class Leavers
        {
            private readonly IStaffDirectory directory;

            public Leavers(IStaffDirectory directory) => this.directory = directory;

            public void RemoveAll(string[] users)
            {
                foreach (var user in users)
                    directory.Remove(user);
            }
        }
        """;

    private static string Project(params string[] references) =>
        $"<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup>{string.Concat(references.Select(r => $"<ProjectReference Include=\"../{r}/{r}.csproj\" />"))}</ItemGroup></Project>";

    private static CodeFolder Layers() => new CodeFolder()
        .With("Domain/Domain.csproj", Project()).With("Domain/IStaffDirectory.cs", Interface)
        .With("Remote/Remote.csproj", Project("Domain")).With("Remote/StaffDirectory.cs", Implementation)
        .With("Application/Application.csproj", Project("Domain")).With("Application/Leavers.cs", Caller)
        .With("Host/Host.csproj", Project("Application", "Remote")).With("Host/Program.cs", "class Program { }");

    private static IEnumerable<string> Loops(CodeFolder folder) => CodeFolder.Places(folder.Scan()).Where(p => p.StartsWith("WCA2001", StringComparison.Ordinal));

    [Fact]
    public void A_call_is_followed_to_the_only_implementation()
    {
        using var folder = Layers();
        Assert.Equal(["WCA2001 Application/Leavers.cs:14"], Loops(folder));
        Assert.Equal("medium", folder.Scan().Findings.Single(f => f.Rule.Id == "WCA2001").Severity.ToString().ToLowerInvariant());
    }

    [Fact]
    public void The_caller_may_lie_beside_the_interface()
    {
        using var folder = new CodeFolder()
            .With("Domain/Domain.csproj", Project()).With("Domain/IStaffDirectory.cs", Interface).With("Domain/Leavers.cs", Caller)
            .With("Remote/Remote.csproj", Project("Domain")).With("Remote/StaffDirectory.cs", Implementation)
            .With("Host/Host.csproj", Project("Domain", "Remote")).With("Host/Program.cs", "class Program { }");
        Assert.Equal(["WCA2001 Domain/Leavers.cs:14"], Loops(folder));
    }

    [Fact]
    public void What_a_test_puts_in_its_place_does_not_count()
    {
        using var folder = Layers()
            .With("Tests/Tests.csproj", Project("Domain", "Application"))
            .With("Tests/LeaversTests.cs", "using Xunit; using Company.Domain; class Fake : IStaffDirectory { public void Remove(string user) { } }");
        Assert.Equal("medium", folder.Scan().Findings.Single(f => f.Rule.Id == "WCA2001").Severity.ToString().ToLowerInvariant());
    }

    [Fact]
    public void With_another_one_beside_it_which_runs_is_not_sure()
    {
        using var folder = Layers()
            .With("Local/Local.csproj", Project("Domain"))
            .With("Local/Table.cs", "namespace Company.Local; public class Table : Company.Domain.IStaffDirectory { public void Remove(string user) { } }");
        Assert.Equal("info", folder.Scan().Findings.Single(f => f.Rule.Id == "WCA2001").Severity.ToString().ToLowerInvariant());
    }

    [Fact]
    public void A_namesake_that_implements_another_interface_does_not_count()
    {
        using var folder = Layers()
            .With("Remote/StaffDirectory.cs", Implementation.Replace("using Company.Domain;", "using Company.Other;", StringComparison.Ordinal))
            .With("Remote/Other.cs", Interface.Replace("Company.Domain", "Company.Other", StringComparison.Ordinal));
        Assert.Empty(Loops(folder));
    }

    [Fact]
    public void Types_that_the_caller_cannot_see_do_not_change_what_its_names_mean()
    {
        // Both have a Tokens; the caller's own is the one that it means.
        using var folder = Layers()
            .With("Remote/Names.cs", "namespace Company.Application; public static class Tokens { public static string Read(int a) => \"\"; } public static class More { public static int Twice(this string a) => 1; }")
            .With("Application/Names.cs", "namespace Company.Application; static class Mine { public static int Twice(this string a) => 2; } class Use { int M(IStaffDirectory d) => \"\".Twice(); }");
        Assert.Equal(["WCA2001 Application/Leavers.cs:14"], Loops(folder));
    }

    [Fact]
    public void The_result_does_not_depend_on_the_number_of_threads()
    {
        using var folder = Layers();
        var one = CodeScanner.Run(folder.Request() with { Jobs = 1 });
        var many = CodeScanner.Run(folder.Request() with { Jobs = 8 });
        Assert.Equal(one.Findings.Select(f => (CodeFolder.Place(f), f.Fingerprint)), many.Findings.Select(f => (CodeFolder.Place(f), f.Fingerprint)));
    }

    /// <summary>The helper's project is judged after the one that leads there; its comments are read once all the same.</summary>
    [Fact]
    public void An_ignore_comment_beside_what_a_distant_project_logs_is_used()
    {
        using var folder = Layers()
            .With("Domain/ILookup.cs", "namespace Company.Domain; public interface ILookup { string Get(string url); }")
            .With("Zoo/Zoo.csproj", Project("Domain"))
            .With("Zoo/Lookup.cs", """
                using System;
                using System.Net;

                public class WeComLookup : Company.Domain.ILookup
                {
                    public string Get(string url)
                    {
                        // wecom-policy: ignore WCA1005 reason=made up approver=wang until=2026-11-30
                        Console.WriteLine(url);
                        return new WebClient().DownloadString(url);
                    }
                }
                """)
            .With("Application/Tokens.cs", """
                using Company.Domain;

                class WeComTokens
                {
                    string Fetch(ILookup lookup, string id, string secret)
                    {
                        var text = lookup.Get($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={id}&corpsecret={secret}");
                        return text.Contains("errcode") ? text : "";
                    }
                }
                """);
        var result = folder.Judged();
        var finding = Assert.Single(result.Findings, f => f.Rule.Id == "WCA1005");
        Assert.Equal(("Zoo/Lookup.cs", 9), (finding.Location!.Value.File.Path, finding.Location!.Value.Start.Line));
        Assert.NotNull(finding.Waiver);
        Assert.Single(result.IgnoreComments);
    }
}
