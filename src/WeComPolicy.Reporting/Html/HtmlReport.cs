using System.Globalization;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>
/// The report as one page that carries everything within itself: it needs no network, no server and, to be read, no script.
/// Both languages are in it.
/// </summary>
internal sealed class HtmlReport
{
    /// <summary>The format.</summary>
    public static ReportFormat Format { get; } = ReportFormat.OfText(
        "html", ".html", new("单个网页，供评审、管理者和审计，可打印成 PDF", "one page for reviewers, managers and auditors; prints to PDF"), Write);

    private readonly ReportContext _context;
    private readonly HtmlPage _page;

    private HtmlReport(ReportContext context)
    {
        _context = context;
        _page = context.Page;
    }

    /// <summary>Writes the page.</summary>
    public static void Write(ScanResult result, ReportOptions options, TextWriter output)
    {
        new HtmlReport(new ReportContext(result, options, new HtmlPage(output))).Write();
        output.Flush();
    }

    private void Write()
    {
        var verdict = GateVerdict.Of(_context.Result, _context.Summary);
        WriteHead(verdict);
        _page.Write($"<body><a class=\"skip\" href=\"#findings\">{new Bilingual("跳到发现", "Skip to the findings")}</a>\n");
        WriteMasthead();
        WriteContents();
        _page.Raw("<main>\n");
        WriteVerdict(verdict);
        new InputSection(_context).Write();
        new OverviewSection(_context).Write();
        new TenantsSection(_context).Write();
        new FactsSection(_context).Write();
        new FindingsSection(_context).Write();
        new AcceptedSection(_context).Write();
        new HiddenSection(_context).Write();
        new RulesSection(_context).Write();
        new RunSection(_context).Write();
        _page.Write($"</main>\n<footer><p>{new Bilingual("本报告供评审参考，不构成法律意见。", "This report supports a review; it is no legal advice.")} wecom-policy {_context.Result.ToolVersion} · {_context.Result.AsOf}</p></footer>\n");
        _page.Raw("<script>");
        _page.Raw(PageAssets.Script);
        _page.Raw("</script>\n</body>\n</html>\n");
    }

    private void WriteHead(GateVerdict verdict)
    {
        var language = _context.Options.Language;
        _page.Write($"<!doctype html>\n<html lang=\"{(language == Language.Zh ? "zh-CN" : "en")}\">\n<head>\n<meta charset=\"utf-8\">\n");
        _page.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"{PageAssets.ContentSecurityPolicy}\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"wecom-policy {_context.Result.ToolVersion}\">\n");
        var day = _context.Result.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var title = new Bilingual($"{verdict.Headline.Zh} · 企业微信合规报告 {day}", $"{verdict.Headline.En} · WeCom compliance report {day}");
        _page.Write($"<title data-zh=\"{title.Zh}\" data-en=\"{title.En}\">{title.In(language)}</title>\n<link rel=\"icon\" href=\"");
        _page.Raw(PageAssets.Icon);
        _page.Raw("\">\n<style>");
        _page.Raw(PageAssets.Style);
        _page.Raw("</style>\n</head>\n");
    }

    private void WriteMasthead()
    {
        _page.Write($"<header class=\"masthead\"><p class=\"name\">{new Bilingual("企业微信合规报告", "WeCom compliance report")}</p><p class=\"of\">{Subject()}<span class=\"day\">{_context.Result.AsOf}</span></p>");
        _page.Write($"<div class=\"tools\" id=\"tools\" hidden><button type=\"button\" id=\"lang\" data-zh=\"English\" data-en=\"中文\">{new Bilingual("English", "中文").In(_context.Options.Language)}</button><button type=\"button\" id=\"theme\" aria-pressed=\"false\">{new Bilingual("深色", "Dark")}</button><button type=\"button\" id=\"print\">{new Bilingual("打印", "Print")}</button></div></header>\n");
    }

    private Bilingual Subject() => _context.Result.Tenants switch
    {
        [] => new("代码", "Code"),
        [var only] => Bilingual.Same(only.Name ?? only.Id),
        var many => Counted.Of(many.Count, "个租户", "tenant"),
    };

    private void WriteContents()
    {
        _page.Write($"<nav aria-label=\"{(_context.Options.Language == Language.Zh ? "目录" : "Contents")}\"><ul>");
        Entry("overview", new("概览", "Overview"), null, true);
        Entry("input", new("输入的问题", "Input"), _context.Result.Diagnostics.Count, _context.Result.Diagnostics.Count > 0);
        Entry("tenants", new("各租户", "Tenants"), _context.Result.Tenants.Count + _context.Result.NotJudged.Count, _context.HasSeveralTenants);
        Entry("facts", new("先补充", "Add first"), null, _context.Result.Findings.Any(f => f.Waiver is null && f.Missing.Count > 0));
        Entry("findings", new("发现", "Findings"), _context.Summary.Findings, true);
        Entry("accepted", new("已接受", "Accepted"), _context.Summary.Waived, _context.Summary.Waived > 0);
        Entry("hidden", new("被代码隐藏", "Hidden"), _context.Result.Suppressed.Count, _context.Result.Suppressed.Count > 0);
        Entry("rules", new("规则", "Rules"), _context.Summary.Rules, true);
        Entry("run", new("关于", "About"), null, true);
        _page.Raw("</ul></nav>\n");
    }

    private void Entry(string id, Bilingual title, int? count, bool isThere)
    {
        if (!isThere)
            return;
        _page.Write($"<li><a href=\"#{id}\">{title}");
        if (count is { } number)
            _page.Write($" <b class=\"n\">{number}</b>");
        _page.Raw("</a></li>");
    }

    private void WriteVerdict(GateVerdict verdict)
    {
        _page.Write($"<div class=\"verdict {verdict.State}\"><h1>{verdict.Headline}</h1><ul>");
        foreach (var reason in verdict.Reasons)
            _page.Write($"<li>{reason}</li>");
        _page.Raw("</ul></div>\n");
    }
}
