using System.CommandLine;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy scan</c>.</summary>
internal static class ScanCommand
{
    public static Command Create(CliContext context, Option<string> lang)
    {
        var run = new RunOptions(context, lang);
        var shard = ShardOption.Create(context);
        var exitZero = new Option<bool>("--exit-zero")
        {
            Description = new Bilingual(
                "分片的结果写出后退出码为 0，不论查出什么：结论由 merge 给出。只与 --shard 同用",
                "Exit with 0 once the result of the shard is written, whatever was found: merge tells the verdict. Only with --shard").In(context.Language),
        };
        var report = new ReportSettings(context);
        var command = new Command("scan", new Bilingual("按策略检查租户和集成代码", "Check tenants and the code that calls WeCom against policies").In(context.Language));
        run.AddTo(command);
        command.Add(shard);
        command.Add(exitZero);
        report.AddTo(command);
        command.SetAction(parsed =>
        {
            var settings = run.Resolve(parsed, context);
            var targets = report.Targets(parsed, settings.FilesInUse, context);
            using var progress = new ProgressLine(settings.Context, report.IsQuiet(parsed));
            var result = ScanRun.Of(settings, progress.Report, shard: parsed.GetValue(shard)?.Value, tenantProgress: progress.ReportTenants);
            progress.Dispose();
            report.Write(result, parsed, targets, settings.Context);
            return parsed.GetValue(exitZero) ? ExitCode.Clean : result.ExitCode;
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(exitZero) is not null && result.GetResult(shard) is null)
                result.AddError(new Bilingual("--exit-zero 只能与 --shard 同用；只想查看而不设门禁，请用 --fail-on never", "--exit-zero goes with --shard alone; to look without a gate use --fail-on never").In(context.Language));
        });
        return command;
    }
}
