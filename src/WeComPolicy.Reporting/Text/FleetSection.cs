using System.Globalization;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Text;

/// <summary>A run over several tenants at a glance: how each of them stands, and which rules most of them fail.</summary>
internal sealed class FleetSection(ScanResult result, ReportOptions options, Page page)
{
    /// <summary>Up to so many tenants are shown finding by finding; of more, only to those who ask.</summary>
    public const int MostInFull = 10;

    private const int MaxTenants = 30;
    private const int MaxRules = 20;
    private const int MaxExamples = 3;

    /// <summary>Whether the findings of a result are too many to be shown one by one.</summary>
    public static bool IsTooMany(ScanResult result, ReportOptions options) =>
        options.Verbosity != Verbosity.Verbose && result.Tenants.Count + result.NotJudged.Count > MostInFull;

    /// <summary>Says that the findings of single tenants are not shown, and how to see them; and the rules that fail most often.</summary>
    public void WriteRules()
    {
        var rules = result.Findings.Where(f => f.Tenant.Length > 0 && f.Waiver is null && f.Outcome != Verdict.Unknown)
            .GroupBy(f => f.Rule.Id, StringComparer.Ordinal)
            .Select(g => (g.First().Rule, Findings: g.Count(), Tenants: g.Select(f => f.Tenant).Distinct(StringComparer.Ordinal).ToList()))
            .OrderByDescending(r => r.Rule.Severity).ThenByDescending(r => r.Tenants.Count).ThenBy(r => r.Rule.Id, StringComparer.Ordinal)
            .ToList();
        page.Write(Ink.Bold, Say("未通过的规则", "Rules that fail")).Line();
        page.Line();
        var shown = Math.Min(rules.Count, MaxRules);
        foreach (var (rule, findings, tenants) in rules.Take(shown))
        {
            page.Headline("", InkColors.Of(rule.Severity), $"{page.Say(Terms.Name(rule.Severity))}[{VisibleText.Line(rule.Id)}]", page.Say(rule.Title));
            var more = tenants.Count - MaxExamples;
            var examples = string.Join(Say("、", ", "), tenants.Take(MaxExamples).Select(VisibleText.Line));
            page.Paragraph(1, Ink.Gutter, " = ", Say(
                $"{Number(tenants.Count)} 个租户，{Number(findings)} 处：{examples}{(more > 0 ? $"，另有 {Number(more)} 个" : "")}",
                $"{Count(tenants.Count, "tenant")}, {Count(findings, "place")}: {examples}{(more > 0 ? $" and {Number(more)} more" : "")}"));
        }

        if (rules.Count == 0)
            page.Line(page.Say(ResultSummary.NothingFound(result)));
        if (shown < rules.Count)
            page.Line(Say($"另有 {Number(rules.Count - shown)} 条规则未列出。", $"{Count(rules.Count - shown, "more rule")} not shown."));
        page.Line();
        page.Paragraph(0, Ink.Plain, "", Say(
            $"租户超过 {MostInFull} 个，未逐条列出各租户的发现：用 --verbose、单独扫描一个租户，或看 JSON、SARIF 格式。",
            $"With more than {MostInFull} tenants their findings are not shown one by one: use --verbose, scan one of them by itself, or see the JSON or SARIF format."));
        page.Line();
    }

    /// <summary>How each tenant stands, the worst first.</summary>
    public void WriteTenants()
    {
        var tenants = TenantSummary.Of(result)
            .OrderBy(t => t.IsJudged).ThenByDescending(t => t.Counts.ExitCode)
            .ThenByDescending(t => t.Counts.Open(Severity.Critical)).ThenByDescending(t => t.Counts.Open(Severity.High)).ThenByDescending(t => t.Counts.Open(Severity.Medium))
            .ThenBy(t => t.Tenant.Id, StringComparer.Ordinal)
            .ToList();
        page.Write(Ink.Bold, Say("租户", "Tenants")).Line();
        page.Line();
        var shown = options.Verbosity == Verbosity.Verbose ? tenants.Count : Math.Min(tenants.Count, MaxTenants);
        foreach (var tenant in tenants.Take(shown))
            WriteTenant(tenant);
        if (shown < tenants.Count)
        {
            var rest = tenants.Skip(shown).ToList();
            page.Paragraph(2, Ink.Plain, "", Say(
                $"另有 {Number(rest.Count)} 个未列出，其中不通过 {Number(rest.Count(t => t.Counts.ExitCode != 0))} 个；--verbose 列出全部",
                $"{Number(rest.Count)} more not shown, {Number(rest.Count(t => t.Counts.ExitCode != 0))} of which fail; --verbose shows all"));
        }

        page.Line();
    }

    private void WriteTenant(TenantSummary tenant)
    {
        var counts = tenant.Counts;
        var (ink, word) = !tenant.IsJudged ? (Ink.High, Say("未判定", "not judged"))
            : counts.InputErrors > 0 ? (Ink.High, Say("输入有误", "input error"))
            : counts.GateFails ? (Ink.High, Say("不通过", "fails"))
            : (Ink.Good, Say("通过", "passes"));
        var name = VisibleText.Line(tenant.Tenant.Id) + (tenant.Tenant.Name is { } known ? Say($"（{VisibleText.Line(known)}）", $" ({VisibleText.Line(known)})") : "");
        var parts = new List<string>();
        if (counts.InputErrors > 0)
            parts.Add(Say($"{Number(counts.InputErrors)} 个错误", Count(counts.InputErrors, "error")) + Where(tenant));
        AddFailed(parts, counts);
        if (tenant.IsJudged)
            parts.Add(Say($"{Number(counts.Decided)}/{Number(counts.Checks)} 条规则已判定", $"{Number(counts.Decided)} of {Number(counts.Checks)} rules decided"));
        if (counts.Waived > 0)
            parts.Add(Say($"已接受 {Number(counts.Waived)}", $"{Number(counts.Waived)} accepted"));
        var lead = word.PadRight(page.Language == Language.Zh ? 5 : 12, page.Language == Language.Zh ? '\u3000' : ' ');
        page.Paragraph(2, ink, lead, name + Say("：", ": ") + string.Join(Say("；", "; "), parts));
    }

    private void AddFailed(List<string> parts, ResultSummary counts)
    {
        var failed = new List<string>();
        foreach (var severity in Terms.Severities)
        {
            if (counts.Open(severity, Verdict.Fail) is > 0 and var count)
                failed.Add(Say($"{Terms.Name(severity).Zh} {Number(count)}", $"{Number(count)} {Terms.Name(severity).En}"));
        }

        if (failed.Count > 0)
            parts.Add(Say($"不合规：{string.Join("，", failed)}", $"failed: {string.Join(", ", failed)}"));
        if (counts.Errors > 0)
            parts.Add(Say($"规则出错 {Number(counts.Errors)}", Count(counts.Errors, "rule error")));
    }

    // The first error of a tenant, so that a reader who sees only the end of the report can go there.
    private string Where(TenantSummary tenant)
    {
        var first = result.Diagnostics.First(d => d.Tenant == tenant.Tenant.Id && !d.IsWarning);
        var place = DiagnosticSection.Where(first);
        return place.Length > 0 ? Say($"（{place}）", $" ({place})") : "";
    }

    private string Say(string zh, string en) => page.Say(new Bilingual(zh, en));

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Count(int value, string noun) => value == 1 ? "1 " + noun : $"{Number(value)} {noun}s";
}
