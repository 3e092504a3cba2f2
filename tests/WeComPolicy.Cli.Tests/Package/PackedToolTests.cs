using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests.Package;

/// <summary>What somebody gets who installs the tool.</summary>
public sealed partial class PackedToolTests(PackedTool tool) : IClassFixture<PackedTool>
{
    [Fact]
    public void There_is_a_package_for_this_system_one_for_any_other_and_one_that_leads_there()
    {
        Assert.Equal(
            [$"WeComPolicy.Tool.{tool.Version}.nupkg", $"WeComPolicy.Tool.any.{tool.Version}.nupkg", $"WeComPolicy.Tool.{PackedTool.Runtime}.{tool.Version}.nupkg"],
            Directory.GetFiles(tool.Packages).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.True(IsCompiledAhead(PackedTool.Runtime, "WeComPolicy.Engine.dll"));
        Assert.True(IsCompiledAhead(PackedTool.Runtime, "Microsoft.CodeAnalysis.CSharp.dll"));
        Assert.False(IsCompiledAhead("any", "WeComPolicy.Engine.dll"));
    }

    [Fact]
    public void Every_package_tells_what_else_is_in_it()
    {
        foreach (var runtime in (string[])[PackedTool.Runtime, "any"])
        {
            using var archive = Open(runtime);
            foreach (var file in (string[])["README.md", "LICENSE", "THIRD-PARTY-NOTICES.txt", "sbom.cdx.json"])
                Assert.Contains(archive.Entries, e => e.FullName == file);

            // What the notices speak of is what is there, and nothing else is.
            var libraries = archive.Entries.Select(e => e.Name).Where(n => n.EndsWith(".dll", StringComparison.Ordinal) && !n.StartsWith("WeComPolicy.", StringComparison.Ordinal)
                && !n.StartsWith("wecom-policy", StringComparison.Ordinal) && !n.EndsWith(".resources.dll", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            Assert.Equal(
                ["Microsoft.CodeAnalysis.CSharp.dll", "Microsoft.CodeAnalysis.dll", "Microsoft.Extensions.FileSystemGlobbing.dll", "System.CommandLine.dll", "YamlDotNet.dll"],
                libraries);
        }
    }

    [Fact]
    public void The_installed_command_tells_its_commit()
    {
        var (exit, output, error) = PackedTool.Run(tool.Tools, tool.Command, "--version");
        Assert.True(exit == 0, error);
        Assert.Equal($"wecom-policy {tool.Version}+{PackedTool.Commit}\n", output);
    }

    [Theory]
    [InlineData("examples/tenants/startup")]
    [InlineData("examples/integration/risky")]
    public void The_installed_command_says_what_the_tested_one_says(string path)
    {
        string[] arguments = ["scan", path, "--as-of", CliRun.AsOf, "--lang", "en", "--format", "json"];
        var installed = PackedTool.Run(RepositoryRoot.Find(), tool.Command, arguments);
        var tested = CliRun.Of(arguments);
        Assert.Equal((tested.ExitCode, tested.Output), (installed.Exit, installed.Output));
        Assert.Equal("", installed.Error);
    }

    /// <summary>No container engine is needed: the steps run here, in folders of their own.</summary>
    [Fact]
    public void Steps_of_the_Dockerfile_install_a_command_that_runs()
    {
        if (OperatingSystem.IsWindows())
            return;
        var text = File.ReadAllText(RepositoryRoot.PathOf("examples", "docker", "Dockerfile")).Replace("\\\n", "", StringComparison.Ordinal);
        Assert.All(From().Matches(text), from => Assert.Matches("^FROM [^ ]+:[^ ]+@sha256:[0-9a-f]{64}( AS [a-z]+)?$", from.Value));
        Assert.Contains("\nUSER $APP_UID\n", text, StringComparison.Ordinal);
        Assert.Contains($"\nARG VERSION={tool.Version}\n", text, StringComparison.Ordinal);
        var image = tool.NewFolder("image");
        string Within(string step) => step.Replace("/packages", tool.Packages, StringComparison.Ordinal).Replace("/opt/wecom-policy", Path.Combine(image, "opt/wecom-policy"), StringComparison.Ordinal);
        var steps = Step().Matches(text);
        Assert.Single(steps);
        foreach (Match step in steps)
        {
            var (exit, output, error) = PackedTool.Run(image, "sh", "-ec", $"VERSION={tool.Version}\n{Within(step.Groups["step"].Value)}");
            Assert.True(exit == 0, output + error);
        }

        var entry = Within(Entry().Match(text).Groups["entry"].Value);
        var started = PackedTool.Run(image, entry, "--help");
        Assert.True(started.Exit == 0, started.Error);
        Assert.Contains("scan", started.Output, StringComparison.Ordinal);
    }

    private bool IsCompiledAhead(string runtime, string library)
    {
        using var archive = Open(runtime);
        using var stream = archive.Entries.Single(e => e.Name == library).Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        using var reader = new PEReader(copy);
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private ZipArchive Open(string runtime) => ZipFile.OpenRead(Path.Combine(tool.Packages, $"WeComPolicy.Tool.{runtime}.{tool.Version}.nupkg"));

    [GeneratedRegex("^FROM .*$", RegexOptions.Multiline)]
    private static partial Regex From();

    [GeneratedRegex("^RUN (?<step>.*)$", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex("^ENTRYPOINT \\[\"(?<entry>[^\"]+)\"\\]$", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
