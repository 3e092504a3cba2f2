using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>Accepted risks, the one that ends first on top.</summary>
internal sealed class AcceptedSection(ReportContext context)
{
    private const int Most = 1_000;
    private const int Soon = 30;

    public void Write()
    {
        var accepted = context.Result.Findings.Where(f => f.Waiver is not null).OrderBy(f => f.Waiver!.Expires).ThenByDescending(f => f.Severity).ToList();
        if (accepted.Count == 0)
            return;
        var page = context.Page;
        context.Open("accepted", new("已接受的风险", "Accepted risks"), accepted.Count);
        page.Write($"<div class=\"wide\"><table class=\"rows\"><thead><tr><th scope=\"col\">{new Bilingual("有效至", "Until")}</th><th scope=\"col\" class=\"num\">{new Bilingual("剩余天数", "Days left")}</th><th scope=\"col\">{new Bilingual("级别", "Severity")}</th><th scope=\"col\">{new Bilingual("接受了什么", "What is accepted")}</th><th scope=\"col\">{new Bilingual("理由", "Reason")}</th><th scope=\"col\">{new Bilingual("责任人", "Owner")}</th><th scope=\"col\">{new Bilingual("批准人", "Approver")}</th></tr></thead><tbody>\n");
        foreach (var finding in accepted.Take(Most))
        {
            var waiver = finding.Waiver!;
            var days = waiver.Expires.DayNumber - context.Result.AsOf.DayNumber;
            page.Write($"<tr><td class=\"num\">{waiver.Expires}</td><td class=\"num{(days <= Soon ? " soon" : "")}\">{days}</td><td><span class=\"sev s{(int)finding.Severity:D}\">{Terms.Name(finding.Severity)}</span></td>");
            page.Write($"<td><code>{finding.Rule.Id}</code> {finding.Message}</td><td>{waiver.Reason}</td><td class=\"who\">{waiver.Owner}</td><td class=\"who\">{waiver.Approver}</td></tr>\n");
        }

        page.Raw("</tbody></table></div>");
        if (accepted.Count > Most)
            page.Write($"<p>{new Bilingual($"另有 {Counted.Number(accepted.Count - Most)} 项未列出。", $"{Counted.Number(accepted.Count - Most)} more not listed.")}</p>");
        context.Close();
    }
}
