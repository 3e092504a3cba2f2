using System.Text;
using WeComPolicy.Engine.Findings;

namespace WeComPolicy.CodeScan.Tests;

public sealed class ScanTests
{
    private const string Sender = $$"""
        namespace Company.WeCom;

        public class Sender
        {
            private const string CorpSecret = "{{MadeUp.AppSecret}}";

            public string Address(string token) => "https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token;
        }
        """;

    [Fact]
    public void A_folder_without_a_project_is_scanned()
    {
        using var folder = new CodeFolder().With("Sender.cs", Sender);
        var result = folder.Scan();
        Assert.Equal(["WCA1001 Sender.cs:5"], CodeFolder.Places(result));
        Assert.Equal(1, result.Scope.SourceFiles);
        Assert.Equal(1, result.Scope.Projects);
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void Call_sites_are_counted()
    {
        using var folder = new CodeFolder().With("Sender.cs", """
            class WeComSender
            {
                static readonly System.Net.Http.HttpClient client = new();
                Task<string> Send(string token) => client.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + token);
                Task<string> Twice(string token) => client.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/tag/get?access_token=" + token);
                void Other() => client.GetStringAsync("https://example.com/");
            }
            """);
        Assert.Equal(2, folder.Scan().Scope.CallSites);
    }

    [Theory]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>")]
    [InlineData("<?xml version=\"1.0\"?><Project ToolsVersion=\"15.0\" xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\"><PropertyGroup><TargetFrameworkVersion>v4.7.2</TargetFrameworkVersion></PropertyGroup><ItemGroup><Compile Include=\"Sender.cs\" /></ItemGroup></Project>")]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\"><not closed")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><Project>&b;</Project>")]
    public void Projects_of_any_form_are_scanned(string project)
    {
        using var folder = new CodeFolder().With("src/App/App.csproj", project).With("src/App/Sender.cs", Sender);
        Assert.Equal(["WCA1001 src/App/Sender.cs:5"], CodeFolder.Places(folder.Scan()));
        Assert.Equal(["WCA1001 src/App/Sender.cs:5"], CodeFolder.Places(folder.Scan("src/App/App.csproj")));
        Assert.Equal(["WCA1001 src/App/Sender.cs:5"], CodeFolder.Places(folder.Scan("src/App/Sender.cs")));
    }

