namespace WeComPolicy.CodeScan.Tests;

/// <summary>A project sees what the projects that it refers to refer to themselves, as a build has it.</summary>
public sealed class IndirectReferenceTests
{
    private const string Gateway = """
        namespace Company.Gateway;

        public static class StaffGateway
        {
            private static readonly System.Net.Http.HttpClient Client = new();

            public static void Remove(string token, string user)
            {
                var reply = Client.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/delete?access_token=" + token + "&userid=" + user).Result;
                if (!reply.Contains("\"errcode\":0"))
                    throw new System.InvalidOperationException("not removed");
            }
        }
        """;

    private const string Caller = """
        namespace Company.Desk;

        public class Leavers
        {
            public void RemoveAll(string token, string[] users)
            {
                foreach (var user in users)
                    Company.Gateway.StaffGateway.Remove(token, user);
            }
        }
        """;

    private static string Project(params string[] references) => $"<Project Sdk=\"Microsoft.NET.Sdk\">{Items(references)}</Project>";

    private static string OldProject(params string[] references) =>
        $"<Project ToolsVersion=\"15.0\" xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\">{Items(references)}</Project>";

    private static string Items(string[] references) =>
        $"<ItemGroup>{string.Concat(references.Select(r => $"<ProjectReference Include=\"..\\{r}\\{r}.csproj\" />"))}</ItemGroup>";

    private static CodeFolder Chain(int between, Func<string[], string> last)
    {
        var folder = new CodeFolder().With(".git/HEAD", "ref: refs/heads/main").With("Gateway/Gateway.csproj", Project()).With("Gateway/StaffGateway.cs", Gateway);
        var below = "Gateway";
        for (var i = 0; i < between; i++)
        {
            var name = $"Between{i}";
            folder.With($"{name}/{name}.csproj", Project(below)).With($"{name}/Nothing.cs", $"class Nothing{i} {{ }}");
            below = name;
        }

        return folder.With("Desk/Desk.csproj", last([below])).With("Desk/Leavers.cs", Caller);
    }

    private static IEnumerable<string> Loops(CodeFolder folder, params string[] names) =>
        CodeFolder.Places(folder.Scan(names)).Where(p => p.StartsWith("WCA2001", StringComparison.Ordinal));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void A_call_is_followed_through_projects_between(int between)
    {
        using var folder = Chain(between, Project);
        Assert.Equal(["WCA2001 Desk/Leavers.cs:8"], Loops(folder));
        Assert.Equal("medium", folder.Scan().Findings.Single(f => f.Rule.Id == "WCA2001").Severity.ToString().ToLowerInvariant());
    }

    [Fact]
    public void The_project_alone_may_be_named()
    {
        using var folder = Chain(2, Project);
        Assert.Equal(["WCA2001 Desk/Leavers.cs:8"], Loops(folder, "Desk/Desk.csproj"));
    }

    [Fact]
    public void Projects_that_refer_to_each_other_are_no_trap()
    {
        using var folder = Chain(1, Project).With("Gateway/Gateway.csproj", Project("Between0"));
        Assert.Equal(["WCA2001 Desk/Leavers.cs:8"], Loops(folder, "Desk/Desk.csproj"));
    }

    [Fact]
    public void A_member_from_further_below_is_known_to_a_project_of_the_old_form()
    {
        using var folder = Chain(1, OldProject)
            .With("Between0/Nothing.cs", "namespace Company.Between; public class Staff { public Company.Gateway.Remover Remover { get; } = new(); }")
            .With("Gateway/Remover.cs", "namespace Company.Gateway; public class Remover { public void Remove(string token, string user) => StaffGateway.Remove(token, user); }")
            .With("Desk/Leavers.cs", """
                namespace Company.Desk
                {
                    public class Leavers
                    {
                        public void RemoveAll(Company.Between.Staff staff, string token, string[] users)
                        {
                            foreach (var user in users)
                                staff.Remover.Remove(token, user);
                        }
                    }
                }
                """);
        Assert.Equal(["WCA2001 Desk/Leavers.cs:8"], Loops(folder));
    }

    [Fact]
    public void A_copy_further_below_does_not_hide_the_one_that_is_referred_to()
    {
        // Only a project of the old form compiles like this: the copy in the project between is the only one that it sees.
        using var folder = Chain(1, OldProject).With("Between0/StaffGateway.cs", Gateway);
        Assert.Equal(["WCA2001 Desk/Leavers.cs:8"], Loops(folder));
    }

    [Fact]
    public void A_project_may_ask_for_what_it_names_alone()
    {
        using var folder = Chain(1, Project)
            .With("Directory.Build.props", "<Project><PropertyGroup><DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences></PropertyGroup></Project>")
            .With("Between0/StaffGateway.cs", Gateway);
        Assert.Equal(["WCA2001 Desk/Leavers.cs:8"], Loops(folder));
    }

    [Theory]
    [InlineData(24, false)]
    [InlineData(25, true)]
    [InlineData(40, true)]
    public void More_projects_than_are_followed_are_told_of(int between, bool isCut)
    {
        using var folder = Chain(between, Project);
        // Desk names the last project of the chain; all before it, and the gateway, lie behind that one.
        var scan = CodeScanner.Run(folder.Request() with { MaxIndirectProjects = 24 });
        Assert.Equal(isCut ? 0 : 1, scan.Findings.Count(f => f.Rule.Id == "WCA2001"));
        var notes = scan.Diagnostics.Where(d => d.Code == "references-not-followed" && d.Path == "Desk").ToList();
        Assert.Equal(isCut ? 1 : 0, notes.Count);
        Assert.All(notes, note => Assert.True(note.IsWarning && note.Message.En.Contains("more than 24 others", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_scan_follows_256_of_them()
    {
        using var folder = new CodeFolder();
        Assert.Equal(256, folder.Request().MaxIndirectProjects);
    }
}
