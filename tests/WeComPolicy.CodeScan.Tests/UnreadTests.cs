using System.Text;

namespace WeComPolicy.CodeScan.Tests;

/// <summary>What lies in a scanned folder and has to do with WeCom is judged or named.</summary>
public sealed class UnreadTests
{
    private const string Api = $"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=ww1234567890abcdef&corpsecret={MadeUp.AppSecret}";

    private const string Robot = $"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={MadeUp.WebhookKey}";

    private const string Sender = $$"""class Sender { private const string CorpSecret = "{{MadeUp.AppSecret}}"; string Url => "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpsecret=" + CorpSecret; }""";

    private const string Project = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>{0}</Project>""";

    [Theory]
    [InlineData("a.vb", Api)]
    [InlineData("a.py", Api)]
    [InlineData("a.java", Api)]
    [InlineData("a.TS", Api)]
    [InlineData("a.csx", Sender)]
    [InlineData("a.linq", "<Query/>\n" + Sender)]
    [InlineData("a.tt", Sender)]
    [InlineData("a.ps1", Robot)]
    [InlineData("sub/Dockerfile", "FROM a\nRUN curl " + Robot)]
    [InlineData("README.md", "Send to\n" + Robot)]
    [InlineData("appsettings.json.bak", "{ \"CorpSecret\": \"" + MadeUp.AppSecret + "\" }")]
    [InlineData("bin/Sender.cs", Sender)]
    [InlineData("obj/Sender.cs", Sender)]
    public void A_file_about_WeCom_that_is_not_read_is_named(string name, string text)
    {
        using var folder = new CodeFolder().With("Program.cs", "class Program { }").With(name, text);

        var result = folder.Scan();

        Assert.Empty(result.Findings);
        var note = Assert.Single(result.Diagnostics);
        Assert.Equal("files-not-read", note.Code);
        Assert.True(note.IsWarning);
        var line = text.Contains('\n', StringComparison.Ordinal) ? 2 : 1;
        Assert.Contains($"{name}:{line}.", note.Message.En, StringComparison.Ordinal);
        Assert.Contains($"{name}:{line}。", note.Message.Zh, StringComparison.Ordinal);
        Assert.DoesNotContain(MadeUp.AppSecret, note.Message.En + note.Message.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.py", "print('token')")]
    [InlineData("README.md", "Calls https://qyapi.weixin.qq.com/cgi-bin/gettoken with a corpsecret of your own.")]
    [InlineData("a.png", Api)]
    public void Others_are_not(string name, string text)
    {
        using var folder = new CodeFolder().With("Program.cs", "class Program { }").With(name, text);

        Assert.Empty(folder.Scan().Diagnostics);
    }

    [Fact]
    public void Configuration_that_is_too_large_is_named()
    {
        using var folder = new CodeFolder().With("Program.cs", "class Program { }").With("appsettings.json", $$"""{ "CorpSecret": "{{MadeUp.AppSecret}}", "x": "{{new string('y', 5_000_000)}}" }""");

        Assert.Equal("files-not-read", Assert.Single(folder.Scan().Diagnostics).Code);
    }

    [Fact]
    public void Configuration_that_is_no_text_is_named()
    {
        using var folder = new CodeFolder().With("Program.cs", "class Program { }").With("appsettings.json", "{ \"a\": \"\0\0\0\" }");

        Assert.Equal("binary-file", Assert.Single(folder.Scan().Diagnostics).Code);
    }

    [Theory]
    [InlineData("utf-32", true)]
    [InlineData("utf-32BE", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("gb18030", false)]
    public void Every_encoding_of_Chinese_projects_is_read(string name, bool hasMark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        using var folder = new CodeFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "Sender.cs"), [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("// 企业微信的密钥：测试\n" + Sender)]);

        Assert.Contains("WCA1001 Sender.cs:2", CodeFolder.Places(folder.Scan()));
    }

    [Fact]
    public void A_submodule_that_was_not_fetched_is_named()
    {
        using var folder = new CodeFolder().With("Program.cs", "class Program { }").With(".gitmodules", "[submodule \"a\"]\n\tpath = libs/full\n[submodule \"b\"]\n  path=libs/empty\n[submodule \"c\"]\n path = ../outside\n").With("libs/full/a.txt", "a");

        var note = Assert.Single(folder.Scan().Diagnostics);

        Assert.Equal(("submodule-not-fetched", "libs/empty"), (note.Code, note.Path));
    }

    [Fact]
    public void A_project_of_another_language_in_a_solution_is_named()
    {
        using var folder = new CodeFolder()
            .With("a.sln", "Project(\"{A}\") = \"app\", \"app\\app.csproj\", \"{B}\"\nEndProject\nProject(\"{A}\") = \"v\", \"v\\v.vbproj\", \"{C}\"\nEndProject\n")
            .With("app/app.csproj", string.Format(null, Project, "")).With("app/Program.cs", "class Program { }").With("v/v.vbproj", "<Project/>").With("v/A.vb", Api);

        var note = Assert.Single(folder.Scan("a.sln").Diagnostics);

        Assert.Equal("files-not-read", note.Code);
        Assert.Contains("v/A.vb:1", note.Message.En, StringComparison.Ordinal);
    }

    /// <summary>What a project compiles from elsewhere in the repository.</summary>
    [Theory]
    [InlineData("""<ItemGroup><Compile Include="..\shared\Sender.cs" Link="Sender.cs" /></ItemGroup>""")]
    [InlineData("""<ItemGroup><Compile Include="Program.cs;..\shared\**\*.cs" /></ItemGroup>""")]
    [InlineData("""<ItemGroup><Compile Include="$(MSBuildProjectDirectory)\..\shared\*.cs" /></ItemGroup>""")]
    [InlineData("""<Import Project="..\shared\shared.projitems" Label="Shared" />""")]
    public void Linked_files_are_judged_with_the_project(string items)
    {
        using var folder = Linked(items);
        Directory.CreateDirectory(Path.Combine(folder.Path, ".git"));

        var result = folder.Scan("app/app.csproj");

        Assert.Contains("WCA1001 shared/Sender.cs:1", CodeFolder.Places(result));
        Assert.Empty(result.Diagnostics);
    }

    [Theory]
    [InlineData("""<ItemGroup><Compile Include="..\shared\Sender.cs" /></ItemGroup>""", "shared/Sender.cs")]
    [InlineData("""<ItemGroup><Compile Include="..\..\..\..\..\..\**\*.cs" /></ItemGroup>""", "..\\**\\*.cs")]
    [InlineData("""<ItemGroup><Compile Include="$(Shared)\*.cs" /></ItemGroup>""", "$(Shared)")]
    [InlineData("""<Import Project="..\shared\shared.projitems" Label="Shared" />""", "shared.projitems")]
    public void Linked_files_that_are_out_of_reach_are_named(string items, string named)
    {
        using var folder = Linked(items);

        var note = Assert.Single(folder.Scan("app").Diagnostics);

        Assert.Equal(("linked-files-not-read", "app/app.csproj"), (note.Code, note.Path));
        Assert.Contains(named, note.Message.En, StringComparison.Ordinal);
    }

    private static CodeFolder Linked(string items) => new CodeFolder()
        .With("app/app.csproj", string.Format(null, Project, items)).With("app/Program.cs", "class Program { }")
        .With("shared/shared.projitems", "<Project><ItemGroup><Compile Include=\"$(MSBuildThisFileDirectory)Sender.cs\" /></ItemGroup></Project>").With("shared/Sender.cs", Sender);
}
