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

    private static Shell.Outcome Gate(GateRepository repository, string commit) =>
        repository.Shell(hasTool: true).Run("bash", "bash ci/gate.sh tenants --lang en", repository.Path, new Dictionary<string, string> { ["WECOM_POLICY_BASE"] = commit });
}
