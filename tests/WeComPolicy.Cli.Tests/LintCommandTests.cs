using System.Text.Json;

namespace WeComPolicy.Cli.Tests;

/// <summary><c>lint</c>: errors end with 1, warnings with 0 unless they are to count, and a policy that does not load with 2.</summary>
public sealed class LintCommandTests : IDisposable
{
    private const string Policy = """
        schema: wecom-policy/pack/v1
        pack: mine
        area: own
        rules:
          - id: ORG1001
            name: enough-seats
            severity: low
            title: { zh: 一, en: a }
            rationale: { zh: 一, en: a }
            remediation: { zh: 一, en: a }
            references: [ CWE-798 ]
            require: tenant.corp.member_count > 3 && tenant.corp.member_count > 2
            message: { zh: 一, en: a }

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_shipped_policies_are_clean()
    {
        var result = CliRun.Of("lint", "policies", "--strict", "--lang", "en");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches("^[0-9]+ rules: 0 errors, 0 warnings\n$", result.Output);
    }

    [Fact]
    public void An_error_at_its_place_with_what_to_do()
    {
        var result = Run(Policy, "--lang", "en");
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Contains("own.yaml:12:46: error[redundant-condition]: The other conditions imply it, so that it decides nothing: tenant.corp.member_count > 2\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(" = help: Mend it or delete it.\n", result.Output, StringComparison.Ordinal);
        // Without any case that is a warning of the rule, not the end.
        Assert.Contains("own.yaml:5:9: warning[missing-case]: ORG1001 lacks a case that expects fail, pass, unknown.\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 rule: 1 error, 1 warning\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("检查了 1 条规则：1 个错误，1 个警告\n", Run(Policy, "--lang", "zh").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_count_where_they_are_to()
    {
        var clean = Policy.Replace(" && tenant.corp.member_count > 2", "", StringComparison.Ordinal);
        Assert.Equal((0, 1), (Run(clean).ExitCode, Run(clean, "--strict").ExitCode));
    }

    [Fact]
    public void A_policy_that_does_not_load_ends_with_2()
    {
        var result = Run(Policy.Replace("member_count > 3", "member_cuont > 3", StringComparison.Ordinal), "--lang", "en");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("own.yaml:12:26: error[expression]", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_has_the_numbers_and_both_languages()
    {
        using var json = JsonDocument.Parse(Run(Policy, "--format", "json").Output);
        var root = json.RootElement;
        Assert.Equal((1, 1, 1), (root.GetProperty("rules").GetInt32(), root.GetProperty("errors").GetInt32(), root.GetProperty("warnings").GetInt32()));
        var error = root.GetProperty("diagnostics").EnumerateArray().Single(d => d.GetProperty("level").GetString() == "error");
        Assert.Equal(("redundant-condition", 12, 46), (error.GetProperty("code").GetString(), error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32()));
        Assert.NotEqual(error.GetProperty("message").GetProperty("zh").GetString(), error.GetProperty("message").GetProperty("en").GetString());
    }

    private CliResult Run(string policy, params string[] arguments)
    {
        _folder.Write("own.yaml", policy);
        return CliRun.In(_folder.Path, ["lint", "own.yaml", .. arguments]);
    }
}
