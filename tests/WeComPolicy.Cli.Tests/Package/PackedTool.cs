using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml.Linq;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests.Package;

/// <summary>
/// The tool's packages for this system and for any other, packed once from a copy of the sources, so that nothing that other tests use is
/// rebuilt; and the command, installed from the folder that they lie in.
/// </summary>
public sealed class PackedTool : IDisposable
{
    /// <summary>Stands for the commit, since the copy is no repository.</summary>
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    private readonly string _root = Directory.CreateTempSubdirectory("wecom-policy-tool-").FullName;

    public PackedTool()
    {
        var sources = Path.Combine(_root, "sources");
        foreach (var file in Git("ls-files", "--cached", "--others", "--exclude-standard", "src", "policies", "Directory.Build.props", "Directory.Packages.props", "global.json", "LICENSE", ".editorconfig").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var from = RepositoryRoot.PathOf(file.Split('/'));
            if (!File.Exists(from))
                continue;
            var to = Path.Combine(sources, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
        }

        Packages = Path.Combine(_root, "packages");
        Version = XDocument.Load(RepositoryRoot.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;
        // A semicolon of its own would end the property.
        Check(Run(sources, "dotnet", "pack", "src/WeComPolicy.Cli", "-c", "Release", $"-p:ToolRuntimes={Runtime}%3Bany", $"-p:SourceRevisionId={Commit}", "-o", Packages, "--nologo", "-v", "q"));
        Tools = Path.Combine(_root, "tools");
        Check(Run(_root, "dotnet", "tool", "install", "WeComPolicy.Tool", "--version", Version, "--tool-path", Tools, "--source", Packages));
        Command = Path.Combine(Tools, OperatingSystem.IsWindows() ? "wecom-policy.exe" : "wecom-policy");
    }

    /// <summary>This system, as packages call it.</summary>
    public static string Runtime { get; } =
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    /// <summary>The folder of the packages.</summary>
    public string Packages { get; }

    /// <summary>Where the command is installed.</summary>
    public string Tools { get; }

    /// <summary>The installed command.</summary>
    public string Command { get; }

    /// <summary>The version of the packages.</summary>
    public string Version { get; }

    /// <summary>A folder for a test of its own.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_root, name)).FullName;

    /// <summary>Runs a program.</summary>
    public static (int Exit, string Output, string Error) Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // What a test host sets for itself is not meant for the SDK.
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment.Remove("MSBUILD_EXE_PATH");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took longer than {s_patience}.");
        }

        return (process.ExitCode, output.Result, errors.Result);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Git(params string[] arguments)
    {
        var result = Run(RepositoryRoot.Find(), "git", ["-c", "core.quotePath=false", .. arguments]);
        Check(result);
        return result.Output;
    }

    private static void Check((int Exit, string Output, string Error) result) => Assert.True(result.Exit == 0, result.Output + result.Error);
}
