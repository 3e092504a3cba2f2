using System.Text.Json;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests;

/// <summary>Profiles and project files change which rules are judged, and how; every change is told, and every mistake in one.</summary>
public sealed class ProfileTests : IDisposable
{
    private const string Startup = "examples/tenants/startup";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Shipped => [.. ShippedFiles.Profiles];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Each_shipped_profile_judges_every_example(string profile)
    {
        foreach (var example in Directory.GetDirectories(Path.Combine(RepositoryRoot.Find(), "examples", "tenants")))
        {
            var result = CliRun.Of("scan", example, "--profile", profile, "--as-of", CliRun.AsOf, "--format", "json", "--fail-on", "never", "--lang", "en");
            Assert.True(result.ExitCode == 0, result.Error);
            Assert.Equal(profile, JsonDocument.Parse(result.Output).RootElement.GetProperty("profile").GetString());
        }
    }

    [Fact]
    public Task Shows_what_the_profiles_change() => Verifier.Verify(string.Concat(ShippedFiles.Profiles.Select(profile =>
        $"{profile}\n" + string.Concat(Settings("config", "show", "--profile", profile, "--as-of", CliRun.AsOf)
            .Where(s => s.Name.StartsWith("rules.", StringComparison.Ordinal)).Select(s => $"  {s.Name} = {s.Value}  ({s.Place})\n")))));

    [Fact]
    public void The_severity_of_a_profile_decides_the_gate()
    {
        _folder.Write("low.yaml", Profile("inherits: baseline", "WCP2010: { severity: low, reason: pilot }"));
        Assert.Contains("regraded   WCP2010 high → low: pilot", CliRun.Of("scan", Startup, "--as-of", CliRun.AsOf, "--lang", "en", "--profile", Path.Combine(_folder.Path, "low.yaml")).Output, StringComparison.Ordinal);
        _folder.Write("p.yaml", Profile("inherits: baseline", "WCP2010: { severity: critical }"));
        Assert.Equal("high", SeverityOf("WCP2010"));
        Assert.Equal("critical", SeverityOf("WCP2010", "--profile", Path.Combine(_folder.Path, "p.yaml")));
    }

    [Fact]
    public void A_parameter_of_a_profile_decides_the_verdict_and_the_title()
    {
        _folder.Write("t/tenant.yaml", "corp: { full_name: 示例公司 }\nadmins:\n  - { userid: a, role: super }\nprovenance:\n  admins: { source: attested, by: a, on: 2026-10-30, complete: true }\n");
        _folder.Write("p.yaml", Profile("packs: [ baseline ]", "WCP4001: { reason: one founder, params: { min: 1 } }"));
        Assert.Equal("fail", Outcome("WCP4001"));
        Assert.Equal("pass", Outcome("WCP4001", "--profile", "p.yaml"));
        var title = CliRun.In(_folder.Path, "rules", "WCP4001", "--profile", "p.yaml", "--lang", "en").Output;
        Assert.Contains("Keep 1 to 3 super administrators", title, StringComparison.Ordinal);
        Assert.Contains("params.min: 2 → 1  p.yaml:6:", title, StringComparison.Ordinal);

        string Outcome(string rule, params string[] options)
        {
            var scan = CliRun.In(_folder.Path, ["scan", "t", "--as-of", CliRun.AsOf, "--format", "json", "--fail-on", "never", "--allow-unknown", .. options]);
            return JsonDocument.Parse(scan.Output).RootElement.GetProperty("outcomes").EnumerateArray()
                .Single(o => o.GetProperty("ruleId").GetString() == rule).GetProperty("verdict").GetString()!;
        }
    }

