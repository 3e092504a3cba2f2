using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting;

namespace WeComPolicy.Cli.Commands;

/// <summary>Where reports go: <c>--format F --output O</c>, repeatable as a pair.</summary>
/// <param name="Format">The word of the format.</param>
/// <param name="Path">The file; null for standard output.</param>
internal sealed record ReportTarget(string Format, string? Path)
{
    /// <summary>Whether the command line names the format.</summary>
    public bool HasFormat { get; init; }
}

/// <inheritdoc cref="ReportTarget"/>
internal static class ReportTargets
{
    /// <summary><c>--format</c> of a scan.</summary>
    public static Option<string[]> Format(CliContext context) => Format(context, new Lazy<IReadOnlyList<FormatWord>>(() => [.. ReportFormats.All.Select(f => new FormatWord(f.Id, f.Description))]));

    /// <summary><c>--format</c>.</summary>
    /// <param name="context">The world.</param>
    /// <param name="formats">Word and description of each, in the order of the help; among them the default.</param>
    public static Option<string[]> Format(CliContext context, IReadOnlyList<FormatWord> formats) => Format(context, new Lazy<IReadOnlyList<FormatWord>>(formats));

    private static LateOption<string[]> Format(CliContext context, Lazy<IReadOnlyList<FormatWord>> formats) => new("--format", ["-f"], () => new Bilingual(
        $"报告格式，可与 --output 成对重复；默认 {ReportFormats.Default}{Descriptions(formats.Value, Language.Zh)}",
        $"Format of the report; repeat in pairs with --output; default {ReportFormats.Default}{Descriptions(formats.Value, Language.En)}").In(context.Language))
    {
        HelpName = "FORMAT",
        CompletionSources = { completion => formats.Value.Select(f => f.Id).Where(id => id.StartsWith(completion.WordToComplete, StringComparison.Ordinal)).Select(id => new CompletionItem(id)) },
        AllowMultipleArgumentsPerToken = false,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!formats.Value.Any(f => f.Id == token.Value))
                    CommonOptions.AddWordError(result, "--format", token.Value, [.. formats.Value.Select(f => f.Id)], context);
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

    /// <summary>
    /// The targets in the order of the command line: each output belongs to the format before it; a single output belongs to a
    /// single format wherever it stands.
    /// </summary>
    /// <exception cref="OutputException">Reports would be lost: two in one place, or one in place of an input.</exception>
    /// <param name="parsed">The command line.</param>
    /// <param name="format">The option.</param>
    /// <param name="output">The option.</param>
    /// <param name="inUse">Files that the run reads, which no report may replace.</param>
    /// <param name="context">Where relative paths start from.</param>
    public static IReadOnlyList<ReportTarget> Of(
        ParseResult parsed, Option<string[]> format, Option<string[]> output, FilesInUse inUse, CliContext context)
    {
        var targets = InOrder(parsed, format, output);
        if (targets.Count == 2 && targets.Count(t => t.Path is null) == 1 && targets[0].Path is not null && !targets[0].HasFormat)
            targets = [targets[1] with { Path = targets[0].Path }];
        if (targets.Count == 0)
            targets.Add(new ReportTarget(ReportFormats.Default.Id, null));
        if (targets.Count(t => t.Path is null) > 1)
        {
            throw new OutputException(new Bilingual(
                "标准输出只能写一份报告：请在每个 --format 之后用 --output 指定文件",
                "standard output takes one report: name a file with --output behind each --format"));
        }

        // Whoever writes --output report.html alone wants HTML, and would open a text.
        if (targets.FirstOrDefault(t => !t.HasFormat && t.Path is not null && IsOfAnotherFormat(t.Path)) is { Path: { } misnamed })
        {
            throw new OutputException(new Bilingual(
                $"没有写 --format，“{misnamed}”里会是文本报告：请在 --output 之前写明 --format，或用 .txt 作扩展名",
                $"without --format the report in '{misnamed}' would be text: write the --format before --output, or let the name end in .txt"));
        }

        var taken = new HashSet<string>(FilesInUse.Comparer);
        foreach (var path in targets.Select(t => t.Path).OfType<string>())
        {
            if (path.Length == 0)
                throw new OutputException(new Bilingual("--output 的文件名是空的：请写一个文件名", "--output names no file: write a file name"));
            var full = Path.GetFullPath(path, context.WorkingDirectory);
            if (inUse.What(full) is { } what)
                throw new OutputException(new Bilingual($"“{path}”是本次运行的{what.Zh}，报告不能覆盖它：请另写一个文件名", $"'{path}' is {what.En} of this run, which no report may replace: name another file"));
            if (!taken.Add(FilesInUse.RealPath(full)))
                throw new OutputException(new Bilingual($"两份报告写到同一个文件“{path}”：请各写一个文件名", $"two reports go to the same file '{path}': name a file for each"));
        }

        return targets;
    }