    [Fact]
    public void A_solution_names_what_is_scanned()
    {
        using var folder = new CodeFolder()
            .With("a/a.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("a/Sender.cs", Sender)
            .With("b/b.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("b/Sender.cs", Sender)
            .With("one.sln", "Project(\"{9A19103F-16F7-4668-BE54-9A1E7A4F7556}\") = \"a\", \"a\\a.csproj\", \"{00000000-0000-0000-0000-000000000001}\"\r\nEndProject\r\n")
            .With("two.slnx", "<Solution><Folder Name=\"/src/\"><Project Path=\"b/b.csproj\" /></Folder><Project Path=\"gone/gone.csproj\" /></Solution>");
        Assert.Equal(["WCA1001 a/Sender.cs:5"], CodeFolder.Places(folder.Scan("one.sln")));
        var two = folder.Scan("two.slnx");
        Assert.Equal(["WCA1001 b/Sender.cs:5"], CodeFolder.Places(two));
        Assert.Equal(["project-not-found"], two.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void A_project_that_another_refers_to_is_read_but_not_judged()
    {
        using var folder = new CodeFolder()
            .With("lib/lib.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("lib/Sender.cs", Sender)
            .With("app/app.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"..\\lib\\lib.csproj\" /></ItemGroup></Project>")
            .With("app/Program.cs", "namespace App; class WeComProgram : Company.WeCom.Sender { }")
            .With(".git", "gitdir: elsewhere");
        var result = folder.Scan("app/app.csproj");
        Assert.Empty(CodeFolder.Places(result));
        Assert.Equal(1, result.Scope.SourceFiles);
    }

    [Fact]
    public void Projects_that_refer_to_each_other_end()
    {
        const string Project = "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"../{0}/{0}.csproj\" /></ItemGroup></Project>";
        using var folder = new CodeFolder()
            .With("a/a.csproj", Project.Replace("{0}", "b", StringComparison.Ordinal)).With("a/Sender.cs", Sender)
            .With("b/b.csproj", Project.Replace("{0}", "a", StringComparison.Ordinal)).With("b/Sender.cs", Sender);
        Assert.Equal(["WCA1001 a/Sender.cs:5", "WCA1001 b/Sender.cs:5"], CodeFolder.Places(folder.Scan()));
    }

    [Fact]
    public void Chinese_sources_of_other_encodings_are_read()
    {
        using var folder = new CodeFolder();
        var text = Sender.Replace("public class", "// 发送\npublic class", StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(folder.Path, "Gb.cs"), CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(text));
        File.WriteAllText(Path.Combine(folder.Path, "Utf16.cs"), text, Encoding.Unicode);
        Assert.Equal(["WCA1001 Gb.cs:6", "WCA1001 Utf16.cs:6"], CodeFolder.Places(folder.Scan()));
    }

    [Fact]
    public void Code_without_wecom_is_said_to_have_none()
    {
        using var folder = new CodeFolder().With("Program.cs", "class Program { static void Main() { } }");
        var result = folder.Scan();
        Assert.Empty(result.Findings);
        Assert.Equal(0, result.Scope.CallSites);
        Assert.All(result.Outcomes, outcome => Assert.Equal(Verdict.NotApplicable, outcome.Verdict));
    }

    [Fact]
    public void Output_is_left_alone_but_not_its_configuration()
    {
        using var folder = new CodeFolder()
            .With("app.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("Program.cs", "class WeComApp { }")
            .With("obj/Debug/Sender.cs", Sender)
            .With("bin/Debug/app.exe.config", $"<configuration><appSettings><add key=\"CorpSecret\" value=\"{MadeUp.AppSecret}\" /></appSettings></configuration>");
        Assert.Equal(["WCA1009 bin/Debug/app.exe.config:1"], CodeFolder.Places(folder.Scan()));
    }

    [Fact]
    public void Messages_are_in_both_languages()
    {
        using var folder = new CodeFolder().With("Sender.cs", Sender);
        var finding = Assert.Single(folder.Scan().Findings);
        Assert.Contains("WeCom", finding.Message.En, StringComparison.Ordinal);
        Assert.Contains("企业微信", finding.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_does_not_depend_on_the_number_of_threads()
    {
        using var folder = new CodeFolder().With("a/Sender.cs", Sender).With("b/Sender.cs", Sender).With("b/Other.cs", Sender.Replace("Sender", "Other", StringComparison.Ordinal));
        var one = CodeScanner.Run(folder.Request() with { Jobs = 1 });
        var many = CodeScanner.Run(folder.Request() with { Jobs = 8 });
        Assert.Equal(one.Findings.Select(f => (CodeFolder.Place(f), f.Fingerprint)), many.Findings.Select(f => (CodeFolder.Place(f), f.Fingerprint)));
    }

    [Fact]
    public void A_fingerprint_survives_inserted_lines_and_tells_twins_apart()
    {
        const string Twins = $$"""
            namespace Company.WeCom;
            class Keys
            {
                void Set(dynamic wecom)
                {
                    wecom.CorpSecret = "{{MadeUp.AppSecret}}";
                    wecom.CorpSecret = "{{MadeUp.AppSecret}}";
                }
            }
            """;
        using var folder = new CodeFolder().With("Keys.cs", Twins);
        var before = folder.Scan().Findings.Select(f => f.Fingerprint).ToList();
        Assert.Equal(2, before.Distinct().Count());
        folder.With("Keys.cs", "// a line\n\n" + Twins.Replace("class Keys", "  class   Keys", StringComparison.Ordinal));
        Assert.Equal(before, folder.Scan().Findings.Select(f => f.Fingerprint));
    }

    /// <summary>The helper knows nothing of WeCom, and only the project that calls it has the address with the secret.</summary>
    [Theory]
    [InlineData("<ProjectReference Include=\"../Common/Common.csproj\" />")]
    [InlineData("<Reference Include=\"Common, Version=1.0.0.0, Culture=neutral\"><HintPath>..\\lib\\Common.dll</HintPath></Reference>")]
    public void A_helper_of_another_project_that_logs_what_it_is_given(string reference)
    {
        using var folder = new CodeFolder()
            .With("Common/Common.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />")
            .With("Common/Http.cs", """
                using System;
                using System.Net;

                public static class Http
                {
                    public static string Get(string url) => Send(url, "GET");

                    private static string Send(string address, string method)
                    {
                        var text = new WebClient().DownloadString(address);
                        Console.WriteLine(method);
                        Log.D("GET " + address);
                        // wecom-policy: ignore WCA1005 reason=made up approver=wang until=2026-11-30
                        Console.WriteLine(text);
                        return text;
                    }

                    public static string Quiet(string url) => new WebClient().DownloadString(url);
                }

                public static class Log
                {
                    public static void D(string text) => Console.WriteLine(text);
                }
                """)
            .With("App/App.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup>{reference}</ItemGroup></Project>")
            .With("App/Tokens.cs", """
                class WeComTokens
                {
                    string Fetch(string id, string secret)
                    {
                        var text = Http.Get($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={id}&corpsecret={secret}");
                        return text.Contains("errcode") ? text : "";
                    }
                }
                """);
        var result = folder.Judged();
        Assert.Equal([12, 14], result.Findings.Where(f => f.Rule.Id == "WCA1005").Select(f => f.Location!.Value.Start.Line).Order());
        Assert.All(result.Findings.Where(f => f.Rule.Id == "WCA1005"), f => Assert.Equal(("Common/Http.cs", f.Location!.Value.Start.Line == 14), (f.Location!.Value.File.Path, f.Waiver is not null)));
    }

    /// <summary>What a method of another project returns is as secret as if it lay here.</summary>
    [Fact]
    public void A_token_that_another_project_fetches()
    {
        using var folder = new CodeFolder()
            .With("WeCom/WeCom.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />")
            .With("WeCom/Keys.cs", """
                using System.Net;

                public class Grant { public string access_token { get; set; } public int errcode { get; set; } }

                public static class Keys
                {
                    public static string Current()
                    {
                        var text = new WebClient().DownloadString("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=" + Id + "&corpsecret=" + Secret);
                        var grant = System.Text.Json.JsonSerializer.Deserialize<Grant>(text);
                        return grant.errcode == 0 ? grant.access_token : "";
                    }

                    public static string Id = "";
                    public static string Secret = "";

                    public static string Name() => "made up";
                }
                """)
            .With("App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"../WeCom/WeCom.csproj\" /></ItemGroup></Project>")
            .With("App/ToolController.cs", """
                using System;

                public class ToolController : Controller
                {
                    public object Show() => Json(Keys.Current());

                    public object Called() => Json(Keys.Name());

                    void Log() => Console.WriteLine(Keys.Current());
                }
                """);
        Assert.Equal(["WCA1005 App/ToolController.cs:9", "WCA1006 App/ToolController.cs:5"], CodeFolder.Places(folder.Scan()).Where(p => p.StartsWith("WCA1", StringComparison.Ordinal)));
    }

    /// <summary>The helper takes whatever address; that WeCom is called through it is written in the other project.</summary>
    [Fact]
    public void A_helper_of_another_project_that_makes_a_client_for_each_call()
    {
        using var folder = new CodeFolder()
            .With("Common/Common.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />")
            .With("Common/Http.cs", """
                using System.Net.Http;

                public static class Http
                {
                    private static readonly HttpClient Kept = new HttpClient();

                    public static string Get(string url)
                    {
                        var client = new HttpClient();
                        return client.GetStringAsync(url).Result;
                    }

                    public static string Cheap(string url) => Kept.GetStringAsync(url).Result;

                    public static string Other(string url)
                    {
                        var client = new HttpClient();
                        return client.GetStringAsync(url).Result;
                    }
                }
                """)
            .With("App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"../Common/Common.csproj\" /></ItemGroup></Project>")
            .With("App/Users.cs", """
                class WeComUsers
                {
                    bool Has(string token) => Http.Get("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + token).Contains("\"errcode\":0");
                    bool Also(string token) => Http.Cheap("https://qyapi.weixin.qq.com/cgi-bin/user/list?access_token=" + token).Contains("\"errcode\":0");
                    string Elsewhere() => Http.Other("https://example.com/");
                }
                """);
        Assert.Equal(["WCA2009 Common/Http.cs:9"], CodeFolder.Places(folder.Scan()));
    }

    /// <summary>Of a closed assembly only names are known: the client's, and that its answer holds an errcode.</summary>
    [Fact]
    public void A_client_of_an_assembly_that_is_missing()
    {
        using var folder = new CodeFolder().With("Visitors.cs", """
            using Closed.Api;

            class Visitors
            {
                static readonly QyApiClient QyApi = new QyApiClient();

                string Who(string code)
                {
                    var tries = 0;
                again:
                    var reply = QyApi.User_GetUserInfo(code);
                    if (reply.errcode != 0 && ++tries < 10)
                        goto again;
                    return reply.UserId;
                }

                string Other(DingClient ding, string code)
                {
                    var tries = 0;
                again:
                    var reply = ding.User_GetUserInfo(code);
                    if (reply.errcode != 0 && ++tries < 10)
                        goto again;
                    return reply.UserId;
                }

                string Once(string code)
                {
                    var reply = QyApi.User_GetUserInfo(code);
                    return reply.errcode == 0 ? reply.UserId : "";
                }
            }
            """);
        Assert.Equal(["WCA2006 Visitors.cs:11"], CodeFolder.Places(folder.Scan()));
    }

    [Theory]
    [InlineData("{{cookiecutter.project_name}}")]
    [InlineData("{{ project_name }}")]
    [InlineData("$safeprojectname$")]
    public void A_template_is_read_with_names_for_its_placeholders(string name)
    {
        using var folder = new CodeFolder().With("Login.cs", """
            using Senparc.Weixin.Work.CommonAPIs;
            using @@.Common;
            {% if cookiecutter.wecom %}
            namespace @@.Web
            {
                class LoginController
                {
                    bool Enter(string corpId, string secret)
                    {
                        var token = CommonApi.GetToken(corpId, secret).access_token;
                        return token.Length > 0;
                    }
                }
            }
            {% endif %}
            """.Replace("@@", name));
        var result = folder.Scan();
        Assert.Equal(["WCA2003 Login.cs:10"], CodeFolder.Places(result));
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void Syntax_errors_in_code_about_WeCom_are_told_with_their_places()
    {
        const string Broken = "class WeComSender { void A( { } }";
        using var folder = new CodeFolder().With("a.cs", "class Other { void A( { } }").With("b.cs", "class WeComUser { }");
        for (var i = 0; i < 7; i++)
            folder.With($"w{i}.cs", "\n" + Broken);
        var note = Assert.Single(folder.Scan().Diagnostics);
        Assert.Equal("syntax-errors", note.Code);
        Assert.True(note.IsWarning);
        Assert.Contains("7 files", note.Message.En, StringComparison.Ordinal);
        Assert.Contains("w0.cs:2, w1.cs:2", note.Message.En, StringComparison.Ordinal);
        Assert.Contains("and 2 more", note.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Braces_and_dollars_of_code_that_parses_stay_as_they_are()
    {
        using var folder = new CodeFolder().With("Sender.cs", Sender + """

            class More { string A(int x) { { { return $"{{x}}" + "$safeprojectname$" + x; } } } }
            """);
        Assert.Equal(["WCA1001 Sender.cs:5"], CodeFolder.Places(folder.Scan()));
    }

    /// <summary>What several projects do through one helper is told once, as sure as the surest of them; a pragma beside it holds.</summary>
    [Fact]
    public void A_helper_that_several_projects_lead_to()
    {
        const string Project = "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"../Common/Common.csproj\" /></ItemGroup></Project>";
        const string Users = "class WeComUsers { bool Has(string token) => Http.Get(\"https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=\" + token).Contains(\"errcode\"); }";
        using var folder = new CodeFolder()
            .With("Common/Common.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />")
            .With("Common/Http.cs", """
                using System.Net.Http;

                public static class Http
                {
                    public static string Get(string url)
                    {
                        var client = new HttpClient();
                        return client.GetStringAsync(url).Result;
                    }
                }
                """)
            .With("A.Tests/A.Tests.csproj", Project).With("A.Tests/Users.cs", "using Xunit;\n" + Users)
            .With("B/B.csproj", Project);
        var guessed = Assert.Single(folder.Scan().Findings, f => f.Rule.Id == "WCA2009");
        folder.With("B/Users.cs", Users);
        var sure = Assert.Single(folder.Scan().Findings, f => f.Rule.Id == "WCA2009");
        Assert.Equal(guessed.Fingerprint, sure.Fingerprint);
        Assert.True(sure.Severity > guessed.Severity);

        folder.With("Common/Http.cs", File.ReadAllText(Path.Combine(folder.Path, "Common/Http.cs"))
            .Replace("        var client", "#pragma warning disable WCA2009 // made up\n        var client", StringComparison.Ordinal));
        var hidden = folder.Scan();
        Assert.DoesNotContain(hidden.Findings, f => f.Rule.Id == "WCA2009");
        Assert.Equal("made up", Assert.Single(hidden.Suppressed, s => s.Finding.Rule.Id == "WCA2009").Reason);
    }
}
