using System.CommandLine;
using System.CommandLine.Parsing;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting;

namespace WeComPolicy.Cli.Commands;

/// <summary>Where reports go: <c>--format F --output O</c>, repeatable as a pair.</summary>
/// <param name="Format">The format.</param>
/// <param name="Path">The file; null for standard output.</param>
internal sealed record ReportTarget(ReportFormat Format, string? Path);

/// <inheritdoc cref="ReportTarget"/>
internal static class ReportTargets
{
    private static readonly OrderedDictionary<string, ReportFormat> s_formats = new(StringComparer.Ordinal)
    {
        ["text"] = ReportFormat.Text,
        ["json"] = ReportFormat.Json,
        ["sarif"] = ReportFormat.Sarif,
    };

    /// <summary><c>--format</c>.</summary>
    public static Option<string[]> Format(CliContext context) => new("--format", "-f")
    {
        Description = new Bilingual("报告格式，可与 --output 成对重复；默认 text", "Format of the report; repeat in pairs with --output; default text").In(context.Language),
        HelpName = string.Join('|', s_formats.Keys),
        AllowMultipleArgumentsPerToken = false,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!s_formats.ContainsKey(token.Value))
                    CommonOptions.AddWordError(result, "--format", token.Value, [.. s_formats.Keys], context);
            }

            return [.. result.Tokens.Select(t => t.Value)];
        },
    };

    /// <summary><c>--output</c>.</summary>
    public static Option<string[]> Output(CliContext context) => new("--output", "-o")
    {
        Description = new Bilingual("把前一个 --format 的报告写到文件；默认标准输出", "File for the report of the --format before it; default standard output").In(context.Language),
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = false,
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The targets in the order of the command line: each output belongs to the format before it.</summary>
    public static IReadOnlyList<ReportTarget> Of(ParseResult parsed, Option<string[]> format, Option<string[]> output)
    {
        var targets = new List<ReportTarget>();
        Option? option = null;
        foreach (var token in parsed.Tokens)
        {
            if (token.Type == TokenType.Option)
                option = Names(format, token.Value) ? format : Names(output, token.Value) ? output : null;
            else if (option == format)
            {
                targets.Add(new ReportTarget(s_formats[token.Value], null));
                option = null;
            }
            else if (option == output)
            {
                if (targets.Count > 0 && targets[^1].Path is null)
                    targets[^1] = targets[^1] with { Path = token.Value };
                else
                    targets.Add(new ReportTarget(ReportFormat.Text, token.Value));
                option = null;
            }
        }

        return targets.Count > 0 ? targets : [new ReportTarget(ReportFormat.Text, null)];
    }

    /// <summary>Writes every report. A file takes its place only when it is whole.</summary>
    public static void Write(ScanResult result, IReadOnlyList<ReportTarget> targets, ReportOptions options, CliContext context)
    {
        foreach (var target in targets)
        {
            if (target.Path is null)
                WriteToOutput(result, target.Format, options, context);
            else
                WriteToFile(result, target, options with { Color = false }, context);
        }

        // Reports that only programs read would leave a person without a word about unusable inputs.
        if (targets.All(t => t.Format != ReportFormat.Text || t.Path is not null))
        {
            foreach (var diagnostic in result.Diagnostics)
                context.Error.WriteLine(DiagnosticLine.Of(diagnostic, options.Language));
        }
    }

    private static void WriteToOutput(ScanResult result, ReportFormat format, ReportOptions options, CliContext context)
    {
        try
        {
            ReportWriter.Write(result, format, options, context.Output);
            context.Output.Flush();
        }
        catch (IOException)
        {
            // The reader of a pipe went away; it has seen what it wanted, and the exit code still tells the verdict.
        }
    }

    private static void WriteToFile(ScanResult result, ReportTarget target, ReportOptions options, CliContext context)
    {
        var path = Path.GetFullPath(target.Path!, context.WorkingDirectory);
        var partial = path + ".partial";
        try
        {
            using (var stream = File.Create(partial))
                ReportWriter.Write(result, target.Format, options, stream);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new OutputException(new Bilingual(
                $"报告无法写到“{target.Path}”：请检查目录是否存在、是否可写",
                $"the report cannot be written to '{target.Path}': check that the folder exists and is writable"));
        }
    }

    private static bool Names(Option option, string token) =>
        string.Equals(option.Name, token, StringComparison.Ordinal) || option.Aliases.Contains(token);
}
