using System.Globalization;
using System.Text;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Catalogue;
using WeComPolicy.Reporting.Sarif;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Markdown;

/// <summary>
/// The result as GitHub and GitLab render it: the verdict, a short table of what fails the gate, the summary; all else folded. It
/// never grows beyond what the place takes, and says what was left out.
/// </summary>
internal sealed class MarkdownReport
{
    /// <summary>For a job summary or a document.</summary>
    public static ReportFormat Format { get; } = ReportFormat.OfText("markdown", ".md", new("作业摘要和文档：先给结论，明细折叠；不超过 1 MiB", "job summaries and documents: the verdict first, details folded; at most 1 MiB"), (result, options, output) =>
        new MarkdownReport(result, options, new BoundedText(SummaryBytes, Encoding.UTF8.GetByteCount), output).Write());

    /// <summary>For a comment in a pull request.</summary>
    public static ReportFormat CommentFormat { get; } = ReportFormat.OfText("markdown-comment", ".md", new("合并请求评论：同上，不超过 65,536 个字符", "a comment in a pull request: the same within 65,536 characters"), (result, options, output) =>
        new MarkdownReport(result, options, new BoundedText(CommentCharacters, text => text.Length), output).Write());

    // GitHub refuses a job summary of more than 1 MiB and a comment of more than 65,536 characters; a marker needs some of them.
    private const int SummaryBytes = 1024 * 1024 - 4096;
    private const int CommentCharacters = 65_536 - 1024;

    // Who opens a pull request reads no longer table.
    private const int MaxRows = 20;
    private const int MaxPlaces = 20;
    private const int MaxRelated = 6;

    private readonly ScanResult _result;
    private readonly ReportOptions _options;
    private readonly BoundedText _page;
    private readonly TextWriter _output;
    private readonly ResultSummary _summary;
    private readonly List<string> _cut = [];

    private MarkdownReport(ScanResult result, ReportOptions options, BoundedText page, TextWriter output)
    {
        _result = result;
        _options = options;
        _page = page;
        _output = output;
        _summary = ResultSummary.Of(result);
    }

    private void Write()
    {
        var rows = SummarySection.Of(_result, _options);
        var sign = _summary.ExitCode switch { 0 => "✅", 1 => "❌", _ => "⛔" };
        _page.Always($"## {sign} wecom-policy{Say("：", ": ")}{Verdict()}\n\n");
        _page.Always($"**{Inline(rows[^2].Text)}**\n\n");
        WriteDiagnostics();
        var byStanding = _result.Findings.ToLookup(f => GateStandings.Of(_result.Gate, f));
        var failing = Groups(byStanding[GateStanding.Fails]);
        WriteTable(failing);
        WriteSummary(rows);
        WriteGroups(Say("使门禁不通过的发现：明细", "What fails the gate, in full"), failing);
        WriteNeeded();
        WriteGroups(Say("其他未处理的发现", "Other open findings"), Groups(byStanding[GateStanding.BelowThreshold].Concat(byStanding[GateStanding.UndecidedAllowed])));
        WriteGroups(Say("基线已有、放行的发现", "Known from the baseline and let pass"), Groups(byStanding[GateStanding.InBaseline]));
        WriteDetails(Say("已接受的风险", "Accepted risks"), [.. byStanding[GateStanding.Accepted]], Accepted);
        WriteDetails(Say("基线里有、这次没有再发现的", "In the baseline and no longer found"), _result.Baseline?.Absent ?? [], Gone);
        WriteDetails(Say("停用的规则", "Rules that are switched off"), _result.Disabled, d =>
            $"- {Rule(d.Rule)} {Inline(Say(d.Rule.Title))}{Say("：", ": ")}{Inline(Say(d.Reason))}\n");
        WriteDetails(Say("没有读取的文件", "Files that were not read"), _result.Skipped, s => $"- {Code(s.Path)} {Inline(Say(s.Why))}\n");
        WriteCut();
        _output.Write(_page.ToString());
    }

    private string Say(string zh, string en) => new Bilingual(zh, en).In(_options.Language);

    private string Say(Bilingual text) => text.In(_options.Language).Trim();

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Inline(string text) => MarkdownText.Inline(text);

    private static string Code(string text) => $"<code>{Inline(text)}</code>";

    private static string Rule(RuleDescriptor rule) => RuleHelp.AddressOf(rule) is { } address ? $"[{Inline(rule.Id)}](<{address}>)" : Inline(rule.Id);

