namespace WeComPolicy.CodeScan.Tests;

/// <summary>Pages and handlers hold C# beside other things.</summary>
public sealed class PageCodeTests
{
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
}
