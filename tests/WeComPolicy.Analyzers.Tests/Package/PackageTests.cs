using System.IO.Compression;
using System.Text.Json;

namespace WeComPolicy.Analyzers.Tests.Package;

/// <summary>What a project gets that references the package.</summary>
public sealed class PackageTests(PackedAnalyzers package) : IClassFixture<PackedAnalyzers>
{
    [Fact]
    public void Package_holds_these_files_and_no_others()
    {
        using var archive = ZipFile.OpenRead(package.File);
        var entries = archive.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml");

        Assert.Equal(
            [
                "README.md",
                "WeComPolicy.Analyzers.nuspec",
                "analyzers/dotnet/roslyn4.14/cs/WeComPolicy.Analyzers.CodeFixes.dll",
                "analyzers/dotnet/roslyn4.14/cs/WeComPolicy.Analyzers.dll",
                "analyzers/dotnet/roslyn4.14/cs/zh-Hans/WeComPolicy.Analyzers.CodeFixes.resources.dll",
                "analyzers/dotnet/roslyn4.14/cs/zh-Hans/WeComPolicy.Analyzers.resources.dll",
                "analyzers/dotnet/roslyn4.8/cs/WeComPolicy.Analyzers.dll",
                "analyzers/dotnet/roslyn4.8/cs/zh-Hans/WeComPolicy.Analyzers.resources.dll",
                "build/WeComPolicy.Analyzers.targets",
                "buildTransitive/WeComPolicy.Analyzers.targets",
                "configuration/WeComPolicy.default.globalconfig",
                "configuration/WeComPolicy.none.globalconfig",
                "configuration/WeComPolicy.strict.globalconfig",
            ],
            entries.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("en", "Write https", "Remove debug=1")]
    [InlineData("zh-CN", "请改用 https", "请将其删除")]
    public void Build_tells_the_findings_in_the_users_language(string language, string plainHttp, string debug)
    {
        var (exit, output, found) = Build($"-p:PreferredUILang={language}");

        Assert.True(exit == 0, output);
        // The compiler runs the rules side by side and promises no order.
        var results = found.OrderBy(result => result.Id, StringComparer.Ordinal).ToList();
        Assert.Equal([("WCA1007", "warning"), ("WCA2010", "warning")], results.Select(result => (result.Id, result.Level)));
        Assert.Contains(plainHttp, results[0].Message, StringComparison.Ordinal);
        Assert.Contains(debug, results[1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", 0, 0)]
    [InlineData("default", 0, 2)]
    [InlineData("strict", 1, 2)]
    public void Preset_sets_the_severities(string preset, int exit, int findings)
    {
        var built = Build($"-p:WeComPolicyPreset={preset}");

        Assert.True(built.Exit == exit, built.Output);
        Assert.Equal(findings, built.Results.Count);
    }

    [Fact]
    public void An_unknown_preset_stops_the_build()
    {
        var (exit, output, _) = Build("-p:WeComPolicyPreset=stricter");

        Assert.Equal(1, exit);
        Assert.Contains("'stricter'; it must be none, default or strict", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("roslyn4.8", false)]
    [InlineData("roslyn4.14", true)]
    public void Compilers_get_the_files_that_they_can_load(string compiler, bool hasFixes)
    {
        var (exit, output) = PackedAnalyzers.Dotnet(
            package.Project, "msbuild", "-nologo", $"-p:CompilerApiVersion={compiler}", "-getItem:Analyzer", "-t:ResolveLockFileAnalyzers");
        Assert.True(exit == 0, output);

        Assert.Contains($"{compiler}/cs/WeComPolicy.Analyzers.dll", output.Replace("\\\\", "/", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(hasFixes, output.Contains("WeComPolicy.Analyzers.CodeFixes.dll", StringComparison.Ordinal));
    }

    private (int Exit, string Output, List<(string Id, string Level, string Message)> Results) Build(string property)
    {
        var log = Path.Combine(package.Project, "log.sarif");
        File.Delete(log);
        var (exit, output) = PackedAnalyzers.Dotnet(package.Project, "build", "--no-restore", "--nologo", "-t:Rebuild", $"-p:ErrorLog={log}%2cversion=2.1", property);
        var results = new List<(string, string, string)>();
        if (File.Exists(log))
        {
            using var sarif = JsonDocument.Parse(File.ReadAllText(log));
            foreach (var result in sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
            {
                var id = result.GetProperty("ruleId").GetString()!;
                if (id.StartsWith("WCA", StringComparison.Ordinal))
                    results.Add((id, result.GetProperty("level").GetString()!, result.GetProperty("message").GetProperty("text").GetString()!));
            }
        }

        return (exit, output, results);
    }
}
