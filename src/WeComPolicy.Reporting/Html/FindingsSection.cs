using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>All findings, those of tenants and of code together, with what filters, searches and sorts them.</summary>
internal sealed class FindingsSection(ReportContext context)
{
    // A page of more would be slow to open; nobody reads so many. What is left out is counted, and JSON has all.
    private const int Most = 10_000;

    private readonly HtmlPage _page = context.Page;

    public void Write()
    {
        var all = context.Result.Findings;
        context.Open("findings", new("发现", "Findings"), all.Count);
        if (all.Count == 0)
        {
            _page.Write($"<p class=\"lead\">{(context.Summary.Decided == 0 ? new Bilingual("没有任何规则判定过。", "No rule has judged anything.") : context.Summary.InputErrors > 0 ? ResultSummary.NothingFound(context.Result) : new Bilingual("没有发现。", "There are no findings."))}</p>");
            context.Close();
            return;
        }

        var shown = Worst(all);
        WriteControls(shown);
        if (shown.Count < all.Count)
        {
            _page.Write($"<p class=\"notice\">{new Bilingual(
                $"本页列出最重要的 {Counted.Number(shown.Count)} 项，另有 {Counted.Number(all.Count - shown.Count)} 项只计数、未列出；JSON 与 SARIF 格式列出全部。",
                $"This page lists the {Counted.Number(shown.Count)} that matter most; {Counted.Number(all.Count - shown.Count)} more are counted but not listed. The JSON and SARIF formats list all.")}</p>");
        }

        _page.Raw("<ol id=\"list\" class=\"list\">\n");
        var part = new FindingPart(context);
        foreach (var finding in shown)
            part.Write(finding);
        _page.Write($"</ol><p id=\"none\" class=\"lead\" hidden>{new Bilingual("没有符合条件的发现。", "No finding matches.")}</p>\n");
        context.Close();
    }

    private List<Finding> Worst(IReadOnlyList<Finding> all)
    {
        if (all.Count <= Most)
            return [.. all];
        return [.. all.Index()
            .OrderByDescending(f => context.Result.Gate.Fails(f.Item)).ThenBy(f => f.Item.Waiver is not null).ThenByDescending(f => f.Item.Severity).ThenBy(f => f.Item.Outcome)
            .Take(Most).OrderBy(f => f.Index).Select(f => f.Item)];
    }

    // Only the script makes use of them, and shows them.
    private void WriteControls(List<Finding> shown)
    {
        _page.Write($"<form id=\"controls\" class=\"controls\" role=\"search\" hidden><label class=\"search\"><span>{new Bilingual("搜索", "Search")}</span><input id=\"q\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"></label>");
        WriteChips("s", new("严重级别", "Severity"), Terms.Severities.ToArray().Select(s => (((int)s).ToString("D", null), Terms.Name(s), shown.Count(f => f.Severity == s))));
        WriteChips("v", new("判定", "Verdict"), ((Verdict[])[Verdict.Fail, Verdict.Error, Verdict.Unknown]).Select(v => (VerdictCounts.ClassOf(v), VerdictCounts.NameOf(v), shown.Count(f => f.Outcome == v))));
        WriteChips("g", new("门禁", "Gate"), [("1", new("使其不通过", "fails it"), shown.Count(context.Result.Gate.Fails)), ("0", new("不计入", "beside it"), shown.Count(f => !context.Result.Gate.Fails(f)))]);
        WriteChips("b", new("状态", "State"), FindingState.All.Select(s => (s.Key, s.Name, shown.Count(f => FindingState.Of(f) == s))));
        _page.Raw("<div class=\"picks\">");
        WriteChoice("a", new("领域", "Area"), new("全部领域", "All areas"), context.Areas.Select((a, i) => (i, ReportContext.TitleOf(a))).Where(a => shown.Exists(f => context.NumberOfArea(f.Rule.Area) == a.i)));
        if (context.HasSeveralTenants)
            WriteChoice("t", new("租户", "Tenant"), new("全部租户", "All tenants"), context.Tenants.Select(t => (context.NumberOf(t), ReportContext.NameOf(t))));
        WriteChoice("o", new("排序", "Order"), new("按报告顺序", "As in the report"), SortOrders);
        _page.Write($"<span class=\"acts\"><button type=\"button\" id=\"open\">{new Bilingual("全部展开", "Open all")}</button><button type=\"button\" id=\"shut\">{new Bilingual("全部收起", "Close all")}</button><button type=\"button\" id=\"clear\">{new Bilingual("清除筛选", "Clear")}</button></span></div>");
        _page.Write($"</form><p id=\"counted\" class=\"count\" role=\"status\" hidden><b>{new Bilingual("已筛选：", "Filtered: ")}</b><span id=\"count\">{shown.Count}</span> / {shown.Count} {new Bilingual("项", "findings")}</p>\n");
    }

    private static IEnumerable<(int Value, Bilingual Name)> SortOrders =>
    [
        (1, new("严重级别，从重到轻", "Severity, worst first")),
        (2, new("规则编号", "Rule")),
        (3, new("位置", "Place")),
        (4, new("判定", "Verdict")),
    ];

    private void WriteChips(string name, Bilingual legend, IEnumerable<(string Value, Bilingual Name, int Count)> chips)
    {
        var there = chips.Where(c => c.Count > 0).ToList();
        if (there.Count < 2)
            return;
        _page.Write($"<fieldset><legend>{legend}</legend>");
        foreach (var (value, text, count) in there)
            _page.Write($"<label class=\"chip\"><input type=\"checkbox\" name=\"{name}\" value=\"{value}\"><span>{text} <b>{count}</b></span></label>");
        _page.Raw("</fieldset>");
    }

    private void WriteChoice(string name, Bilingual label, Bilingual first, IEnumerable<(int Value, Bilingual Name)> choices)
    {
        _page.Write($"<label class=\"pick\"><span>{label}</span><select name=\"{name}\">");
        WriteOption("", first);
        foreach (var (value, text) in choices)
            WriteOption(value.ToString("D", null), text);
        _page.Raw("</select></label>");
    }

    // An option holds no elements, so the script changes its text with the language.
    private void WriteOption(string value, Bilingual text) =>
        _page.Write($"<option value=\"{value}\" data-zh=\"{text.Zh}\" data-en=\"{text.En}\">{text.In(context.Options.Language)}</option>");
}
