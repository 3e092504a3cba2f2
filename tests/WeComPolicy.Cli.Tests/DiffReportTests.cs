using System.Text.Json;
using WeComPolicy.Reporting.Tests;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests;

/// <summary>What <c>diff</c> shows of the example.</summary>
public sealed class DiffReportTests
{
    [Theory]
    [InlineData("text", "zh")]
    [InlineData("text", "en")]
    [InlineData("markdown", "zh")]
    [InlineData("markdown", "en")]
    public Task Shows_the_example(string format, string lang)
    {
        var run = Example(format, lang);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Error);
        return Verifier.Verify(run.Output, format == "markdown" ? "md" : "txt", lang);
    }

    [Fact]
    public void Json_conforms_to_its_schema()
    {
        using var schema = JsonDocument.Parse(CliRun.Of("schema", "diff").Output);
        using var report = JsonDocument.Parse(Example("json", "zh").Output);
        Assert.Empty(new SchemaValidator(schema.RootElement).Validate(report.RootElement));
        using var broken = JsonDocument.Parse(Example("json", "zh").Output.Replace("\"wider\"", "\"wide\"", StringComparison.Ordinal));
        Assert.NotEmpty(new SchemaValidator(schema.RootElement).Validate(broken.RootElement));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("json")]
    public void Threads_change_no_byte(string format) =>
        Assert.Equal(Example(format, "zh", "--jobs", "1").Output, Example(format, "zh", "--jobs", "8").Output);

    [Fact]
    public void The_verdict_tells_failed_from_not_decided()
    {
        var run = CliRun.Of("diff", "examples/change/before.yaml", "examples/change/after.yaml", "--as-of", CliRun.AsOf, "--lang", "en");
        Assert.EndsWith("fails (exit code 1): 9 new findings at or above the threshold (2 failed, 7 not decided)\n", run.Output, StringComparison.Ordinal);
    }

    private static CliResult Example(string format, string lang, params string[] more) => CliRun.Of(
        ["diff", "examples/change/before.yaml", "examples/change/after.yaml", "--allow-unknown", "--as-of", CliRun.AsOf, "--lang", lang, "--format", format, .. more]);
}
