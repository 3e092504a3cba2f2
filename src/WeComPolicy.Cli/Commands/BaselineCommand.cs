using System.CommandLine;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Projects;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy baseline</c>: takes down what is there today, so that later runs fail for what comes.</summary>
internal static class BaselineCommand
{
    private const string DefaultFile = "wecom-policy.baseline.json";

    public static Command Create(CliContext context, Option<string> lang)
    {
        var run = new RunOptions(context, lang);
        var output = new Option<string>("--output", "-o")
        {
            Description = new Bilingual($"写入哪个文件；默认取 --baseline，再取项目文件里的 baseline，再取 {DefaultFile}", $"Where to write; default --baseline, then the baseline of the project file, then {DefaultFile}").In(context.Language),
            HelpName = "FILE",
        };
        var command = new Command("baseline", new Bilingual("记下现有的发现；以后的运行只因新出现的发现失败", "Take down today's findings; later runs fail for new ones only").In(context.Language));
        run.AddTo(command);
        command.Add(output);
        command.SetAction(parsed =>
        {
            var settings = run.Resolve(parsed, context);
            var at = settings.Context;
            var path = parsed.GetValue(output) is { Length: > 0 } named ? Path.GetFullPath(named, at.WorkingDirectory)
                : settings.BaselineFile ?? Path.Combine(settings.Project.Path is null ? at.WorkingDirectory : settings.Project.File.Directory, DefaultFile);
            var shown = DisplayPath.Of(path, at.WorkingDirectory);
            if (path != settings.BaselineFile && settings.FilesInUse.What(path) is { } what)
                throw new OutputException(new Bilingual($"“{shown}”是本次运行的{what.Zh}，基线不能覆盖它：请另写一个文件名", $"'{shown}' is {what.En} of this run, which the baseline may not replace: name another file"));
            if (Path.Exists(path) && Baseline.Read(path, at.WorkingDirectory).Diagnostics.Any(d => !d.IsWarning))
                throw new OutputException(new Bilingual($"“{shown}”已经存在，而且不是基线文件，未写入：请另写一个文件名", $"'{shown}' is there already and is no baseline, nothing was written: name another file"));
            // With mistakes in its input a run does not see everything, and what it misses would be new tomorrow.
            var result = ScanRun.Of(settings, null, useBaseline: false);
            Diagnostics.Write(result.Diagnostics, at, result.Secrets);
            if (result.Diagnostics.Any(d => !d.IsWarning))
                return ExitCode.Unusable;
            TextFile.Replace(path, BaselineWriter.Write(result.Findings, tenant => Baseline.NameOf(tenant, path, at.WorkingDirectory)), shown);
            var taken = result.Findings.Count(Baseline.Takes);
            var left = result.Findings.Count(f => f.Waiver is null) - taken;
            Say(new($"已写入 {shown}：{taken} 个发现", $"wrote {shown}: {taken} finding{(taken == 1 ? "" : "s")}"));
            if (left > 0)
                Say(new($"另有 {left} 个发现的规则不接受豁免，未记入，须整改", $"{left} more {(left == 1 ? "is" : "are")} of rules that take no waivers: not taken down, to be mended"));
            foreach (var tenant in result.Tenants.Where(t => t.Identity.Length == 0))
            {
                Say(new(
                    $"{tenant.Id} 没有写 corp.corpid：它的条目只对这个位置有效，移动或改名后算作新的发现",
                    $"{tenant.Id} states no corp.corpid: its entries hold for this place alone; moved or renamed its findings are new"));
            }

            if (settings.BaselineFile != path)
            {
                Say(new(
                    $"它还没有生效：请在 {ProjectFile.FileName} 里写“baseline: {Path.GetFileName(path)}”，或扫描时加 --baseline {shown}",
                    $"it is not in force yet: write 'baseline: {Path.GetFileName(path)}' in {ProjectFile.FileName}, or scan with --baseline {shown}"));
            }

            return ExitCode.Clean;

            void Say(Bilingual text) => at.Error.WriteLine(text.In(at.Language));
        });
        return command;
    }
}
