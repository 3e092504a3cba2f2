using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.PolicyTests.Coverage;
using WeComPolicy.Engine.PolicyTests.Mutation;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.PolicyTests;

/// <summary>What cases leave open, as diagnostics of the policy file.</summary>
internal static class TestProblems
{
    private const int MaxText = 160;

    /// <summary>The conditions that were not seen both true and false.</summary>
    public static IEnumerable<InputDiagnostic> Of(RuleConditions rule) =>
        rule.Conditions.Where(c => !c.IsCovered).Select(c =>
        {
            var (zh, en) = (c.SeenTrue, c.SeenFalse) switch
            {
                (false, false) => ("没有用例计算过", "No case evaluates"),
                (false, true) => ("没有用例使之为真：", "No case makes this true:"),
                _ => ("没有用例使之为假：", "No case makes this false:"),
            };
            return InputDiagnostic.At(
                c.Range,
                "not-covered",
                new Bilingual($"{zh} {Short(c.Text)}（{c.RuleId} {c.Part}）", $"{en} {Short(c.Text)} ({c.RuleId} {c.Part})"),
                new Bilingual("请补一个用例；如果它不可能出现另一种取值，请从规则中删去。", "Add a case; if it can never be otherwise, take it out of the rule."));
        });

    /// <summary>The mutants that no case killed.</summary>
    public static IEnumerable<InputDiagnostic> Of(MutatedRule rule) =>
        rule.Mutants.Where(m => m.Status == MutantStatus.Survived).Select(m => InputDiagnostic.At(
            m.Mutant.Range,
            "surviving-mutant",
            What(m.Mutant),
            HowToKill(m.Suggestion)));

    private static Bilingual What(Mutant mutant)
    {
        var text = Short(mutant.Text);
        return mutant.IsOfField
            ? mutant.To == Mutant.Removed
                ? new Bilingual($"{mutant.RuleId} 读取了这个字段，但去掉它不改变任何用例的结论：{text}", $"{mutant.RuleId} reads this field, yet without it every case has the same verdict: {text}")
                : new Bilingual($"{mutant.RuleId} 读取了这个字段，但改变它的取值不改变任何用例的结论：{text}", $"{mutant.RuleId} reads this field, yet with other values every case has the same verdict: {text}")
            : new Bilingual($"没有用例能发现 {mutant.RuleId} 的这个变异：{text}", $"No case notices this mutant of {mutant.RuleId}: {text}");
    }

    private static Bilingual HowToKill(KillingEdit? edit)
    {
        if (edit is null)
        {
            return new Bilingual(
                "请补一个能区分两者的用例（多在边界上）；如果任何租户都无法区分，请写入用例文件的 equivalents 并说明理由。",
                "Add a case that tells the two apart, often at a boundary; if no tenant can, list it with the reason under 'equivalents' in the file of cases.");
        }

        var verdict = VerdictWords.Of(edit.Expected);
        return edit.Value is null
            ? new Bilingual($"请补一个用例，例如在“{edit.CaseName}”的租户中去掉 {edit.Path}，预期 {verdict}。", $"Add a case, such as '{edit.CaseName}' without {edit.Path}, which expects {verdict}.")
            : new Bilingual($"请补一个用例，例如在“{edit.CaseName}”的租户中把 {edit.Path} 改为 {Short(edit.Value)}，预期 {verdict}。", $"Add a case, such as '{edit.CaseName}' with {edit.Path}: {Short(edit.Value)}, which expects {verdict}.");
    }

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= MaxText ? line : line[..MaxText] + "…";
    }
}
