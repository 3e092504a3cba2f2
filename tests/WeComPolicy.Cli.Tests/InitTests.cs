using System.Text.Json;

namespace WeComPolicy.Cli.Tests;

/// <summary><c>init</c> gives files that the other commands take as they are.</summary>
public sealed class InitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public void What_it_writes_can_be_scanned_and_leaves_rules_undecided(string language)
    {
        Assert.Equal(0, CliRun.In(_folder.Path, "init", "--lang", language).ExitCode);
        var scan = CliRun.In(_folder.Path, "scan", "--format", "json");
        Assert.Equal((1, ""), (scan.ExitCode, scan.Error));
        using var json = JsonDocument.Parse(scan.Output);
        var summary = json.RootElement.GetProperty("summary");
        Assert.Equal(0, summary.GetProperty("fail").GetInt32());
        Assert.True(summary.GetProperty("unknown").GetInt32() > 10);
    }

    [Theory]
    [InlineData("my company")]
    [InlineData("a/b")]
    [InlineData("a")]
    [InlineData(".")]
    [InlineData("../x")]
    public void The_next_step_that_it_names_can_be_taken_from_where_the_user_stands(string folder)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "here"));
        var here = Path.Combine(_folder.Path, "here");
        var init = CliRun.In(here, "init", folder, "--lang", "en");
        Assert.Equal(0, init.ExitCode);
        var written = init.Error.Split('\n').Where(l => l.StartsWith("wrote ", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, written.Count);
        Assert.All(written, line => Assert.True(File.Exists(Path.Combine(here, line["wrote ".Length..])), line));
        var next = init.Error.TrimEnd('\n').Split("run: wecom-policy ")[1].Split(' ', 2);
        var scan = CliRun.In(here, [.. next.Select(word => word.Trim('"')), "--format", "json"]);
        Assert.Equal((1, ""), (scan.ExitCode, scan.Error));
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public void Every_fact_that_it_asks_for_is_one_of_the_schema(string language)
    {
        Assert.Equal(0, CliRun.In(_folder.Path, "init", "--lang", language).ExitCode);
        var path = Path.Combine(_folder.Path, "tenant", "tenant.yaml");
        var filled = File.ReadLines(path)
            .Select(line => line.StartsWith("# ", StringComparison.Ordinal) && line.Contains(':', StringComparison.Ordinal) && IsKey(line[2..]) ? line[2..] : line);
        File.WriteAllLines(path, filled);
        var scan = CliRun.In(_folder.Path, "scan", "--format", "json", "--lang", "en");
        // Placeholders are no values, but no key may be unknown or misplaced.
        Assert.DoesNotContain("unknown-key", scan.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("error[yaml", scan.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh", "可选：")]
    [InlineData("en", "optional: ")]
    public void Keys_that_are_optional_by_nature_are_marked_and_no_comment_is_said_twice(string language, string mark)
    {
        Assert.Equal(0, CliRun.In(_folder.Path, "init", "--lang", language).ExitCode);
        var lines = File.ReadAllLines(Path.Combine(_folder.Path, "tenant", "tenant.yaml"));
        Assert.Contains(lines, line => line.Contains($"leave_on: <YYYY-MM-DD>   # {mark}", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("status: <", StringComparison.Ordinal) && !line.Contains(mark, StringComparison.Ordinal));
        Assert.Contains("# members:", lines);
    }

    [Fact]
    public void It_overwrites_nothing_unless_told()
    {
        _folder.Write("wecom-policy.yaml", "mine");
        var refused = CliRun.In(_folder.Path, "init", "--lang", "en");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("wecom-policy.yaml", refused.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder.Path, "wecom-policy.yaml")));
        Assert.False(File.Exists(Path.Combine(_folder.Path, "tenant.schema.json")));
        Assert.Equal(0, CliRun.In(_folder.Path, "init", "--force").ExitCode);
        Assert.NotEqual("mine", File.ReadAllText(Path.Combine(_folder.Path, "wecom-policy.yaml")));
    }

    private static bool IsKey(string line) => line.TrimStart(' ', '-').Split(':')[0] is { Length: > 0 } key && key.All(c => char.IsAsciiLetterLower(c) || c is '_' || char.IsAsciiDigit(c));
}
