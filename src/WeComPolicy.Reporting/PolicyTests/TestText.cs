using System.Globalization;
using System.Text;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.PolicyTests.Coverage;
using WeComPolicy.Engine.PolicyTests.Mutation;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.PolicyTests;

/// <summary>The report of <c>wecom-policy test</c> for people.</summary>
public static class TestText
{
    /// <summary>Writes the report.</summary>
    /// <param name="run">What was found out.</param>
    /// <param name="verbose">Lists what is as it should be, too.</param>
    /// <param name="options">Language, width, colours.</param>
    /// <param name="output">Stays open.</param>
    public static void Write(TestRun run, bool verbose, ReportOptions options, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        Bilingual failed = new("失败", "FAIL");
        foreach (var result in run.Results)
        {
            if (result.Passed && !verbose)
                continue;
            writer.WriteLine($"{Say(result.Passed ? new Bilingual("通过", "ok  ") : failed)} {result.Case.RuleId} {result.Case.Name}");
            Diagnostics(result.Failures);
        }

        foreach (var gap in run.Gaps)
        {
            var id = gap.Rule.Descriptor.Id;
            var lacking = string.Join(", ", gap.Lacking.Select(VerdictWords.Of));
            writer.WriteLine($"{Say(run.GapsFail ? failed : new Bilingual("注意", "note"))} {Say(new Bilingual($"{id} 缺少预期为 {lacking} 的用例", $"{id} lacks a case that expects {lacking}"))}");
        }

        Problems();
        if (verbose)
            PerRule();
        Totals();

        void Problems()
        {
            List<InputDiagnostic> problems =
            [
                .. run.Coverage?.Rules.SelectMany(TestProblems.Of) ?? [],
                .. run.Mutation?.Rules.SelectMany(TestProblems.Of) ?? [],
                .. run.Mutation?.Stale ?? [],
            ];
            Diagnostics(problems);
        }

        void PerRule()
        {
            foreach (var rule in run.Coverage?.Rules ?? [])
                writer.WriteLine($"{rule.Rule.Descriptor.Id} {Conditions(rule.Covered, rule.Conditions.Count)}");
            foreach (var rule in run.Mutation?.Rules ?? [])
                writer.WriteLine($"{rule.Rule.Descriptor.Id} {Mutants(rule.Mutants.Count, rule.Count(MutantStatus.Killed), rule.Count(MutantStatus.Equivalent), rule.Count(MutantStatus.Survived))}");
        }

        void Totals()
        {
            if (run.Coverage is { } coverage)
            {
                writer.WriteLine(Say(new Bilingual("覆盖：", "coverage: ")) + Conditions(coverage.Rules.Sum(r => r.Covered), coverage.Rules.Sum(r => r.Conditions.Count)));
                Fields(coverage);
            }

            if (run.Mutation is { } mutation)
            {
                int Sum(MutantStatus status) => mutation.Rules.Sum(r => r.Count(status));
                writer.WriteLine(Say(new Bilingual("变异：", "mutation: "))
                    + Mutants(mutation.Rules.Sum(r => r.Mutants.Count), Sum(MutantStatus.Killed), Sum(MutantStatus.Equivalent), Sum(MutantStatus.Survived)));
            }

            var passed = Number(run.Results.Count(r => r.Passed));
            var notPassed = Number(run.Results.Count(r => !r.Passed));
            writer.WriteLine(Say(new Bilingual($"用例：{passed} 个通过，{notPassed} 个失败", $"cases: {passed} passed, {notPassed} failed")));
        }

        void Fields(CoverageReport coverage)
        {
            var read = Number(coverage.Fields - coverage.Unread.Count);
            writer.WriteLine(Say(new Bilingual($"字段：{Number(coverage.Fields)} 个，规则或扫描器读取 {read} 个", $"fields: {Number(coverage.Fields)}, read by a rule or the scanner itself: {read}")));
            if (!verbose && coverage.Unread.Count > coverage.Fields / 2)
            {
                // A pack of one's own reads few; the list of all the others would bury the rest.
                writer.WriteLine(Say(new Bilingual("  其余字段没有规则读取；--verbose 列出它们", "  no rule reads the others; --verbose lists them")));
                return;
            }

            foreach (var type in coverage.Unread.GroupBy(f => f.Type, StringComparer.Ordinal))
            {
                var record = type.Key.Length == 0 ? Say(new Bilingual("顶层", "top level")) : type.Key;
                writer.WriteLine($"  {Say(new Bilingual("没有规则读取", "read by no rule"))} {record}: {string.Join(", ", type.Select(f => f.Name))}");
            }
        }

        void Diagnostics(IReadOnlyList<InputDiagnostic> diagnostics)
        {
            writer.Flush();
            DiagnosticReport.Write(diagnostics, [], options, writer);
        }

        string Conditions(int covered, int all) => Say(new Bilingual(
            $"{Number(all)} 个条件中 {Number(covered)} 个真假都出现过",
            $"{Number(covered)} of {Number(all)} {(all == 1 ? "condition" : "conditions")} seen true and false"));

        string Mutants(int all, int killed, int equivalent, int survived) => Say(new Bilingual(
            $"{Number(all)} 个变异，发现 {Number(killed)} 个，等价 {Number(equivalent)} 个，未发现 {Number(survived)} 个",
            $"{Number(all)} {(all == 1 ? "mutant" : "mutants")}, {Number(killed)} killed, {Number(equivalent)} equivalent, {Number(survived)} survived"));

        string Say(Bilingual text) => text.In(options.Language);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
