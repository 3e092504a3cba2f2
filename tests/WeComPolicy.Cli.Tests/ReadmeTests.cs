using System.Text.RegularExpressions;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests;

/// <summary>
/// Every command of the READMEs and of the contributor's first rule runs, in order, and prints what the page says; a line
/// <c>…</c> stands for any lines. YAML whose first line names a file becomes that file, or is added to it.
/// </summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReadmeTests()
    {
        // A workspace with the examples, so that a command which writes leaves the repository alone.
        CopyFolder(RepositoryRoot.PathOf("examples"), Path.Combine(_folder.Path, "examples"));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("README.md", 20)]
    [InlineData("README.zh-CN.md", 20)]
    [InlineData("CONTRIBUTING.md", 7)]
    [InlineData("CONTRIBUTING.zh-CN.md", 7)]
    public void Commands_print_what_it_says(string readme, int blocks)
    {
        var text = File.ReadAllText(RepositoryRoot.PathOf(readme)).ReplaceLineEndings("\n");
        var found = 0;
        foreach (Match block in Block().Matches(text))
        {
            if (block.Groups["command"].Success)
            {
                found++;
                Check(block.Groups["command"].Value, block.Groups["output"].Value);
                continue;
            }

            var file = Path.Combine(_folder.Path, block.Groups["file"].Value);
            var before = block.Groups["more"].Success ? File.ReadAllText(file) : "";
            _folder.Write(block.Groups["file"].Value, before + block.Groups["yaml"].Value);
        }

        Assert.Equal(blocks, found);
    }

    /// <summary>The one command that is too long for a test says what the project file says.</summary>
    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void The_command_is_published_under_its_name(string readme)
    {
        var text = File.ReadAllText(RepositoryRoot.PathOf(readme));
        Assert.Contains("dotnet publish src/WeComPolicy.Cli -c Release --use-current-runtime -o artifacts/wecom-policy\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("alias wecom-policy=\"$PWD/artifacts/wecom-policy/wecom-policy\"", text, StringComparison.Ordinal);
        Assert.Contains("<AssemblyName>wecom-policy</AssemblyName>", File.ReadAllText(RepositoryRoot.PathOf("src/WeComPolicy.Cli/WeComPolicy.Cli.csproj")), StringComparison.Ordinal);
        Assert.Contains("artifacts/", File.ReadAllLines(RepositoryRoot.PathOf(".gitignore")));
    }

    [Theory]
    [InlineData("README.md", Language.En)]
    [InlineData("README.zh-CN.md", Language.Zh)]
    public void It_lists_every_format_of_a_report(string readme, Language language)
    {
        var rows = ReportFormats.All.Select(f => $"| `{f.Id}` | `{f.Ending}` | {f.Description.In(language)} |\n");
        Assert.Contains("|---|---|---|\n" + string.Concat(rows) + "\n", File.ReadAllText(RepositoryRoot.PathOf(readme)).ReplaceLineEndings("\n"), StringComparison.Ordinal);
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

    [GeneratedRegex("```console\n\\$ (?<command>.+)\n(?<output>(?:.*\n)*?)```|```yaml\n(?<yaml># (?<file>\\S+?)(?<more> \\(continued\\)|（续）)?\n(?:.*\n)*?)```")]
    private static partial Regex Block();
}
