using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests;

/// <summary>Every shipped example comes to its expected result, word by word.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string, int> Examples => new()
    {
        { "compliant", 0 },
        { "startup", 1 },
        { "finance", 1 },
        { "outsourced", 1 },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Text_in_Chinese(string example, int exitCode)
    {
        var result = CliRun.Of("scan", $"examples/tenants/{example}", "--as-of", CliRun.AsOf, "--lang", "zh");
        Assert.Equal((exitCode, ""), (result.ExitCode, result.Error));
        await Verifier.Verify(result.Output, "txt", example);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Text_in_English(string example, int exitCode)
    {
        var result = CliRun.Of("scan", $"examples/tenants/{example}", "--as-of", CliRun.AsOf, "--lang", "en");
        Assert.Equal((exitCode, ""), (result.ExitCode, result.Error));
        await Verifier.Verify(result.Output, "txt", example);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task One_line_for_each_finding(string example, int exitCode)
    {
        var result = CliRun.Of("scan", $"examples/tenants/{example}", "--as-of", CliRun.AsOf, "--lang", "en", "--quiet");
        Assert.Equal((exitCode, ""), (result.ExitCode, result.Error));
        await Verifier.Verify(result.Output, "txt", example);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("sarif")]
    [InlineData("html")]
    public void The_number_of_jobs_changes_no_byte(string format)
    {
        string[] tenants = [.. Examples.Select(row => $"examples/tenants/{row[0]}")];
        var one = CliRun.Of(["scan", .. tenants, "--as-of", CliRun.AsOf, "--format", format, "--jobs", "1"]);
        var eight = CliRun.Of(["scan", .. tenants, "--as-of", CliRun.AsOf, "--format", format, "--jobs", "8"]);
        Assert.NotEmpty(one.Output);
        Assert.Equal(one.Output, eight.Output);
    }
}
