using System.Text;
using System.Text.Json;

namespace WeComPolicy.Cli.Tests;

/// <summary>Where reports go: none is lost in silence, and none takes the place of something else.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OutputTests() => _folder.Write("tenant.yaml", "corp: { full_name: 示例公司 }\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_limit_leaves_out_of_the_upload_is_told()
    {
        var sarif = Path.Combine(_folder.Path, "r.sarif");
        var run = CliRun.Of(["scan", "examples/tenants/startup", "--as-of", CliRun.AsOf, "--lang", "en", "--format", "sarif", "--output", sarif, "--max-results", "1"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches("The SARIF report leaves out [0-9]+ of [0-9]+ results \\(--max-results 1\\); the most severe are in it", run.Error);
        using var json = JsonDocument.Parse(File.ReadAllText(sarif));
        var result = Assert.Single(json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray());
        Assert.Equal("critical", result.GetProperty("properties").GetProperty("severity").GetString());
        foreach (var bad in (string[])["0", "-1", "x"])
            Assert.Equal(2, CliRun.Of(["scan", "examples/tenants/startup", "--max-results", bad]).ExitCode);
    }

    [Fact]
    public void An_error_that_a_long_report_has_pushed_off_the_screen_is_named_in_the_summary()
    {
        var run = CliRun.Of("scan", "examples/tenants/startup", "--profile", "strct", "--as-of", CliRun.AsOf, "--lang", "en");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("input      1 error, 0 warnings, told first of all: strct\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report.html")]
    [InlineData("findings.SARIF")]
    public void A_text_report_under_the_name_of_another_format_is_refused(string name)
    {
        AssertRefused("write the --format before --output", "--output", name);
        Assert.False(File.Exists(In(name)));
    }

    [Fact]
    public void Two_reports_on_standard_output_are_refused() =>
        AssertRefused("standard output takes one report", "--format", "json", "--format", "sarif");

    [Fact]
    public void Two_reports_in_one_file_are_refused()
    {
        AssertRefused("the same file", "--format", "json", "--output", "a.out", "--format", "sarif", "--output", "./a.out");
        Assert.False(File.Exists(In("a.out")));
    }

    [Fact]
    public void A_report_never_replaces_an_input()
    {
        AssertRefused("is an input of this run", "--format", "json", "--output", "tenant.yaml");
        Assert.Contains("full_name", File.ReadAllText(In("tenant.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_is_an_input_through_a_link_as_well()
    {
        File.CreateSymbolicLink(In("link.json"), In("tenant.yaml"));
        AssertRefused("is an input of this run", "--format", "json", "--output", "link.json");
    }

    [Fact]
    public void A_report_never_replaces_a_policy_or_the_project_file()
    {
        _folder.Write("policies/deep/own.yaml", "schema: wecom-policy/pack/v1\n");
        _folder.Write("policies/deep/own.tests.yaml", "schema: wecom-policy/cases/v1\n");
        _folder.Write("wecom-policy.yaml", "schema: wecom-policy/config/v1\npolicies: [ baseline, policies ]\n");
        Directory.CreateSymbolicLink(In("linked"), In("policies"));
        foreach (var file in (string[])["policies/deep/own.yaml", "policies/deep/own.tests.yaml", "linked/deep/own.yaml", "wecom-policy.yaml"])
        {
            var before = File.ReadAllText(In(file));
            AssertRefused(file == "wecom-policy.yaml" ? "is an input of this run" : "is a policy file of this run", "--format", "json", "--output", file);
            AssertRefused("of this run", "--config", "wecom-policy.yaml", "--policy", "./policies/deep/own.yaml", "--policy", "policies", "--output", file);
            Assert.Equal(before, File.ReadAllText(In(file)));
        }

        Assert.NotEqual(3, CliRun.In(_folder.Path, "scan", "tenant.yaml", "--format", "json", "--output", "policies/report.json").ExitCode);
        Assert.True(File.Exists(In("policies/report.json")));
    }

    [Fact]
    public void An_empty_file_name_is_refused() => AssertRefused("names no file", "--output", "");

    [Theory]
    [InlineData("--format", "json", "--output", "a.out")]
    [InlineData("--output", "a.out", "--format", "json")]
    public void One_output_belongs_to_the_one_format_wherever_it_stands(params string[] arguments)
    {
        var result = CliRun.In(_folder.Path, ["scan", "tenant.yaml", .. arguments]);
        Assert.Empty(result.Output);
        Assert.StartsWith("{", File.ReadAllText(In("a.out")), StringComparison.Ordinal);
    }

    // As a device or a pipe would be: what is there is written to, not replaced.
    [Fact]
    public void A_link_is_written_through_and_stays_a_link()
    {
        _folder.Write("real.json", "old");
        File.CreateSymbolicLink(In("link.json"), In("real.json"));
        CliRun.In(_folder.Path, "scan", "tenant.yaml", "--format", "json", "--output", "link.json");
        Assert.NotNull(new FileInfo(In("link.json")).LinkTarget);
        Assert.StartsWith("{", File.ReadAllText(In("real.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_cannot_be_written_leaves_nothing_behind()
    {
        Directory.CreateDirectory(In("folder.json"));
        AssertRefused("cannot be written", "--format", "json", "--output", "folder.json");
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.partial"));
    }

    /// <summary>Who may put a link beside a report must not have another file overwritten, nor lose one of such a name.</summary>
    [Theory]
    [InlineData("scan", "--format", "json")]
    [InlineData("baseline")]
    [InlineData("evidence")]
    public void Nothing_beside_a_report_is_written_to(params string[] arguments)
    {
        if (OperatingSystem.IsWindows())
            return;
        var victim = In("victim");
        File.WriteAllText(victim, "kept");
        File.WriteAllText(In("two.json.partial"), "kept");
        File.CreateSymbolicLink(In("one.json.partial"), victim);
        foreach (var name in (string[])["one.json", "two.json"])
        {
            CliRun.In(_folder.Path, [.. arguments, "tenant.yaml", "--output", name, "--as-of", CliRun.AsOf]);
            Assert.NotEqual("", File.ReadAllText(In(name)));
            Assert.Null(new FileInfo(In(name)).LinkTarget);
        }

        Assert.Equal("kept", File.ReadAllText(victim));
        Assert.Equal("kept", File.ReadAllText(In("two.json.partial")));
        Assert.Equal(2, Directory.GetFiles(_folder.Path, "*.partial").Length);
    }

    [Fact]
    public void A_full_disk_behind_standard_output_is_told() => Assert.Equal((2, true), RunWith(new IOException("no space left", 28)));

    [Fact]
    public void A_closed_standard_output_is_told() => Assert.Equal((2, true), RunWith(new UnauthorizedAccessException()));

    [Fact]
    public void A_reader_that_goes_away_changes_nothing() => Assert.Equal((1, false), RunWith(new IOException("broken pipe", 32)));

    [Fact]
    public void Arguments_cannot_steer_the_terminal()
    {
        const string Red = "no\u001b[31mthing";
        foreach (var arguments in (string[][])[
            ["scan", "tenant.yaml", "--policy", Red, "--format", "json"], ["scan", "tenant.yaml", "--output", $"x/{Red}"], ["rules", Red], ["explain", Red], [Red], ["scan", $"--{Red}"],
            ["schema", Red], ["test", Red]])
        {
            var result = CliRun.In(_folder.Path, arguments);
            Assert.Equal(2, result.ExitCode);
            Assert.DoesNotContain('\u001b', result.Output + result.Error);
        }
    }

    private string In(string name) => Path.Combine(_folder.Path, name);

    private void AssertRefused(string expected, params string[] arguments)
    {
        var result = CliRun.In(_folder.Path, ["scan", "tenant.yaml", "--lang", "en", .. arguments]);
        Assert.True(result.ExitCode == 2, $"exit {result.ExitCode}\n{result.Error}");
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private (int ExitCode, bool Told) RunWith(Exception failure)
    {
        using var error = new StringWriter();
        using var output = new FailingStream(failure);
        var exitCode = CommandLineHost.Run(["scan", "tenant.yaml", "--lang", "en"], new CliContext
        {
            Output = output,
            Error = error,
            OutputIsTerminal = false,
            ErrorIsTerminal = false,
            Width = 0,
            WorkingDirectory = _folder.Path,
            Variable = _ => null,
            Today = () => new DateOnly(2026, 11, 1),
        });
        return (exitCode, error.ToString().Contains("standard output cannot be written", StringComparison.Ordinal));
    }

    private sealed class FailingStream(Exception failure) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw failure;

        public override void Write(ReadOnlySpan<byte> buffer) => throw failure;
    }
}
