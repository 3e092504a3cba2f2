namespace WeComPolicy.Cli.Tests;

/// <summary>The slips of somebody who writes a first rule: each is told once, with what to write instead.</summary>
public sealed class FirstRuleTests : IDisposable
{
    private const string Rule = """
        schema: wecom-policy/pack/v1
        pack: own
        area: members
        rules:
          - id: OWN0001
            name: two-step
            severity: low
            title: { zh: 二, en: two }
            rationale: { zh: 因, en: why }
            remediation: { zh: 改, en: mend }
            each: { member: tenant.members }
            require: "!member.frozen"
            message: { zh: 错, en: wrong }

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"!member.frozen\"", "!member.frozen", "own.yaml:12:14: error[unsupported-tag]", "quotes as a whole: \"!member.frozen\"")]
    [InlineData("\"!member.frozen\"", "!(member.frozen)", "own.yaml:12:14: error[unsupported-tag]", "quotes as a whole: \"!(member.frozen)\"")]
    [InlineData("\"!member.frozen\"", "! member.frozen", "own.yaml:12:14: error[unsupported-tag]", "quotes as a whole: \"! …\"")]
    [InlineData("\"!member.frozen\"", "!member.frozen && member.enabled", "own.yaml:12:14: error[unsupported-tag]", "quotes as a whole: \"!member.frozen …\"")]
    [InlineData("{ zh: 二, en: two }", "two", "own.yaml:8:12: error[wrong-type]", "Write 'title: { zh: …, en: … }'.")]
    [InlineData("schema: wecom-policy/pack/v1\n", "", "own.yaml:1:1: error[missing-key]", "Add 'schema: wecom-policy/pack/v1'.")]
    public void A_slip_is_one_mistake_with_its_mending(string written, string slip, string place, string help)
    {
        _folder.Write("own.yaml", Rule.Replace(written, slip, StringComparison.Ordinal));
        var result = CliRun.In(_folder.Path, "lint", "own.yaml", "--lang", "en");
        var text = result.Output + result.Error;
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(place, text, StringComparison.Ordinal);
        Assert.Contains(help, text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("error[").Length);
    }

    [Fact]
    public void Each_without_a_name_is_told_how_to_name_it()
    {
        _folder.Write("own.yaml", Rule.Replace("{ member: tenant.members }", "tenant.members", StringComparison.Ordinal));
        var result = CliRun.In(_folder.Path, "lint", "own.yaml", "--lang", "zh");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("请给它起个名字，例如“each: { member: tenant.members }”。", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_whose_list_may_lack_somebody_is_told_what_to_write()
    {
        _folder.Write("own.yaml", Rule);
        _folder.Write("own.tests.yaml", """
            schema: wecom-policy/cases/v1
            pack: own
            cases:
              - { name: one, rule: OWN0001, tenant: { members: [ { userid: li.na, frozen: false } ] }, expect: pass }

            """);
        var result = CliRun.In(_folder.Path, "test", "own.yaml", "--lang", "en");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("provenance: { members: { complete: true } }", result.Output, StringComparison.Ordinal);
    }
}