    private static bool IsOfAnotherFormat(string path)
    {
        var ending = Path.GetExtension(path);
        return !ending.Equals(ReportFormats.Default.Ending, StringComparison.OrdinalIgnoreCase)
            && ReportFormats.All.Any(f => ending.Equals(f.Ending, StringComparison.OrdinalIgnoreCase));
    }

    private static string Descriptions(IReadOnlyList<FormatWord> formats, Language language)
    {
        var width = formats.Max(f => f.Id.Length);
        return string.Concat(formats.Select(f => $"\n{f.Id.PadRight(width)}  {f.Description.In(language)}"));
    }

    private static List<ReportTarget> InOrder(ParseResult parsed, Option<string[]> format, Option<string[]> output)
    {
        var targets = new List<ReportTarget>();
        Option? option = null;
        foreach (var token in parsed.Tokens)
        {
            if (token.Type == TokenType.Option)
                option = Names(format, token.Value) ? format : Names(output, token.Value) ? output : null;
            else if (option == format)
            {
                targets.Add(new ReportTarget(token.Value, null) { HasFormat = true });
                option = null;
            }
            else if (option == output)
            {
                if (targets.Count > 0 && targets[^1].Path is null)
                    targets[^1] = targets[^1] with { Path = token.Value };
                else
                    targets.Add(new ReportTarget(ReportFormats.Default.Id, token.Value));
                option = null;
            }
        }

        return targets;
    }

    /// <summary>Writes every report of a scan.</summary>
    public static void Write(ScanResult result, IReadOnlyList<ReportTarget> targets, ReportOptions options, CliContext context)
    {
        Write(targets, (target, stream) => ReportFormats.Of(target.Format).Write(result, target.Path is null ? options : options with { Color = false }, stream), context);

        // Reports that only programs read would leave a person without a word about unusable inputs.
        if (targets.All(t => t.Format != ReportFormats.Default.Id || t.Path is not null))
            Diagnostics.Write(result.Diagnostics, context with { Language = options.Language }, result.Secrets);
    }

    /// <summary>Writes every report. A file takes its place only when it is whole.</summary>
    /// <param name="targets">Where they go.</param>
    /// <param name="write">Writes one.</param>
    /// <param name="context">The world.</param>
    public static void Write(IReadOnlyList<ReportTarget> targets, Action<ReportTarget, Stream> write, CliContext context)
    {
        foreach (var target in targets)
        {
            if (target.Path is not null)
            {
                WriteToFile(target, write, context);
                continue;
            }

            write(target, context.Output);
            context.Output.Flush();
        }
    }

    private static void WriteToFile(ReportTarget target, Action<ReportTarget, Stream> write, CliContext context)
    {
        var path = Path.GetFullPath(target.Path!, context.WorkingDirectory);
        try
        {
            if (KeepsItsPlace(path))
            {
                using var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
                write(target, stream);
                return;
            }

            WholeFile.Write(path, stream => write(target, stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new OutputException(new Bilingual(
                $"报告无法写到“{target.Path}”：请检查目录是否存在、是否可写，磁盘是否已满",
                $"the report cannot be written to '{target.Path}': check that the folder exists and is writable, and that the disk is not full"));
        }
    }

    // A device, a pipe or a link is written to, never replaced: a renamed file in its place would take it away from everyone.
    // Devices and pipes are as long as empty files, for which it makes no difference.
    private static bool KeepsItsPlace(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is not null || (file.Exists && file.Length == 0);
    }

    private static bool Names(Option option, string token) =>
        string.Equals(option.Name, token, StringComparison.Ordinal) || option.Aliases.Contains(token);
}
