using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.CodeScan.Building;

/// <summary>How a build ended.</summary>
/// <param name="Succeeded">Whether it did.</param>
/// <param name="Errors">Its first errors, each once, in their order, without secrets.</param>
/// <param name="Stopped">It took longer than the limit.</param>
internal sealed record BuildOutcome(bool Succeeded, IReadOnlyList<string> Errors, bool Stopped = false);

/// <summary>Runs <c>dotnet build</c> and takes all of its processes down when it is told to stop.</summary>
internal static partial class BuildProcess
{
    public const int MaxErrors = 10;

    /// <summary>Where a build fails without an error of the usual form, its last lines have to do.</summary>
    private const int LastLines = 5;

    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    // They would lead another SDK, which a global.json may choose, to the files of the one that runs us.
    private static readonly string[] s_inherited = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly"];

    /// <summary>Builds.</summary>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    public static BuildOutcome Run(string dotnet, BuildStep step, string targetsFile, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(dotnet)
        {
            WorkingDirectory = step.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var argument in (ReadOnlySpan<string>)
        [
            "build", step.Path, "-nologo", "-verbosity:quiet", "-consoleLoggerParameters:ErrorsOnly;NoSummary;ForceNoAlign", "-tl:off",
            // Nothing of the build stays behind.
            "-nodeReuse:false", "-p:UseSharedCompilation=false",
            "-p:CustomAfterMicrosoftCSharpTargets=" + MSBuildText.Escape(targetsFile),
        ])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in s_inherited)
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = new Process { StartInfo = start };
        var lines = new Lines();
        process.OutputDataReceived += (_, e) => lines.Add(e.Data);
        process.ErrorDataReceived += (_, e) => lines.Add(e.Data);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_longest);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            cancellation.ThrowIfCancellationRequested();
            return new BuildOutcome(false, lines.Errors(), Stopped: true);
        }

        return new BuildOutcome(process.ExitCode == 0, lines.Errors());
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(10_000);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself.
        }
    }

    // file(1,2): error CS1002: … [project], MSBUILD : error MSB1009: …
    [GeneratedRegex(@"(^|[\s:)])error\s+(?<code>[A-Za-z]+[0-9]+)?\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex Error();

    private sealed class Lines
    {
        private readonly Lock _lock = new();
        private readonly List<string> _errors = [];
        private readonly Queue<string> _last = new();

        public void Add(string? line)
        {
            if (string.IsNullOrWhiteSpace(line))
                return;
            line = line.Trim();
            lock (_lock)
            {
                if (Error().IsMatch(line))
                {
                    if (_errors.Count < MaxErrors && !_errors.Contains(line))
                        _errors.Add(line);
                    return;
                }

                _last.Enqueue(line);
                if (_last.Count > LastLines)
                    _last.Dequeue();
            }
        }

        public IReadOnlyList<string> Errors()
        {
            lock (_lock)
                return [.. (_errors.Count > 0 ? _errors : [.. _last]).Select(line => SecretText.Mask(line))];
        }
    }
}