    [Fact]
    public void What_is_switched_off_is_told_in_every_report()
    {
        _folder.Write("p.yaml", Profile("inherits: baseline", "WCP2010: { enabled: false, reason: { zh: 另有网关, en: a gateway does it } }"));
        var path = Path.Combine(_folder.Path, "p.yaml");
        var text = CliRun.Of("scan", Startup, "--profile", path, "--as-of", CliRun.AsOf, "--lang", "zh").Output;
        Assert.DoesNotContain("[WCP2010]", text, StringComparison.Ordinal);
        Assert.Contains("停用　　1 条规则：WCP2010", text, StringComparison.Ordinal);
        var disabled = JsonDocument.Parse(CliRun.Of("scan", Startup, "--profile", path, "--as-of", CliRun.AsOf, "--format", "json").Output).RootElement.GetProperty("disabled");
        Assert.Equal("a gateway does it", disabled[0].GetProperty("reason").GetProperty("en").GetString());
        Assert.Contains("\"disabledRules\": [\n", CliRun.Of("scan", Startup, "--profile", path, "--as-of", CliRun.AsOf, "--format", "sarif").Output.Replace("  ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var catalogue = CliRun.Of("rules", "--profile", path, "--lang", "en").Output;
        Assert.Contains("switched off\n  WCP2010  ", catalogue, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_about_code_take_a_profile_too()
    {
        _folder.Write("p.yaml", Profile("inherits: baseline", "WCA1001: { enabled: false, reason: elsewhere }", "WCA3001: { severity: critical }"));
        var code = "examples/integration/risky";
        var before = Findings(CliRun.Of("scan", code, "--format", "json", "--as-of", CliRun.AsOf));
        var after = Findings(CliRun.Of("scan", code, "--format", "json", "--as-of", CliRun.AsOf, "--profile", Path.Combine(_folder.Path, "p.yaml")));
        Assert.Contains(before, f => f.Rule == "WCA1001");
        Assert.DoesNotContain(after, f => f.Rule == "WCA1001");
        Assert.Contains(after, f => f is { Rule: "WCA3001", Severity: "critical" });
        Assert.Equal(before.Count(f => f.Rule != "WCA1001"), after.Count);
    }

    [Fact]
    public void The_project_file_comes_on_top_of_its_profile_and_the_command_line_on_top_of_both()
    {
        _folder.Write("X/tenant/tenant.yaml", "corp: { full_name: 示例公司 }\n");
        _folder.Write("X/own.yaml", Profile("inherits: strict", "WCP2001: { params: { max_days: 10 } }"));
        _folder.Write("X/wecom-policy.yaml", "schema: wecom-policy/config/v1\ninputs: [ tenant ]\nprofile: own.yaml\nfail_on: medium\nlang: en\nrules:\n  WCP2001: { params: { max_days: 5 } }\n");
        var settings = SettingsIn(_folder.Path, "config", "show", "X", "--format", "json");
        Assert.Equal(("mine", "X/wecom-policy.yaml:3"), Of("profile"));
        Assert.Equal(("medium", "X/wecom-policy.yaml:4"), Of("fail_on"));
        Assert.Equal(("en", "X/wecom-policy.yaml:5"), Of("lang"));
        Assert.Equal(("X/tenant", "X/wecom-policy.yaml:2"), Of("inputs"));
        Assert.Equal([("30", "policies/profiles/strict.yaml"), ("10", "X/own.yaml"), ("5", "X/wecom-policy.yaml")],
            settings.Where(s => s.Name == "rules.WCP2001.params.max_days").Select(s => (s.Value, s.Place[..s.Place.LastIndexOf(':')])));
        Assert.Contains(SettingsIn(_folder.Path, "config", "show", "X", "--format", "json", "--fail-on", "low", "--profile", "finance"), s => s is { Name: "fail_on", Value: "low", Place: "command line" });

        (string, string) Of(string name) => settings.Where(s => s.Name == name).Select(s => (s.Value, s.Place)).Single();
    }

    [Theory]
    [InlineData("inherits: baselin", "", "p.yaml:4:11: error[no-such-profile]", "baseline")]
    [InlineData("inherits: p.yaml", "", "p.yaml:4:11: error[profile-cycle]", "mine → mine")]
    [InlineData("packs: [ baselin ]", "", "error[no-such-policy]", "baseline")]
    [InlineData("title: { zh: a, en: b }", "", "error[duplicate-key]", "")]
    [InlineData("x-note: 1", "", "p.yaml:1:1: error[no-packs]", "inherits: baseline")]
    [InlineData("inherit: baseline", "", "p.yaml:4:1: error[unknown-key]", "inherits")]
    [InlineData("inherits: baseline", "WCP401: { severity: low }", "p.yaml:6:3: error[unknown-rule]", "WCP4")]
    [InlineData("inherits: baseline", "WCP4001: { severity: hihg }", "p.yaml:6:24: error[unknown-word]", "high")]
    [InlineData("inherits: baseline", "WCP4001: { severity: low }", "p.yaml:6:24: error[missing-reason]", "reason")]
    [InlineData("inherits: baseline", "WCP4001: { enabled: false }", "p.yaml:6:23: error[missing-reason]", "reason")]
    [InlineData("inherits: baseline", "WCP4001: { enabled: false, reason: \" \" }", "p.yaml:6:38: error[empty-text]", "")]
    [InlineData("inherits: baseline", "WCP4001: { enable: false, severity: critical }", "p.yaml:6:14: error[unknown-key]", "enabled")]
    [InlineData("inherits: baseline", "WCP4001: { params: { maxx: 3 } }", "p.yaml:6:30: error[unknown-parameter]", "max")]
    [InlineData("inherits: baseline", "WCP4001: { params: { max: three } }", "p.yaml:6:29: error[bad-parameter]", "int")]
    [InlineData("inherits: baseline", "WCP4001: {}", "p.yaml:6:12: error[empty-override]", "severity")]
    public void A_mistake_in_a_profile_is_an_error_at_its_place(string line, string rule, string expected, string help)
    {
        _folder.Write("p.yaml", Profile(line, rule));
        _folder.Write("t/tenant.yaml", "corp: { full_name: 示例公司 }\n");
        var result = CliRun.In(_folder.Path, "scan", "t", "--profile", "p.yaml", "--lang", "en", "--format", "json");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Contains(help, result.Error, StringComparison.Ordinal);
    }

    private static string Profile(string line, params string[] rules) =>
        $"schema: wecom-policy/profile/v1\nprofile: mine\ntitle: {{ zh: 自定, en: mine }}\n{line}\n" + (rules.All(r => r.Length == 0) ? "" : "rules:\n" + string.Concat(rules.Select(r => $"  {r}\n")));

    private static string SeverityOf(string rule, params string[] options) =>
        Findings(CliRun.Of(["scan", Startup, "--as-of", CliRun.AsOf, "--format", "json", .. options])).First(f => f.Rule == rule).Severity;

    private static List<(string Rule, string Severity)> Findings(CliResult result) => [.. JsonDocument.Parse(result.Output).RootElement.GetProperty("findings")
        .EnumerateArray().Select(f => (f.GetProperty("ruleId").GetString()!, f.GetProperty("severity").GetString()!))];

    private static List<(string Name, string Value, string Place)> Settings(params string[] arguments) => SettingsIn(RepositoryRoot.Find(), [.. arguments, "--format", "json"]);

    private static List<(string Name, string Value, string Place)> SettingsIn(string folder, params string[] arguments)
    {
        var result = CliRun.In(folder, arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return [.. JsonDocument.Parse(result.Output).RootElement.GetProperty("settings").EnumerateArray().Select(s =>
            (s.GetProperty("name").GetString()!, string.Join(", ", s.GetProperty("values").EnumerateArray().Select(v => v.GetString())), s.GetProperty("place").GetString()!))];
    }
}
