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
    [InlineData("Send.aspx", "<%@ Page Language=\"C#\" %>\n<p>企业微信</p><%-- \n var url = \"ROBOT\"; --%>")]
    [InlineData("Send.cshtml", "<p>企业微信 @* ROBOT *@</p> a@b.com @@media { } @section Scripts { <p/> }")]
    [InlineData("Send.aspx", "<script src=\"https://res.wx.qq.com/open/js/jweixin-1.2.0.js\"></script>")]
    public void What_is_no_code_is_not(string name, string text)
    {
        using var folder = new CodeFolder().With("Program.cs", "class Program { }").With(name, text.Replace("ROBOT", Robot, StringComparison.Ordinal));

        var result = folder.Scan();

        Assert.Empty(result.Findings);
        Assert.Empty(result.Diagnostics);
    }

    /// <summary>Nobody is to think that such a page was judged.</summary>
    [Theory]
    [InlineData("Send.ashx", "<%@ WebHandler Language=\"VB\" Class=\"Send\" %>\nPublic Class Send\n Dim Url = \"ROBOT\"\nEnd Class\n", 1)]
    [InlineData("Send.ashx", "class Send { string Url = \"ROBOT\"; }", 1)]
    [InlineData("Send.aspx", "<script>\n var url = \"ROBOT\";\n</script>", 2)]
    [InlineData("Send.aspx", "<script runat=\"server\">string Url = \"ROBOT\";", 1)]
    [InlineData("Send.aspx", "<html>\n<% corpSecret = \"a\" %></html>", 2)]
    [InlineData("Send.aspx", "<%@ Page Language=\"VB\" %>\n\n<% corpSecret = \"SECRET\" %>", 3)]
    [InlineData("Send.aspx", "<script language=\"vb\" runat=\"server\">\nDim token = Send(\"企业微信\")</script>", 1)]
    [InlineData("Send.razor", "@code {\n  string Url = \"ROBOT\";\n", 1)]
    [InlineData("Send.cshtml", "<p/>\n@if (token) {\n  @Model.Token\n", 2)]
    [InlineData("Send.cshtml", "<p>企业微信</p>\n@{ var a = ; }\n", 2)]
    [InlineData("Send.cshtml", "<p/>\n<script>fetch('https://qyapi.weixin.qq.com/cgi-bin/gettoken')</script>\n", 2)]
    public void What_of_a_page_is_not_read_is_told(string name, string text, int line)
    {
        using var folder = new CodeFolder().With("Program.cs", "class Program { }").With(name, text.Replace("ROBOT", Robot, StringComparison.Ordinal).Replace("SECRET", MadeUp.AppSecret, StringComparison.Ordinal));

        var note = Assert.Single(folder.Scan().Diagnostics);

        Assert.Equal("page-code-not-read", note.Code);
        Assert.True(note.IsWarning);
        Assert.Contains($"{name}:{line}", note.Message.En, StringComparison.Ordinal);
        Assert.Contains($"{name}:{line}", note.Message.Zh, StringComparison.Ordinal);
        Assert.DoesNotContain(MadeUp.WebhookKey, note.Message.En, StringComparison.Ordinal);
    }

    private const string Forms = "<%@ Page Language=\"C#\" %><%@ Import Namespace=\"Senparc.Weixin.Work.Containers\" %>\n";

    /// <summary>What is done while a page is written, and the values that it shows.</summary>
    [Theory]
    [InlineData("A.aspx", Forms + "<% var corpSecret = \"SECRET\"; %>\n<p><%= corpSecret.Length %></p>", "WCA1001 A.aspx:2")]
    [InlineData("A.aspx", Forms + "<% if (IsPostBack) { %>\n<p/>\n<% } else { %><input value=\"<%: AccessTokenContainer.TryGetToken(\"\", \"\") %>\" /><% } %>", "WCA1006 A.aspx:4")]
    [InlineData("A.aspx", Forms + "<script runat=\"server\">int a;</script><% var b = 1; %><script runat=\"server\">int c;</script>\n<% var corpSecret = \"SECRET\"; %>", "WCA1001 A.aspx:3")]
    [InlineData("A.aspx", Forms + "<%-- <% var corpSecret = \"SECRET\"; --%>", null)]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@{\n  var corpSecret = \"SECRET\";\n}\n<p>@corpSecret.Length</p>", "WCA1001 A.cshtml:3")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@{ var t = AccessTokenContainer.TryGetToken(\"\", \"\"); }\n<p>a@t.com @@t</p>\n<i>@t</i>", "WCA1006 A.cshtml:4")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@{ var t = AccessTokenContainer.TryGetToken(\"\", \"\"); }\n@if (t != null) {\n <i>@Html.Raw(t)</i>\n}", "WCA1006 A.cshtml:4")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@functions { string t = AccessTokenContainer.TryGetToken(\"\", \"\"); }\n<style>@media (a) { }</style>\n<i>@(t)</i>", "WCA1006 A.cshtml:4")]
    [InlineData("A.aspx", Forms + "<%# AccessTokenContainer.TryGetToken(\"\", \"\") %>", "WCA1006 A.aspx:2")]
    [InlineData("A.aspx", Forms + "<% try { %><p/><% } %>\n<% catch (Exception e) { var corpSecret = \"SECRET\"; } %>", "WCA1001 A.aspx:3")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@if (a) {\n  var corpSecret = \"SECRET\";\n  <p>@corpSecret.Length</p>\n}", "WCA1001 A.cshtml:3")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@foreach (var x in Model) {\n  <li class=\"@(x ? \"a\" : \"b\")\"> } <br> text\n <img src='}'>@{ var corpSecret = \"SECRET\"; }</li>\n}", "WCA1001 A.cshtml:4")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@{\n  <p>text }</p>\n  @: } plain\n  var corpSecret = \"SECRET\";\n}", "WCA1001 A.cshtml:5")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@switch (Model) {\n case 1:\n  <text>it's } @Html.Raw(AccessTokenContainer.TryGetToken(\"\", \"\"))</text>\n  break;\n}", "WCA1006 A.cshtml:4")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@try { <p/> }\n@* c *@ catch (E e) { <i>@e</i> } finally { var corpSecret = \"SECRET\"; }", "WCA1001 A.cshtml:3")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@helper Show(int a) {\n  <p>@AccessTokenContainer.TryGetToken(\"\", \"\")</p>\n}", "WCA1006 A.cshtml:3")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@using (Html.BeginForm(\"a\", new { @class = \"b\" })) {\n  @Html.TextBox(\"a\", new { @class = \"}\" })\n  <b>@Html.Raw(AccessTokenContainer.TryGetToken(\"\", \"\"))</b>\n}", "WCA1006 A.cshtml:4")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@{ Func<dynamic, object> show = @<b>@item</b>; var corpSecret = \"SECRET\"; }", "WCA1001 A.cshtml:2")]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@{\n  <p>text</p>\n}\n@* @{ var corpSecret = \"SECRET\"; } *@ <p>", null)]
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
    public void Nothing_is_made_of_pages_without_code(string name, string text) => Assert.Equal(new PageReading(null, null), PageCode.Of(name, text));

    /// <summary>What can be read is, beside what cannot.</summary>
    [Theory]
    [InlineData("A.aspx", Forms + "<% var corpSecret = \"SECRET\"; %>\n<% if ( %>", "WCA1001 A.aspx:2", 3)]
    [InlineData("A.aspx", Forms + "<% if (corpSecret != null) { %>\n<% var corpSecret = \"SECRET\"; %>", "WCA1001 A.aspx:3", 2)]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@{ var corpSecret = \"SECRET\"; }\n@{ var a = ; }", "WCA1001 A.cshtml:2", 3)]
    [InlineData("A.cshtml", "@using Senparc.Weixin.Work.Containers\n@if (a) {\n<p>\n@{ var corpSecret = \"SECRET\"; }", "WCA1001 A.cshtml:4", 2)]
    public void The_whole_parts_of_a_page_are_judged(string name, string text, string place, int unread)
    {
        using var folder = new CodeFolder().With("Program.cs", "class Program { }").With(name, text.Replace("SECRET", MadeUp.AppSecret, StringComparison.Ordinal));

        var result = folder.Scan();

        Assert.Equal(place, CodeFolder.Places(result).SingleOrDefault());
        var note = Assert.Single(result.Diagnostics);
        Assert.Equal("page-code-not-read", note.Code);
        Assert.Contains($"{name}:{unread}.", note.Message.En, StringComparison.Ordinal);
    }

    /// <summary>Where the markup before it leaves room, code stands in its column.</summary>
    [Theory]
    [InlineData("A.cshtml", "@page\n<div>\n   @if (a) {\n  <p>企业微信</p>\n        Send(\"here\");\n}</div>")]
    [InlineData("A.aspx", "<%@ Page Language=\"C#\" %>\n企业微信\n<table><tr><td>   <%= Send(\"here\") %></td></tr></table>")]
    public void Columns_stay(string name, string page)
    {
        var code = PageCode.Of(name, page).Code!.Split('\n');
        var lines = page.Split('\n');
        var line = Array.FindIndex(lines, text => text.Contains("here", StringComparison.Ordinal));
        Assert.Equal(lines[line].IndexOf("Send", StringComparison.Ordinal), code[line].IndexOf("Send", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a.aspx", "<script runat=\"server\">")]
    [InlineData("a.aspx", "<%@ ")]
    [InlineData("a.razor", "@*")]
    [InlineData("a.razor", "@code {")]
    [InlineData("a.cshtml", "@using a ")]
    [InlineData("a.cshtml", "token @{ <p> ")]
    [InlineData("a.cshtml", "token @if (a) { ")]
    [InlineData("a.cshtml", "token @if (a) { <p>@a</p> } else ")]
    [InlineData("a.cshtml", "token @{ @<p> ")]
    [InlineData("a.cshtml", "token @{ <a b=\"@(c")]
    [InlineData("a.cshtml", "token @{ <script> ")]
    [InlineData("a.aspx", "<%@ Page Language=\"C#\" %> token <% if (a) { %> ")]
    [InlineData("a.aspx", "<%@ Page Language=\"C#\" %> token <% } else { %> ")]
    public void Hostile_pages_end(string name, string text)
    {
        var page = string.Concat(Enumerable.Repeat(text, 20_000));
        var code = PageCode.Of(name, page).Code;
        Assert.True(code is null || code.Length < 20 * page.Length);
    }
}
