using WeComPolicy.Engine.Documents;
using WeComPolicy.Reporting;

namespace WeComPolicy.Cli;

/// <summary>Tells what is wrong with inputs and policies where no report does.</summary>
internal static class Diagnostics
{
    // Where no terminal wraps the lines, each message stays on one, for those who search logs.
    private const int NoTerminal = 1000;

    /// <summary>Writes diagnostics to standard error.</summary>
    public static void Write(IReadOnlyList<InputDiagnostic> diagnostics, CliContext context, IReadOnlyList<SourceRange>? secrets = null) =>
        Write(diagnostics, context.Error, context, secrets);

    /// <summary>Writes diagnostics, in the language of the context.</summary>
    public static void Write(IReadOnlyList<InputDiagnostic> diagnostics, TextWriter output, CliContext context, IReadOnlyList<SourceRange>? secrets = null) =>
        DiagnosticReport.Write(diagnostics, secrets ?? [], Options(context), output);

    /// <summary>How diagnostics are written.</summary>
    public static ReportOptions Options(CliContext context) =>
        new() { Language = context.Language, Width = context.ErrorIsTerminal && context.Width > 0 ? context.Width : NoTerminal };
}
