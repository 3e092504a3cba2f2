using System.CommandLine;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Fleet;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Shards;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy merge</c>: one report of the results of all shards of a scan.</summary>
internal static class MergeCommand
{
    public static Command Create(CliContext context, Option<string> lang)
    {
        var paths = new Argument<string[]>("RESULT")
        {
            Description = new Bilingual(
                "scan --shard I/N --format json 写出的结果：文件、目录（其中所有 .json）或含 * 的文件名",
                "Results of scan --shard I/N --format json: files, folders (all .json in them) or file names with *").In(context.Language),
            Arity = ArgumentArity.OneOrMore,
        };
        var report = new ReportSettings(context);
        var command = new Command("merge", new Bilingual("把各分片的结果合并为一份报告", "Make one report of the results of all shards").In(context.Language)) { paths };
        report.AddTo(command);
        command.SetAction(parsed =>
        {
            var diagnostics = new List<InputDiagnostic>();
            var files = (parsed.GetValue(paths) ?? []).SelectMany(p => FilesOf(p, context, diagnostics)).Distinct(StringComparer.Ordinal).ToList();
            var targets = report.Targets(parsed, new FilesInUse(files, [], []), context);
            var shards = new List<ShardResult>();
            foreach (var file in files)
            {
                var (shard, problem) = ResultReader.Read(file, DisplayPath.Of(file, context.WorkingDirectory));
                if (shard is not null)
                    shards.Add(shard);
                else
                    diagnostics.Add(problem!);
            }

            if (diagnostics.Count == 0)
                diagnostics.AddRange(ShardMerge.Problems(shards));
            if (diagnostics.Count > 0)
            {
                Diagnostics.Write(diagnostics, context);
                return ExitCode.Unusable;
            }

            var result = ShardMerge.Merge(shards);
            var language = parsed.GetResult(lang) is { Implicit: false } ? context.Language : shards[0].Language;
            report.Write(result, parsed, targets, context with { Language = language });
            return result.ExitCode;
        });
        return command;
    }

    private static IReadOnlyList<string> FilesOf(string argument, CliContext context, List<InputDiagnostic> diagnostics)
    {
        try
        {
            var path = Path.GetFullPath(argument.Length == 0 ? "." : argument, context.WorkingDirectory);
            if (!Directory.Exists(path) && !argument.Contains('*', StringComparison.Ordinal))
                return [path];
            var (folder, pattern) = Directory.Exists(path) ? (path, "*.json") : (Path.GetDirectoryName(path)!, Path.GetFileName(path));
            var files = Directory.Exists(folder) ? Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal).ToList() : [];
            if (files.Count > 0)
                return files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Told below: there is nothing to merge.
        }

        diagnostics.Add(InputDiagnostic.About(
            DisplayPath.Named(argument),
            "no-results",
            new("这里没有结果文件。", "There is no result here."),
            new("请指定 scan --shard I/N --format json --output FILE 写出的文件。", "Name the files that scan --shard I/N --format json --output FILE has written.")));
        return [];
    }
}
