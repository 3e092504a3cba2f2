using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>The figures at a glance: what was decided, by area, by severity, accepted risks by their end, and what is new.</summary>
internal sealed class OverviewSection(ReportContext context)
{
    private const int MostGone = 500;

    private readonly HtmlPage _page = context.Page;
    private readonly ScanResult _result = context.Result;

    public void Write()
    {
        var all = new VerdictCounts();
        var byArea = new Dictionary<string, VerdictCounts>(StringComparer.Ordinal);
        var bySeverity = new Dictionary<Severity, VerdictCounts>();
        foreach (var (rule, verdict) in Checks())
        {
            all.Add(verdict);
            Of(byArea, rule.Area).Add(verdict);
            Of(bySeverity, rule.Severity).Add(verdict);
        }

        context.Open("overview", new("概览", "Overview"));
        WriteDecided(all);
        _page.Raw("<div class=\"charts\">");
        WriteTable("areas", new("按领域", "By area"), context.Areas.Select(a => (ReportContext.TitleOf(a), byArea.GetValueOrDefault(a))), all[Verdict.Error] > 0);
        WriteTable(
            "severities",
            new("按严重级别", "By severity"),
            Terms.Severities.ToArray().Select(s => (Terms.Name(s), bySeverity.GetValueOrDefault(s))),
            all[Verdict.Error] > 0);
        new ExpiryChart(context).Write();
        WriteBaseline();
        _page.Raw("</div>");
        context.Close();
    }

    // As the summary counts them: a rule that was judged on no tenant is a check that nobody could decide.
    private IEnumerable<(RuleDescriptor Rule, Verdict Verdict)> Checks()
    {
        var judged = new HashSet<string>(StringComparer.Ordinal);
        foreach (var outcome in _result.Outcomes)
        {
            judged.Add(outcome.Rule.Id);
            if (outcome.IsCheck)
                yield return (outcome.Rule, outcome.Verdict);
        }

        foreach (var rule in _result.Rules)
        {
            if (!judged.Contains(rule.Id))
                yield return (rule, Verdict.Unknown);
        }
    }

    private static VerdictCounts Of<T>(Dictionary<T, VerdictCounts> counts, T key)
        where T : notnull
    {
        if (!counts.TryGetValue(key, out var of))
            counts.Add(key, of = new VerdictCounts());
        return of;
    }

    private void WriteDecided(VerdictCounts all)
    {
        var summary = context.Summary;
        var percent = Counted.Percent(summary.Decided, summary.Checks);
        var unit = summary.Checks > summary.Rules - summary.IdleRules ? new Bilingual("次检查（规则 × 租户）", "checks (rules times tenants)") : new Bilingual("条规则", "rules");
        _page.Write($"<p class=\"lead\">{new Bilingual(
            $"{Counted.Number(summary.Checks)} {unit.Zh}中已判定 {Counted.Number(summary.Decided)}，占 {percent}%",
            $"{Counted.Number(summary.Decided)} of {Counted.Number(summary.Checks)} {unit.En} decided, {percent}%")}</p>");
        if (_result.Shard is { } shard)
            _page.Write($"<p class=\"lead\">{new Bilingual($"这是分片报告，其余租户不在其中：{shard.Described.Zh}", $"A report of one shard, other tenants are not in it: {shard.Described.En}")}</p>");
        all.WriteBar(_page, all.Total);
        _page.Raw("<dl class=\"figures\">");
        foreach (var verdict in VerdictCounts.Order)
        {
            if (verdict != Verdict.Error || all[verdict] > 0)
                _page.Write($"<div class=\"{VerdictCounts.ClassOf(verdict)}\"><dt>{VerdictCounts.NameOf(verdict)}</dt><dd>{all[verdict]}</dd></div>");
        }

        _page.Write($"<div class=\"accepted\"><dt>{new Bilingual("已接受的发现", "accepted findings")}</dt><dd>{summary.Waived}</dd></div></dl>\n");
    }

    private void WriteTable(string style, Bilingual title, IEnumerable<(Bilingual Name, VerdictCounts? Counts)> rows, bool withErrors)
    {
        var shown = rows.Where(r => r.Counts is not null).ToList();
        if (shown.Count == 0)
            return;
        var whole = shown.Max(r => r.Counts!.Total);
        _page.Write($"<table class=\"chart {style}\"><caption>{title}</caption><thead><tr><td></td><td></td>");
        foreach (var verdict in VerdictCounts.Order)
        {
            if (verdict != Verdict.Error || withErrors)
                _page.Write($"<th scope=\"col\" class=\"num\">{VerdictCounts.NameOf(verdict)}</th>");
        }

        _page.Raw("</tr></thead><tbody>\n");
        foreach (var (name, counts) in shown)
        {
            _page.Write($"<tr><th scope=\"row\">{name}</th><td class=\"draw\">");
            counts!.WriteBar(_page, whole);
            _page.Raw("</td>");
            counts.WriteCells(_page, withErrors);
            _page.Raw("</tr>\n");
        }

        _page.Raw("</tbody></table>\n");
    }

    private void WriteBaseline()
    {
        if (_result.Baseline is not { } baseline)
            return;
        (Bilingual Name, string Class, int Count)[] rows =
        [
            (new("新出现或不可豁免", "new or not waivable"), "fail", Count(BaselineState.New)),
            (new("变化", "changed"), "unknown", Count(BaselineState.Updated)),
            (new("已有，放行", "known and let pass"), "na", Count(BaselineState.Unchanged)),
            (new("已消失", "gone"), "pass", baseline.Absent.Count),
        ];
        var whole = Math.Max(1, rows.Max(r => r.Count));
        _page.Write($"<table class=\"chart states\"><caption>{new Bilingual("与基线相比", "Against the baseline")} <span class=\"at\">{baseline.Path}</span></caption><tbody>\n");
        foreach (var (name, style, count) in rows)
        {
            _page.Write($"<tr><th scope=\"row\">{name}</th><td class=\"draw\"><svg class=\"bar\" viewBox=\"0 0 {whole:D} 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">");
            _page.Write($"<rect class=\"{style}\" width=\"{count:D}\" height=\"1\"/></svg></td><td class=\"num\">{count}</td></tr>\n");
        }

        _page.Raw("</tbody></table>\n");
        if (baseline.Absent.Count == 0)
            return;
        _page.Write($"<details class=\"gone\"><summary>{new Bilingual("基线中已消失的发现", "Findings of the baseline that are gone")} <b class=\"n\">{baseline.Absent.Count}</b></summary><ul class=\"plain\">");
        foreach (var entry in baseline.Absent.Take(MostGone))
            _page.Write($"<li><code>{entry.Rule}</code> {Terms.Name(entry.Severity)} · {VerdictCounts.NameOf(entry.Outcome)} · <span class=\"at\">{entry.Subject}</span></li>\n");
        _page.Raw("</ul>");
        if (baseline.Absent.Count > MostGone)
            _page.Write($"<p>{new Bilingual($"另有 {Counted.Number(baseline.Absent.Count - MostGone)} 项未列出。", $"{Counted.Number(baseline.Absent.Count - MostGone)} more not listed.")}</p>");
        _page.Raw("</details>\n");
    }

    private int Count(BaselineState state) => _result.Findings.Count(f => f.BaselineState == state && f.Waiver is null);
}
