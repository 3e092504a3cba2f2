using System.CommandLine;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy scan</c>.</summary>
internal static class ScanCommand
{
    public static Command Create(CliContext context, Option<string> lang)
    {
        var run = new RunOptions(context, lang);
        var format = ReportTargets.Format(context);
        var output = ReportTargets.Output(context);
        var color = CommonOptions.Color(context);
        var quiet = new Option<bool>("--quiet", "-q") { Description = new Bilingual("每个发现只占一行", "One line for each finding").In(context.Language) };
        var verbose = new Option<bool>("--verbose", "-v") { Description = new Bilingual("逐条列出无法判定的规则，也列出通过和不适用的规则", "Show every undecided rule by itself, and list those that passed or do not apply").In(context.Language) };
        var command = new Command("scan", new Bilingual("按策略检查租户和集成代码", "Check tenants and the code that calls WeCom against policies").In(context.Language));
        run.AddTo(command);
        foreach (var option in (Option[])[format, output, color, quiet, verbose])
            command.Add(option);
        command.SetAction(parsed =>
        {
            var settings = run.Resolve(parsed, context);
            var targets = ReportTargets.Of(parsed, format, output, settings.FilesInUse, context);
            using var progress = new ProgressLine(settings.Context, parsed.GetValue(quiet));
            var result = ScanRun.Of(settings, progress.Report);
            progress.Dispose();
            var options = new ReportOptions
            {
                Language = settings.Language.Value,
                Color = CommonOptions.UseColor(parsed.GetValue(color), context),
                Verbosity = parsed.GetValue(quiet) ? Verbosity.Quiet : parsed.GetValue(verbose) ? Verbosity.Verbose : Verbosity.Normal,
                Width = context.Width > 0 ? context.Width : 100,
            };
            ReportTargets.Write(result, targets, options, context);
            return result.ExitCode;
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(quiet) is not null && result.GetResult(verbose) is not null)
                result.AddError(new Bilingual("--quiet 与 --verbose 不能同时使用", "--quiet and --verbose exclude each other").In(context.Language));
        });
        return command;
    }
}
