using System.Text.Json;

namespace WeComPolicy.Cli.Tests;

/// <summary><c>diff</c> through the door that a user takes: files, folders, revisions, formats, exit codes.</summary>
public sealed class DiffTests
{
    private const string Compliant = """
        corp: { corpid: ww0123456789abcdef, full_name: 示例科技有限公司 }
        provenance: { admins: { complete: true } }
        admins:
          - { userid: li.na, role: creator, external: false, two_step: true, login_ip_ranges: [203.0.113.0/28] }
          - { userid: wang.wei, role: super, external: false, two_step: true }
        """;

    private static readonly string Wider = Compliant.Replace("203.0.113.0/28", "203.0.113.0/24", StringComparison.Ordinal)
        + "\n  - { userid: zhang.san, role: super, external: true }\n  - { userid: zhao.liu, role: super, external: false }\n";

    [Fact]
    public void Two_files_tell_what_widens_and_what_fails()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Compliant);
        folder.Write("b.yaml", Wider);
        var run = Diff(folder.Path, "a.yaml", "b.yaml", "--allow-unknown");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("b.yaml:6:", run.Output, StringComparison.Ordinal);
        Assert.Contains("high[WCP4001]", run.Output, StringComparison.Ordinal);
        Assert.Contains("wider[super-admin-added]: new super administrator (super): zhang.san", run.Output, StringComparison.Ordinal);
        Assert.Contains("the new administrator zhang.san is someone outside the directory", run.Output, StringComparison.Ordinal);
        Assert.Contains("203.0.113.16-203.0.113.255", run.Output, StringComparison.Ordinal);
        Assert.Contains("BASE a.yaml:4:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_twice_is_no_difference()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Compliant);
        folder.Write("b.yaml", "# moved\n\n" + Compliant);
        var run = Diff(folder.Path, "a.yaml", "b.yaml", "--fail-on", "info", "--fail-on-privilege", "--fail-on-loosening");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("No difference.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Privileges_fail_where_asked()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Compliant);
        folder.Write("b.yaml", Compliant.Replace("203.0.113.0/28", "203.0.113.0/27", StringComparison.Ordinal));
        Assert.Equal(0, Diff(folder.Path, "a.yaml", "b.yaml").ExitCode);
        Assert.Equal(1, Diff(folder.Path, "a.yaml", "b.yaml", "--fail-on-privilege").ExitCode);
        Assert.Equal(0, Diff(folder.Path, "b.yaml", "a.yaml", "--fail-on-privilege").ExitCode);
    }

    [Fact]
    public void What_is_no_longer_stated_is_not_known_to_be_gone()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Compliant + "\nsecurity: { two_step: { login: { enabled: true } } }\n");
        folder.Write("b.yaml", "corp: { corpid: ww0123456789abcdef, full_name: 示例科技有限公司 }\nsecurity: {}\n");
        var run = Diff(folder.Path, "a.yaml", "b.yaml", "--fail-on", "never", "--fail-on-privilege");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cannot tell (two-step-login-off): not stated: HEAD security.two_step", run.Output, StringComparison.Ordinal);
        Assert.Contains("cannot tell (admin-removed): not stated: HEAD admins", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("administrator removed", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, Diff(folder.Path, "a.yaml", "b.yaml", "--fail-on", "never", "--fail-on-privilege", "--allow-unknown").ExitCode);
    }

    [Fact]
    public void Revisions_are_compared_without_touching_the_work_tree()
    {
        using var repository = new GitFolder();
        repository.Write("tenants/acme/admins.yaml", Compliant);
        repository.Commit("base");
        repository.Write("tenants/acme/admins.yaml", Wider);
        repository.Commit("head");
        repository.Write("tenants/acme/admins.yaml", "not: valid");
        repository.Write("tenants/acme/other.yaml", "neither");
        var before = Files(repository);
        foreach (var run in (CliResult[])
        [
            Diff(repository.Path, "base", "head", "--allow-unknown", "--", "tenants/acme"),
            Diff(repository.Path, "base:tenants/acme", "head:tenants/acme", "--allow-unknown"),
            Diff(Path.Combine(repository.Path, "tenants"), "base", "head", "--allow-unknown", "--", "acme"),
            Diff(Path.Combine(repository.Path, "tenants"), "base:./acme", "head:./acme", "--allow-unknown"),
        ])
        {
            Assert.Equal("", run.Error);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("tenants/acme/admins.yaml:6:", run.Output, StringComparison.Ordinal);
            Assert.Contains("super-admin-added", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("wecom-policy-", run.Output, StringComparison.Ordinal);
        }

        Assert.Equal(before, Files(repository));
    }

    [Fact]
    public void A_revision_and_the_work_tree()
    {
        using var repository = new GitFolder();
        repository.Write("tenants/acme/admins.yaml", Compliant);
        repository.Commit("base");
        repository.Write("tenants/acme/admins.yaml", Wider);
        var run = Diff(repository.Path, "HEAD:tenants/acme", "tenants/acme", "--allow-unknown");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("super-admin-added", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_revision_is_compared_with_the_work_tree()
    {
        using var repository = new GitFolder();
        repository.Write("wecom-policy.yaml", "schema: wecom-policy/config/v1\ninputs: [tenants/acme]\n");
        repository.Write("tenants/acme/admins.yaml", Compliant);
        repository.Commit("base");
        Assert.Contains("No difference.", Diff(repository.Path, "HEAD").Output, StringComparison.Ordinal);
        repository.Write("tenants/acme/admins.yaml", Wider);
        var before = Files(repository);
        foreach (var run in (CliResult[])
        [
            Diff(repository.Path, "HEAD", "--allow-unknown"),
            Diff(repository.Path, "HEAD", "--allow-unknown", "--"),
            Diff(repository.Path, "HEAD", "--allow-unknown", "--", "tenants/acme"),
            Diff(repository.Path, "base", "--no-config", "--allow-unknown", "--", "tenants"),
            Diff(Path.Combine(repository.Path, "tenants"), "HEAD", "--allow-unknown", "--", "acme"),
        ])
        {
            Assert.Equal("", run.Error);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("work tree", run.Output, StringComparison.Ordinal);
            Assert.Contains("tenants/acme/admins.yaml:6:", run.Output, StringComparison.Ordinal);
            Assert.Contains("super-admin-added", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("tenant added", run.Output, StringComparison.Ordinal);
        }

        Assert.Equal(before, Files(repository));
        // A tenant that git does not know yet is one that the change brings.
        repository.Write("tenants/new/a.yaml", Compliant.Replace("ww0123456789abcdef", "wwfedcba9876543210", StringComparison.Ordinal));
        Assert.Contains("tenants/new (示例科技有限公司): tenant added", Diff(repository.Path, "HEAD", "--allow-unknown", "--", "tenants").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_file_is_not_taken_where_none_is_wanted()
    {
        using var repository = new GitFolder();
        repository.Write("wecom-policy.yaml", "schema: wecom-policy/config/v1\ninputs: [t]\nfail_on: never\n");
        repository.Write("t/a.yaml", Compliant);
        repository.Commit("base");
        repository.Write("t/a.yaml", Wider);
        Assert.Equal(0, Diff(repository.Path, "HEAD", "--allow-unknown", "--", "t").ExitCode);
        Assert.Equal(1, Diff(repository.Path, "HEAD", "--allow-unknown", "--no-config", "--", "t").ExitCode);
        var both = Diff(repository.Path, "HEAD", "--no-config", "--config", "wecom-policy.yaml", "--", "t");
        Assert.Equal(2, both.ExitCode);
        Assert.Contains("exclude each other", both.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t", "is a path, and nothing says what to compare it with")]
    [InlineData("HEAD:t", "is a path, and nothing says what to compare it with")]
    [InlineData("HEAD t", "is a whole revision and 't' a part")]
    [InlineData("t HEAD", "is a whole revision and 't' a part")]
    [InlineData("HEAD HEAD:t", "is a whole revision and 'HEAD:t' a part")]
    [InlineData("both t", "both a path here and a git revision")]
    [InlineData("-- t", "no revision stands before --")]
    [InlineData("base HEAD base -- t", "at most two revisions stand before --")]
    [InlineData("HEAD:t -- t", "has a path already")]
    [InlineData("HEAD -- ../elsewhere", "lies outside of this repository")]
    [InlineData("t -- t", "no revision 't'")]
    public void What_could_mean_two_things_is_refused(string arguments, string told)
    {
        using var repository = new GitFolder();
        repository.Write("t/a.yaml", Compliant);
        repository.Write("both/a.yaml", Compliant);
        repository.Commit("base");
        repository.Git("branch", "both");
        var run = Diff(repository.Path, arguments.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tenant_that_comes_and_one_that_goes_are_told()
    {
        using var repository = new GitFolder();
        repository.Write("tenants/old/a.yaml", Compliant);
        repository.Commit("base");
        Directory.Delete(Path.Combine(repository.Path, "tenants", "old"), true);
        repository.Write("tenants/new/a.yaml", Wider.Replace("ww0123456789abcdef", "wwfedcba9876543210", StringComparison.Ordinal));
        repository.Commit("head");
        var run = Diff(repository.Path, "base", "head", "--fail-on", "never", "--", "tenants");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("tenants/new (示例科技有限公司): tenant added", run.Output, StringComparison.Ordinal);
        Assert.Contains("tenants/old (示例科技有限公司): tenant removed: nobody judges it any more", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, Diff(repository.Path, "base", "head", "--fail-on", "never", "--fail-on-loosening", "--", "tenants").ExitCode);
        Assert.Equal(0, Diff(repository.Path, "base", "head", "--fail-on", "never", "--", "tenants/new").ExitCode);
    }

    [Fact]
    public void Rules_that_are_loosened_with_the_tenant_hide_nothing()
    {
        using var repository = new GitFolder();
        repository.Write("wecom-policy.yaml", "schema: wecom-policy/config/v1\ninputs: [tenants/acme]\nfail_on: high\nallow_unknown: true\n");
        repository.Write("tenants/acme/admins.yaml", Compliant);
        repository.Commit("base");
        repository.Write("wecom-policy.yaml", """
            schema: wecom-policy/config/v1
            inputs: [tenants/acme]
            fail_on: never
            allow_unknown: true
            rules:
              WCP4001: { enabled: false, reason: 临时放开 }
            """);
        repository.Write("tenants/acme/admins.yaml", Wider);
        repository.Commit("head");
        var run = Diff(repository.Path, "base", "head");
        Assert.Contains("looser[WCP4001]: switched off", run.Output, StringComparison.Ordinal);
        Assert.Contains("looser[fail_on]: project file, fail_on: high → never", run.Output, StringComparison.Ordinal);
        Assert.Contains("Failing by BASE's rules, let pass by rules that this change loosens (1)", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, Diff(repository.Path, "base", "head", "--fail-on-loosening").ExitCode);
    }

    [Theory]
    [InlineData("root = true\n[*.cs]\ndotnet_diagnostic.WCA1001.severity = none\n", "#pragma warning disable WCA1012, WCA2003, WCA2009, WCA3001\n", "hidden by .editorconfig")]
    [InlineData("root = true\n", "#pragma warning disable\n", "hidden by #pragma")]
    public void What_code_hides_when_it_comes_is_told(string configuration, string pragma, string told)
    {
        using var repository = new GitFolder();
        repository.Write("app/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        repository.Write("app/A.cs", "class A { string Url => \"https://qyapi.weixin.qq.com/cgi-bin/user/get\"; }\n");
        repository.Commit("base");
        repository.Write("app/.editorconfig", configuration);
        repository.Write("app/B.cs", pragma + "class B { void M() { var c = new System.Net.Http.HttpClient(); c.GetStringAsync(\"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=ww0123456789abcdef&corpsecret=Zx9Qw3Er5Ty7Ui1Op0As2Df4Gh6Jk8Lz0Xc2Vb4Nm6Q\"); } }\n");
        repository.Commit("head");
        var run = Diff(repository.Path, "base", "head", "--", "app");
        Assert.Contains("looser[WCA1001]: a new finding is " + told, run.Output, StringComparison.Ordinal);
        Assert.Contains("app/B.cs:", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(1, Diff(repository.Path, "base", "head", "--fail-on-loosening", "--", "app").ExitCode);
        Assert.Contains("No difference.", Diff(repository.Path, "head", "head", "--fail-on-loosening", "--", "app").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verdict_that_the_rules_changed_is_told_apart()
    {
        using var repository = new GitFolder();
        repository.Write("wecom-policy.yaml", "schema: wecom-policy/config/v1\ninputs: [tenants/acme]\nallow_unknown: true\n");
        repository.Write("tenants/acme/admins.yaml", Compliant);
        repository.Commit("base");
        repository.Write("wecom-policy.yaml", "schema: wecom-policy/config/v1\ninputs: [tenants/acme]\nallow_unknown: true\nrules:\n  WCP4001: { params: { min: 3 } }\n");
        repository.Commit("head");
        var run = Diff(repository.Path, "base", "head");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("because the rules changed", run.Output, StringComparison.Ordinal);
        Assert.Contains("changed[WCP4001]: parameter min: 2 → 3", run.Output, StringComparison.Ordinal);
        Assert.Contains("wecom-policy.yaml:5:", run.Output, StringComparison.Ordinal);
        Assert.Contains("Mended (1)", Diff(repository.Path, "head", "base").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Typos_are_told_with_side_and_place()
    {
        using var repository = new GitFolder();
        repository.Write("t/a.yaml", Compliant);
        repository.Commit("base");
        repository.Write("t/a.yaml", Compliant.Replace("admins:\n", "adminz:\n", StringComparison.Ordinal));
        repository.Commit("head");
        foreach (var format in (string[])["text", "markdown", "json"])
        {
            var run = Diff(repository.Path, "base", "head", "--format", format, "--fail-on", "never", "--", "t");
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("HEAD (head):", run.Error, StringComparison.Ordinal);
            Assert.Contains("t/a.yaml:3:1", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("nowhere", "head", "nowhere")]
    [InlineData("base", "hea", "hea")]
    [InlineData("base:no", "head:t", "no")]
    [InlineData("base", "head^{tree}", "head^{tree}")]
    [InlineData("base", "head:t\nx", "head:t")]
    public void What_names_nothing_is_an_error(string before, string after, string told)
    {
        using var repository = new GitFolder();
        repository.Write("t/a.yaml", Compliant);
        repository.Commit("base");
        repository.Commit("head");
        var run = Diff(repository.Path, before, after);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_repository_runs_nothing()
    {
        using var repository = new GitFolder();
        repository.Write("t/a.yaml", Compliant);
        repository.Write(".gitattributes", "*.yaml diff=evil filter=evil\n");
        repository.Commit("base");
        repository.Write("t/a.yaml", Wider);
        repository.Commit("head");
        var witness = Path.Combine(repository.Path, "ran");
        var program = repository.Write("evil.sh", $"#!/bin/sh\ntouch '{witness}'\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var key in (string[])["core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "diff.evil.textconv", "filter.evil.smudge", "filter.evil.process", "core.gitProxy", "alias.rev-parse", "diff.external", "credential.helper", "pager.ls-tree"])
            repository.Git("config", key, program);
        repository.Git("config", "core.hooksPath", repository.Path);
        repository.Git("config", "extensions.partialClone", "origin");
        repository.Git("config", "remote.origin.url", $"ext::{program}");
        repository.Git("config", "protocol.ext.allow", "always");
        Assert.Equal(1, Diff(repository.Path, "base", "head", "--allow-unknown", "--", "t").ExitCode);
        Assert.False(File.Exists(witness));
        Assert.Equal(2, Diff(repository.Path, "--", "--upload-pack=evil", "head", "t").ExitCode);

        // An object that is missing is not fetched, which would run the remote's program.
        var id = repository.Git("rev-parse", "head:t/a.yaml").Trim();
        var path = Path.Combine(repository.Path, ".git", "objects", id[..2], id[2..]);
        File.SetAttributes(path, FileAttributes.Normal);
        File.Delete(path);
        var run = Diff(repository.Path, "base", "head", "--", "t");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("git fetch", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(witness));
    }

    /// <summary>What lies behind a link is not read, so a tenant that a change puts there would be judged by nobody.</summary>
    [Theory]
    [InlineData("t/acme", "t")]
    [InlineData("t", "t/acme")]
    [InlineData("t/acme", "t/*/")]
    [InlineData("t/acme/a.yaml", "t/acme")]
    public void A_tenant_that_a_change_puts_behind_a_link_is_told(string link, string named)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var repository = new GitFolder();
        repository.Write("t/acme/a.yaml", Compliant);
        repository.Write("t/beta/a.yaml", Compliant.Replace("ww0123456789abcdef", "wwfedcba9876543210", StringComparison.Ordinal));
        repository.Commit("base");
        var path = Path.Combine(repository.Path, link);
        var hidden = Path.Combine(repository.Path, "hidden");
        if (Directory.Exists(path))
            Directory.Move(path, hidden);
        else
            File.Move(path, hidden);
        File.CreateSymbolicLink(path, hidden);
        repository.Commit("head");
        var run = Diff(repository.Path, "base", "head", "--allow-unknown", "--fail-on", "never", "--", named);
        Assert.Contains($"{link}: error[link-not-followed]", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);

        // Nobody is kept from taking the link away, and what stays as it was is a warning.
        Assert.NotEqual(2, Diff(repository.Path, "head", "base", "--allow-unknown", "--fail-on", "never", "--", named).ExitCode);
    }

    [Fact]
    public void Nothing_is_left_of_the_revisions()
    {
        using var repository = new GitFolder();
        // Other tests compare revisions at the same time: only this file is this test's.
        var file = $"t/{Guid.NewGuid():N}.yaml";
        repository.Write(file, Compliant);
        repository.Commit("base");
        Diff(repository.Path, "base", "base", "--", "t");
        Diff(repository.Path, "base", "nowhere", "--", "t");
        var left = Directory.GetDirectories(Path.GetTempPath(), "wecom-policy-*").Where(folder => folder != repository.Path && File.Exists(Path.Combine(folder, file)));
        Assert.Empty(left);
    }

    [Fact]
    public void Hostile_names_do_no_harm_in_a_comment()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", "corp: { full_name: \"<script>\" }\nadmins: []\n");
        folder.Write("b.yaml", "corp: { full_name: \"<script>@all\\e[31m`x` | ![i](http://x)\" }\nadmins: [{ userid: li.na, role: super, nda_ref: \"</details><img src=x>\" }]\n");
        var run = Diff(folder.Path, "a.yaml", "b.yaml", "--format", "markdown", "--fail-on", "never");
        Assert.DoesNotContain("<script>", run.Output.Replace("`<script>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" @all", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_says_it_to_programs()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Compliant);
        folder.Write("b.yaml", Wider);
        var run = Diff(folder.Path, "a.yaml", "b.yaml", "--format", "json", "--allow-unknown");
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Assert.Equal(1, root.GetProperty("summary").GetProperty("exitCode").GetInt32());
        var failing = root.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("ruleId").GetString() == "WCP4001");
        Assert.Equal("newly-failing", failing.GetProperty("change").GetString());
        Assert.True(failing.GetProperty("fails").GetBoolean());
        Assert.Equal("b.yaml", failing.GetProperty("after").GetProperty("location").GetProperty("path").GetString());
    }

    [Fact]
    public void Several_reports_and_no_input_is_replaced()
    {
        using var repository = new GitFolder();
        repository.Write("t/a.yaml", Compliant);
        repository.Commit("base");
        Assert.Equal(0, Diff(repository.Path, "base", "HEAD", "--format", "markdown", "--output", "c.md", "--format", "json", "--output", "c.json", "--", "t").ExitCode);
        Assert.StartsWith("## WeCom compliance: this change", File.ReadAllText(Path.Combine(repository.Path, "c.md")), StringComparison.Ordinal);
        using (JsonDocument.Parse(File.ReadAllText(Path.Combine(repository.Path, "c.json"))))
        {
        }

        foreach (var run in (CliResult[])[Diff(repository.Path, "base", "HEAD", "--output", "t/a.yaml", "--", "t"), Diff(repository.Path, "base:t", "t", "--output", "t/a.yaml")])
        {
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("'t/a.yaml' is an input of this run", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Secrets_are_not_shown()
    {
        const string secret = "Zx9Qw3Er5Ty7Ui1Op0As2Df4Gh6Jk8Lz0Xc2Vb4Nm6Q";
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", "credentials: [{ id: crm, ref: \"vault://a\" }]\n");
        folder.Write("b.yaml", $"credentials: [{{ id: crm, ref: \"{secret}\" }}]\n");
        foreach (var format in (string[])["text", "markdown", "json"])
        {
            var run = Diff(folder.Path, "a.yaml", "b.yaml", "--format", format);
            Assert.DoesNotContain(secret[..12], run.Output + run.Error, StringComparison.Ordinal);
        }
    }

    private static CliResult Diff(string workingDirectory, params string[] arguments)
    {
        var run = CliRun.In(workingDirectory, ["--lang", "en", "diff", "--as-of", CliRun.AsOf, .. arguments]);
        // Long lines go on indented.
        return run with { Output = run.Output.Replace("\n    ", " ", StringComparison.Ordinal) };
    }

    private static string Files(GitFolder repository) => string.Join('\n', Directory.GetFiles(repository.Path, "*", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}.git{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal).Select(f => $"{f}: {File.ReadAllText(f)}")) + repository.Git("status", "--short");
}
