using System.Globalization;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Html;

/// <summary>
/// One finding: a row, and behind it the quoted lines, what the rule read, why it matters, how to mend it and who accepted it.
/// The texts of a rule stand at its first finding, where the script copies them from for the others. What is behind the row is
/// for a browser with script a text that it reads when the row is opened, and for one without script the part itself: the
/// elements of thousands of findings would be too many to lay out at once.
/// </summary>
internal sealed class FindingPart(ReportContext context)
{
    // As in the text report: what many values say, the first of them say.
    private const int MaxRelated = 100;
    private const int MaxMissing = 5;

    private readonly HtmlPage _page = context.Page;
    private readonly Dictionary<string, int> _rules = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public void Write(Finding finding)
    {
        var state = FindingState.Of(finding);
        var outcome = VerdictCounts.ClassOf(finding.Outcome);
        var severity = (int)finding.Severity;
        var isFirst = _rules.TryAdd(finding.Rule.Id, _rules.Count);
        var number = _rules[finding.Rule.Id];
        _page.Write($"<li class=\"f\" id=\"{IdOf(finding)}\" data-s=\"{severity:D}\" data-v=\"{outcome}\" data-a=\"{context.NumberOfArea(finding.Rule.Area):D}\" data-t=\"{context.NumberOf(finding.Tenant):D}\" data-b=\"{state.Key}\" data-g=\"{(context.Result.Gate.Fails(finding) ? 1 : 0):D}\" data-r=\"{number:D}\"><details><summary>");
        _page.Write($"<span class=\"sev s{severity:D}\">{Terms.Name(finding.Severity)}</span><span class=\"st {outcome}\">{VerdictCounts.NameOf(finding.Outcome)}</span><code class=\"id\">{finding.Rule.Id}</code><h3>{finding.Message}");
        if (state.IsWorthAWord)
            _page.Write($" <span class=\"state {state.Key}\">{state.Name}</span>");
        _page.Raw("</h3>");
        WriteWhere(finding);
        _page.Raw("</summary><noscript><div class=\"d\">\n");
        WriteWhat(finding);
        WriteMissing(finding);
        if (finding.Waiver is { } waiver)
            WriteWaiver(waiver);
        WriteRule(finding.Rule, number, isFirst);
        WriteFoot(finding);
        _page.Raw("</div></noscript></details></li>\n");
    }

    // The file's own name is what tells places apart; its folder stands below, and not at all where there is but one tenant.
    private void WriteWhere(Finding finding)
    {
        if (finding.Location is not { } location)
        {
            _page.Write($"<span class=\"at\">{finding.Tenant}</span>");
            return;
        }

        var text = Place.Of(location).Text;
        var name = text.LastIndexOf('/') + 1;
        _page.Raw("<span class=\"at\">");
        var isShort = context.Result.Tenants.Count == 1 && string.Equals(text[..name], VisibleText.Line(finding.Tenant) + "/", StringComparison.Ordinal);
        if (name > 0 && !isShort)
            _page.Write($"<small>{text[..name]}</small>");
        _page.Write($"<span>{text[name..]}</span></span>");
    }

    // A subject that stands twice in the input has one fingerprint, but a page must not have an id twice.
    private string IdOf(Finding finding)
    {
        var id = "f-" + finding.Fingerprint;
        for (var n = 2; !_ids.Add(id); n++)
            id = string.Create(CultureInfo.InvariantCulture, $"f-{finding.Fingerprint}-{n}");
        return id;
    }

    private void WriteWhat(Finding finding)
    {
        OpenRow(new("对象", "Subject"));
        _page.Raw("<p class=\"subject\">");
        if (context.HasSeveralTenants)
            _page.Write($"{ReportContext.NameOf(finding.Tenant)} · ");
        _page.Write($"<code>{(finding.Place.Length > 0 ? finding.Place : finding.Subject)}</code></p>");
        var related = Math.Min(finding.Related.Count, MaxRelated);
        var marks = new List<Mark>(related + 1);
        if (finding.Location is { } location)
            marks.Add(Mark.Of(location, "", primary: true));
        for (var i = 0; i < related; i++)
            marks.Add(Mark.Of(finding.Related[i].Range, (i + 1).ToString(CultureInfo.InvariantCulture), primary: false));
        if (marks.Count > 0)
            context.Snippets.Write(marks);
        CloseRow();
        if (related == 0)
            return;
        OpenRow(new("读取的值", "Values read"));
        _page.Raw("<ol class=\"read\">");
        for (var i = 0; i < related; i++)
            _page.Write($"<li><span>{finding.Related[i].Note}</span> <span class=\"at\">{Place.Of(finding.Related[i].Range).Text}</span></li>");
        _page.Raw("</ol>");
        if (finding.Related.Count > related)
            _page.Write($"<p>{new Bilingual($"规则还读取了另外 {Counted.Number(finding.Related.Count - related)} 个值。", $"And {Counted.Number(finding.Related.Count - related)} more values.")}</p>");
        CloseRow();
    }

