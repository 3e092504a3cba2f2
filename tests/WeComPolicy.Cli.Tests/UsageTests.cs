using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests;

/// <summary>Help, version and usage errors, in both languages.</summary>
public sealed class UsageTests
{
    private static readonly string[] s_commands = ["", "scan", "explain", "rules", "test", "lint", "schema", "init", "diff", "evidence", "evidence verify"];

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Help_of_every_command(string language)
    {
        var pages = s_commands.Select(command =>
        {
            var result = CliRun.Of([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help", "--lang", language]);
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            return $"$ wecom-policy {command} --help\n{result.Output}";
        });
        await Verifier.Verify(string.Join("\n", pages), "txt", language);
    }

    [Fact]
    public void Version_says_name_and_number()
    {
        var result = CliRun.Of("--version");
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("wecom-policy 0.", result.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "scna examples", "did you mean 'scan'" },
        { "scan --polcy baseline", "did you mean '--policy'" },
        { "scan --format jsno", "did you mean 'json'" },
        { "scan --fail-on hihg", "did you mean 'high'" },
        { "scan --as-of 2026-02-30", "2026-02-30" },
        { "scan --jobs 0", "--jobs" },
        { "scan --quiet --verbose", "--quiet" },
        { "scan --format", "--format" },
        { "scan --format json --output --color never", "usage error: --output needs a value" },
        { "explain", "RULE" },
        { "explain WCP40", "there is no rule" },
        { "explain MINE0101", "--policy names rules of your own" },
        { "waive", "the argument RULE is missing" },
        { "waive WCP1001", "--approver is missing" },
        { "schema tenants", "did you mean 'tenant'" },
        { "", "which command" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_on_the_command_line_is_exit_2_with_advice(string line, string expected)
    {
        var result = CliRun.Of([.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--lang", "en"]);
        Assert.True(result.ExitCode == 2, $"exit {result.ExitCode}\n{result.Error}");
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Theory]
    [InlineData("zh_CN.UTF-8", "用法错误")]
    [InlineData("en_US.UTF-8", "usage error")]
    [InlineData("C.UTF-8", "usage error")]
    public void The_locale_chooses_the_language(string locale, string expected)
    {
        var result = CliRun.With(RepositoryRoot.Find(), new() { ["LANG"] = locale }, "nonsense");
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
