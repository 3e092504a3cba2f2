namespace WeComPolicy.Cli.Tests;

/// <summary>A secret in the name of a folder, a file or an argument is printed by no command in no format.</summary>
public sealed class SecretNameTests : IDisposable
{
    // Made up for these tests.
    private const string Named = "qW3eR5tY7uI9oP1aS2dF4gH6";
    private const string Bare = "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA7bC9d";
    private const string Migration = "20240101120000AddCustomerContactConsentRecords";

    private readonly TemporaryFolder _folder = new();

    public SecretNameTests()
    {
        foreach (var name in (string[])[$"corpsecret={Named}", Bare, Migration])
            _folder.Write($"fleet/{name}/tenant.yaml", "corp: { full_name: 示例公司 }\nsecurity: { two_step: { login: { enabled: false } } }\n");
        _folder.Write($"code/{Bare}/token={Named}.cs", "class A { const string Url = \"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=ww1234567890abcdef&corpsecret=zX9cV8bN7mA6sD5fG4hJ3kL2qW1eR0tY9uI8oP7aS6d\"; }");
        _folder.Write($"{Bare}/p.yaml", "schema: wecom-policy/profile/v1\nprofile: corp\ntitle: { zh: 甲, en: a }\ninherits: baseline\nrules:\n  WCP2010: { severity: low, reason: r }\n");
        _folder.Write($"{Bare}/broken.yaml", "schema: nothing\n");
    }

    public static TheoryData<string> Formats =>
        ["text", "json", "sarif", "html", "markdown", "markdown-comment", "junit", "github", "gitlab", "gitlab-sast", "csv"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_report_prints_it(string format)
    {
        var result = Run("scan", "fleet/*/", "code", "--profile", $"{Bare}/p.yaml", "--format", format);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(Migration, result.Output, StringComparison.Ordinal);
        Assert.Matches("~(<!-- -->)?[0-9a-f]{8}", result.Output);
    }

    [Theory]
    [InlineData("scan", $"corpsecret={Named}")]
    [InlineData("scan", $"fleet/{Bare}/nothing.yaml")]
    [InlineData("scan", $"fleet/corpsecret={Named}/*.json")]
    [InlineData("scan", "fleet/*/", "--policy", $"{Bare}/none.yaml")]
    [InlineData("scan", "fleet/*/", "--policy", $"{Bare}/broken.yaml")]
    [InlineData("scan", "fleet/*/", "--policy", Bare)]
    [InlineData("scan", "fleet/*/", "--profile", $"{Bare}/none.yaml")]
    [InlineData("scan", "fleet/*/", "--config", $"{Bare}/broken.yaml")]
    [InlineData("scan", "fleet/*/", "--waivers", $"{Bare}/none.yaml")]
    [InlineData("scan", "fleet/*/", "--baseline", $"{Bare}/broken.yaml")]
    [InlineData("scan", "fleet/*/", "--output", $"{Bare}/none/x.json")]
    [InlineData("scan", "fleet/*/", "--output", $"{Bare}/none/x.txt")]
    [InlineData("scan", "fleet/*/", $"--corpsecret={Named}")]
    [InlineData("scan", "fleet/*/", "--format", $"corpsecret={Named}")]
    [InlineData($"corpsecret={Named}")]
    [InlineData("rules", $"corpsecret={Named}")]
    [InlineData("rules", "--policy", $"{Bare}/broken.yaml")]
    [InlineData("explain", "WCP2010", "--tenant", $"corpsecret={Named}")]
    [InlineData("test", $"{Bare}/none.yaml")]
    [InlineData("test", Bare)]
    [InlineData("lint", $"{Bare}/broken.yaml")]
    [InlineData("merge", $"{Bare}/none.json")]
    [InlineData("diff", $"fleet/{Bare}/none", $"fleet/{Bare}")]
    [InlineData("evidence", "verify", $"{Bare}/none.zip")]
    [InlineData("evidence", "fleet/*/", "--output", "e.zip")]
    [InlineData("config", "show", "--config", $"{Bare}/broken.yaml")]
    [InlineData("baseline", "fleet/*/", "--output", $"{Bare}/p.yaml")]
    public void No_mistake_prints_it(params string[] arguments) => Assert.Equal(2, Run(arguments).ExitCode);

    [Theory]
    [InlineData("config", "show", $"fleet/{Bare}", "--policy", "baseline", "--profile", $"{Bare}/p.yaml")]
    [InlineData("explain", "WCP2010", "--tenant", $"fleet/{Bare}")]
    [InlineData("baseline", "fleet/*/", "--output", "b.json")]
    [InlineData("diff", $"fleet/corpsecret={Named}", $"fleet/{Bare}")]
    [InlineData("scan", $"fleet/{Bare}", "--fail-on", "never", "--output", $"{Bare}/report.txt", "--format", "text")]
    public void No_other_command_prints_it(params string[] arguments) => Assert.InRange(Run(arguments).ExitCode, 0, 1);

    [Fact]
    public void A_baseline_holds_for_such_a_folder_and_does_not_name_it()
    {
        Run("baseline", "fleet/*/", "--output", "b.json");
        Assert.DoesNotContain(Bare, File.ReadAllText(Path.Combine(_folder.Path, "b.json")), StringComparison.Ordinal);
        Assert.Equal(0, Run("scan", "fleet/*/", "--baseline", "b.json").ExitCode);
    }

    private CliResult Run(params string[] arguments)
    {
        var result = CliRun.In(_folder.Path, [.. arguments, "--lang", "en"]);
        foreach (var secret in (string[])[Named, Bare])
            Assert.DoesNotContain(secret, result.Output + result.Error, StringComparison.Ordinal);
        return result;
    }
}
