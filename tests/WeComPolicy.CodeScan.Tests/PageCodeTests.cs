using WeComPolicy.CodeScan.Inputs;

namespace WeComPolicy.CodeScan.Tests;

/// <summary>Pages and handlers hold C# beside other things.</summary>
public sealed class PageCodeTests
{
    private const string Service = """
        using System.Net.Http;
        using System.Threading.Tasks;

        namespace Shop.Services;

        public class WeComService(HttpClient http)
        {
            public async Task<string> SendAsync(string key, string text) =>
                await (await http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + key, new StringContent(text))).Content.ReadAsStringAsync();
        }
        """;

    private const string Robot = $"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={MadeUp.WebhookKey}";

    [Theory]
    [InlineData("Send.ashx", "<%@ WebHandler Language=\"C#\" Class=\"Send\" %>\nclass Send {\n  string Url = \"ROBOT\";\n}\n", 3)]
    [InlineData("Send.asmx", "<%@ WebService Language=\"c#\"\n  Class=\"Send\" %>\nclass Send { string Url = \"ROBOT\"; }\n", 3)]
    [InlineData("Send.aspx", "<%@ Page Language=\"C#\" %>\n<html>\n<script runat=\"server\">\n  string Url = \"ROBOT\";\n</script>\n</html>", 4)]
    [InlineData("Send.ascx", "<%@ Control Language=\"C#\" %>\n<script type=\"text/C#\" runat='server'>string A = \"}\";</script>\n<script runat=server>string Url = \"ROBOT\";</script>", 3)]
    [InlineData("Send.razor", "@page \"/a\"\n<p>@text</p>\n@code {\n  string text = \"a } b\"; // }\n  string Url = \"ROBOT\";\n}\n<p>{</p>", 5)]
    [InlineData("Send.razor", "@functions\n{\n  char c = '}';\n  string Url = \"ROBOT\";\n}", 4)]
    public void Code_is_read_where_it_stands(string name, string text, int line)
    {
        using var folder = new CodeFolder().With("Program.cs", "class Program { }").With(name, text.Replace("ROBOT", Robot, StringComparison.Ordinal));

        var finding = Assert.Single(folder.Scan().Findings);

        Assert.Equal("WCA1003", finding.Rule.Id);
        Assert.Equal(line, finding.Location!.Value.Start.Line);
    }

    [Theory]
    [InlineData("Send.ashx", "<%@ WebHandler Language=\"C#\" CodeBehind=\"Send.ashx.cs\" Class=\"Send\" %>\n")]
    [InlineData("Send.ashx", "<%@ WebHandler Language=\"VB\" Class=\"Send\" %>\nPublic Class Send\n Dim Url = \"ROBOT\"\nEnd Class\n")]
    [InlineData("Send.ashx", "class Send { string Url = \"ROBOT\"; }")]
    [InlineData("Send.aspx", "<script>\n var url = \"ROBOT\";\n</script>")]
    [InlineData("Send.aspx", "<script runat=\"server\">string Url = \"ROBOT\";")]
    [InlineData("Send.razor", "@code {\n  string Url = \"ROBOT\";\n")]
    public void What_is_no_code_is_not(string name, string text)
    {
        using var folder = new CodeFolder().With("Program.cs", "class Program { }").With(name, text.Replace("ROBOT", Robot, StringComparison.Ordinal));

        var result = folder.Scan();

        Assert.Empty(result.Findings);
        Assert.Empty(result.Diagnostics);
    }

    private const string Forms = "<%@ Page Language=\"C#\" %><%@ Import Namespace=\"Senparc.Weixin.Work.Containers\" %>\n";

