using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>Which facts to add first, so that the most rules can be decided: each once, with the text to add and its place.</summary>
internal sealed class FactsSection(ReportContext context)
{
    private const int First = 5;
    private const int MostPlaces = 6;

    public void Write()
    {
        var facts = NeededFact.Of([.. context.Result.Findings.Where(f => f.Waiver is null)]).OrderByDescending(f => f.Rules.Count).ThenByDescending(f => f.Needing[0].Severity).ToList();
        if (facts.Count == 0)
            return;
        var page = context.Page;
        context.Open("facts", new("先补充哪些事实", "What to add first"), facts.Count);
        page.Write($"<p class=\"lead\">{new Bilingual("下列事实不在输入中，需要它们的规则无法判定。按能判定的规则数排列。", "These facts are not in the input, and the rules that need them stay undecided. Those that decide most come first.")}</p><ol class=\"facts\">");
        foreach (var fact in facts.Take(First))
            Write(fact);
        page.Raw("</ol>");
        if (facts.Count > First)
        {
            page.Write($"<details class=\"more\"><summary>{new Bilingual($"其余 {Counted.Number(facts.Count - First)} 项", $"The other {Counted.Number(facts.Count - First)}")}</summary><ol class=\"facts\" start=\"{First + 1:D}\">");
            foreach (var fact in facts.Skip(First))
                Write(fact);
            page.Raw("</ol></details>");
        }

        context.Close();
    }

    private void Write(NeededFact fact)
    {
        var page = context.Page;
        var first = fact.Facts[0];
        var worst = fact.Needing[0].Severity;
        page.Write($"<li><details><summary><code>{(fact.Places == 1 ? first.Path : fact.Path)}</code><span class=\"meaning\">{fact.Meaning}</span>");
        page.Write($"<span class=\"gain\">{Counted.Of(fact.Rules.Count, "条规则", "rule")} · <span class=\"sev s{(int)worst:D}\">{Terms.Name(worst)}</span></span></summary><div class=\"d\">");
        if (context.HasSeveralTenants && first.Parent is null)
            page.Write($"<p class=\"at\">{ReportContext.NameOf(fact.Tenant)}</p>");
        if (first.Insert.Length > 0)
            context.Snippets.WriteInsertion(first);
        if (first.WhenNone is { } none)
        {
            page.Write($"<p class=\"where\">{new Bilingual("如果没有使用，这样写明即可：", "Or, where it is not in use, say so:")}</p>");
            context.Snippets.WriteAdded(none);
        }

        if (fact.Places > 1)
            WriteOtherPlaces(fact);
        page.Write($"<p class=\"needed\"><b>{new Bilingual("需要它的规则：", "Needed by: ")}</b>");
        for (var i = 0; i < fact.Needing.Count; i++)
        {
            var rule = fact.Needing[i];
            page.Raw(i == 0 ? "" : " ");
            page.Write($"<span class=\"rule\"><code>{rule.Id}</code> {rule.Title}</span>");
        }

        page.Raw("</p></div></details></li>\n");
    }

    private void WriteOtherPlaces(NeededFact fact)
    {
        var places = fact.Facts.Skip(1).Take(MostPlaces)
            .Select(f => f.Parent is { } parent ? Place.Of(parent) is var at ? $"{at.Path}:{at.Start.Line}" : "" : f.Path).ToList();
        var more = fact.Places - 1 - places.Count;
        context.Page.Write($"<p><b>{new Bilingual("同样缺少它：", "Also missing at: ")}</b>");
        for (var i = 0; i < places.Count; i++)
            context.Page.Write($"{(i == 0 ? Bilingual.Same("") : new Bilingual("、", ", "))}<span class=\"at\">{places[i]}</span>");
        if (more > 0)
            context.Page.Write($"{new Bilingual($"，另有 {Counted.Number(more)} 处", $" and {Counted.Number(more)} more")}");
        context.Page.Raw("</p>");
    }
}