    private string Verdict() => _summary.ExitCode switch
    {
        0 => Say("门禁通过", "the gate passes"),
        1 => Say("门禁不通过", "the gate fails"),
        _ => Say("无法使用的输入或策略", "an input or policy cannot be used"),
    };

    private string PlaceOf(Finding finding) => finding.Location is { } location ? Code(Place.Of(location).Text)
        : finding.Tenant.Length > 0 ? Code(finding.Tenant) : "";

    private string Level(Severity severity, Verdict outcome) => Say(Terms.Name(severity)) + (outcome switch
    {
        Engine.Findings.Verdict.Unknown => Say("，无法判定", ", not decided"),
        Engine.Findings.Verdict.Error => Say("，规则出错", ", rule error"),
        _ => "",
    });

    // One rule with one outcome over all tenants, the worst first.
    private static List<List<Finding>> Groups(IEnumerable<Finding> findings) =>
    [
        .. findings.GroupBy(f => (f.Rule.Id, f.Outcome)).Select(g => g.ToList())
            .OrderByDescending(g => g[0].Severity).ThenBy(g => g[0].Outcome == Engine.Findings.Verdict.Unknown).ThenBy(g => g[0].Rule.Id, StringComparer.Ordinal),
    ];

    private void WriteDiagnostics()
    {
        var shown = 0;
        foreach (var diagnostic in _result.Diagnostics)
        {
            var place = diagnostic.Range is { } range ? Place.Of(range).Text : diagnostic.Path ?? "";
            var help = diagnostic.Help is { } text ? Say("", " ") + Inline(Say(text)) : "";
            if (!_page.Try($"- {(diagnostic.IsWarning ? "⚠️" : "⛔")} {(place.Length > 0 ? Code(place) + " " : "")}{Inline(diagnostic.Code)}{Say("：", ": ")}{Inline(SarifRule.Sentence(diagnostic.Message, _options.Language))}{help}\n", _page.Limit / 4))
                break;
            shown++;
        }

        if (shown > 0)
            _page.Always("\n");
        Cut(_result.Diagnostics.Count - shown, "个输入问题", "problem with the input", "problems with the input");
    }

    private void WriteTable(List<List<Finding>> groups)
    {
        if (groups.Count == 0)
            return;
        _page.Always(Say("| 级别 | 规则 | 处数 | 第一处 |\n|---|---|---:|---|", "| severity | rule | places | the first |\n|---|---|---:|---|") + "\n");
        var shown = 0;
        foreach (var group in groups.Take(MaxRows))
        {
            var first = group[0];
            if (!_page.Try($"| {Level(first.Severity, first.Outcome)} | {Rule(first.Rule)} {Inline(Say(first.Rule.Title))} | {Number(group.Count)} | {PlaceOf(first)} {Inline(Say(first.Message))} |\n", _page.Limit / 2))
                break;
            shown++;
        }

        _page.Always("\n");
        if (groups.Count > shown)
            _page.Always(Say($"另有 {Number(groups.Count - shown)} 条规则，见下面的明细。", $"{Number(groups.Count - shown)} more, in full below.") + "\n\n");
    }

    private void WriteSummary(IReadOnlyList<SummaryRow> rows)
    {
        var table = new StringBuilder(Say("| 汇总 | |\n|---|---|", "| summary | |\n|---|---|")).Append('\n');
        var label = "";
        foreach (var row in rows)
        {
            label = row.Label;
            table.Append("| ").Append(Inline(label)).Append(" | ").Append(Inline(row.Text));
            foreach (var detail in row.Details)
                table.Append("<br>+ ").Append(Code(detail));
            if (row.More.Length > 0)
                table.Append("<br>").Append(Inline(row.More));
            table.Append(" |\n");
        }

        if (!_page.Try(table.Append('\n').ToString()))
            Cut(rows.Count, "行汇总", "row of the summary", "rows of the summary");
    }

    /// <summary>A folded part with as many of its items as there is room for.</summary>
    // A group is a rule, and may have several findings.
    private void WriteGroups(string title, IReadOnlyList<List<Finding>> groups) =>
        WriteDetails(title, groups, WriteGroup, Say($"{Number(groups.Count)} 条规则", groups.Count == 1 ? "1 rule" : $"{Number(groups.Count)} rules"));

