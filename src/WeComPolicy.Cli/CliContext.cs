using WeComPolicy.Expressions;

namespace WeComPolicy.Cli;

/// <summary>What a command may touch of the world: its streams, the terminal, the working directory, the environment.</summary>
public sealed record CliContext
{
    /// <summary>Where reports go, as bytes: UTF-8, LF.</summary>
    public required Stream Output { get; init; }

    /// <summary>Where everything else goes; standard error, opened when something is to be said there.</summary>
    public TextWriter Error
    {
        get => field ??= new StreamWriter(Console.OpenStandardError()) { AutoFlush = true, NewLine = "\n" };
        init;
    }

    /// <summary>Whether reports go to a terminal.</summary>
    public required bool OutputIsTerminal { get; init; }

    /// <summary>Whether messages go to a terminal.</summary>
    public required bool ErrorIsTerminal { get; init; }

    /// <summary>Width of the terminal in cells; 0 where there is none.</summary>
    public required int Width { get; init; }

    /// <summary>What relative paths start from.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The value of an environment variable, or null.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The day it is; only the default of <c>--as-of</c> asks for it.</summary>
    public required Func<DateOnly> Today { get; init; }

    /// <summary>The language in force; set when the command line has been looked at.</summary>
    public Language Language { get; init; } = Language.Zh;

    /// <summary>Stops the work when the user does.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The running process.</summary>
    public static CliContext OfProcess()
    {
        return new CliContext
        {
            Output = Console.OpenStandardOutput(),
            OutputIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Width = TerminalWidth(),
            WorkingDirectory = Environment.CurrentDirectory,
            Variable = Environment.GetEnvironmentVariable,
            Today = ChinaToday,
        };
    }

    // The rules count days as the admin console does, in China's one time zone.
    private static DateOnly ChinaToday() => DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).DateTime);

    private static int TerminalWidth()
    {
        if (Console.IsOutputRedirected)
            return 0;
        try
        {
            return Console.WindowWidth;
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return 0;
        }
    }
}
