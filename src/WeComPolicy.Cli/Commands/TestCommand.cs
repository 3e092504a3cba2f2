using System.CommandLine;
using System.Globalization;
using System.Text;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Expressions;

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
        var requireCases = new Option<bool>("--require-cases")
        {
            Description = new Bilingual("规则缺少用例时失败", "Fail when a rule lacks cases").In(context.Language),
        };
        var verbose = new Option<bool>("--verbose", "-v") { Description = new Bilingual("列出每个用例", "List every case").In(context.Language) };
        var command = new Command("test", new Bilingual("运行策略旁的用例", "Run the cases beside the policies").In(context.Language))
        {
            paths, requireCases, verbose,
        };
        command.SetAction(parsed =>
        {
            var suite = CaseSuite.Load(parsed.GetValue(paths) ?? [], context.WorkingDirectory);
            using var output = new StreamWriter(context.Output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            Diagnostics.Write(suite.Diagnostics, context);
            if (suite.Diagnostics.Any(d => !d.IsWarning))
                return ExitCode.Unusable;
            var runner = new CaseRunner(suite.Policies);
            var results = suite.Cases.Select(runner.Run).ToList();
            var gaps = CaseCoverage.Gaps(suite.Policies.Rules, suite.Cases);
            new Report(output, context).Write(results, gaps, parsed.GetValue(verbose), parsed.GetValue(requireCases));
            return results.All(r => r.Passed) && !(gaps.Count > 0 && parsed.GetValue(requireCases)) ? ExitCode.Clean : ExitCode.Findings;
        });
        return command;
    }

    private sealed class Report(TextWriter output, CliContext context)
    {
        private readonly Language _language = context.Language;

        public void Write(IReadOnlyList<CaseResult> results, IReadOnlyList<CaseCoverage> gaps, bool verbose, bool gapsFail)
        {
            foreach (var result in results)
            {
                if (result.Passed && !verbose)
                    continue;
                var mark = result.Passed ? new Bilingual("通过", "ok  ") : new Bilingual("失败", "FAIL");
                output.WriteLine($"{mark.In(_language)} {result.Case.RuleId} {result.Case.Name}");
                Diagnostics.Write(result.Failures, output, context);
            }

            foreach (var gap in gaps)
            {
                var lacking = string.Join(", ", gap.Lacking.Select(VerdictWords.Of));
                var text = new Bilingual($"{gap.Rule.Definition.Descriptor.Id} 缺少预期为 {lacking} 的用例", $"{gap.Rule.Definition.Descriptor.Id} lacks a case that expects {lacking}");
                output.WriteLine($"{(gapsFail ? new Bilingual("失败", "FAIL") : new Bilingual("注意", "note")).In(_language)} {text.In(_language)}");
            }

            var passed = results.Count(r => r.Passed).ToString(CultureInfo.InvariantCulture);
            var failed = results.Count(r => !r.Passed).ToString(CultureInfo.InvariantCulture);
            output.WriteLine(new Bilingual($"用例：{passed} 个通过，{failed} 个失败", $"cases: {passed} passed, {failed} failed").In(_language));
        }
    }
}
