using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using System.Text;

namespace WeComPolicy.Cli;

/// <summary><c>--version</c>: name, version and, where the build knew it, the commit.</summary>
internal sealed class VersionLine(CliContext context) : SynchronousCommandLineAction
{
    /// <summary>The version that reports carry: without the commit, so that the same inputs give the same bytes.</summary>
    public static string ReportVersion { get; } = Informational.Split('+')[0];

    /// <summary>The version with the commit, where the build knew it.</summary>
    public static string Informational =>
        typeof(VersionLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        context.Output.Write(Encoding.UTF8.GetBytes($"wecom-policy {Informational}\n"));
        context.Output.Flush();
        return ExitCode.Clean;
    }
}
