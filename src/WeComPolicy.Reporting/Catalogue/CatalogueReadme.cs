using System.Globalization;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Markdown;

namespace WeComPolicy.Reporting.Catalogue;

/// <summary>
/// The catalogue as a page in Markdown: the rules by area, and from the guide, the law and the standards to the rules. Same
/// rules, same text; links are relative to <c>policies</c>.
/// </summary>
public sealed class CatalogueReadme
{
    private readonly CatalogueContent _content;
    private readonly Language _language;
    private readonly TextWriter _writer;

    private CatalogueReadme(CatalogueContent content, Language language, TextWriter writer) => (_content, _language, _writer) = (content, language, writer);

    /// <summary>The file's name in the folder <c>policies</c>.</summary>
    public static string FileName(Language language) => language == Language.Zh ? "README.zh-CN.md" : "README.md";

    /// <summary>Writes the catalogue in one language; lines end with LF.</summary>
    public static void Write(CatalogueContent content, Language language, TextWriter writer)
    {
        var readme = new CatalogueReadme(content, language, writer);
        readme.Head();
        readme.Areas();
        readme.GuideTable();
        readme.Laws();
        readme.Standards();
        readme.Weaknesses();
    }

    private void Head()
    {
        var count = _content.Entries.Count.ToString(CultureInfo.InvariantCulture);
        var ofCode = _content.Entries.Count(e => e.Definition.Body is AnalyzerBody).ToString(CultureInfo.InvariantCulture);
        Line($"# {Say("规则目录", "Catalogue of rules")}");
        Line();
        Line(Say($"[English]({FileName(Language.En)})", $"[简体中文]({FileName(Language.Zh)})"));
        Line();
        Line(Say(
            $"共 {count} 条规则，其中 {ofCode} 条检查代码，其余检查租户。每条规则有自己的一页（`docs/编号.md`）：检查什么、为什么、如何整改、通过与不通过的例子。",
            $"{count} rules; {ofCode} of them judge code, the others tenants. Each has a page of its own (`docs/ID.md`): what it checks and why, how to mend it, and an example that fails and one that passes."));
        Line();
        Line(Say(
            "本页由策略文件生成，请勿手工修改：见 [CONTRIBUTING.md](../CONTRIBUTING.md)。",
            "This page is made from the policies; do not edit it: see [CONTRIBUTING.md](../CONTRIBUTING.md)."));
        Line();
        Line(Say(
            "[按领域](#rules) · [指南 → 规则](#guide) · [法律法规 → 规则](#law) · [标准 → 规则](#standards)",
            "[By area](#rules) · [Guide → rules](#guide) · [Law → rules](#law) · [Standards → rules](#standards)"));
    }

    private void Areas()
    {
        Heading("rules", Say("按领域", "Rules by area"));
        // Most readers come for their tenant.
        foreach (var area in _content.Entries.GroupBy(e => (e.Rule.Pack, e.Rule.Area)).OrderBy(g => g.First().Definition.Body is AnalyzerBody))
        {
            Line();
            Line($"### {AreaTitle.Of(area.Key.Area).In(_language)} `{area.Key.Pack}/{area.Key.Area}`");
            Line();
            Line(Say("| 规则 | 严重级别 | 要求 |", "| rule | severity | what is required |"));
            Line("|---|---|---|");
            foreach (var rule in area.Select(e => e.Rule))
                Line($"| {Link(rule)} | {Terms.Name(rule.Severity).In(_language)} | {Cell(rule.Title)} |");
        }
    }

    private void GuideTable()
    {
        Heading("guide", Say("指南 → 规则", "Guide → rules"));
        Line();
        Line(Say(
            "目录最初依据的实践指南共 54 条，以自己的话概括。指南是建议，既不是平台限制，也不是法律；数字与官方资料不一致时，以规则的说明和参数为准。",
            "The practice guide that the catalogue began with, in our own words. It is advice, neither a limit of the platform nor law; where its numbers differ from official ones, the rule's text and parameters hold."));
        Line();
        Line(Say("| 条 | 内容 | 规则 |", "| statement | what it says | rules |"));
        Line("|---|---|---|");
        foreach (var (statement, rules) in GuideCoverage.Of(_content.Guide, [.. _content.Entries.Select(e => e.Rule)]))
        {
            var right = statement.NotCheckable is { } why
                ? Say("没有规则能检查：", "No rule can check it: ") + Cell(why)
                : Links(rules);
            Line($"| `guide#{statement.Number.ToString(CultureInfo.InvariantCulture)}` | {Cell(statement.Text)} | {right} |");
        }
    }

