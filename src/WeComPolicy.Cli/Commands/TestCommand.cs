using System.CommandLine;
using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Engine.PolicyTests.Coverage;
using WeComPolicy.Engine.PolicyTests.Mutation;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.PolicyTests;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy test</c>.</summary>
internal static class TestCommand
{
    public static Command Create(CliContext context)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = new Bilingual("策略与用例的文件或目录；省略时为内置策略包", "Files or folders of policies and cases; without any, the shipped packs").In(context.Language),
            Arity = ArgumentArity.ZeroOrMore,
        };
        var requireCases = Flag("--require-cases", new Bilingual("规则缺少用例时失败", "Fail when a rule lacks cases"), context);
        var coverage = Flag("--coverage", new Bilingual("每个条件都应有用例使之为真、有用例使之为假", "Every condition must be true in a case and false in another"), context);
        var mutate = Flag("--mutate", new Bilingual("逐处改动规则和租户，每处改动都应有用例能发现", "Change rules and tenants bit by bit; a case must notice each change"), context);
        var rule = new Option<string>("--rule")
        {
            Description = new Bilingual("只看这条规则", "This rule only").In(context.Language),
            HelpName = "ID",
        };
        var format = CommonOptions.Word("--format", "text|json", new Bilingual("输出格式；默认 text", "Format; default text"), context);
        format.Aliases.Add("-f");
        var verbose = Flag("--verbose", new Bilingual("列出每个用例和每条规则", "List every case and every rule"), context);
        verbose.Aliases.Add("-v");
        var command = new Command("test", new Bilingual("运行策略旁的用例", "Run the cases beside the policies").In(context.Language))
        {
            paths, requireCases, coverage, mutate, rule, format, verbose,
        };
        command.SetAction(parsed =>
        {
            var suite = CaseSuite.Load(parsed.GetValue(paths) ?? [], context.WorkingDirectory);
            Diagnostics.Write(suite.Diagnostics, context);
            if (suite.Diagnostics.Any(d => !d.IsWarning))
                return ExitCode.Unusable;
            var policies = suite.Policies;
            if (parsed.GetValue(rule) is { } wanted)
            {
                if (RuleChoice.Find([.. suite.Policies.Rules.Select(r => r.Descriptor)], wanted, context) is not { } found)
                    return ExitCode.Unusable;
                suite = suite.Only(found.Id);
            }

            var runner = new CaseRunner(suite.Policies);
            var run = new TestRun([.. suite.Cases.Select(runner.Run)], CaseCoverage.Gaps(suite.Policies.Rules, suite.Cases))
            {
                GapsFail = parsed.GetValue(requireCases),
                Coverage = parsed.GetValue(coverage) ? CoverageReport.Of(suite, policies) : null,
                Mutation = parsed.GetValue(mutate) ? MutationReport.Of(suite, context.Cancellation) : null,
            };
            if (parsed.GetValue(format) == "json")
                TestJson.Write(run, parsed.GetValue(verbose), context.Output);
            else
                TestText.Write(run, parsed.GetValue(verbose), Diagnostics.Options(context), context.Output);
            context.Output.Flush();
            return run.Succeeded ? ExitCode.Clean : ExitCode.Findings;
        });
        return command;
    }

    private static Option<bool> Flag(string name, Bilingual description, CliContext context) => new(name) { Description = description.In(context.Language) };
}
