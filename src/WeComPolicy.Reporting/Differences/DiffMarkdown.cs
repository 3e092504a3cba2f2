using System.Net;
using System.Text;
using WeComPolicy.Engine.Differences;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Markdown;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Differences;

/// <summary>
/// A difference as Markdown for a comment on a pull request: the verdict and the counts first, what fails or widens open, the rest
/// folded. Stays below the 65,536 characters that GitHub takes.
/// </summary>
internal sealed class DiffMarkdown
{
    private const int MaxItems = 50;
    private const int MaxLength = 60_000;
    private const int MaxText = 600;

    private readonly DiffResult _result;
    private readonly DiffSummary _summary;
    private readonly Language _language;
    private readonly StringBuilder _text = new();

    private DiffMarkdown(DiffResult result, Language language)
    {
        _result = result;
        _summary = new DiffSummary(result);
        _language = language;
    }

    public static void Write(DiffResult result, ReportOptions options, Stream output) =>
        output.Write(Encoding.UTF8.GetBytes(new DiffMarkdown(result, options.Language).Compose()));

    private string Compose()
    {
        Line($"## {Say(new("企业微信合规：这次改动", "WeCom compliance: this change"))}");
        Line();
        Line($"{(_result.ExitCode == 0 ? "✅" : "❌")} **{Say(_summary.Verdict)}**");
        Line();
        Line($"{Code(_result.Base)} → {Code(_result.Head)}");
        Line();
        if (!_result.IsUsable)
        {
            Section(new("输入错误", "Errors of the inputs"), Diagnostics().ToList(), isOpen: true);
            return _text.ToString();
        }

        WriteCounts();
        foreach (var group in _result.Findings.GroupBy(f => f.Kind))
            Section(DiffWords.Name(group.Key), [.. group.Select(Finding)], isOpen: group.Any(_result.Gate.Fails));
        foreach (var tenant in _result.Tenants)
        {
            if (tenant.Kind != ChangeKind.Changed)
                Line($"- {(tenant.Kind == ChangeKind.Removed ? "⚠️" : "➕")} {Escaped(Say(DiffWords.Name(tenant)))}{Say(new("：", ": "))}{Say(DiffWords.Tenant(tenant))}\n");
            var wider = tenant.Privileges.Where(p => p.Rule.Direction == ChangeDirection.Wider || p.IsUndecided).Select(Privilege).ToList();
            var others = tenant.Privileges.Where(p => p.Rule.Direction != ChangeDirection.Wider && !p.IsUndecided).Select(Privilege).ToList();
            var name = Say(DiffWords.Name(tenant));
            Section(new($"{name}：权限放宽或防护减弱", $"{name}: wider privileges, less protection"), wider, isOpen: true);
            Section(new($"{name}：权限的其他变化", $"{name}: other changes of privileges"), others, isOpen: false);
            Section(new($"{name}：其他改动", $"{name}: other changes"), [.. tenant.Facts.Where(f => !f.IsTold).Select(Fact)], isOpen: false);
        }

        Section(new("规则、设置、豁免", "Rules, settings, waivers"), [.. _result.Controls.Select(Control)], isOpen: _summary.Looser > 0);
        return _text.ToString();
    }

    private void WriteCounts()
    {
        if (_summary.IsEmpty)
        {
            Line(Say(_result.IsUsable ? new("没有差别。", "No difference.") : new("能读取的部分没有差别；有输入或策略无法使用，不能视为通过。", "There is no difference in what could be read; an input or policy cannot be used, so this is no pass.")));
            return;
        }

        Line($"| | |");
        Line("|---|---:|");
        foreach (var kind in Enum.GetValues<FindingChangeKind>())
            Row(DiffWords.Name(kind), _summary.Count(kind));
        Row(new("权限放宽或防护减弱", "Wider privileges, less protection"), _summary.Wider);
        Row(new("权限收紧", "Narrower privileges"), _summary.Narrower);
        Row(new("请核对", "To review"), _summary.Review);
        Row(new("权限变化无法判定", "Privilege changes undecided"), _summary.Undecided);
        Row(new("规则、设置、豁免的放宽", "Looser rules, settings, waivers"), _summary.Looser);
        Row(new("其他改动", "Other changes"), _summary.UntoldFacts);
        Row(new("未变的发现", "Findings as before"), _result.Unchanged);
        Line();

        void Row(Bilingual what, int count)
        {
            if (count > 0)
                Line($"| {Say(what)} | {count} |");
        }
    }