    private void Laws()
    {
        Heading("law", Say("法律法规 → 规则", "Law → rules"));
        Line();
        Line(Say(
            "条号按括号中年份的版本。列出的是规则的依据，不是法律意见。",
            "Articles are numbered as in the edition of the year given. What is listed is what rules rest on; it is no legal advice."));
        var laws = Referring<LawReference>()
            .GroupBy(r => (r.Reference.Law, r.Reference.Edition))
            .OrderBy(g => g.Key.Law.Zh, StringComparer.Ordinal);
        foreach (var law in laws)
        {
            Line();
            Line(Say($"### 《{law.Key.Law.Zh}》（{law.Key.Edition}）", $"### {law.Key.Law.En} ({law.Key.Edition})") + Say("", $" 《{law.Key.Law.Zh}》"));
            Line();
            Line(Say("| 条 | 规则 |", "| article | rules |"));
            Line("|---|---|");
            foreach (var article in law.GroupBy(r => r.Reference.Article).OrderBy(g => g.Key ?? 0))
            {
                var number = article.Key?.ToString(CultureInfo.InvariantCulture);
                Line($"| {(number is null ? Say("整部", "as a whole") : Say($"第 {number} 条", $"art. {number}"))} | {Links(article.Select(r => r.Rule))} |");
            }
        }
    }

    private void Standards()
    {
        Heading("standards", Say("标准 → 规则", "Standards → rules"));
        foreach (var standard in Referring<StandardReference>().GroupBy(r => r.Reference.Standard, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Line();
            Line($"### {standard.Key}");
            Line();
            Line(Say("| 条款 | 规则 |", "| clause | rules |"));
            Line("|---|---|");
            var clauses = standard
                .GroupBy(r => (r.Reference.Clause, r.Reference.Item))
                .OrderBy(g => Numbers(g.Key.Clause), StringComparer.Ordinal)
                .ThenBy(g => g.Key.Item, StringComparer.Ordinal);
            foreach (var clause in clauses)
                Line($"| {clause.Key.Clause}{(clause.Key.Item.Length == 0 ? "" : $" {clause.Key.Item}")} | {Links(clause.Select(r => r.Rule))} |");
        }
    }

    private void Weaknesses()
    {
        var weaknesses = Referring<WeaknessReference>().ToLookup(r => r.Reference.Number, r => r.Rule, StringComparer.Ordinal);
        if (weaknesses.Count == 0)
            return;
        Line();
        Line("### CWE");
        Line();
        Line(Say("| 弱点 | 规则 |", "| weakness | rules |"));
        Line("|---|---|");
        foreach (var weakness in weaknesses.OrderBy(w => int.Parse(w.Key, CultureInfo.InvariantCulture)))
            Line($"| CWE-{weakness.Key} | {Links(weakness)} |");
    }

    private IEnumerable<(T Reference, RuleDescriptor Rule)> Referring<T>()
        where T : Reference =>
        _content.Entries.SelectMany(e => e.Rule.References.Select(text => Reference.Parse(text, out _)).OfType<T>(), (e, reference) => (reference, e.Rule));

    // 8.1.10 comes behind 8.1.9.
    private static string Numbers(string clause) => string.Join('.', clause.Split('.').Select(part => part.PadLeft(6, '0')));

    private void Heading(string anchor, string text)
    {
        Line();
        Line($"<a id=\"{anchor}\"></a>");
        Line();
        Line($"## {text}");
    }

    private static string Links(IEnumerable<RuleDescriptor> rules) =>
        string.Join(' ', rules.DistinctBy(r => r.Id, StringComparer.Ordinal).OrderBy(r => r.Id, StringComparer.Ordinal).Select(Link));

    private static string Link(RuleDescriptor rule) => $"[{rule.Id}](docs/{rule.Id}.md)";

    private string Cell(Bilingual text) => MarkdownText.Escape(text.In(_language).Trim()).ReplaceLineEndings(" ");

    private string Say(string zh, string en) => new Bilingual(zh, en).In(_language);

    private void Line(string text = "")
    {
        _writer.Write(text);
        _writer.Write('\n');
    }
}
