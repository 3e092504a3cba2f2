using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>What the gate says, in plain words: the headline, and every reason for it and reservation about it.</summary>
/// <param name="State">For the style sheet: <c>fail</c>, <c>unknown</c>, <c>pass</c> or <c>none</c>.</param>
/// <param name="Headline">A few words.</param>
/// <param name="Reasons">Sentences, the weightiest first.</param>
internal sealed record GateVerdict(string State, Bilingual Headline, IReadOnlyList<Bilingual> Reasons)
{
    public static GateVerdict Of(ScanResult result, ResultSummary summary)
    {
        var reasons = new List<Bilingual>();
        var threshold = result.Gate.FailOn is { } failOn ? Terms.Name(failOn) : default(Bilingual?);
        if (summary.InputErrors > 0)
        {
            reasons.Add(new(
                $"{Counted.Number(summary.InputErrors)} 个输入或策略无法使用，结果不完整，不能作为放行依据。",
                $"{Counted.Of(summary.InputErrors, "", "input or policy", "inputs or policies").En} cannot be used. The result is incomplete and no ground to pass anything."));
        }

        if (summary.GateFails && threshold is { } name)
        {
            var found = summary.GateFailures + summary.GateErrors;
            if (found > 0)
            {
                reasons.Add(new(
                    $"“{name.Zh}”及以上的问题 {Counted.Number(found)} 项{(summary.GateErrors > 0 ? $"，其中 {Counted.Number(summary.GateErrors)} 项是规则出错" : "")}。",
                    $"{Counted.Of(found, "", "finding").En} at or above {name.En}{(summary.GateErrors > 0 ? $", {Counted.Of(summary.GateErrors, "", "rule error").En} among them" : "")}."));
            }

            if (summary.GateUnknown > 0)
            {
                reasons.Add(new(
                    $"“{name.Zh}”及以上有 {Counted.Number(summary.GateUnknown)} 项因缺少事实而无法判定；无法判定不等于通过。",
                    $"{Counted.Of(summary.GateUnknown, "", "finding").En} at or above {name.En} cannot be decided, since facts are missing. Not decided is not passed."));
            }
        }
        else if (threshold is { } level && summary.InputErrors == 0)
        {
            reasons.Add(new($"没有“{level.Zh}”及以上的未接受问题。", $"Nothing open at or above {level.En}."));
        }
        else if (threshold is null)
        {
            reasons.Add(new("运行时用 --fail-on never 关闭了门禁，任何发现都不会使它失败。", "The run was told --fail-on never: no finding can fail it."));
        }

        AddReservations(result, summary, reasons);
        return new GateVerdict(StateOf(summary, threshold is not null), HeadlineOf(summary, threshold is not null), reasons);
    }

    private static string StateOf(ResultSummary summary, bool hasThreshold) =>
        summary.InputErrors > 0 ? "fail"
        : summary.GateFailures + summary.GateErrors > 0 ? "fail"
        : summary.GateUnknown > 0 ? "unknown"
        : hasThreshold ? "pass" : "none";

    private static Bilingual HeadlineOf(ResultSummary summary, bool hasThreshold) =>
        summary.GateFailures + summary.GateErrors > 0 ? new("门禁不通过", "The gate fails")
        : summary.InputErrors > 0 ? new("无从判定", "No verdict is possible")
        : summary.GateUnknown > 0 ? new("尚不能放行", "Not decided, so not passed")
        : hasThreshold ? new("门禁通过", "The gate passes")
        : new("未设门禁", "No gate is set");

    // What a passing gate leaves out is said beside it.
    private static void AddReservations(ScanResult result, ResultSummary summary, List<Bilingual> reasons)
    {
        var standings = result.Findings.CountBy(f => GateStandings.Of(result.Gate, f)).ToDictionary();
        var known = standings.GetValueOrDefault(GateStanding.InBaseline);
        var allowed = standings.GetValueOrDefault(GateStanding.UndecidedAllowed);
        var below = standings.GetValueOrDefault(GateStanding.BelowThreshold);
        var parts = new List<Bilingual>();
        if (below > 0 && result.Gate.FailOn is not null)
            parts.Add(new($"低于阈值的 {Counted.Number(below)} 项", $"{Counted.Number(below)} below the threshold"));
        if (summary.Waived > 0)
            parts.Add(new($"已接受的风险 {Counted.Number(summary.Waived)} 项", Counted.Of(summary.Waived, "", "accepted risk").En));
        if (known > 0)
            parts.Add(new($"基线中已有的 {Counted.Number(known)} 项", $"{Counted.Number(known)} known from the baseline"));
        if (allowed > 0)
            parts.Add(new($"按 --allow-unknown 放行的无法判定 {Counted.Number(allowed)} 项", $"{Counted.Number(allowed)} not decided, let pass by --allow-unknown"));
        if (parts.Count > 0)
        {
            var joined = Counted.Join(parts);
            reasons.Add(new($"不计入门禁的还有：{joined.Zh}。", $"Beside the gate: {joined.En}."));
        }
    }
}
