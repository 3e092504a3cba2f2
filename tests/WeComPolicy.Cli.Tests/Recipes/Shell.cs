using System.Diagnostics;
using System.Text;

namespace WeComPolicy.Cli.Tests.Recipes;

/// <summary>Runs shell text as a CI server does: in a process of its own, with an environment that holds nothing else.</summary>
internal sealed class Shell
{
    private readonly string _commands;

    /// <summary>A shell that finds the command of this build, and a <c>dotnet</c> that installs or publishes nothing but it.</summary>
    /// <param name="folder">Where to put the two.</param>
    public Shell(string folder)
    {
        _commands = Path.Combine(folder, "commands");
        var tool = Path.Combine(AppContext.BaseDirectory, "wecom-policy.dll");
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
        Write("wecom-policy", $"""
            #!/bin/sh
            exec '{dotnet}' '{tool}' "$@"
            """);

        // Packages and a build of the source are not what these tests are about: the tool is put where the recipe wants it.
        Write("dotnet", $"""
            #!/bin/sh
            case "$1 $2" in
              "tool install"|"publish "*) ;;
              *) echo "unexpected: dotnet $*" >&2; exit 9 ;;
            esac
            while [ $# -gt 0 ]; do
              case "$1" in --tool-path|-o) folder=$2 ;; esac
              shift
            done
            mkdir -p "$folder"
            cp '{Path.Combine(_commands, "wecom-policy")}' "$folder/wecom-policy"
            """);
    }

    /// <summary>Whether these tests can run here: the recipes are for machines with a POSIX shell.</summary>
    public static bool IsThere => !OperatingSystem.IsWindows() && File.Exists("/bin/bash");

    /// <summary>What a run came to.</summary>
    public sealed record Outcome(int ExitCode, string Output)
    {
        public void Is(int exitCode) => Assert.True(ExitCode == exitCode, $"exit {ExitCode}, expected {exitCode}\n{Output}");
    }

    /// <summary>Puts the command itself on the path, for what expects it to be installed.</summary>
    public bool HasTool { get; init; }

    /// <summary>Runs a script.</summary>
    /// <param name="shell">Such as <c>bash -eo pipefail</c>.</param>
    /// <param name="script">The text.</param>
    /// <param name="folder">Where it starts.</param>
    /// <param name="environment">Its variables, besides the path.</param>
    public Outcome Run(string shell, string script, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var file = Path.Combine(_commands, "step.sh");
        File.WriteAllText(file, script);
        var words = shell.Split(' ');
        var start = new ProcessStartInfo(words[0]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8 };
        foreach (var word in words[1..])
            start.ArgumentList.Add(word);
        start.ArgumentList.Add(file);
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = $"{(HasTool ? _commands : OnlyDotnet())}:{path}";
        start.Environment["HOME"] = folder;
        start.Environment["DOTNET_CLI_HOME"] = folder;
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } root)
            start.Environment["DOTNET_ROOT"] = root;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = name == "PATH" ? $"{value}:{start.Environment["PATH"]}" : value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output + error.Result);
    }

    private string OnlyDotnet()
    {
        var folder = Path.Combine(_commands, "only-dotnet");
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            File.CreateSymbolicLink(Path.Combine(folder, "dotnet"), Path.Combine(_commands, "dotnet"));
        }

        return folder;
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(_commands);
        var path = Path.Combine(_commands, name);
        File.WriteAllText(path, text.ReplaceLineEndings("\n") + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