    private void Section(Bilingual title, IReadOnlyList<string> items, bool isOpen)
    {
        if (items.Count == 0)
            return;
        Line($"<details{(isOpen ? " open" : "")}><summary>{InHtml(Say(title))} ({items.Count})</summary>");
        Line();
        var shown = 0;
        foreach (var item in items.Take(MaxItems))
        {
            if (_text.Length + item.Length > MaxLength)
                break;
            Line(item);
            shown++;
        }

        if (items.Count > shown)
            Line($"- {Say(new($"另有 {items.Count - shown} 项，全部见 JSON 报告", $"{items.Count - shown} more; the JSON report has all"))}");
        Line();
        Line("</details>");
        Line();
    }

    private string Finding(FindingChange change)
    {
        var finding = change.Finding;
        var severity = change is { Before: { } before, After: { } after } && before.Severity != after.Severity
            ? $"{Say(Terms.Name(before.Severity))} → {Say(Terms.Name(after.Severity))}"
            : Say(Terms.Name(finding.Severity));
        var reason = DiffWords.Reason(change.Cause) is { } why ? $" _{Say(why)}_" : "";
        var waiver = change.After?.Waiver is { } waived ? $" _{Say(new("豁免至", "waived until"))} {waived.Expires:yyyy-MM-dd}: {Escaped(waived.Reason)}_" : "";
        return $"- **{severity}** {finding.Rule.Id} {Escaped(Say(finding.Message))}{reason}{waiver} {Places(change.Before?.Location, change.After?.Location)}";
    }

    private string Privilege(PrivilegeChange change) =>
        $"- {(change.IsUndecided ? "❔" : change.Rule.Direction == ChangeDirection.Wider ? "🔺" : change.Rule.Direction == ChangeDirection.Narrower ? "🔻" : "👀")} {Escaped(Say(change.Text))} {Places(change.Before, change.After)}";

    private string Fact(FactChange fact) => $"- {Code(fact.Path)} {Escaped(Say(DiffWords.Fact(fact)))} {Places(fact.Before, fact.After)}";

    private string Control(ControlChange change) =>
        $"- **{Say(DiffWords.Name(change.Direction))}** {Escaped(change.Subject)} {Escaped(Say(change.Text))} {Places(change.Before, change.After)}";

    private IEnumerable<string> Diagnostics() => _result.BaseDiagnostics.Select(d => ("BASE", d)).Concat(_result.HeadDiagnostics.Select(d => ("HEAD", d)))
        .Where(d => !d.d.IsWarning)
        .Select(d => $"- {d.Item1} {(d.d.Range is { } range ? Code(Place.Of(range).Text) : Code(d.d.Path ?? ""))} {Escaped(Say(d.d.Message))}");

    private string Places(SourceRange? before, SourceRange? after) => (before, after) switch
    {
        ({ } a, { } b) => $"({Code(Place.Of(b).Text)}, BASE {Code(Place.Of(a).Text)})",
        (null, { } b) => $"({Code(Place.Of(b).Text)})",
        ({ } a, null) => $"(BASE {Code(Place.Of(a).Text)})",
        _ => "",
    };

    private static string Escaped(string text) => MarkdownText.Inline(text.Length > MaxText ? text[..MaxText] + "…" : text);

    // Markdown is not looked for within a line of HTML.
    private static string InHtml(string text) => WebUtility.HtmlEncode(VisibleText.Line(text)).Replace("@", "@<!-- -->", StringComparison.Ordinal);

    // Of a run of backticks in the text the fence is one longer.
    private static string Code(string text)
    {
        var line = VisibleText.Line(text);
        if (line.Length > MaxText)
            line = line[..MaxText] + "…";
        var run = 0;
        var longest = 0;
        foreach (var c in line)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return longest == 0 ? $"{fence}{line}{fence}" : $"{fence} {line} {fence}";
    }

    private string Say(Bilingual text) => text.In(_language);

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
