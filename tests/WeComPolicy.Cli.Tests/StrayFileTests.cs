namespace WeComPolicy.Cli.Tests;

/// <summary>Files among those of a tenant that are something else, or nothing: each is told once, with where it belongs.</summary>
public sealed class StrayFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StrayFileTests() => _folder.Write("t/tenant.yaml", "corp: { full_name: 示例公司 }\n");

    public void Dispose() => _folder.Dispose();

    /// <summary>As Windows names members.yaml where it hides endings, and exports that nobody converted.</summary>
    [Theory]
    [InlineData("members.yaml.txt")]
    [InlineData("members.yaml.gz")]
    [InlineData("Members.CSV")]
    [InlineData("admins.xlsx")]
    [InlineData("apps.json5")]
    public void A_file_that_was_meant_for_the_tenant_is_told(string name)
    {
        _folder.Write($"t/{name}", "members: []\n");
        AssertTold($"t/{name}", "warning[file-not-read]", "convert or rename it");
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("members.yaml.bak")]
    [InlineData("members.yaml~")]
    [InlineData("notes.txt")]
    public void Another_file_is_not(string name)
    {
        _folder.Write($"t/{name}", "members: []\n");
        Assert.DoesNotContain("file-not-read", CliRun.In(_folder.Path, "scan", "t", "--lang", "en").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schema: wecom-policy/pack/v1\npack: mine\narea: a\nrules: []\n", "error[not-a-tenant]: This is a policy file", "Use it with --policy t/other.yaml")]
    [InlineData("schema: wecom-policy/cases/v1\ncases: []\n", "error[not-a-tenant]: This is a file of cases", "wecom-policy test")]
    [InlineData("schema: wecom-policy/config/v1\ninputs: [ x ]\n", "error[not-a-tenant]: This is a project file", "--config")]
    [InlineData("", "error[empty-file]", "Write")]
    [InlineData("# nothing yet\n", "error[empty-document]", "Write")]
    [InlineData("null\n", "error[wrong-type]", "corp: {")]
    [InlineData("[]\n", "error[wrong-type]", "corp: {")]
    [InlineData("{}\n", "warning[nothing-stated]", "wecom-policy init")]
    [InlineData("schema: wecom-policy/tenant/v1\n", "warning[nothing-stated]", "wecom-policy init")]
    public void A_file_that_is_no_tenant_file_is_told(string text, string expected, string help)
    {
        _folder.Write("t/other.yaml", text);
        AssertTold("t/other.yaml", expected, help);
    }

    [Theory]
    [InlineData("", "error[empty-file]", "Write")]
    [InlineData("{}", "warning[nothing-stated]", "wecom-policy init")]
    [InlineData("[]", "error[wrong-type]", "corp: {")]
    [InlineData("{\"schema\":\"wecom-policy/pack/v1\"}", "error[not-a-tenant]", "--policy t/other.json")]
    public void The_same_holds_for_JSON(string text, string expected, string help)
    {
        _folder.Write("t/other.json", text);
        AssertTold("t/other.json", expected, help);
    }

    private void AssertTold(string path, string expected, string help)
    {
        var result = CliRun.In(_folder.Path, "scan", "t", "--lang", "en", "--format", "json");
        Assert.Equal(expected.StartsWith("error", StringComparison.Ordinal) ? 2 : 1, result.ExitCode);
        Assert.StartsWith(path, result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Contains(help, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split("\n\n", StringSplitOptions.RemoveEmptyEntries));
    }
}