    private void WriteDetails<T>(string title, IReadOnlyList<T> items, Func<T, string> write, string? count = null)
    {
        if (items.Count == 0)
            return;
        const string End = "\n</details>\n\n";
        var part = new StringBuilder();
        var shown = 0;
        var head = $"<details><summary>{Inline(title)}{Say($"（{count ?? Number(items.Count)}）", $" ({count ?? Number(items.Count)})")}</summary>\n\n";
        var left = _page.Left - _page.Size(head) - _page.Size(End);
        foreach (var item in items)
        {
            var text = write(item);
            left -= _page.Size(text);
            if (left < 0)
                break;
            part.Append(text);
            shown++;
        }

        if (shown > 0)
            _page.Always(head + part + End);
        if (shown < items.Count)
            _cut.Add(Say($"“{title}”中的 {Number(items.Count - shown)} 项", $"{Number(items.Count - shown)} of “{title}”"));
    }

    private string WriteGroup(List<Finding> group)
    {
        var first = group[0];
        var rule = first.Rule;
        var text = new StringBuilder($"**{Level(first.Severity, first.Outcome)}** {Rule(rule)} {Inline(Say(rule.Title))}\n\n");
        foreach (var finding in group.Take(MaxPlaces))
        {
            text.Append($"- {PlaceOf(finding)} {Inline(Say(finding.Message))}\n");
            foreach (var related in finding.Related.Take(MaxRelated))
                text.Append($"  - {Code(Place.Of(related.Range).Text)} {Inline(Say(related.Note))}\n");
            if (finding.Related.Count > MaxRelated)
                text.Append(Say($"  - 另有 {Number(finding.Related.Count - MaxRelated)} 个取值", $"  - and {Number(finding.Related.Count - MaxRelated)} more values")).Append('\n');
            foreach (var missing in finding.Missing.Take(MaxRelated))
                text.Append($"  - {Say("缺少", "not known")}{Say("：", ": ")}{Code(missing.Path)}\n");
        }

        if (group.Count > MaxPlaces)
            text.Append(Say($"- 另有 {Number(group.Count - MaxPlaces)} 处", $"- and {Number(group.Count - MaxPlaces)} more places")).Append('\n');
        text.Append('\n');
        if (first.Outcome == Engine.Findings.Verdict.Fail)
            Note(text, "整改", "Fix", Inline(Say(rule.Remediation)));
        Note(text, "原因", "Why", Inline(Say(rule.Rationale)));
        Note(text, "依据", "See", string.Join(Say("；", "; "), rule.References.Select(r => MarkdownText.IsAddress(r) ? $"<{r}>" : Inline(r))));
        return text.ToString();
    }

    private void Note(StringBuilder text, string zh, string en, string note)
    {
        if (note.Length > 0)
            text.Append($"{Say(zh, en)}{Say("：", ": ")}{note}\n\n");
    }

    private void WriteNeeded() => WriteDetails(
        Say("无法判定：先补充这些事实", "Not decided: the facts to add first"),
        NeededFact.Of(_result),
        fact => $"- {Code(fact.Path)}{Say("：", ": ")}{Inline(Say(fact.Meaning))}{Say($"；{Number(fact.Rules.Count)} 条规则需要，缺 {Number(fact.Places)} 处", $"; needed by {Number(fact.Rules.Count)} rule(s), missing at {Number(fact.Places)} place(s)")}"
            + (fact.Insert.Length > 0 ? $"{Say("；补充", "; add")} {Code(fact.Insert)}" : "") + "\n");

    private string Accepted(Finding finding)
    {
        var waiver = finding.Waiver!;
        return $"- {Level(finding.Severity, finding.Outcome)} {Rule(finding.Rule)} {PlaceOf(finding)} {Inline(Say(finding.Message))}{Say("：", ": ")}{Inline(waiver.Reason + AcceptedBy.Text(waiver).In(_options.Language))}\n";
    }

    private string Gone(BaselineEntry entry) => $"- {Inline(entry.Rule)} {Code(entry.Tenant.Length > 0 ? $"{entry.Tenant} {entry.Subject}" : entry.Subject)}\n";

    private void Cut(int count, string zh, string one, string many)
    {
        if (count > 0)
            _cut.Add(Say($"{Number(count)} {zh}", $"{Number(count)} {(count == 1 ? one : many)}"));
    }

    private void WriteCut()
    {
        if (_cut.Count > 0)
        {
            _page.Last(Say(
                $"> ⚠️ 篇幅有限，以下内容没有写入：{string.Join("；", _cut)}。完整结果见 JSON、SARIF 或 HTML 报告。",
                $"> ⚠️ There was no room for: {string.Join("; ", _cut)}. The JSON, SARIF or HTML report has everything.") + "\n");
        }
    }
}
