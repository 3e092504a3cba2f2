using System.Globalization;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Text;

/// <summary>
/// What every report for people says at its end or its head: what was judged, what was found, what is missing, what is switched
/// off, and what follows for the run. Texts are fit for a terminal; other forms escape them once more.
/// </summary>
internal sealed class SummarySection
{
    private const int MaxFacts = 5;
    private const int MaxSkipped = 5;
    private const int MaxDisabled = 12;
    private const int MaxSuppressed = 5;

    private readonly ScanResult _result;
    private readonly ReportOptions _options;
    private readonly ResultSummary _summary;
    private readonly List<SummaryRow> _rows = [];

    private SummarySection(ScanResult result, ReportOptions options)
    {
        _result = result;
        _options = options;
        _summary = ResultSummary.Of(result);
    }

    /// <summary>The rows, in the order in which they are shown; the last two are the gate and the exit code.</summary>
    public static IReadOnlyList<SummaryRow> Of(ScanResult result, ReportOptions options)
    {
        var section = new SummarySection(result, options);
        section.Add();
        return section._rows;
    }

    private void Add()
    {
        var day = _result.AsOf.ToString("O", CultureInfo.InvariantCulture);
        Row("范围", "scanned", Ink.Plain, Say(
            $"{Number(_result.Tenants.Count)} 个租户{(_result.NotJudged.Count > 0 ? $"，另有 {Number(_result.NotJudged.Count)} 个无法读取、未判定" : "")}，{Number(_summary.Rules)} 条规则{(_summary.IdleRules > 0 ? $"（其中 {Number(_summary.IdleRules)} 条针对豁免，本次未采用）" : "")}，判定日期 {day}，wecom-policy {_result.ToolVersion}",
            $"{Count(_result.Tenants.Count, "tenant")}{(_result.NotJudged.Count > 0 ? $", {Number(_result.NotJudged.Count)} more could not be read and were not judged" : "")}, {Count(_summary.Rules, "rule")}{(_summary.IdleRules > 0 ? $" ({Number(_summary.IdleRules)} for waivers, none taken)" : "")}, as of {day}, wecom-policy {_result.ToolVersion}"));
        if (_result.Shard is { } shard)
            Row("分片", "shard", Ink.Medium, Say(shard.Described));
        if (_result.ProjectFile is { } project)
            Row("项目", "project", Ink.Plain, VisibleText.Line(project));
        AddProfile();
        AddCode();
        AddSkipped();
        if (_summary.InputErrors + _summary.InputWarnings > 0)
        {
            var count = DiagnosticSection.Count(_summary.InputErrors, _summary.InputWarnings);
            Row("输入", "input", _summary.InputErrors > 0 ? Ink.High : Ink.Medium, DiagnosticSection.Recall(_result.Diagnostics, isFar: _result.Findings.Count > 0) is { } recall
                ? Say($"{count.Zh}，{recall.Zh}", $"{count.En}, {recall.En}")
                : Say(count));
        }

        Row("判定", "verdicts", Ink.Plain, Say(
            $"通过 {Number(_summary.Passed)}，不合规 {Number(_summary.Failed)}，无法判定 {Number(_summary.Unknown)}，"
                + $"不适用 {Number(_summary.NotApplicable)}，规则出错 {Number(_summary.Errors)}",
            $"{Number(_summary.Passed)} passed, {Number(_summary.Failed)} failed, {Number(_summary.Unknown)} not decided, "
                + $"{Number(_summary.NotApplicable)} not applicable, {Count(_summary.Errors, "rule error")}"));
        AddFindings();
        AddBaseline();
        AddDecided();
        AddGate();
    }

    private string Say(string zh, string en) => Say(new Bilingual(zh, en));

    private string Say(Bilingual text) => text.In(_options.Language);

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Count(int value, string noun) => value == 1 ? "1 " + noun : $"{Number(value)} {noun}s";

    private void Row(string zh, string en, Ink ink, string text) => _rows.Add(new SummaryRow(Say(zh, en), ink, text));

