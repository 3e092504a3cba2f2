namespace WeComPolicy.Cli.Tests;

/// <summary>What somebody sees who scans for the first time, with little in the tenant file or much that is wrong with it.</summary>
public sealed class FirstScanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_fact_is_told_once_with_its_place_its_text_and_the_rules_that_need_it()
    {
        _folder.Write("tenant.yaml", "corp:\n  full_name: 示例公司\n");
        var text = Scan("tenant.yaml");
        Assert.Equal(1, text.Split("corp.industry is not known").Length - 1);
        Assert.Contains("tenant.yaml:1:1: high[", text, StringComparison.Ordinal);
        Assert.Contains("  = add below tenant.yaml:1\n  |\n1 | corp:\n  +   industry: <finance|", text, StringComparison.Ordinal);
        Assert.Contains("  = needed by: high WCP3055, WCP6004", text, StringComparison.Ordinal);

        // Told by fact: fewer than two lines for each of the rules that are not decided.
        Assert.True(text.Split('\n').Length < 450, $"{text.Split('\n').Length} lines");
    }

    [Fact]
    public void What_is_not_in_use_can_be_said_in_one_line()
    {
        _folder.Write("tenant.yaml", "corp:\n  full_name: 示例公司\n");
        var text = Scan("tenant.yaml");
        const string Line = "archive: { enabled: false }";
        Assert.Contains($"= or, where it is not in use, say so\n  + {Line}\n", text, StringComparison.Ordinal);
        _folder.Write("tenant.yaml", $"corp:\n  full_name: 示例公司\n{Line}\n");
        Assert.DoesNotContain("archive.enabled is not known", Scan("tenant.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_come_before_what_is_not_decided_and_the_summary_tells_what_to_add_first()
    {
        _folder.Write("tenant.yaml", "security: { two_step: { login: { enabled: false } } }\n");
        var text = Scan("tenant.yaml");
        var failure = text.IndexOf("high[WCP2010]: ", StringComparison.Ordinal);
        var undecided = text.IndexOf("\nNot decided: ", StringComparison.Ordinal);
        var first = text.IndexOf("to decide the rest add first:\n      + customer_contact.enabled: needed by ", StringComparison.Ordinal);
        Assert.True(failure >= 0 && failure < undecided && undecided < first, text);
    }

    [Fact]
    public void Verbose_tells_every_undecided_rule_by_itself()
    {
        _folder.Write("tenant.yaml", "corp:\n  full_name: 示例公司\n");
        var text = Scan("tenant.yaml", "--verbose");
        Assert.Contains("tenant.yaml:1:1: high[WCP2010]: not decided: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Not decided: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_of_a_JSON_tenant_are_asked_for_in_JSON()
    {
        _folder.Write("tenant.json", "{\n  \"corp\": {\n    \"full_name\": \"示例公司\"\n  },\n  \"members\": [ { \"userid\": \"li.na\" } ]\n}\n");
        var text = Scan("tenant.json");
        Assert.Contains("+   \"industry\": \"<finance|it|", text, StringComparison.Ordinal);
        Assert.Contains("+ \"archive\": { \"enabled\": <true|false> }\n", text, StringComparison.Ordinal);
        Assert.Contains("+ \"archive\": { \"enabled\": false }\n", text, StringComparison.Ordinal);
        Assert.Contains("+ \"admins\": [{ \"userid\": \"<wang.wei>\", … }]\n", text, StringComparison.Ordinal);
        Assert.Contains("+ \"provenance\": { \"members\": { \"complete\": <true|false> } }\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{ enabled: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_input_errors_are_counted_on_the_last_screen_with_the_first_places()
    {
        _folder.Write("tenant.yaml", "corp:\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"  unknown_{i}: 1\n")));
        var text = Scan("tenant.yaml");
        Assert.Contains(
            "input      12 errors, 0 warnings, beginning with tenant.yaml:2:3, tenant.yaml:3:3, tenant.yaml:4:3, tenant.yaml:5:3, tenant.yaml:6:3, …",
            text.Replace("\n             ", " ", StringComparison.Ordinal),
            StringComparison.Ordinal);
        var json = CliRun.In(_folder.Path, "scan", "tenant.yaml", "--lang", "en", "--format", "json");
        Assert.EndsWith("12 errors, 0 warnings, beginning with tenant.yaml:2:3, tenant.yaml:3:3, tenant.yaml:4:3, tenant.yaml:5:3, tenant.yaml:6:3, …\n", json.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_policies_and_findings_are_told_in_one_form()
    {
        _folder.Write("tenant.yaml", "corp: { full_nam: x }\nsecurity: { two_step: { login: { enabled: false } } }\n");
        _folder.Write("own.yaml", "schema: wecom-policy/pack/v2\n");
        var text = Scan("tenant.yaml", "--policy", "baseline", "--policy", "own.yaml");
        Assert.Contains("tenant.yaml:1:9: error[unknown-key]: There is no key 'full_nam' ", text, StringComparison.Ordinal);
        Assert.Contains("1 | corp: { full_nam: x }\n  |         ^^^^^^^^\n  = help: Did you mean 'full_name'?", text, StringComparison.Ordinal);
        Assert.Contains("own.yaml:1:9: error[", text, StringComparison.Ordinal);
        Assert.Contains("tenant.yaml:2:43: high[WCP2010]: ", text, StringComparison.Ordinal);
        // And so does every other command, on standard error.
        var rules = CliRun.In(_folder.Path, "rules", "--policy", "own.yaml", "--lang", "en");
        Assert.Contains("own.yaml:1:9: error[", rules.Error, StringComparison.Ordinal);
        Assert.Contains("1 | schema: wecom-policy/pack/v2\n  |         ^^^^^^^^^^^^^^^^^^^^\n  = help: ", rules.Error, StringComparison.Ordinal);
    }

    private string Scan(params string[] arguments) => CliRun.In(_folder.Path, ["scan", .. arguments, "--lang", "en"]).Output;
}
