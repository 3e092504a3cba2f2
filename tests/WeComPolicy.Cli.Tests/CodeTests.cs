using System.Text.Json;

namespace WeComPolicy.Cli.Tests;

/// <summary>Scans of code, as a user sees them.</summary>
public sealed class CodeTests
{
    // Made up; it was never issued.
    private const string Secret = "Hn4-vB8sQ2_mXe7KtLz0RgYc5WpJd9UaFo1ViTk3Er6";

    private const string Code = $$"""
        namespace Company.WeCom;
        class Sender
        {
        #pragma warning disable WCA1001 // from the vendor
            const string CorpSecret = "{{Secret}}";
        #pragma warning restore WCA1001
            const string AppSecret = "{{Secret}}"; // wecom-policy: ignore WCA1001 reason=made-up approver=wang until=2026-11-20
        }
        """;

    [Theory]
    [InlineData("code/Sender.cs", 2)]
    [InlineData("code/appsettings.json", 2)]
    [InlineData("code/.editorconfig", 2)]
    [InlineData("code/app.csproj", 2)]
    [InlineData("code/new.json", 0)]
    [InlineData("Sender.cs", 0)]
    public void No_report_replaces_a_file_of_the_scanned_code(string output, int exitCode)
    {
        using var folder = new TemporaryFolder();
        folder.Write("code/Sender.cs", Code);
        folder.Write("code/appsettings.json", "{}");
        folder.Write("code/.editorconfig", "root = true");
        folder.Write("code/app.csproj", "<Project />");
        folder.Write("Sender.cs", "beside it");
        var before = File.Exists(Path.Combine(folder.Path, output)) ? File.ReadAllText(Path.Combine(folder.Path, output)) : null;
        var run = CliRun.In(folder.Path, "scan", "code", "--format", "json", "--output", output);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(exitCode == 2, File.ReadAllText(Path.Combine(folder.Path, output)) == before);
    }

    [Fact]
    public void A_report_of_an_earlier_run_is_replaced()
    {
        using var folder = new TemporaryFolder();
        folder.Write("code/Sender.cs", Code);
        for (var i = 0; i < 2; i++)
            Assert.Equal(0, CliRun.In(folder.Path, "scan", "code", "--format", "json", "--output", "code/report.json").ExitCode);
    }

    [Fact]
    public void What_is_hidden_is_in_the_summary_and_until_when()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Sender.cs", Code);
        var english = CliRun.In(folder.Path, "scan", ".", "--lang", "en").Output;
        Assert.Contains("suppressed: 1 by #pragma and SuppressMessage, 0 by .editorconfig, 1 by ignore comments", english, StringComparison.Ordinal);
        Assert.Contains("0 WeCom call sites", english, StringComparison.Ordinal);
        Assert.Contains("until 2026-11-20", english, StringComparison.Ordinal);
        Assert.Contains("hidden by the code: WCA1001 Sender.cs:5", english, StringComparison.Ordinal);
        Assert.Contains("被代码隐藏的：WCA1001 Sender.cs:5", CliRun.In(folder.Path, "scan", ".", "--lang", "zh").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_hidden_is_in_the_reports_for_programs_by_rule_and_place()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Sender.cs", Code);
        folder.Write("Plain/Plain.cs", "namespace Company.WeCom; class Plain { const string Url = \"http://qyapi.weixin.qq.com/cgi-bin/gettoken\"; }");
        folder.Write("Plain/.editorconfig", "[*.cs]\ndotnet_diagnostic.WCA1007.severity = none\n");
        var text = CliRun.In(folder.Path, "scan", ".", "--format", "json").Output;
        using var json = JsonDocument.Parse(text);
        Assert.Equal(
            ["configuration WCA1007 Plain/Plain.cs:1 ", "inSource WCA1001 Sender.cs:5 from the vendor"],
            json.RootElement.GetProperty("suppressed").EnumerateArray().Select(s =>
                $"{s.GetProperty("by")} {s.GetProperty("ruleId")} {s.GetProperty("location").GetProperty("path")}:{s.GetProperty("location").GetProperty("line")} {(s.TryGetProperty("reason", out var why) ? why.GetString() : "")}").Order(StringComparer.Ordinal));
        var report = CliRun.In(folder.Path, "scan", ".", "--format", "sarif").Output;
        var html = CliRun.In(folder.Path, "scan", ".", "--format", "html", "--lang", "en").Output;
        Assert.Contains(", because: </span>from the vendor", html, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, html, StringComparison.Ordinal);
        using var sarif = JsonDocument.Parse(report);
        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Where(r => r.GetProperty("suppressions").GetArrayLength() > 0);
        Assert.Equal(
            ["WCA1001 inSource", "WCA1001 inSource", "WCA1007 external"],
            results.Select(r => $"{r.GetProperty("ruleId")} {r.GetProperty("suppressions")[0].GetProperty("kind")}").Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Secret, text + report, StringComparison.Ordinal);
    }

    [Fact]
    public void Sarif_names_what_was_not_judged()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Sender.cs", Code);
        File.WriteAllBytes(Path.Combine(folder.Path, "Binary.cs"), [0, 1, 2, 3, 0, 0, 0, 255, 254, 0]);
        folder.Write("Branch.cs", "#if false\nclass WeComHidden { }\n#endif\n");
        using var sarif = JsonDocument.Parse(CliRun.In(folder.Path, "scan", ".", "--format", "sarif").Output);
        var notes = sarif.RootElement.GetProperty("runs")[0].GetProperty("invocations")[0].GetProperty("toolConfigurationNotifications").ToString();
        Assert.Contains("binary-file", notes, StringComparison.Ordinal);
        Assert.Contains("inactive-code", notes, StringComparison.Ordinal);
        Assert.Contains("Branch.cs:2", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_without_code_is_an_error()
    {
        using var folder = new TemporaryFolder();
        folder.Write("tenant.yaml", "schema: wecom-policy/tenant/v1\n");
        var run = CliRun.In(folder.Path, "scan", "tenant.yaml", "--build", "--lang", "en");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--build needs C# code", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/appsettings.Production.json", """{ "WeCom": { "CorpId": "ww1234567890abcdef", "CorpSecret": "{secret}" } }""")]
    [InlineData("src/main/resources/application.yml", "wecom:\n  corp-id: ww1234567890abcdef\n  corp-secret: {secret}\n")]
    [InlineData(".env", "WECOM_CORP_ID=ww1234567890abcdef\nWECOM_CORP_SECRET={secret}\n")]
    public void Configuration_of_a_program_in_another_language_is_judged(string name, string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("app/" + name, text.Replace("{secret}", Secret, StringComparison.Ordinal));
        var run = CliRun.In(folder.Path, "scan", "app", "--lang", "en");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"app/{name}:", run.Output, StringComparison.Ordinal);
        Assert.Contains("critical[WCA1009]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_may_be_of_a_tenant_makes_the_folder_one_whatever_lies_beside_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("app/.env", "A=b\n");
        folder.Write("app/members.yaml", "memebrs: []\n");
        var run = CliRun.In(folder.Path, "scan", "app", "--lang", "en");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("app/members.yaml:1:1: error[unknown-key]", run.Output, StringComparison.Ordinal);
    }
}
