using System.Text.Json;

namespace WeComPolicy.Cli.Tests;

/// <summary>Mistakes in a policy are all told at once, each at its place, also inside an expression; exit code 2.</summary>
public sealed class BadPolicyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BadPolicyTests() => _folder.Write("tenant.yaml", "corp: { full_name: 示例公司 }\n");

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Requires => new()
    {
        { "tenant.corp.full_nam == 'x'", "policy.yaml:12:26: error[expression]" },
        { "tenant.corp.full_name == 1", "policy.yaml:12:" },
        { "tenant.members.all(m, m.employment == 'outsorced')", "'outsourced'" },
        { "has(tenant.corp.full_name)", "policy.yaml:12:" },
        { "tenant.corp.full_name.startWith('x')", "startsWith" },
        { "tenant.corp.full_name", "policy.yaml:12:14: error[expression]" },
        { "tenant.corp.full_name ==", "policy.yaml:12:" },
        { "tenant.members.all(a, tenant.members.all(b, tenant.members.exists(c, c.userid == a.userid || c.userid == b.userid)))", "error[too-costly]" },
        { "tenant.corp.full_name.matches('(a+)+\\\\1')", "policy.yaml:12:" },
    };

    [Theory]
    [MemberData(nameof(Requires))]
    public void Mistakes_in_an_expression(string require, string expected)
    {
        var result = Scan(Rule($"    require: {require}"));
        Assert.True(result.ExitCode == 2, $"exit {result.ExitCode}\n{result.Error}\n{result.Output}");
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_without_rules_about_tenants_judges_none()
    {
        var result = CliRun.In(_folder.Path, "scan", "tenant.yaml", "--policy", "code", "--lang", "en");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("error[no-tenant-rules]", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_needs_too_many_steps_says_so_once()
    {
        _folder.Write("tenant.yaml", "provenance: { members: { complete: true } }\nmembers:\n" + string.Concat(Enumerable.Range(0, 4_000).Select(i => $"  - {{ userid: user{i} }}\n")));

        var result = Scan(Rule("    each: { member: tenant.members }\n    require: tenant.members.all(a, a.userid != 'x')"));

        Assert.Equal(1, result.ExitCode);
        var finding = Assert.Single(JsonDocument.Parse(result.Output).RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal("error", finding.GetProperty("outcome").GetString());
        Assert.EndsWith("; from here on the rule judged nothing", finding.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        var result = Scan(Rule("    when: tenant.corp.nothing\n    requires: 'true'\n    require: tenant.nowhere == 1\n    at: 1 +"));
        Assert.Equal(2, result.ExitCode);
        foreach (var place in (string[])["policy.yaml:12:23", "policy.yaml:13:5", "policy.yaml:14:21", "policy.yaml:15:"])
            Assert.Contains(place, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_inside_folded_and_quoted_expressions_are_exact()
    {
        var folded = Scan(Rule("    require: >-\n      tenant.corp.full_name != ''\n      && tenant.corp.short_nam != ''"));
        Assert.Contains("policy.yaml:14:22: error[expression]", folded.Error, StringComparison.Ordinal);
        var quoted = Scan(Rule("    require: \"tenant.corp.full_name != \\\"\\\" && tenant.corp.short_nam != ''\""));
        Assert.Contains("policy.yaml:12:60: error[expression]", quoted.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Single_braces_in_a_message_are_told()
    {
        var result = Scan(Rule("    require: tenant.corp.logo_set").Replace("{ zh: 一, en: a }\n    require", "{ zh: 一, en: 'a {{ today }} {tenant.corp}' }\n    require", StringComparison.Ordinal));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("policy.yaml:11:42: error[bad-message]", result.Error, StringComparison.Ordinal);
        Assert.Contains("Write '{{ tenant.corp }}'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_without_cases_are_counted()
    {
        _folder.Write("policy.yaml", Rule("    require: tenant.corp.logo_set"));
        var result = CliRun.In(_folder.Path, "test", "policy.yaml", "--lang", "en");
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("error[no-cases]: 1 rule, no cases.\n  = help: Cases stand in *.tests.yaml beside the policies.\n\n", result.Error);
    }

    [Fact]
    public void A_file_of_policies_that_is_not_there_is_told_once()
    {
        var result = CliRun.In(_folder.Path, "test", "nothing.yaml", "--lang", "en");
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("nothing.yaml: error[file-not-found]", Assert.Single(result.Error.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_pack_is_an_error_with_a_suggestion()
    {
        var result = CliRun.In(_folder.Path, "scan", "tenant.yaml", "--policy", "baselin", "--lang", "en", "--format", "json");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Did you mean 'baseline'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_id_in_two_files_is_an_error()
    {
        _folder.Write("policies/a.yaml", Rule("    require: tenant.corp.logo_set"));
        _folder.Write("policies/b.yaml", Rule("    require: tenant.corp.logo_set"));
        var result = CliRun.In(_folder.Path, "scan", "tenant.yaml", "--policy", "policies", "--lang", "en", "--format", "json");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("policies/b.yaml:5:9: error[duplicate-rule]", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_without_rules_is_an_error()
    {
        var result = Scan("schema: wecom-policy/pack/v1\npack: mine\narea: a\nrules: []\n");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("error[no-rules]", result.Error, StringComparison.Ordinal);
    }

    private CliResult Scan(string policy)
    {
        _folder.Write("policy.yaml", policy);
        return CliRun.In(_folder.Path, "scan", "tenant.yaml", "--policy", "policy.yaml", "--lang", "en", "--format", "json");
    }

    private static string Rule(string rest) =>
        $$"""
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
        {{rest}}

        """.ReplaceLineEndings("\n");
}
