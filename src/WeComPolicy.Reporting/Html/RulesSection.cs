using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>Every rule and what became of it: what passed, what does not apply and why, what is off or milder and why.</summary>
internal sealed class RulesSection(ReportContext context)
{
    private const int MostReasons = 3;
    private const int MostTenants = 5;

    private readonly HtmlPage _page = context.Page;
    private readonly ILookup<string, RuleOutcome> _outcomes = context.Result.Outcomes.ToLookup(o => o.Rule.Id, StringComparer.Ordinal);

    public void Write()
    {
        context.Open("rules", new("全部规则", "All rules"), context.Result.Rules.Count);
        _page.Write($"<p class=\"lead\">{new Bilingual("没有一条规则无声地通过：每条规则的去向都在这里。", "Nothing passes in silence: what became of every rule stands here.")}</p>");
        foreach (var verdict in VerdictCounts.Order)
            WriteVerdict(verdict);
        WriteUnjudged();
        WriteDisabled();
        WriteAdjusted();
        context.Close();
    }

    private void WriteVerdict(Verdict verdict)
    {
        var rules = context.Result.Rules.Where(r => _outcomes[r.Id].Any(o => o.Verdict == verdict)).ToList();
        if (rules.Count == 0)
            return;
        OpenGroup(VerdictCounts.NameOf(verdict), VerdictCounts.ClassOf(verdict), rules.Count);
        foreach (var rule in rules)
        {
            var outcomes = _outcomes[rule.Id].Where(o => o.Verdict == verdict).ToList();
            OpenRow(rule);
            WriteSubjects(verdict, outcomes);
            foreach (var reason in outcomes.Where(o => o.Reason is not null).Select(o => o.Reason!.Value).Distinct().Take(MostReasons))
                _page.Write($"<small>{reason}</small>");
            if (context.HasSeveralTenants)
                WriteTenants(outcomes);
            _page.Raw("</td></tr>\n");
        }

        CloseGroup();
    }

    private void WriteSubjects(Verdict verdict, List<RuleOutcome> outcomes)
    {
        var failed = outcomes.Sum(o => o.Failed);
        var unknown = outcomes.Sum(o => o.Unknown);
        var passed = outcomes.Sum(o => o.Passed);
        var parts = new List<Bilingual>();
        if (failed > 0)
            parts.Add(new($"{Counted.Number(failed)} 处不合规", $"{Counted.Number(failed)} failed"));
        if (unknown > 0)
            parts.Add(new($"{Counted.Number(unknown)} 处无法判定", $"{Counted.Number(unknown)} not decided"));
        if (passed > (verdict == Verdict.Pass ? outcomes.Count : 0))
            parts.Add(new($"{Counted.Number(passed)} 处通过", $"{Counted.Number(passed)} passed"));
        if (parts.Count > 0)
            _page.Write($"{Counted.Join(parts)}");
    }

    private void WriteTenants(List<RuleOutcome> outcomes)
    {
        var names = outcomes.Take(MostTenants).Select(o => ReportContext.NameOf(o.Tenant)).ToList();
        var more = outcomes.Count - names.Count;
        var joined = Counted.Join(names);
        _page.Write($"<small class=\"at\">{new Bilingual(
            joined.Zh + (more > 0 ? $"，另有 {Counted.Number(more)} 个" : ""),
            joined.En + (more > 0 ? $" and {Counted.Number(more)} more" : ""))}</small>");
    }

    private void WriteUnjudged()
    {
        var rules = context.Result.Rules.Where(r => !_outcomes.Contains(r.Id)).ToList();
        if (rules.Count == 0)
            return;
        OpenGroup(new("未在任何租户上判定", "judged on no tenant"), "unknown", rules.Count);
        foreach (var rule in rules)
        {
            OpenRow(rule);
            _page.Raw("</td></tr>\n");
        }

        CloseGroup();
    }

    private void WriteDisabled()
    {
        if (context.Result.Disabled.Count == 0)
            return;
        OpenGroup(new("已停用", "switched off"), "off", context.Result.Disabled.Count);
        foreach (var disabled in context.Result.Disabled)
        {
            OpenRow(disabled.Rule);
            _page.Write($"{disabled.Reason}<small class=\"at\">{Place.Of(disabled.By).Text}</small></td></tr>\n");
        }

        CloseGroup();
    }

    private void WriteAdjusted()
    {
        var adjusted = context.Result.Rules.Where(r => r.Adjustments.Count > 0).ToList();
        if (adjusted.Count == 0)
            return;
        OpenGroup(new("改过级别或参数", "with another severity or parameter"), "off", adjusted.Count);
        foreach (var rule in adjusted)
        {
            OpenRow(rule);
            foreach (var adjustment in rule.Adjustments)
            {
                _page.Write($"<div><code>{adjustment.What}</code> {adjustment.From} → {adjustment.To}");
                if (adjustment.Reason is { } reason)
                    _page.Write($"{new Bilingual("：", ": ")}{reason}");
                _page.Write($"<small class=\"at\">{Place.Of(adjustment.By).Text}</small></div>");
            }

            _page.Raw("</td></tr>\n");
        }

        CloseGroup();
    }

    private void OpenGroup(Bilingual title, string style, int count) => _page.Write(
        $"<details class=\"rules\"><summary><h3><span class=\"st {style}\">{title}</span> <b class=\"n\">{count}</b></h3></summary><div class=\"wide\"><table class=\"rows\"><thead><tr><th scope=\"col\">{new Bilingual("编号", "Id")}</th><th scope=\"col\">{new Bilingual("级别", "Severity")}</th><th scope=\"col\">{new Bilingual("规则", "Rule")}</th><th scope=\"col\">{new Bilingual("说明", "Note")}</th></tr></thead><tbody>\n");

    private void OpenRow(RuleDescriptor rule)
    {
        _page.Raw("<tr><td>");
        RuleName.WriteId(_page, rule);
        _page.Write($"</td><td><span class=\"sev s{(int)rule.Severity:D}\">{Terms.Name(rule.Severity)}</span></td><td>{rule.Title}</td><td>");
    }

    private void CloseGroup() => _page.Raw("</tbody></table></div></details>\n");
}
