namespace WeComPolicy.CodeScan.Tests;

/// <summary>An address that only a configuration file has: the code asks for it by its key.</summary>
public sealed class ConfiguredAddressTests
{
    private const string RollCall = "https://qyapi.weixin.qq.com/cgi-bin/agent/get?access_token={0}&amp;agentid={1}";

    private const string Notes = "https://example.org/notes?id={0}";

    private const string Settings = $$"""
        <configuration><appSettings>
          <add key="rollCall" value="{{RollCall}}" />
          <add key="notes" value="{{Notes}}" />
        </appSettings></configuration>
        """;

    private const string Caller = """
        using System;
        using System.Configuration;
        using System.IO;
        using System.Net;

        class QyWeixinAgents
        {
            static string rollCall = ConfigurationManager.AppSettings["rollCall"].ToString();
            static string notes = ConfigurationManager.AppSettings["notes"].ToString();

            static void Read(string token)
            {
                var request = WebRequest.Create(string.Format(rollCall, token, "1"));
                using (var reader = new StreamReader(request.GetResponse().GetResponseStream()))
                    Console.WriteLine(reader.ReadToEnd());
            }

            static void ReadNotes(string id)
            {
                var request = WebRequest.Create(string.Format(notes, id));
                using (var reader = new StreamReader(request.GetResponse().GetResponseStream()))
                    Console.WriteLine(reader.ReadToEnd());
            }
        }
        """;

    private static IReadOnlyList<string> Found(CodeFolder folder) =>
        [.. folder.Scan().Findings.Select(f => $"{f.Rule.Id} {f.Location!.Value.File.Path}:{f.Location!.Value.Start.Line} {f.Severity}").Order(StringComparer.Ordinal)];

    [Fact]
    public void A_template_in_the_configuration_beside_the_code()
    {
        using var folder = new CodeFolder().With("A/QyWeixinAgents.cs", Caller).With("A/App.config", Settings);
        Assert.Equal(["WCA3001 A/QyWeixinAgents.cs:14 Medium"], Found(folder));
    }

    [Fact]
    public void A_library_is_configured_by_the_program_that_uses_it()
    {
        using var folder = new CodeFolder().With("Lib/Lib.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("Lib/QyWeixinAgents.cs", Caller)
            .With("App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"../Lib/Lib.csproj\" /></ItemGroup></Project>")
            .With("App/Program.cs", "class Program { }").With("App/App.config", Settings);
        Assert.Equal(["WCA3001 Lib/QyWeixinAgents.cs:14 Medium"], Found(folder));
    }

    [Fact]
    public void The_configuration_of_a_program_beside_it_says_nothing()
    {
        using var folder = new CodeFolder().With("Lib/Lib.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("Lib/QyWeixinAgents.cs", Caller)
            .With("App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("App/Program.cs", "class Program { }").With("App/App.config", Settings);
        Assert.Empty(Found(folder));
    }

    [Theory]
    [InlineData("configuration[\"Alerts:Target\"]", true)]
    [InlineData("configuration.GetSection(\"Alerts\")[\"Target\"]", true)]
    [InlineData("configuration.GetValue<string>(\"Alerts:Target\")", true)]
    [InlineData("options.NightShift", true)]
    [InlineData("configuration[\"Mails:Target\"]", false)]
    [InlineData("options.Url", false)]
    public void Every_way_to_ask_for_a_key(string asked, bool isFound)
    {
        using var folder = new CodeFolder().With("appsettings.json", """
            { "Alerts": { "Target": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a", "NightShift": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=b",
              "Url": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=c" }, "Mails": { "Target": "https://example.org/mail" } }
            """).With("Alerts.cs", $$"""
            using Microsoft.Extensions.Configuration;
            using System.Net.Http;
            using System.Net.Http.Json;
            using System.Threading.Tasks;

            public class Options { public string NightShift { get; set; } = ""; public string Url { get; set; } = ""; }

            class Alerts
            {
                IConfiguration configuration; Options options; HttpClient http; const string About = "企业微信";
                public Alerts(IConfiguration configuration, Options options, HttpClient http) { this.configuration = configuration; this.options = options; this.http = http; }
                public Task Send(string text) => http.PostAsJsonAsync({{asked}}, new { text });
            }
            """);
        Assert.Equal(isFound ? ["WCA3001 Alerts.cs:12 Medium"] : [], Found(folder));
    }

    /// <summary>Neither names nor texts of the code say anything of WeCom; its configuration does.</summary>
    [Theory]
    [InlineData("Target", true)]
    [InlineData("Nothing", false)]
    public void Code_without_a_word_of_it(string key, bool isFound)
    {
        using var folder = new CodeFolder().With("appsettings.json", """
            { "Alerts": { "Target": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a" } }
            """).With("Alerts.cs", $$"""
            using Microsoft.Extensions.Configuration;
            using System.Collections.Generic;
            using System.Linq;
            using System.Net;
            using System.Threading.Tasks;

            static class Sender
            {
                public static async Task Send(this string text, string url) => await Send(text, new[] { url }.ToDictionary(u => u, u => u));

                public static async Task Send(this string text, Dictionary<string, string> urls)
                {
                    using var client = new WebClient();
                    foreach (var url in urls)
                        await client.UploadStringTaskAsync(url.Value, text);
                }
            }

            class Alerts
            {
                IConfiguration configuration;
                public Alerts(IConfiguration configuration) { this.configuration = configuration; }
                public Task Send() => "text".Send(configuration["Alerts:{{key}}"]);
            }
            """);
        Assert.Equal(isFound ? ["WCA3001 Alerts.cs:15 Medium"] : [], Found(folder).Where(f => f.StartsWith("WCA3001", StringComparison.Ordinal)));
    }
}
