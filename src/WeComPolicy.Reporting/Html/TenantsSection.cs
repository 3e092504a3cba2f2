using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>The tenants of the run beside one another, where there are several, and code as a row of its own.</summary>
internal sealed class TenantsSection(ReportContext context)
{
    public void Write()
    {
        if (!context.HasSeveralTenants)
            return;
        var page = context.Page;
        var outcomes = context.Result.Outcomes.ToLookup(o => o.Tenant, StringComparer.Ordinal);
        var fails = context.Result.Findings.Where(context.Result.Gate.Fails).CountBy(f => f.Tenant, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var names = context.Result.Tenants.DistinctBy(t => t.Id, StringComparer.Ordinal).ToDictionary(t => t.Id, t => t.Name, StringComparer.Ordinal);
        var tenants = context.Tenants.ToList();
        var problems = context.Result.Diagnostics.Where(d => !d.IsWarning).ToLookup(d => d.Tenant, StringComparer.Ordinal);
        var whole = tenants.Select(t => outcomes[t].Count()).DefaultIfEmpty().Max();
        context.Open("tenants", new("各租户", "Tenants"), context.Result.Tenants.Count + context.Result.NotJudged.Count);
        page.Write($"<div class=\"wide\"><table class=\"chart rows\"><thead><tr><th scope=\"col\">{new Bilingual("租户", "Tenant")}</th><td class=\"draw\"></td><th scope=\"col\" class=\"num\">{new Bilingual("未过门禁", "at the gate")}</th>");
        foreach (var verdict in VerdictCounts.Order)
            page.Write($"<th scope=\"col\" class=\"num\">{VerdictCounts.NameOf(verdict)}</th>");
        page.Raw("</tr></thead><tbody>\n");
        foreach (var tenant in tenants)
        {
            var counts = new VerdictCounts();
            foreach (var outcome in outcomes[tenant])
                counts.Add(outcome.Verdict);
            page.Write($"<tr><th scope=\"row\"><button type=\"button\" class=\"go\" data-t=\"{context.NumberOf(tenant):D}\">{ReportContext.NameOf(tenant)}</button>");
            if (names.TryGetValue(tenant, out var name) && name is not null)
                page.Write($"<small>{name}</small>");
            if (problems[tenant].Count() is > 0 and var count)
                page.Write($"<small><a href=\"#input\" class=\"st fail\">{new Bilingual($"输入有 {Counted.Number(count)} 个错误，判定不完整", $"{Counted.Of(count, "", "error").En} in its input: not judged completely")}</a></small>");
            page.Raw("</th><td class=\"draw\">");
            counts.WriteBar(page, whole);
            var failing = fails.GetValueOrDefault(tenant);
            page.Write($"</td><td class=\"num{(failing > 0 ? " fail" : " zero")}\">{failing}</td>");
            counts.WriteCells(page, withErrors: true);
            page.Raw("</tr>\n");
        }

        WriteNotJudged(problems);
        page.Raw("</tbody></table></div>");
        context.Close();
    }

    // Without a file that can be used there are no counts, and the row says why in their place.
    private void WriteNotJudged(ILookup<string?, InputDiagnostic> problems)
    {
        var page = context.Page;
        foreach (var tenant in context.Result.NotJudged)
        {
            page.Write($"<tr><th scope=\"row\"><span class=\"at\">{tenant.Id}</span>");
            if (tenant.Name is { } name)
                page.Write($"<small>{name}</small>");
            var of = problems[tenant.Id].ToList();
            if (of.Count > 0)
            {
                page.Write($"<small><a href=\"#input\" class=\"st fail\">{of[0].Message}</a>");
                if (of[0].Range is { } range)
                    page.Write($" <span class=\"at\">{Place.Of(range).Text}</span>");
                if (of.Count > 1)
                    page.Write($" {new Bilingual($"等 {Counted.Number(of.Count)} 个问题", $"and {Counted.Number(of.Count - 1)} more")}");
                page.Raw("</small>");
            }

            page.Write($"</th><td class=\"draw\"></td><td colspan=\"{VerdictCounts.Order.Length + 1:D}\"><b class=\"st fail\">{new Bilingual("未判定", "not judged")}</b>");
            page.Raw("</td></tr>\n");
        }
    }
}
