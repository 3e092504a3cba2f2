using System.Diagnostics;
using System.Text;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests;

/// <summary>What a run of the command line came to.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error);

/// <summary>
/// Runs the command line in this process, as a user's shell would, with the repository as working directory; or, where
/// <c>WECOM_POLICY_PROGRAM</c> names a program, as a process of that program, so that the same tests hold for a native build.
/// </summary>
internal static class CliRun
{
    public const string AsOf = "2026-11-01";

    private static readonly string? s_program = Environment.GetEnvironmentVariable("WECOM_POLICY_PROGRAM");

    // Commands that would ask the clock.
    private static readonly string[] s_dated = ["scan", "explain", "baseline", "diff", "waive", "evidence"];

    public static CliResult Of(params string[] arguments) => In(RepositoryRoot.Find(), arguments);

    public static CliResult In(string workingDirectory, params string[] arguments) => With(workingDirectory, [], arguments);

    public static CliResult With(string workingDirectory, Dictionary<string, string> variables, params string[] arguments)
    {
        if (s_program is { Length: > 0 })
            return OfProgram(s_program, workingDirectory, variables, arguments);
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

    private static CliResult OfProgram(string program, string workingDirectory, Dictionary<string, string> variables, string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        if (arguments.Length > 0 && s_dated.Contains(arguments[0]) && !arguments.Any(a => a.StartsWith("--as-of", StringComparison.Ordinal)))
            start.ArgumentList.Insert(1, $"--as-of={AsOf}");
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliResult(process.ExitCode, output, error.Result);
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
