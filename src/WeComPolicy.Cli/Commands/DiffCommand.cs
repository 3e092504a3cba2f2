using System.CommandLine;
using WeComPolicy.Cli.Commands.Diff;
using WeComPolicy.Engine.Differences;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting;
using WeComPolicy.Reporting.Differences;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy diff</c>: what a change of tenants, rules and waivers does.</summary>
internal static class DiffCommand
{
    public static Command Create(CliContext context, Option<string> lang)
    {
        var before = new Argument<string>("BASE")
        {
            Description = new Bilingual("改动之前：文件、文件夹、git 版本，或“版本:路径”", "Before the change: a file, a folder, a git revision, or REVISION:PATH").In(context.Language),
        };
        var after = new Argument<string>("HEAD")
        {
            Description = new Bilingual(
                "改动之后，写法同 BASE；省略时是工作区，BASE 须是 git 版本",
                "After the change, written as BASE; without it the work tree, and BASE is a git revision").In(context.Language),
            Arity = ArgumentArity.ZeroOrOne,
        };
        var paths = new Argument<string[]>("-- PATH")
        {
            Description = new Bilingual(
                "比较 git 版本中的哪些租户和代码，写在 -- 之后；省略时取项目文件里的 inputs",
                "Which tenants and code of git revisions to compare, behind --; without any, the inputs of the project file").In(context.Language),
            Arity = ArgumentArity.ZeroOrMore,
        };
        var run = new RunOptions(context, lang);
        var onPrivilege = new Option<bool>("--fail-on-privilege")
        {
            Description = new Bilingual("权限放宽或防护减弱也使运行失败", "Wider privileges and less protection fail the run too").In(context.Language),
        };
        var onLoosening = new Option<bool>("--fail-on-loosening")
        {
            Description = new Bilingual("放宽规则、设置、豁免或基线，以及移走租户，也使运行失败", "Looser rules, settings, waivers and baselines, and removed tenants, fail the run too").In(context.Language),
        };
        var format = ReportTargets.Format(context, DiffReport.Formats);
        var output = ReportTargets.Output(context);
        var colors = CommonOptions.Color(context);
        var command = new Command("diff", new Bilingual("说明一次改动带来了什么：新的发现、权限变化、规则与豁免的变化", "Tell what a change brings: new findings, privileges, rules and waivers").In(context.Language))
        {
            before, after, paths,
        };
        foreach (var option in (Option[])[run.Policy, run.Profile, run.Config, run.NoConfig, run.FailOn, run.AllowUnknown, onPrivilege, onLoosening, run.Waivers, run.NoWaivers, run.AsOf, run.Jobs, format, output, colors])
            command.Add(option);
        run.RefuseTwoProjects(command);
        command.SetAction(parsed =>
        {
            using var sides = DiffSides.Of(DiffArguments.Of(parsed, [parsed.GetValue(before), parsed.GetValue(after), .. parsed.GetValue(paths) ?? []]), context);
            var (old, current) = DiffRun.Settings(sides, run, parsed);
            var targets = ReportTargets.Of(parsed, format, output, old.FilesAt(sides.Before.Place).And(current.FilesAt(sides.After.Place)), context);
            using var progress = new ProgressLine(current.Context, false);
            var states = DiffRun.Judge(sides, old, current, progress.Report);
            progress.Dispose();
            // A change does not loosen the gate that it has to pass.
            var gate = new DiffGate(old.FailOn.Value.Severity, old.AllowUnknown.Value, parsed.GetValue(onPrivilege), parsed.GetValue(onLoosening));
            var result = Difference.Of(states.Before, states.After, gate);
            var at = context with { Language = current.Language.Value };
            DiffDiagnostics.Write(result, at);
            var options = new ReportOptions { Language = at.Language, Width = context.Width > 0 ? context.Width : 100 };
            var color = CommonOptions.UseColor(parsed.GetValue(colors), context);
            ReportTargets.Write(targets, (target, stream) => DiffReport.Write(result, target.Format, options with { Color = color && target.Path is null }, stream), context);
            return result.ExitCode;
        });
        return command;
    }
}
