using System.Text.Json;

namespace WeComPolicy.Cli.Tests;

/// <summary>With a baseline a run fails for what came since, and for nothing that was there.</summary>
public sealed class BaselineTests : IDisposable
{
    private const string Head = "corp: { corpid: ww1234567890abcdef, full_name: 示例公司 }\n";
    private const string Off = "security:\n  two_step:\n    login: { enabled: false }\n";
    private const string Admins = "admins:\n  - { userid: zhang, role: super, external: true }\n  - { userid: li, role: super, external: false }\n";

    private readonly TemporaryFolder _folder = new();

    public BaselineTests() => _folder.Write("t/tenant.yaml", Head + Off + Admins);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_there_fails_nothing_and_what_is_new_does()
    {
        Assert.Equal(1, Run("scan", "t").ExitCode);
        Take();
        Assert.Equal(0, Run("scan", "t", "--baseline", "b.json").ExitCode);
        Assert.All(States(), s => Assert.Equal("unchanged", s.State));
        _folder.Write("t/tenant.yaml", Head + Off + Admins.Replace("userid: li, role: super, external: false", "userid: li, role: super, external: true", StringComparison.Ordinal));
        var result = Run("scan", "t", "--baseline", "b.json");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(("WCP4005", "admins[userid=li]", "new"), States());
        Assert.Contains("[WCP4005]", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("[WCP2010]", result.Output, StringComparison.Ordinal);
        Assert.Contains("[WCP2010]", Run("scan", "t", "--baseline", "b.json", "--verbose").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Moved_reordered_and_renamed_is_the_same()
    {
        Take();
        var lines = Admins.TrimEnd('\n').Split('\n');
        File.Delete(Path.Combine(_folder.Path, "t/tenant.yaml"));
        _folder.Write("t/renamed.yaml", $"# moved\n\n{lines[0]}\n{lines[2]}\n{lines[1]}\n{Off}{Head}");
        Assert.All(States(), s => Assert.Equal("unchanged", s.State));
        Assert.Empty(Absent());
        Directory.Move(Path.Combine(_folder.Path, "t"), Path.Combine(_folder.Path, "u"));
        Assert.All(States("u"), s => Assert.Equal("unchanged", s.State));
    }

    [Fact]
    public void The_same_problem_in_another_tenant_is_new()
    {
        Take();
        _folder.Write("t2/tenant.yaml", Head.Replace("abcdef", "abcdff", StringComparison.Ordinal) + Off + Admins);
        Assert.All(States("t2"), s => Assert.Equal("new", s.State));
        Assert.Equal(1, Run("scan", "t", "t2", "--baseline", "b.json").ExitCode);
    }

    [Fact]
    public void So_it_is_where_neither_tenant_says_who_it_is()
    {
        var anonymous = Head.Replace("corpid: ww1234567890abcdef, ", "", StringComparison.Ordinal) + Off + Admins;
        _folder.Write("t/tenant.yaml", anonymous);
        Take();
        Assert.Equal(0, Run("scan", "t", "--baseline", "b.json").ExitCode);
        _folder.Write("t2/tenant.yaml", anonymous);
        var both = States("t", "t2").Where(s => s.Rule == "WCP2010").Select(s => s.State).Order(StringComparer.Ordinal);
        Assert.Equal(["new", "unchanged"], both);
        // Alone it is not covered either, and its namesake is the same wherever the run starts.
        Assert.All(States("t2"), s => Assert.Equal("new", s.State));
        var result = CliRun.In(Path.Combine(_folder.Path, "t"), "scan", ".", "--baseline", "../b.json", "--as-of", CliRun.AsOf, "--format", "json");
        Assert.All(JsonDocument.Parse(result.Output).RootElement.GetProperty("findings").EnumerateArray(), f => Assert.Equal("unchanged", f.GetProperty("baselineState").GetString()));
        Assert.Contains("t states no corp.corpid", Run("baseline", "t", "--output", "b.json").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_in_a_baseline_are_not_told()
    {
        const string Made = "fa7Qm2Zx9Lw4Rt6Yp1Nc8Vb3Kd5Hj0Gs2We4Uq6Ao8T";
        _folder.Write("b.json", $$"""
            { "schema": "wecom-policy/baseline/v1", "findings": [
              { "fingerprint": "00112233445566778899aabbccddeeff", "rule": "WCP2010", "tenant": "secret={{Made}}", "subject": "{{Made}}", "outcome": "fail", "severity": "high" } ] }
            """);
        foreach (var format in (string[])["text", "json", "sarif"])
        {
            var result = Run(["scan", "t", "--baseline", "b.json", "--format", format, .. format == "text" ? (string[])["--verbose"] : []]);
            Assert.DoesNotContain(Made, result.Output + result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_worse_than_it_was_counts_again_and_what_is_gone_is_told()
    {
        Take();
        _folder.Write("p.yaml", "schema: wecom-policy/profile/v1\nprofile: mine\ntitle: { zh: 甲, en: a }\ninherits: baseline\nrules:\n  WCP2010: { severity: critical }\n");
        Assert.Contains(("WCP2010", "security.two_step.login.enabled", "updated"), States("t", "--profile", "p.yaml"));
        Assert.Equal(1, Run("scan", "t", "--baseline", "b.json", "--profile", "p.yaml").ExitCode);

        _folder.Write("t/tenant.yaml", Head + Off.Replace("{ enabled: false }", "{}", StringComparison.Ordinal) + Admins);
        Assert.Contains(States(), s => s is { Rule: "WCP2010", State: "new" or "updated" });
        Assert.Equal(1, Run("scan", "t", "--baseline", "b.json").ExitCode);

        _folder.Write("t/tenant.yaml", Head + Off.Replace("false", "true", StringComparison.Ordinal) + Admins);
        Assert.Contains("WCP2010", Absent());
        using var sarif = JsonDocument.Parse(Run("scan", "t", "--baseline", "b.json", "--format", "sarif").Output);
        var states = sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .Select(r => (r.GetProperty("ruleId").GetString(), r.GetProperty("baselineState").GetString())).ToList();
        Assert.Contains(("WCP2010", "absent"), states);
        Assert.Contains(("WCP4005", "unchanged"), states);
        Assert.DoesNotContain("WCP2010", Absent("--policy", "one.yaml"));
    }

    [Fact]
    public void Rules_that_take_no_waivers_are_not_taken_down()
    {
        _folder.Write("t/tenant.yaml", Head + Off + Admins + "archive: { enabled: true }\n");
        var result = Run("baseline", "t", "--output", "b.json");
        Assert.Equal(0, Assert.IsType<int>(result.ExitCode));
        Assert.DoesNotContain("WCP6001", File.ReadAllText(Path.Combine(_folder.Path, "b.json")), StringComparison.Ordinal);
        Assert.Contains("take no waivers", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, Run("scan", "t", "--baseline", "b.json").ExitCode);
    }

    [Fact]
    public void The_same_findings_give_the_same_bytes()
    {
        Take();
        var first = File.ReadAllText(Path.Combine(_folder.Path, "b.json"));
        Take();
        Assert.Equal(first, File.ReadAllText(Path.Combine(_folder.Path, "b.json")));
        Assert.All(first.Split('\n')[3..^3], line => Assert.StartsWith("    { \"fingerprint\": \"", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"schema\": \"wecom-policy/baseline/v1\"", "\"schema\": \"wecom-policy/baseline/v2\"", "b.json:2:13: error[unknown-schema]")]
    [InlineData("\"outcome\": \"fail\"", "\"outcome\": \"fial\"", "error[unknown-word]")]
    [InlineData("\"rule\": \"WCP4005\"", "\"rul\": \"WCP4005\"", "error[unknown-key]")]
    [InlineData("  \"findings\": [", "  \"finding\": [", "error[missing-key]")]
    public void A_mistake_in_a_baseline_is_an_error_at_its_place(string was, string now, string expected)
    {
        Take();
        var path = Path.Combine(_folder.Path, "b.json");
        var text = File.ReadAllText(path);
        Assert.Contains(was, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(was, now, StringComparison.Ordinal));
        var result = Run("scan", "t", "--baseline", "b.json", "--format", "json");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal(2, Run("scan", "t", "--baseline", "nowhere.json").ExitCode);
    }

    [Fact]
    public void Nothing_is_taken_down_of_input_with_mistakes_and_no_input_is_replaced()
    {
        Assert.Equal(2, Run("baseline", "t", "--output", "t/tenant.yaml").ExitCode);
        var notes = _folder.Write("notes.txt", "mine");
        Assert.Equal(2, Run("baseline", "t", "--output", "notes.txt").ExitCode);
        Assert.Equal("mine", File.ReadAllText(notes));
        _folder.Write("t/tenant.yaml", Head + "secuirty: {}\n");
        Assert.Equal(2, Run("baseline", "t", "--output", "b.json").ExitCode);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "b.json")));
    }

    private void Take()
    {
        var result = Run("baseline", "t", "--output", "b.json");
        Assert.True(result.ExitCode == 0, result.Error);
    }

    private CliResult Run(params string[] arguments) => CliRun.In(_folder.Path, [.. arguments, "--as-of", CliRun.AsOf, "--lang", "en"]);

    private JsonElement Result(params string[] arguments)
    {
        string[] paths = arguments.Length == 0 || arguments[0].StartsWith('-') ? ["t", .. arguments] : arguments;
        return JsonDocument.Parse(Run(["scan", .. paths, "--baseline", "b.json", "--format", "json"]).Output).RootElement;
    }

    private List<(string Rule, string Subject, string? State)> States(params string[] arguments) => [.. Result(arguments).GetProperty("findings").EnumerateArray()
        .Select(f => (f.GetProperty("ruleId").GetString()!, f.GetProperty("subject").GetString()!, f.GetProperty("baselineState").GetString()))];

    private List<string> Absent(params string[] arguments)
    {
        if (arguments.Length > 0)
            _folder.Write("one.yaml", "schema: wecom-policy/pack/v1\npack: one\narea: a\nrules:\n  - { id: MINE0001, name: a, severity: low, title: { zh: 甲, en: a }, rationale: { zh: 甲, en: a }, remediation: { zh: 甲, en: a }, require: tenant.admins.size() < 9, message: { zh: 甲, en: a } }\n");
        return [.. Result(arguments).GetProperty("baseline").GetProperty("absent").EnumerateArray().Select(a => a.GetProperty("ruleId").GetString()!)];
    }
}
