using System.Diagnostics;
using WeComPolicy.Testing;

namespace WeComPolicy.Analyzers.Tests.Package;

/// <summary>The package, packed once from what the solution built, and a project that was restored with it.</summary>
public sealed class PackedAnalyzers : IDisposable
{
    private const string Code = """
        class Urls
        {
            string Token = "http://qyapi.weixin.qq.com/cgi-bin/gettoken";
            string Send(string token) => $"https://qyapi.weixin.qq.com/cgi-bin/message/send?debug=1&access_token={token}";
        }
        """;

    private static readonly string Configuration =
        new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;

    private readonly string _root;

    public PackedAnalyzers()
    {
        _root = Directory.CreateTempSubdirectory("wecom-policy-package-").FullName;
        var feed = Path.Combine(_root, "feed");
        var project = RepositoryRoot.PathOf("src", "WeComPolicy.Analyzers.CodeFixes", "WeComPolicy.Analyzers.CodeFixes.csproj");
        var (exit, output) = Dotnet(_root, "pack", project, "--no-build", "--configuration", Configuration, "--output", feed, "--nologo");
        Assert.True(exit == 0, output);
        File = Assert.Single(Directory.GetFiles(feed, "*.nupkg"));
        Project = Directory.CreateDirectory(Path.Combine(_root, "project")).FullName;
        System.IO.File.WriteAllText(Path.Combine(Project, "Sample.cs"), Code);
        System.IO.File.WriteAllText(Path.Combine(Project, "Sample.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <RestoreSources>{feed}</RestoreSources>
                <RestorePackagesPath>{Path.Combine(_root, "packages")}</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="WeComPolicy.Analyzers" Version="*" />
              </ItemGroup>
            </Project>
            """);
        (exit, output) = Dotnet(Project, "restore");
        Assert.True(exit == 0, output);
    }

    /// <summary>The package.</summary>
    public string File { get; }

    /// <summary>The project's folder.</summary>
    public string Project { get; }

    /// <summary>Runs the SDK; the language of its texts is English unless the arguments say another.</summary>
    public static (int Exit, string Output) Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // What a test host sets for itself is not meant for the SDK.
        start.Environment.Remove("MSBuildSDKsPath");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
