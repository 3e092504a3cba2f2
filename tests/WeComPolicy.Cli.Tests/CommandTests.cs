using System.Text.Json;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests;

/// <summary>The commands beside <c>scan</c>.</summary>
public sealed class CommandTests
{
    [Fact]
    public void The_cases_of_every_shipped_rule_hold_and_leave_nothing_open()
    {
        var result = CliRun.Of("test", "policies", "--require-cases", "--coverage", "--mutate", "--lang", "en");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    [Fact]
    public void The_catalogue_as_JSON_has_what_the_contract_names()
    {
        var result = CliRun.Of("rules", "--format", "json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        var rules = json.RootElement.GetProperty("rules").EnumerateArray().ToList();
        Assert.True(rules.Count >= 30, $"{rules.Count} rules");
        foreach (var rule in rules)
        {
            foreach (var key in (string[])["id", "name", "severity"])
                Assert.NotEqual("", rule.GetProperty(key).GetString());
            foreach (var key in (string[])["title", "rationale", "remediation"])
            {
                Assert.NotEqual("", rule.GetProperty(key).GetProperty("zh").GetString());
                Assert.NotEqual("", rule.GetProperty(key).GetProperty("en").GetString());
            }

            Assert.NotEmpty(rule.GetProperty("references").EnumerateArray());
            Assert.Equal(JsonValueKind.Object, rule.GetProperty("params").ValueKind);
        }
    }

    [Fact]
    public void The_catalogue_holds_the_rules_about_code_unless_packs_are_named()
    {
        Assert.Contains("WCA1001", CliRun.Of("rules").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("WCA1001", CliRun.Of("rules", "--policy", "baseline").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("WCP1001", CliRun.Of("rules", "--policy", "code").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_catalogue_as_JSON_maps_the_guide()
    {
        using var json = JsonDocument.Parse(CliRun.Of("rules", "--format", "json").Output);
        var ids = json.RootElement.GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("id").GetString()).ToHashSet();
        var guide = json.RootElement.GetProperty("guide").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, 54), guide.Select(g => g.GetProperty("statement").GetInt32()));
        foreach (var statement in guide)
        {
            Assert.NotEqual("", statement.GetProperty("text").GetProperty("zh").GetString());
            Assert.NotEqual("", statement.GetProperty("text").GetProperty("en").GetString());
            var rules = statement.GetProperty("rules").EnumerateArray().Select(r => r.GetString()).ToList();
            Assert.Subset(ids, rules.ToHashSet());
            var why = statement.GetProperty("notCheckable");
            Assert.Equal(rules.Count == 0, why.ValueKind == JsonValueKind.Object);
            if (rules.Count == 0)
                Assert.True(why.GetProperty("zh").GetString()!.Length > 10 && why.GetProperty("en").GetString()!.Length > 10);
        }
    }

    [Theory]
    [InlineData("policies/docs/WCP4001.md", "rules", "WCP4001", "--format", "markdown")]
    [InlineData("policies/docs/WCP4001.md", "rules", "super-admin-count", "--format", "markdown", "--lang", "en")]
    [InlineData("policies/docs/WCP4001.md", "rules", "WCP4001", "--format", "markdown", "--policy", "policies/baseline")]
    [InlineData("policies/docs/WCA1001.md", "rules", "WCA1001", "--format", "markdown")]
    [InlineData("policies/README.md", "rules", "--format", "markdown", "--lang", "en")]
    [InlineData("policies/README.zh-CN.md", "rules", "--format", "markdown", "--lang", "zh")]
    public void Pages_are_what_the_repository_holds(string file, params string[] arguments)
    {
        var result = CliRun.Of(arguments);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(File.ReadAllText(RepositoryRoot.PathOf(file)).ReplaceLineEndings("\n"), result.Output);
    }

    [Fact]
    public void A_rule_of_ones_own_has_a_page_with_and_without_cases()
    {
        using var folder = new TemporaryFolder();
        folder.Write("own/pack.yaml",
            """
            schema: wecom-policy/pack/v1
            pack: mine
            area: a
            rules:
              - id: MINE0001
                name: mine
                severity: high
                title: { zh: 一, en: a }
                rationale: { zh: 一, en: a }
                remediation: { zh: 一, en: a }
                references: [ 信息安全管理制度 4.2 ]
                message: { zh: 一, en: a | b }
                require: tenant.corp.logo_set

            """.ReplaceLineEndings("\n"));
        var page = CliRun.In(folder.Path, "rules", "MINE0001", "--policy", "own", "--format", "markdown");
        Assert.Equal((0, ""), (page.ExitCode, page.Error));
        Assert.Contains("There is no such case yet.", page.Output, StringComparison.Ordinal);
        folder.Write("own/pack.tests.yaml",
            """
            schema: wecom-policy/cases/v1
            pack: mine
            cases:
              - name: none
                rule: MINE0001
                tenant: { corp: { logo_set: false } }
                expect: fail
                at: corp.logo_set

            """.ReplaceLineEndings("\n"));
        page = CliRun.In(folder.Path, "rules", "MINE0001", "--policy", "own", "--format", "markdown");
        Assert.Equal((0, ""), (page.ExitCode, page.Error));
        Assert.Contains("\n```yaml\ncorp: { logo_set: false }\n```\n\n- `corp.logo_set`: 一<br>a \\| b\n", page.Output, StringComparison.Ordinal);
        Assert.Contains("- 信息安全管理制度 4.2\n", page.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_rule_as_JSON_comes_with_its_statements()
    {
        using var json = JsonDocument.Parse(CliRun.Of("rules", "WCP4003", "--format", "json").Output);
        Assert.Equal([14, 28], json.RootElement.GetProperty("guide").EnumerateArray().Select(g => g.GetProperty("statement").GetInt32()));
        Assert.Equal("WCP4003", Assert.Single(json.RootElement.GetProperty("rules").EnumerateArray()).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("zh", "guide#23  把个人微信的客户群转入企业微信\n    转入是一次性的操作")]
    [InlineData("en", "guide#38  The clients for phone, Windows and macOS differ in features\n    Which features a client has")]
    public void The_catalogue_names_what_no_rule_can_check(string language, string expected) =>
        Assert.Contains(expected, CliRun.Of("rules", "--lang", language).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("tenant")]
    [InlineData("policy")]
    [InlineData("cases")]
    [InlineData("config")]
    [InlineData("result")]
    public void Schemas_are_JSON_Schema_2020_12(string name)
    {
        var result = CliRun.Of("schema", name);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", json.RootElement.GetProperty("$schema").GetString());
        Assert.EndsWith("}\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Explains_a_failure_step_by_step(string language)
    {
        var result = CliRun.Of("explain", "WCP4001", "--tenant", "examples/tenants/startup", "--as-of", CliRun.AsOf, "--lang", language);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        await Verifier.Verify(result.Output, "txt", language);
    }

    [Fact]
    public void Explain_says_where_a_rule_is_defined()
    {
        Assert.Contains("\ndefined at: policies/baseline/permissions.yaml:", CliRun.Of("explain", "WCP4001", "--lang", "en").Output, StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        folder.Write("own/pack.yaml",
            """
            schema: wecom-policy/pack/v1
            pack: mine
            area: a
            rules:
              - id: MINE0001
                name: mine
                severity: high
                title: { zh: 一, en: a }
                rationale: { zh: 一, en: a }
                remediation: { zh: 一, en: a }
                message: { zh: 一, en: a }
                require: tenant.corp.logo_set

            """.ReplaceLineEndings("\n"));
        Assert.Contains("\n定义于：own/pack.yaml:5:9\n", CliRun.In(folder.Path, "explain", "MINE0001", "--policy", "own", "--lang", "zh").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_reports_come_from_one_run()
    {
        using var folder = new TemporaryFolder();
        var sarif = Path.Combine(folder.Path, "out.sarif");
        var text = Path.Combine(folder.Path, "out.txt");
        var result = CliRun.Of("scan", "examples/tenants/startup", "--as-of", CliRun.AsOf, "-f", "sarif", "-o", sarif, "-f", "text", "-o", text, "-f", "json");
        Assert.Equal(1, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        using var log = JsonDocument.Parse(File.ReadAllText(sarif));
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        Assert.Contains("WCP4001", File.ReadAllText(text), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path, "*.partial"));
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_exit_2()
    {
        var result = CliRun.Of("scan", "examples/tenants/startup", "-f", "json", "-o", "no/such/folder/out.json", "--lang", "en");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no/such/folder/out.json", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_threshold_and_allow_unknown_decide_the_exit_code()
    {
        using var folder = new TemporaryFolder();
        folder.Write("tenant.yaml", "corp: { full_name: 示例公司 }\n");
        Assert.Equal(1, CliRun.In(folder.Path, "scan", "tenant.yaml").ExitCode);
        Assert.Equal(0, CliRun.In(folder.Path, "scan", "tenant.yaml", "--allow-unknown").ExitCode);
        Assert.Equal(0, CliRun.In(folder.Path, "scan", "tenant.yaml", "--fail-on", "never").ExitCode);
    }
}