    private void WriteMissing(Finding finding)
    {
        if (finding.Missing.Count == 0)
            return;
        OpenRow(new("缺少的事实", "Not known"));
        foreach (var missing in finding.Missing.Take(MaxMissing))
        {
            _page.Write($"<p><code>{missing.Path}</code> {missing.Meaning}</p>");
            if (missing.Insert.Length > 0)
                context.Snippets.WriteInsertion(missing);
        }

        if (finding.Missing.Count > MaxMissing)
            _page.Write($"<p>{new Bilingual($"还缺另外 {Counted.Number(finding.Missing.Count - MaxMissing)} 项事实。", $"And {Counted.Number(finding.Missing.Count - MaxMissing)} more facts.")}</p>");
        CloseRow();
    }

    private void WriteWaiver(AppliedWaiver waiver)
    {
        OpenRow(new("已接受", "Accepted"));
        _page.Write($"<div class=\"waiver\"><p>{waiver.Reason}</p><dl>");
        Term(new("有效至", "until"), Bilingual.Same(waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Term(new("责任人", "owner"), OrNobody(waiver.Owner));
        Term(new("批准人", "approved by"), OrNobody(waiver.Approver));
        if (waiver.Ticket.Length > 0)
            Term(new("工单", "ticket"), Bilingual.Same(waiver.Ticket));
        if (waiver.Source is { } source)
            Term(waiver.IsComment ? new("忽略注释", "ignore comment") : new("豁免", "waiver"), Bilingual.Same(Place.Of(source).Text));
        _page.Raw("</dl></div>");
        CloseRow();
    }

    private void OpenRow(Bilingual label) => _page.Write($"<div class=\"r\"><h4>{label}</h4><div>");

    private void CloseRow() => _page.Raw("</div></div>\n");

    private static Bilingual OrNobody(string name) => name.Length > 0 ? Bilingual.Same(name) : new("未写明", "not stated");

    private void Term(Bilingual name, Bilingual value) => _page.Write($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private void WriteRule(RuleDescriptor rule, int number, bool isFirst)
    {
        if (!isFirst)
        {
            _page.Write($"<div class=\"why\" data-rule=\"{number:D}\">");
            OpenRow(new("原因与整改", "Why and how"));
            _page.Write($"<a href=\"#why-{number:D}\">{new Bilingual("见此规则的第一个发现", "See the first finding of this rule")}</a>");
            CloseRow();
            _page.Raw("</div>");
            return;
        }

        _page.Write($"<div class=\"why\" id=\"why-{number:D}\">");
        OpenRow(new("规则", "Rule"));
        _page.Write($"<p class=\"title\">{rule.Title}</p>");
        CloseRow();
        OpenRow(new("整改", "How to mend"));
        _page.Paragraphs(rule.Remediation);
        CloseRow();
        OpenRow(new("原因", "Why"));
        _page.Paragraphs(rule.Rationale);
        CloseRow();
        if (rule.References.Count > 0)
        {
            OpenRow(new("依据", "References"));
            _page.Raw("<ul class=\"refs\">");
            foreach (var reference in rule.References)
            {
                _page.Raw("<li>");
                ReferenceLink.Write(_page, reference);
                _page.Raw("</li>");
            }

            _page.Raw("</ul>");
            CloseRow();
        }

        _page.Raw("</div>");
    }

    private void WriteFoot(Finding finding)
    {
        OpenRow(new("标识", "Identity"));
        _page.Write($"<dl class=\"foot\"><div><dt>{new Bilingual("规则", "rule")}</dt><dd>");
        RuleName.WriteId(_page, finding.Rule);
        _page.Write($" {finding.Rule.Name}</dd></div>");
        Term(new("门禁", "gate"), context.Result.Gate.Fails(finding) ? new("使门禁不通过", "fails it") : GateStandings.Why(context.Result.Gate, finding));
        Term(new("领域", "area"), ReportContext.TitleOf(finding.Rule.Area));
        Term(new("把握", "confidence"), Terms.Name(finding.Rule.Confidence));
        _page.Write($"<div><dt>{new Bilingual("指纹", "fingerprint")}</dt><dd><code>{finding.Fingerprint}</code></dd></div></dl>");
        CloseRow();
    }
}
