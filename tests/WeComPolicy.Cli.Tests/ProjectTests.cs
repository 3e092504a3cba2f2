namespace WeComPolicy.Cli.Tests;

/// <summary>Which project file holds, and which files beside those of a tenant are left out: both are always told.</summary>
public sealed class ProjectTests : IDisposable
{
    private const string Corp = "corp: { full_name: 示例公司 }\n";
    private const string Project = "schema: wecom-policy/config/v1\ninputs: [ tenant ]\nfail_on: never\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_judged_by_its_own_project_file_wherever_it_is_scanned_from()
    {
        _folder.Write("X/wecom-policy.yaml", Project);
        _folder.Write("X/tenant/tenant.yaml", Corp);
        _folder.Write("X/elsewhere/tenant.yaml", Corp);
        var inside = CliRun.In(Path.Combine(_folder.Path, "X"), "scan", "--lang", "en");
        Assert.Equal(0, inside.ExitCode);
        Assert.Contains("project    wecom-policy.yaml\n", inside.Output, StringComparison.Ordinal);
        foreach (var path in (string[])["X", "./X/", "X/tenant", "X/tenant/tenant.yaml", "X/ten*/*.yaml"])
        {
            var outside = CliRun.In(_folder.Path, "scan", path, "--lang", "en");
            Assert.True(outside.ExitCode == 0, $"{path}: exit {outside.ExitCode}\n{outside.Output}");
            Assert.Contains("project    X/wecom-policy.yaml\n", outside.Output, StringComparison.Ordinal);
            Assert.Contains("1 tenant,", outside.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_project_file_of_the_working_directory_holds_for_what_has_none()
    {
        _folder.Write("mine/wecom-policy.yaml", Project);
        _folder.Write("other/tenant.yaml", Corp);
        Assert.Equal(0, CliRun.In(Path.Combine(_folder.Path, "mine"), "scan", "../other").ExitCode);
    }

    [Fact]
    public void Project_files_that_cannot_all_hold_are_told()
    {
        foreach (var name in (string[])["A", "B"])
        {
            _folder.Write($"{name}/wecom-policy.yaml", Project);
            _folder.Write($"{name}/tenant/tenant.yaml", Corp);
        }

        var both = CliRun.In(_folder.Path, "scan", "A", "B", "--lang", "en", "--format", "json");
        Assert.Equal(2, both.ExitCode);
        Assert.Contains("A/wecom-policy.yaml: error[project-file-not-in-force]", both.Error, StringComparison.Ordinal);
        Assert.Contains("B/wecom-policy.yaml: error[project-file-not-in-force]", both.Error, StringComparison.Ordinal);
        Assert.Equal(0, CliRun.In(_folder.Path, "scan", "A", "B", "--config", "A/wecom-policy.yaml", "--format", "json").ExitCode);
    }

    [Fact]
    public void A_folder_in_place_of_the_project_file_is_told()
    {
        _folder.Write("t/tenant.yaml", Corp);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "wecom-policy.yaml"));
        var result = CliRun.In(_folder.Path, "scan", "t", "--lang", "en", "--format", "json");
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("wecom-policy.yaml: error[", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_skipped_among_the_files_of_a_tenant_is_told()
    {
        _folder.Write("t/tenant.yaml", Corp);
        foreach (var name in (string[])[".hidden.yaml", "wecom-policy.baseline.json", "own.tests.yaml", "tenant.schema.json", "notes.txt"])
            _folder.Write($"t/{name}", "{}");
        foreach (var path in (string[])["t", "t/*"])
        {
            var result = CliRun.In(_folder.Path, "scan", path, "--lang", "en");
            Assert.Equal(1, result.ExitCode);
            Assert.Contains(
                "skipped    t/.hidden.yaml (hidden file), t/own.tests.yaml (cases of policies), t/tenant.schema.json (JSON Schema), t/wecom-policy.baseline.json (a file of wecom-policy itself)",
                Unwrapped(result.Output),
                StringComparison.Ordinal);
        }

        var json = CliRun.In(_folder.Path, "scan", "t", "--lang", "en", "--format", "json");
        Assert.Contains("\"path\": \"t/tenant.schema.json\"", json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Policies_of_the_project_file_are_named_as_seen_from_here()
    {
        _folder.Write("X/wecom-policy.yaml", Project + "policies: [ baseline, own.yaml, baselin ]\n");
        _folder.Write("X/own.yaml", "schema: wecom-policy/pack/v2\n");
        _folder.Write("X/tenant/tenant.yaml", Corp);
        var result = CliRun.In(_folder.Path, "scan", "X", "--lang", "en", "--format", "json");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("X/own.yaml:1:9: error[", result.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'baseline'", result.Error, StringComparison.Ordinal);
    }

    private static string Unwrapped(string text) => text.Replace("\n             ", " ", StringComparison.Ordinal);
}
