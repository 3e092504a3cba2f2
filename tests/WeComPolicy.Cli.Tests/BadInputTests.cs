using System.Text;
using WeComPolicy.Reporting;

namespace WeComPolicy.Cli.Tests;

/// <summary>Input that cannot be used: one clear message with its place, exit code 2, and the other files are still judged.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Corp = "corp: { full_name: 示例公司 }\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string> Texts => new()
    {
        { "unknown key", "corp:\n  full_nam: 示例公司\n", "tenant.yaml:2:3: error[unknown-key]" },
        { "unknown section", "corps: {}\n", "tenant.yaml:1:1: error[unknown-key]" },
        { "section of the wrong type", "corp: [1, 2]\n", "tenant.yaml:1:7: error[wrong-type]" },
        { "date that does not exist", "corp: { created_on: 2026-02-30 }\n", "tenant.yaml:1:21: error[" },
        { "duplicate key", "corp: { full_name: 甲 }\ncorp: { full_name: 乙 }\n", "tenant.yaml:2:1: error[duplicate-key]" },
        { "tab as indentation", "corp:\n\tfull_name: 甲\n", "tenant.yaml:2:1: error[" },
        { "two documents", "corp: {}\n---\ncorp: {}\n", "tenant.yaml:2:1: error[" },
        { "IPv4 as IPv6", "archive: { allowed_ips: [ '::ffff:0.0.0.0/96' ] }\n", "tenant.yaml:1:27: error[bad-format]" },
        { "IPv4 as IPv6, in hexadecimal", "archive: { allowed_ips: [ '::ffff:0:0/96' ] }\n", "tenant.yaml:1:27: error[bad-format]" },
        { "null", "corp:\n  full_name:\n", "tenant.yaml:2:" },
        { "yes for true", "corp:\n  logo_set: yes\n", "tenant.yaml:2:13: error[" },
        { "unclosed bracket", "corp: { full_name: 甲\n", "tenant.yaml:" },
        { "no mapping at all", "只是一句话\n", "tenant.yaml:1:1: error[" },
        { "empty file", "", "tenant.yaml" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Mistakes_in_a_file_have_their_place(string what, string text, string expected)
    {
        _folder.Write("tenant.yaml", text);
        var result = CliRun.In(_folder.Path, "scan", "tenant.yaml", "--lang", "en", "--format", "json");
        Assert.True(result.ExitCode == 2, $"{what}: exit {result.ExitCode}\n{result.Error}");
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Nothing was found in the rest; nobody is to take that for a pass.</summary>
    [Theory]
    [InlineData("text", "en", "so this is no pass")]
    [InlineData("text", "zh", "不能视为通过")]
    [InlineData("html", "en", "so this is no pass")]
    [InlineData("html", "zh", "不能视为通过")]
    public void A_run_that_is_unusable_does_not_look_like_a_pass(string format, string language, string expected)
    {
        _folder.Write("good/Program.cs", "class Program { }");
        _folder.Write("shop/tenant.yaml", Corp);
        _folder.Write("only.policy.yaml", """
            schema: wecom-policy/pack/v1
            pack: only
            area: registration
            rules:
              - id: ORG1001
                name: has-name
                severity: high
                title: { zh: 应有全称, en: Has a full name }
                rationale: { zh: 便于核对。, en: To be checked. }
                remediation: { zh: 填写全称。, en: Fill it in. }
                require: tenant.corp.full_name != ""
                message: { zh: 没有全称, en: no full name }
            """);

        string[] arguments = ["scan", "shop", "missing", "--policy", "only.policy.yaml", "--format", format, "--lang", language];
        var result = CliRun.In(_folder.Path, arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("No open findings.", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("There are no findings.", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("没有未处理的发现。", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_stops_at_its_limit()
    {
        _folder.Write("tenant.yaml", "corp: " + new string('[', 10_000));
        AssertUnusable("error[too-deep]", "scan", "tenant.yaml");
    }

    [Fact]
    public void A_large_file_of_brackets_stops_at_the_depth_limit()
    {
        _folder.Write("tenant.yaml", new string('[', 200_000_000));
        AssertUnusable("error[too-deep]", "scan", "tenant.yaml");
    }

    [Fact]
    public void Aliases_that_multiply_stop_at_their_limit()
    {
        var text = new StringBuilder("x-a: &a [1,1,1,1,1,1,1,1,1,1]\n");
        for (var c = 'b'; c <= 'j'; c++)
            text.Append("x-").Append(c).Append(": &").Append(c).Append(" [").AppendJoin(',', Enumerable.Repeat($"*{(char)(c - 1)}", 10)).Append("]\n");
        _folder.Write("tenant.yaml", text + Corp);
        AssertUnusable("alias", "scan", "tenant.yaml");
    }

    // 示例 in GB18030: its first two bytes happen to be a UTF-8 letter, the third cannot be.
    [Fact]
    public void Bytes_that_are_not_UTF8_are_told_with_their_place()
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "tenant.yaml"), [.. "corp: { full_name: "u8, 0xCA, 0xBE, 0xC0, 0xFD, .. " }\n"u8]);
        var result = AssertUnusable("tenant.yaml:1:21", "scan", "tenant.yaml");
        Assert.Contains("GB", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_binary_file_is_refused()
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "tenant.yaml"), [0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 1]);
        AssertUnusable("tenant.yaml", "scan", "tenant.yaml");
    }

    [Fact]
    public void A_folder_without_tenant_files_is_an_error()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        AssertUnusable("empty", "scan", "empty");
    }

    [Fact]
    public void A_missing_path_and_a_glob_without_match_are_errors()
    {
        AssertUnusable("nowhere.yaml", "scan", "nowhere.yaml");
        AssertUnusable("*.yaml", "scan", "*.yaml");
    }

    [Fact]
    public void Dates_at_the_ends_of_the_calendar_break_nothing()
    {
        _folder.Write("tenant.yaml",
            """
            provenance: { members: { source: api, by: li.na, on: 0001-01-01, complete: true } }
            members:
              - { userid: a, enabled: true, employment: outsourced, leave_on: 0001-01-01 }
              - { userid: b, enabled: true, employment: outsourced, leave_on: 9999-12-31 }

            """);
        foreach (var day in (string[])["0001-01-01", "9999-12-31", CliRun.AsOf])
        {
            var result = CliRun.In(_folder.Path, "scan", "tenant.yaml", "--lang", "en", "--quiet", "--as-of", day);
            Assert.True(result.ExitCode == 1, $"{day}: exit {result.ExitCode}\n{result.Error}");
            Assert.Equal(day != "0001-01-01", result.Output.Contains("ended on 0001-01-01", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_project_file_under_another_name_is_not_passed_over()
    {
        _folder.Write("t/tenant.yaml", Corp);
        _folder.Write("wecom-policy.yml", "schema: wecom-policy/config/v1\nfail_on: low\n");
        AssertUnusable("wecom-policy.yml: error[project-file-name]", "scan", "t");
    }

    [Fact]
    public void Inputs_of_the_project_file_are_named_as_seen_from_here()
    {
        _folder.Write("wecom-policy.yaml", "schema: wecom-policy/config/v1\ninputs: [ nowhere, 'x/*.yaml', '' ]\n");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "sub"));
        var result = CliRun.In(Path.Combine(_folder.Path, "sub"), "scan", "--lang", "en", "--format", "json");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("../nowhere: error[path-not-found]", result.Error, StringComparison.Ordinal);
        Assert.Contains("../x/*.yaml: error[no-match]", result.Error, StringComparison.Ordinal);
        Assert.Contains("error[bad-path]", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Tenant_files_in_sub_folders_are_not_passed_over()
    {
        _folder.Write("t/tenant.yaml", Corp);
        _folder.Write("t/more/tenant.yaml", Corp);
        AssertUnusable("t/more: error[sub-folder-not-read]", "scan", "t");
    }

    [Fact]
    public void Policies_may_lie_in_a_sub_folder_of_the_tenant()
    {
        _folder.Write("tenant.yaml", Corp);
        _folder.Write("policies/own.yaml", "schema: wecom-policy/pack/v1\n");
        Assert.NotEqual(2, CliRun.In(_folder.Path, "scan", ".").ExitCode);
    }

    [Fact]
    public void An_empty_argument_names_nothing()
    {
        _folder.Write("tenant.yaml", Corp);
        AssertUnusable("no-such-policy", "scan", "tenant.yaml", "--policy", "");
    }

    [Fact]
    public void A_folder_named_like_a_file_is_read_as_a_folder()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "tenant.yaml"));
        AssertUnusable("tenant.yaml", "scan", "tenant.yaml");
    }

    [Fact]
    public void A_broken_file_does_not_stop_the_others()
    {
        _folder.Write("good/tenant.yaml", Corp);
        _folder.Write("bad/tenant.yaml", "corp: [");
        var result = CliRun.In(_folder.Path, "scan", "good", "bad", "--lang", "en", "--quiet");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("bad/tenant.yaml:", result.Output, StringComparison.Ordinal);
        Assert.Contains("good/tenant.yaml:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_a_tenant_file_is_told_and_never_shown()
    {
        const string secret = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6kL9nO2q";
        _folder.Write("tenant.yaml", $"{Corp}credentials:\n  - id: app\n    secret: {secret}\n");
        foreach (var format in ReportFormats.Ids)
        {
            var result = CliRun.In(_folder.Path, "scan", "tenant.yaml", "--lang", "en", "--format", format);
            Assert.Equal(2, result.ExitCode);
            Assert.DoesNotContain(secret[..12], result.Output + result.Error, StringComparison.Ordinal);
        }
    }

    // Where a file cannot be parsed, nobody knows which of its texts are values of which keys.
    [Theory]
    [InlineData("tenant.yaml", "apps:\n  - { agentid: 1, secret: SECRET: }, \n")]
    [InlineData("tenant.yaml", "apps:\n  - agentid: 1\n    secret: \"SECRET\n")]
    [InlineData("tenant.yaml", "apps:\n  - agentid: 1\n\tsecret: SECRET\n")]
    [InlineData("tenant.yaml", "apps:\n  - agentid: 1\n    secret: 1\n    secret: SECRET\n")]
    [InlineData("tenant.yaml", "apps:\n  - agentid: 1\n    SECRET: 2\n")]
    [InlineData("tenant.yaml", "corp: { corpid: SECRET, created_on: SECRET, logo_set: SECRET, industry: SECRET }\n")]
    [InlineData("tenant.json", "{\"apps\":[{\"agentid\":1,\"secret\":\"SECRET\" \"x\":1}]}")]
    [InlineData("tenant.json", "{\"apps\":[{\"agentid\":1,\"secret\":SECRET}]}")]
    public void A_secret_in_a_broken_file_is_never_shown(string name, string text)
    {
        const string secret = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6kL9nO2q";
        _folder.Write(name, text.Replace("SECRET", secret, StringComparison.Ordinal));
        foreach (var format in ReportFormats.Ids)
        {
            var result = CliRun.In(_folder.Path, "scan", name, "--lang", "en", "--format", format);
            Assert.Equal(2, result.ExitCode);
            Assert.DoesNotContain(secret[..12], result.Output + result.Error, StringComparison.Ordinal);
        }
    }

    private CliResult AssertUnusable(string expected, params string[] arguments)
    {
        var result = CliRun.In(_folder.Path, [.. arguments, "--lang", "en", "--format", "json"]);
        Assert.True(result.ExitCode == 2, $"exit {result.ExitCode}\n{result.Error}");
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        return result;
    }
}
