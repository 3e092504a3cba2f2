using System.Text.Json;
using System.Xml.Linq;
using static WeComPolicy.Cli.Tests.Recipes.GateRepository;

namespace WeComPolicy.Cli.Tests.Recipes;

/// <summary>The script that every recipe calls: only what a change brings fails it, and what it could not compare it says.</summary>
public sealed class GateTests
{
    [Theory]
    [InlineData((int)Change.Harmless, 0)]
    [InlineData((int)Change.Mends, 0)]
    [InlineData((int)Change.Breaks, 1)]
    [InlineData((int)Change.Misspells, 2)]
    public void Only_what_is_new_fails(int change, int exitCode)
    {
        if (!Shell.IsThere)
            return;
        using var repository = new GateRepository((Change)change);
        Gate(repository, repository.Base).Is(exitCode);
        using var json = JsonDocument.Parse(repository.Report("wecom-policy.json"));
        Assert.Equal(exitCode, json.RootElement.GetProperty("summary").GetProperty("exitCode").GetInt32());
        var cases = XDocument.Parse(repository.Report("wecom-policy-junit.xml")).Descendants("testcase").ToLookup(
            c => c.Element("failure") is not null || c.Element("error") is not null, c => (string)c.Attribute("name")!);
        Assert.Equal(exitCode == 0, !cases[true].Any());
        if (exitCode < 2)
            Assert.DoesNotContain(cases[true], name => name.Contains("chen.yu", StringComparison.Ordinal));
        if (exitCode == 1)
            Assert.Equal(["gate", "admin-wechat-realname: admins[userid=fan.lihua]"], cases[true].Order(StringComparer.Ordinal).Reverse());
        Assert.StartsWith(exitCode == 0 ? "## ✅" : exitCode == 1 ? "## ❌" : "## ⛔", repository.Report("wecom-policy-comment.md"), StringComparison.Ordinal);
        foreach (var report in (string[])["wecom-policy.sarif", "wecom-policy.html", "wecom-policy.md", "gl-code-quality-report.json", "gl-sast-report.json"])
            Assert.NotEqual(0, repository.Report(report).Length);

        // Nothing is left behind, neither a work tree nor a change.
        Assert.Single(repository.Git("worktree", "list").Split('\n'));
        Assert.Equal("", repository.Git("status", "--porcelain"));
    }

    [Fact]
    public void Without_a_base_everything_counts_and_the_log_says_so()
    {
        if (!Shell.IsThere)
            return;
        using var repository = new GateRepository(Change.Harmless);
        foreach (var none in (string[])["", new string('0', 40)])
        {
            var outcome = Gate(repository, none);
            outcome.Is(1);
            Assert.Contains("no base to compare with, so every finding counts", outcome.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_base_that_cannot_be_judged_lets_nothing_pass()
    {
        if (!Shell.IsThere)
            return;
        using var repository = new GateRepository(Change.FirstTenant);
        var outcome = Gate(repository, repository.Base);
        outcome.Is(1);
        Assert.Contains($"the base {repository.Base} could not be judged", outcome.Output, StringComparison.Ordinal);
        outcome = Gate(repository, "1234567890123456789012345678901234567890");
        outcome.Is(1);
        Assert.Contains("could not be judged", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_that_git_would_take_for_an_option_is_refused()
    {
        if (!Shell.IsThere)
            return;
        using var repository = new GateRepository(Change.Harmless);
        repository.Git("remote", "add", "origin", repository.Path);
        Gate(repository, "--upload-pack=touch owned;").Is(2);
        Assert.False(File.Exists(Path.Combine(repository.Path, "owned")));
    }

    /// <summary>Git is taken from the path alone: what a change brings under its name is not run.</summary>
    [Fact]
    public void A_program_in_the_repository_is_not_run_in_place_of_git()
    {
        if (!Shell.IsThere)
            return;
        using var repository = new GateRepository(Change.Breaks);
        var witness = Path.Combine(repository.Beside("witness"), "ran");
        var program = Path.Combine(repository.Path, "git");
        File.WriteAllText(program, $"#!/bin/sh\ntouch '{witness}'\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var path in (string[])[".:/usr/bin", ":/usr/bin", "ci/..:/usr/bin"])
        {
            var outcome = repository.Shell(hasTool: true).Run(
                "bash", $"tool=$(command -v wecom-policy); PATH={path}:$PATH \"$tool\" diff {repository.Base} {repository.Head} --lang en -- tenants", repository.Path);
            outcome.Is(1);
            Assert.Contains("fan.lihua", outcome.Output, StringComparison.Ordinal);
            Assert.False(File.Exists(witness), outcome.Output);
        }
    }

    [Fact]
    public void How_it_is_shown_changes_nothing_about_the_base()
    {
        if (!Shell.IsThere)
            return;
        using var repository = new GateRepository(Change.Harmless);
        var outcome = Gate(repository, repository.Base, "--quiet --verbose --color always --max-results=5 --fail-on high");
        Assert.DoesNotContain("could not be judged", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_change_loosens_about_its_own_gate_fails_where_asked()
    {
        if (!Shell.IsThere)
            return;
        using var repository = new GateRepository(Change.Breaks);
        File.WriteAllText(Path.Combine(repository.Path, "wecom-policy.yaml"), "schema: wecom-policy/config/v1\nrules:\n  WCP4008: { enabled: false, reason: later }\n");
        repository.Git("add", "--all");
        repository.Git("commit", "--quiet", "-m", "loosen");
        var told = Gate(repository, repository.Base);
        told.Is(0);
        Assert.Contains("warning[gate-loosened]", told.Output, StringComparison.Ordinal);
        var outcome = Gate(repository, repository.Base, "--quiet", loosening: true);
        outcome.Is(1);
        Assert.Contains("looser[WCP4008]: switched off", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("WCP4008", repository.Report("wecom-policy-change.md"), StringComparison.Ordinal);

        // Where it loosens nothing, the verdict is the scan's.
        using var harmless = new GateRepository(Change.Harmless);
        Gate(harmless, harmless.Base, loosening: true).Is(0);
    }

    [Fact]
    public void A_link_in_the_repository_does_not_say_where_reports_go()
    {
        if (!Shell.IsThere)
            return;
        using var repository = new GateRepository(Change.Harmless);
        var beside = repository.Beside("beside");
        Directory.CreateSymbolicLink(Path.Combine(repository.Path, "wecom-policy-reports"), beside);
        var outcome = Gate(repository, repository.Base);
        outcome.Is(2);
        Assert.Contains("is a link", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(beside));
    }

    private static Shell.Outcome Gate(GateRepository repository, string commit, string options = "", bool loosening = false) => repository.Shell(hasTool: true).Run(
        "bash",
        $"bash ci/gate.sh tenants --lang en --as-of {CliRun.AsOf} {options}",
        repository.Path,
        new Dictionary<string, string> { ["WECOM_POLICY_BASE"] = commit, ["WECOM_POLICY_FAIL_ON_LOOSENING"] = loosening ? "true" : "" });
}