    private void AddProfile()
    {
        if (_result.Profile.Length > 0)
            Row("配置档", "profile", Ink.Plain, VisibleText.Line(_result.Profile));
        List<string> Looser(bool severity) => [.. _result.Rules.SelectMany(r => r.Adjustments.Where(a => a is { IsLooser: true, Reason: not null } && (a.What == "severity") == severity).Select(a =>
            $"{r.Id} {(severity ? "" : a.What["params.".Length..] + " ")}{VisibleText.Line(a.From)} → {VisibleText.Line(a.To)}{Say("：", ": ")}{VisibleText.Line(Say(a.Reason!.Value))}"))];
        if (Looser(severity: true) is { Count: > 0 } lowered)
            Row("改级", "regraded", Ink.Medium, string.Join(Say("；", "; "), lowered));
        if (Looser(severity: false) is { Count: > 0 } loosened)
            Row("放宽", "loosened", Ink.Medium, string.Join(Say("；", "; "), loosened));
        if (_result.Disabled.Count == 0)
            return;
        var shown = _options.Verbosity == Verbosity.Verbose ? _result.Disabled.Count : Math.Min(_result.Disabled.Count, MaxDisabled);
        var names = _options.Verbosity == Verbosity.Verbose
            ? string.Join(Say("；", "; "), _result.Disabled.Select(d => $"{d.Rule.Id}{Say("：", ": ")}{VisibleText.Line(Say(d.Reason))}"))
            : string.Join(Say("、", ", "), _result.Disabled.Take(shown).Select(d => d.Rule.Id));
        var more = shown < _result.Disabled.Count ? Say($"，另有 {Number(_result.Disabled.Count - shown)} 条，用 --verbose 查看", $", and {Number(_result.Disabled.Count - shown)} more; --verbose shows them") : "";
        Row("停用", "off", Ink.Medium, Say($"{Number(_result.Disabled.Count)} 条规则：{names}{more}", $"{Count(_result.Disabled.Count, "rule")}: {names}{more}"));
    }

