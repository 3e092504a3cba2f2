using System.Text;
using WeComPolicy.Cli;
using WeComPolicy.Reporting;

namespace WeComPolicy.CodeScan.Tests;

/// <summary>A secret is never printed, in whatever form and language.</summary>
public sealed class NoSecretTests
{
    private static readonly string[] Secrets = [MadeUp.AppSecret, MadeUp.AesKey, MadeUp.CallbackToken, MadeUp.WebhookKey];

    private static CodeFolder Folder() => new CodeFolder()
        .With("src/app.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />")
        .With("src/Sender.cs", $$"""
            namespace Company.WeCom;
            public class Sender
            {
                private const string CorpSecret = "{{MadeUp.AppSecret}}"; // "{{MadeUp.AppSecret}}"
                private const string EncodingAESKey = @"{{MadeUp.AesKey}}"; private const string WeComToken = "{{MadeUp.CallbackToken}}";
                private readonly string url = $"http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={{MadeUp.WebhookKey}}&debug=1";
                string[] Bare() => ["{{MadeUp.AppSecret}}", "{{MadeUp.CallbackToken}}", "{{MadeUp.WebhookKey}}"];
                bool Failed(dynamic reply) => reply.errmsg == "{{MadeUp.CallbackToken}}" + "{{MadeUp.AesKey}}";
                void Log() => System.Console.WriteLine("http://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=a&debug=1&corpsecret={{MadeUp.AppSecret}}");
            }
            """)
        .With("src/Other.cs", $$"""
            namespace Company.WeCom;
            // wecom-policy: ignore WCA1007 reason={{MadeUp.AppSecret}} until=2026-12-31
            class Other { string a = "http://qyapi.weixin.qq.com/x?token={{MadeUp.CallbackToken}}&key={{MadeUp.WebhookKey}}"; /* {{MadeUp.AesKey}} */ bool Failed(dynamic reply) => reply.errmsg == "{{MadeUp.CallbackToken}}"; }
            """)
        .With("src/appsettings.json", $$"""
            { "WeCom": { "Secret": "{{MadeUp.AppSecret}}", "Token": "{{MadeUp.CallbackToken}}", "EncodingAESKey": "{{MadeUp.AesKey}}", "Hook": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={{MadeUp.WebhookKey}}" } }
            """)
        .With(".editorconfig", "[*.yml]\ndotnet_diagnostic.WCA1009.severity = none\n");

    public static TheoryData<string, string, string[]> EveryFormat()
    {
        var data = new TheoryData<string, string, string[]>();
        foreach (var format in ReportFormats.Ids)
        {
            data.Add(format, "zh", []);
            data.Add(format, "en", []);
        }

        return data;
    }

    [Theory]
    [InlineData("text", "en", "--verbose")]
    [InlineData("text", "zh", "--quiet")]
    [MemberData(nameof(EveryFormat))]
    public void In_no_output(string format, string language, params string[] more)
    {
        using var folder = Folder();
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var exitCode = CommandLineHost.Run(["scan", ".", "--format", format, "--lang", language, .. more], new CliContext
        {
            Output = output,
            Error = error,
            OutputIsTerminal = false,
            ErrorIsTerminal = false,
            Width = 200,
            WorkingDirectory = folder.Path,
            Variable = _ => null,
            Today = () => new DateOnly(2026, 11, 1),
        });
        var text = Encoding.UTF8.GetString(output.ToArray()) + error;
        Assert.Equal(1, exitCode);
        Assert.Contains("WCA1001", text, StringComparison.Ordinal);
        Assert.Contains("WCA1009", text, StringComparison.Ordinal);
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Not_even_in_a_fingerprint()
    {
        using var folder = Folder();
        var before = folder.Scan().Findings.Select(f => f.Fingerprint).ToList();
        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
            File.WriteAllText(file, File.ReadAllText(file).Replace(MadeUp.AppSecret, MadeUp.AppSecret.Replace('H', 'J'), StringComparison.Ordinal));
        Assert.Equal(before, folder.Scan().Findings.Select(f => f.Fingerprint));
    }
}
