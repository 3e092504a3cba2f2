using System.Text;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests;

/// <summary>What a run of the command line came to.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error);

/// <summary>Runs the command line in this process, as a user's shell would, with the repository as working directory.</summary>
internal static class CliRun
{
    public const string AsOf = "2026-11-01";

    public static CliResult Of(params string[] arguments) => In(RepositoryRoot.Find(), arguments);

    public static CliResult In(string workingDirectory, params string[] arguments) => With(workingDirectory, [], arguments);

    public static CliResult With(string workingDirectory, Dictionary<string, string> variables, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = CommandLineHost.Run(arguments, new CliContext
        {
            Output = output,
            Error = error,
            OutputIsTerminal = false,
            ErrorIsTerminal = false,
            Width = 0,
            WorkingDirectory = workingDirectory,
            Variable = name => variables.GetValueOrDefault(name),
            Today = () => new DateOnly(2026, 11, 1),
        });
        return new CliResult(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("wecom-policy-test-").FullName;

    public string Path { get; }

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