    private void AddCode()
    {
        if (_result.Code is not { } code)
            return;
        Row("代码", "code", Ink.Plain, Say(
            $"{Number(code.Projects)} 个项目，{Number(code.SourceFiles)} 个 C# 文件（{Number(code.Lines)} 行），{Number(code.ConfigurationFiles)} 个配置文件",
            $"{Count(code.Projects, "project")}, {Count(code.SourceFiles, "C# file")} ({Count(code.Lines, "line")}), {Count(code.ConfigurationFiles, "configuration file")}"));
        Row("", "", code.CallSites == 0 ? Ink.Medium : Ink.Plain, code.CallSites == 0
            ? Say("识别出的企业微信调用：0 处。如果代码确实调用企业微信，请在 *.wecom-policy.txt 中说明是哪些方法",
                "0 WeCom call sites recognised; where the code does call WeCom, name its methods in a file *.wecom-policy.txt")
            : Say($"识别出的企业微信调用：{Number(code.CallSites)} 处", $"{Count(code.CallSites, "WeCom call site")} recognised"));
        if (code.SuppressedInSource + code.SuppressedByConfig + code.Ignored > 0)
        {
            Row("", "", Ink.Plain, Say(
                $"已抑制：#pragma 与 SuppressMessage {Number(code.SuppressedInSource)} 处，.editorconfig {Number(code.SuppressedByConfig)} 处，忽略注释 {Number(code.Ignored)} 处",
                $"suppressed: {Number(code.SuppressedInSource)} by #pragma and SuppressMessage, {Number(code.SuppressedByConfig)} by .editorconfig, {Number(code.Ignored)} by ignore comments"));
            AddSuppressed();
        }
    }

    private void AddSuppressed()
    {
        var all = _result.Suppressed;
        if (all.Count == 0)
            return;
        var shown = _options.Verbosity == Verbosity.Verbose ? all.Count : Math.Min(all.Count, MaxSuppressed);
        var places = string.Join(Say("、", ", "), all.Take(shown).Select(s =>
            s.Finding.Location is { } at ? $"{s.Finding.Rule.Id} {VisibleText.Line(at.File.Path)}:{at.Start.Line.ToString(CultureInfo.InvariantCulture)}" : s.Finding.Rule.Id));
        if (shown < all.Count)
            places += Say($"，另有 {Number(all.Count - shown)} 处，用 --verbose 查看", $", and {Number(all.Count - shown)} more; --verbose shows them");
        Row("", "", Ink.Medium, Say($"被代码隐藏的：{places}", $"hidden by the code: {places}"));
    }

    private void AddSkipped()
    {
        var skipped = _result.Skipped;
        if (skipped.Count == 0)
            return;
        var shown = _options.Verbosity == Verbosity.Verbose ? skipped.Count : Math.Min(skipped.Count, MaxSkipped);
        var names = string.Join(Say("、", ", "), skipped.Take(shown).Select(s => VisibleText.Line(s.Path) + Say($"（{s.Why.Zh}）", $" ({s.Why.En})")));
        if (shown < skipped.Count)
            names += Say($"，另有 {Number(skipped.Count - shown)} 个，用 --verbose 查看", $", and {Number(skipped.Count - shown)} more; --verbose shows them");
        Row("未读取", "skipped", Ink.Plain, names);
    }

    // What is wrong and what is not known are never added up.
    private void AddFindings()
    {
        var lines = new List<string>();
        AddBySeverity(lines, Verdict.Fail, new("不合规", "failed"));
        AddBySeverity(lines, Verdict.Unknown, new("无法判定", "not decided"));
        AddBySeverity(lines, Verdict.Error, new("规则出错", "broken"));
        if (_summary.Waived > 0)
        {
            var together = _summary.WaivedTogether == 0 ? new Bilingual("", "") : new Bilingual(
                $"，其中 {Number(_summary.WaivedTogether)} 个由 {Number(_summary.BroadWaivers)} 条覆盖多个发现的豁免接受",
                $", {Number(_summary.WaivedTogether)} of them by {Count(_summary.BroadWaivers, "waiver")} that {(_summary.BroadWaivers == 1 ? "covers" : "cover")} several");
            lines.Add(Say($"已接受 {Number(_summary.Waived)}{together.Zh}", $"{Number(_summary.Waived)} accepted{together.En}"));
        }

        if (lines.Count == 0)
            lines.Add("0");
        for (var i = 0; i < lines.Count; i++)
            Row(i == 0 ? "发现" : "", i == 0 ? "findings" : "", Ink.Plain, lines[i]);
    }

    private void AddBaseline()
    {
        if (_result.Baseline is not { } baseline)
            return;
        int Count(BaselineState state) => _result.Findings.Count(f => f.BaselineState == state && f.Waiver is null);
        var (fresh, worse, known) = (Number(Count(BaselineState.New)), Number(Count(BaselineState.Updated)), Number(Count(BaselineState.Unchanged)));
        Row("基线", "baseline", Ink.Plain, Say(
            $"新出现或不可豁免 {fresh}，变化 {worse}，已有 {known}（放行），已消失 {Number(baseline.Absent.Count)}；{VisibleText.Line(baseline.Path)}",
            $"{fresh} new or not waivable, {worse} changed, {known} known and let pass, {Number(baseline.Absent.Count)} gone; {VisibleText.Line(baseline.Path)}"));
    }

    private void AddBySeverity(List<string> lines, Verdict verdict, Bilingual name)
    {
        var parts = new List<string>();
        var open = 0;
        foreach (var severity in Terms.Severities)
        {
            var count = _summary.Open(severity, verdict);
            open += count;
            if (count > 0)
                parts.Add(Say($"{Terms.Name(severity).Zh} {Number(count)}", $"{Number(count)} {Terms.Name(severity).En}"));
        }

        if (open > 0)
            lines.Add(Say($"{name.Zh} {Number(open)}：{string.Join("，", parts)}", $"{Number(open)} {name.En}: {string.Join(", ", parts)}"));
    }

    private void AddDecided()
    {
        var all = _summary.Decided == _summary.Checks;
        var tenants = _summary.Checks > _summary.Rules - _summary.IdleRules ? Say("（规则 × 租户）", " (rules times tenants)") : "";
        var facts = NeededFact.Of(_result).OrderByDescending(f => f.Rules.Count).ToList();
        var shown = _options.Verbosity == Verbosity.Verbose ? facts.Count : Math.Min(facts.Count, MaxFacts);
        Row("覆盖", "coverage", all ? Ink.Good : Ink.Medium, Say(
            $"{Number(_summary.Checks)} 条规则中已判定 {Number(_summary.Decided)} 条{tenants}{(facts.Count > 0 ? "；要判定其余规则，请先补充：" : "")}",
            $"{Number(_summary.Decided)} of {Number(_summary.Checks)} rules decided{tenants}"
                + (facts.Count > 0 ? "; to decide the rest add first:" : "")));
        var details = new List<string>();
        foreach (var fact in facts.Take(shown))
        {
            var places = fact.Places > 1 ? Say($"，缺 {Number(fact.Places)} 处", $", missing at {Number(fact.Places)} places") : "";
            details.Add(Say(
                $"{fact.Path}：{Number(fact.Rules.Count)} 条规则需要{places}",
                $"{fact.Path}: needed by {Count(fact.Rules.Count, "rule")}{places}"));
        }

        _rows[^1] = _rows[^1] with
        {
            Details = details,
            More = shown == facts.Count ? "" : Say(
                $"另有 {Number(facts.Count - shown)} 项",
                $"and {Count(facts.Count - shown, "more fact")}"),
        };
    }

    private void AddGate()
    {
        var failures = _summary.GateFailures + _summary.GateUnknown + _summary.GateErrors;
        if (_result.Gate.FailOn is not { } threshold)
        {
            Row("门禁", "gate", Ink.Good, Say("不设阈值（--fail-on never）", "no threshold (--fail-on never)"));
        }
        else
        {
            var name = Terms.Name(threshold);
            var allow = _result.Gate.AllowUnknown ? Say("；允许无法判定", "; undecided rules allowed") : "";
            if (failures == 0 && _summary.InputErrors > 0)
            {
                Row("门禁", "gate", Ink.High, Say("无从判定：有输入或策略无法使用", "cannot be told: an input or policy cannot be used"));
            }
            else if (failures == 0)
            {
                Row("门禁", "gate", Ink.Good, Say($"通过：没有“{name.Zh}”及以上的发现{allow}", $"passes: no findings at or above {name.En}{allow}"));
            }
            else
            {
                Row("门禁", "gate", Ink.High, Say(
                    $"不通过：“{name.Zh}”及以上的发现 {Number(failures)} 个（{Parts()}）{allow}",
                    $"fails: {Count(failures, "finding")} at or above {name.En} ({Parts()}){allow}"));
            }
        }

        var code = _summary.ExitCode;
        Row("退出码", "exit code", code == 0 ? Ink.Good : Ink.High, code switch
        {
            2 => Say("2：有输入或策略无法使用", "2: an input or policy cannot be used"),
            1 => Say("1：有达到阈值的发现", "1: findings at or above the threshold"),
            _ => Say("0：没有达到阈值的发现", "0: nothing at or above the threshold"),
        });
    }

    private string Parts()
    {
        var parts = new List<string>();
        if (_summary.GateFailures > 0)
            parts.Add(Say($"不合规 {Number(_summary.GateFailures)}", $"{Number(_summary.GateFailures)} failed"));
        if (_summary.GateUnknown > 0)
            parts.Add(Say($"无法判定 {Number(_summary.GateUnknown)}", $"{Number(_summary.GateUnknown)} not decided"));
        if (_summary.GateErrors > 0)
            parts.Add(Say($"规则出错 {Number(_summary.GateErrors)}", Count(_summary.GateErrors, "rule error")));
        return string.Join(Say("，", ", "), parts);
    }
}