    /// <summary>What is done while a page is written, and the values that it shows.</summary>
    [Theory]
    [InlineData("A.aspx", Forms + "<% var corpSecret = \"SECRET\"; %>\n<p><%= corpSecret.Length %></p>", "WCA1001 A.aspx:2")]
    [InlineData("A.aspx", Forms + "<% if (IsPostBack) { %>\n<p/>\n<% } else { %><input value=\"<%: AccessTokenContainer.TryGetToken(\"\", \"\") %>\" /><% } %>", "WCA1006 A.aspx:4")]
    [InlineData("A.aspx", Forms + "<script runat=\"server\">int a;</script><% var b = 1; %><script runat=\"server\">int c;</script>\n<% var corpSecret = \"SECRET\"; %>", "WCA1001 A.aspx:3")]
    [InlineData("A.aspx", "<%@ Page Language=\"VB\" %>\n<% corpSecret = \"SECRET\"; %>", null)]
    [InlineData("A.aspx", Forms + "<%-- <% var corpSecret = \"SECRET\"; --%>", null)]
    [InlineData("A.aspx", Forms + "<% var corpSecret = \"SECRET\"; %><% if ( %>", null)]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@{\n  var corpSecret = \"SECRET\";\n}\n<p>@corpSecret.Length</p>", "WCA1001 A.cshtml:3")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@{ var t = AccessTokenContainer.TryGetToken(\"\", \"\"); }\n<p>a@t.com @@t</p>\n<i>@t</i>", "WCA1006 A.cshtml:4")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@{ var t = AccessTokenContainer.TryGetToken(\"\", \"\"); }\n@if (t != null) {\n <i>@Html.Raw(t)</i>\n}", "WCA1006 A.cshtml:4")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@functions { string t = AccessTokenContainer.TryGetToken(\"\", \"\"); }\n<style>@media (a) { }</style>\n<i>@(t)</i>", "WCA1006 A.cshtml:4")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@{\n  <p>text</p>\n}\n@* @{ var corpSecret = \"SECRET\"; } *@ <p>@(\"", null)]
    public void What_a_page_writes(string name, string text, string? place)
    {
        using var folder = new CodeFolder().With("Program.cs", "class Program { }").With(name, text.Replace("SECRET", MadeUp.AppSecret, StringComparison.Ordinal));

        var result = folder.Scan();

        Assert.Equal(place, CodeFolder.Places(result).SingleOrDefault());
        Assert.Empty(result.Diagnostics);
    }

    /// <summary>A service that the page is given, from a namespace that the page names.</summary>
    [Fact]
    public void What_a_page_calls_is_followed()
    {
        using var folder = new CodeFolder()
            .With("Robot.cs", $$"""
                namespace Alarms
                {
                    public class Robot
                    {
                        static readonly System.Net.Http.HttpClient Http = new();
                        public System.Threading.Tasks.Task<System.Net.Http.HttpResponseMessage> Send(string key) => Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + key, null);
                    }
                }
                """)
            .With("Chat.razor", "@page \"/chat\"\r\n@using Alarms\r\n@inject Robot Alarm\r\n<p/>\r\n@code {\r\n  async System.Threading.Tasks.Task Run(string[] keys, string key)\r\n  {\r\n    foreach (var text in keys)\r\n      await Alarm.Send(key);\r\n  }\r\n}\r\n");

        Assert.Contains("WCA2001 Chat.razor:9", CodeFolder.Places(folder.Scan()));
    }

    [Fact]
    public void A_handler_without_a_file_of_its_own()
    {
        using var folder = new CodeFolder().With("Send.ashx", $$"""
            <%@ WebHandler Language="C#" Class="Send" %>
            using System.Net;
            using System.Web;

            public class Send : IHttpHandler
            {
                public bool IsReusable { get { return false; } }

                public void ProcessRequest(HttpContext context)
                {
                    var token = new WebClient().DownloadString("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=ww1234567890abcdef&corpsecret={{MadeUp.AppSecret}}");
                }
            }
            """);
        Assert.Contains("WCA1001 Send.ashx:11", CodeFolder.Places(folder.Scan()));
    }

    [Fact]
    public void Scripts_that_run_at_the_server()
    {
        using var folder = new CodeFolder().With("Default.aspx", $$"""
            <%@ Page Language="C#" %>
            <%@ Import Namespace="System.Net" %>
            <html><script>var url = "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpsecret={{MadeUp.AppSecret}}";</script>
            <script runat="server">
                void Page_Load(object sender, EventArgs e)
                {
                    new WebClient().DownloadString("http://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=ww1234567890abcdef&corpsecret={{MadeUp.AppSecret}}");
                }
            </script></html>
            """);
        var places = CodeFolder.Places(folder.Scan());
        Assert.Contains("WCA1001 Default.aspx:7", places);
        Assert.Contains("WCA1007 Default.aspx:7", places);
        Assert.DoesNotContain("WCA1001 Default.aspx:3", places);
    }

    [Fact]
    public void The_code_of_a_component_calls_what_the_project_declares()
    {
        using var folder = new CodeFolder()
            .With("shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>")
            .With("Services/WeComService.cs", Service)
            .With("_Imports.razor", "@using Shop.Services\n")
            .With("Pages/Chat.razor", """
                @page "/chat"
                @* @code { not this } *@
                @inject WeComService WeCom
                <button @onclick="SendAll">Send</button>
                @code {
                    private readonly List<string> _texts = [];

                    private async Task SendAll()
                    {
                        foreach (var text in _texts)
                        {
                            var shown = $"{text} {"}"}";
                            await WeCom.SendAsync("k", shown);
                        }
                    }
                }
                <p>after</p>
                """);
        var places = CodeFolder.Places(folder.Scan());
        Assert.Contains("WCA2001 Pages/Chat.razor:13", places);
        Assert.Contains("WCA3001 Pages/Chat.razor:13", places);
    }

    [Theory]
    [InlineData("a.aspx", "<%@ Page CodeBehind=\"a.aspx.cs\" %><html><%= Title %></html>")]
    [InlineData("a.ashx", "<%@ WebHandler Language=\"C#\" CodeBehind=\"a.ashx.cs\" Class=\"A\" %>\r\n")]
    [InlineData("a.ashx", "<%@ WebHandler Language=\"VB\" Class=\"A\" %>\r\nPublic Class A\r\nEnd Class")]
    [InlineData("a.aspx", "<script language=\"vb\" runat=\"server\">Sub A()\nEnd Sub</script>")]
    [InlineData("a.cshtml", "@{ ViewBag.Title = 1; }\n<p>@Model.Name</p>")]
    [InlineData("a.razor", "@code { never closed")]
    [InlineData("_Imports.razor", "@* @using A *@")]
    [InlineData("a.cshtml", "")]
    public void Nothing_is_made_of_pages_without_code(string name, string text) => Assert.Null(PageCode.Of(name, text));

    [Theory]
    [InlineData("a.aspx", "<script runat=\"server\">")]
    [InlineData("a.aspx", "<%@ ")]
    [InlineData("a.razor", "@*")]
    [InlineData("a.razor", "@code {")]
    [InlineData("a.cshtml", "@using a ")]
    public void Hostile_pages_end(string name, string text)
    {
        var page = string.Concat(Enumerable.Repeat(text, 20_000));
        var code = PageCode.Of(name, page);
        Assert.True(code is null || code.Length < 20 * page.Length);
    }
}
