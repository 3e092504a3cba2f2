using System.CommandLine;
using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Engine.PolicyTests.Lint;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.PolicyTests;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy lint</c>.</summary>
internal static class LintCommand
{
    public static Command Create(CliContext context)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = new Bilingual("策略与用例的文件或目录；省略时为内置策略包", "Files or folders of policies and cases; without any, the shipped packs").In(context.Language),
            Arity = ArgumentArity.ZeroOrMore,
        };
        var strict = new Option<bool>("--strict") { Description = new Bilingual("有警告时也失败", "Fail on warnings too").In(context.Language) };
        var format = CommonOptions.Word("--format", "text|json", new Bilingual("输出格式；默认 text", "Format; default text"), context);
        format.Aliases.Add("-f");
        var command = new Command("lint", new Bilingual("不运行策略，检查其中的疏漏", "Look for mistakes in policies without running them").In(context.Language))
        {
            paths, strict, format,
        };
        command.SetAction(parsed =>
        {
            var suite = CaseSuite.Load(parsed.GetValue(paths) ?? [], context.WorkingDirectory);
            // Without any case each rule is told to lack them.
            var diagnostics = suite.Diagnostics.Where(d => d.Code != CaseSuite.NoCases || d.Path is not null).ToList();
            if (diagnostics.Any(d => !d.IsWarning))
            {
                Diagnostics.Write(diagnostics, context);
                return ExitCode.Unusable;
            }

            var report = new LintReport(suite.Policies.Rules.Count + suite.Policies.CodeRules.Count, [.. diagnostics, .. PolicyLint.Run(suite)]);
            if (parsed.GetValue(format) == "json")
                report.WriteJson(context.Output);
            else
                report.WriteText(Diagnostics.Options(context), context.Output);
            context.Output.Flush();
            return report.Errors > 0 || parsed.GetValue(strict) && report.Warnings > 0 ? ExitCode.Findings : ExitCode.Clean;
        });
        return command;
    }
}
