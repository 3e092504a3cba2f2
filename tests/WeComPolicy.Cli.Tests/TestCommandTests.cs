using System.Text.Json;

namespace WeComPolicy.Cli.Tests;

/// <summary><c>test --coverage</c> and <c>test --mutate</c> say what cases leave open, and end with 1.</summary>
public sealed class TestCommandTests : IDisposable
{
    private const string Policy = """
        schema: wecom-policy/pack/v1
        pack: mine
        area: own
        rules:
          - id: ORG0001
            name: enough-seats
            severity: low
            title: { zh: 一, en: a }
            rationale: { zh: 一, en: a }
            remediation: { zh: 一, en: a }
            params: { max: 10 }
            when: tenant.corp.logo_set
            require: tenant.corp.member_count <= params.max
            message: { zh: 一, en: a }

        """;

    private const string Cases = """
        schema: wecom-policy/cases/v1
        pack: mine
        cases:
          - { name: eleven, rule: ORG0001, tenant: { corp: { logo_set: true, member_count: 11 } }, expect: fail, at: corp.member_count }
          - { name: ten, rule: ORG0001, tenant: { corp: { logo_set: true, member_count: 10 } }, expect: pass }

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Coverage_names_the_condition_at_its_place()
    {
        var result = Run("--coverage", "--lang", "en");
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Contains("own.yaml:12:11: error[not-covered]: No case makes this false: tenant.corp.logo_set (ORG0001 when)", result.Output, StringComparison.Ordinal);
        Assert.Contains("coverage: 1 of 2 conditions seen true and false\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("  no rule reads the others; --verbose lists them\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("cases: 2 passed, 0 failed\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("  read by no rule App: ", Run("--coverage", "--verbose", "--lang", "en").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("own.yaml")]
    [InlineData("own.tests.yaml")]
    public void A_file_has_the_cases_of_its_own_name_and_no_neighbours(string named)
    {
        _folder.Write("own.yaml", Policy);
        _folder.Write("own.tests.yaml", Cases);
        _folder.Write("other.yaml", "schema: wecom-policy/pack/v1\npack: broken\n");
        _folder.Write("other.tests.yaml", Cases.Replace("ORG0001", "ORG0009", StringComparison.Ordinal));
        var result = CliRun.In(_folder.Path, "test", named, "--lang", "en");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.EndsWith("cases: 2 passed, 0 failed\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutation_names_each_mutant_that_survives()
    {
        var result = Run("--mutate", "--lang", "zh");
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Contains("own.yaml:13:14: 错误[surviving-mutant]", result.Output, StringComparison.Ordinal);
        Assert.Contains("没有用例能发现 ORG0001 的这个变异：require: tenant.corp.member_count <= params.max → tenant.corp.member_count == params.max\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(" = 办法：请补一个用例，例如在“eleven”的租户中把 corp.member_count 改为 0，预期 pass。\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("变异：", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Cases_that_prove_the_rule_end_with_0()
    {
        const string more = """
              - { name: three, rule: ORG0001, tenant: { corp: { logo_set: true, member_count: 3 } }, expect: pass }
              - { name: no logo, rule: ORG0001, tenant: { corp: { logo_set: false, member_count: 3 } }, expect: not_applicable }
              - { name: nobody counted, rule: ORG0001, tenant: { corp: { logo_set: true } }, expect: unknown }

            """;
        var result = Run(more, ["--coverage", "--mutate", "--lang", "en"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("coverage: 2 of 2 conditions seen true and false\n", result.Output, StringComparison.Ordinal);
        Assert.Matches("\nmutation: [0-9]+ mutants, [0-9]+ killed, 0 equivalent, 0 survived\n", result.Output);
    }

    [Fact]
    public void JSON_has_the_numbers_of_every_rule()
    {
        var result = Run("--coverage", "--mutate", "--format", "json");
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        var root = json.RootElement;
        Assert.False(root.GetProperty("succeeded").GetBoolean());
        Assert.Equal(2, root.GetProperty("cases").GetProperty("passed").GetInt32());
        var condition = root.GetProperty("coverage").GetProperty("rules")[0].GetProperty("uncovered")[0];
        Assert.Equal(("when", "tenant.corp.logo_set", 12, 11), (condition.GetProperty("part").GetString(), condition.GetProperty("text").GetString(), condition.GetProperty("line").GetInt32(), condition.GetProperty("column").GetInt32()));
        var mutation = root.GetProperty("mutation");
        var rule = mutation.GetProperty("rules")[0];
        Assert.Equal(mutation.GetProperty("mutants").GetInt32(), rule.GetProperty("mutants").GetInt32());
        Assert.Equal(rule.GetProperty("survived").GetInt32(), rule.GetProperty("survivors").GetArrayLength());
        Assert.Equal(rule.GetProperty("mutants").GetInt32(), rule.GetProperty("killed").GetInt32() + rule.GetProperty("survived").GetInt32());

        using var verbose = JsonDocument.Parse(Run("--mutate", "--format", "json", "--verbose").Output);
        rule = verbose.RootElement.GetProperty("mutation").GetProperty("rules")[0];
        Assert.Equal(rule.GetProperty("killed").GetInt32(), rule.GetProperty("kills").GetArrayLength());
        Assert.Equal(rule.EnumerateObject().Count(), rule.EnumerateObject().Select(p => p.Name).Distinct().Count());
        Assert.Equal("eleven", rule.GetProperty("kills")[0].GetProperty("killedBy").GetString());
    }

    [Fact]
    public void One_rule_by_id_or_name()
    {
        var result = Run("--mutate", "--rule", "enough-seats", "--lang", "en");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal((2, ""), (Run("--mutate", "--rule", "ORG0002", "--lang", "en").ExitCode, Run("--mutate", "--rule", "ORG0002", "--lang", "en").Output));
    }

    private CliResult Run(params string[] arguments) => Run(more: "", arguments);

    private CliResult Run(string more, string[] arguments)
    {
        _folder.Write("own.yaml", Policy);
        _folder.Write("own.tests.yaml", Cases + more);
        return CliRun.In(_folder.Path, ["test", "own.yaml", .. arguments]);
    }
}
