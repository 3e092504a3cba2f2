using System.Text.RegularExpressions;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests;

/// <summary>Every command of the README runs and prints what the README says; a line <c>…</c> stands for any lines.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReadmeTests()
    {
        // A workspace with the examples, so that a command which writes leaves the repository alone.
        CopyFolder(RepositoryRoot.PathOf("examples"), Path.Combine(_folder.Path, "examples"));
        var rules = YamlBlock().Match(File.ReadAllText(RepositoryRoot.PathOf("README.md"))).Groups[1].Value;
        _folder.Write("my-rules.yaml", rules);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("README.md", 6)]
    [InlineData("README.zh-CN.md", 5)]
    public void Commands_print_what_it_says(string readme, int blocks)
    {
        var found = ConsoleBlock().Matches(File.ReadAllText(RepositoryRoot.PathOf(readme)).ReplaceLineEndings("\n"));
        Assert.Equal(blocks, found.Count);
        foreach (Match block in found)
            Check(block.Groups[1].Value, block.Groups[2].Value);
    }

    private void Check(string command, string expected)
    {
        // The test command is what runs this test.
        if (command == "dotnet test")
            return;
        var arguments = command.Replace("dotnet run --project src/WeComPolicy.Cli -- ", "wecom-policy ", StringComparison.Ordinal).Split(' ')[1..];
        var result = CliRun.In(_folder.Path, arguments);
        Assert.True(result.ExitCode is 0 or 1, $"{command}: exit {result.ExitCode}\n{result.Error}");
        if (expected.Length > 0)
            Assert.True(Matches(expected, result.Output), $"{command} printed\n{result.Output}\nbut the README says\n{expected}");
    }

    private static bool Matches(string expected, string actual)
    {
        var pattern = string.Join("\n", expected.TrimEnd('\n').Split('\n').Select(line => line == "…" ? "(?:.*\n)*?.*" : Regex.Escape(line)));
        return Regex.IsMatch(actual, $"^{pattern}\n*$", RegexOptions.None, TimeSpan.FromSeconds(10));
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    [GeneratedRegex("```console\n\\$ (.+)\n((?:.*\n)*?)```")]
    private static partial Regex ConsoleBlock();

    [GeneratedRegex("```yaml\n((?:.*\n)*?)```")]
    private static partial Regex YamlBlock();
}
