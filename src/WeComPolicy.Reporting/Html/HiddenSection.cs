using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>
/// Findings that code hides by the compiler's own means: which rule, where, by what and why. What an ignore comment accepts
/// stands among the accepted risks.
/// </summary>
internal sealed class HiddenSection(ReportContext context)
{
    private const int Most = 1_000;

    public void Write()
    {
        var hidden = context.Result.Suppressed;
        if (hidden.Count == 0)
            return;
        var page = context.Page;
        context.Open("hidden", new("被代码隐藏的发现", "Hidden by code"), hidden.Count);
        page.Write($"<p class=\"lead\">{new Bilingual("这些发现不计入门禁，但仍然存在：是代码或构建配置让它们不再出现。", "These decide nothing at the gate, but they are there: the code or the configuration of its build keeps them out of sight.")}</p>");
        page.Write($"<ul class=\"hidden\">\n");
        foreach (var suppressed in hidden.OrderByDescending(s => s.Finding.Severity).Take(Most))
        {
            var finding = suppressed.Finding;
            page.Write($"<li><p><span class=\"sev s{(int)finding.Severity:D}\">{Terms.Name(finding.Severity)}</span> ");
            RuleName.WriteId(page, finding.Rule);
            page.Write($" {finding.Message}</p><p class=\"by\">");
            if (finding.Location is { } location)
                page.Write($"<span class=\"at\">{Place.Of(location).Text}</span> ");
            page.Write($"{Terms.Name(suppressed.By)}");
            if (suppressed.Reason.Length > 0)
                page.Write($"{new Bilingual("，理由：", ", because: ")}{suppressed.Reason}");
            else
                page.Write($"{new Bilingual("，未写理由", ", without a reason")}");
            page.Raw("</p></li>\n");
        }

        page.Raw("</ul>");
        if (hidden.Count > Most)
            page.Write($"<p>{new Bilingual($"另有 {Counted.Number(hidden.Count - Most)} 个未列出；JSON 格式列出全部。", $"{Counted.Number(hidden.Count - Most)} more not listed; the JSON format lists all.")}</p>");
        context.Close();
    }
}
