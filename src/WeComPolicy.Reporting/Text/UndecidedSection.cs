using System.Globalization;
using System.Text;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Text;

/// <summary>What the undecided rules of a tenant wait for: each missing fact once, with the rules that need it.</summary>
internal sealed class UndecidedSection(Page page, SnippetWriter snippets)
{
    private const int MaxPlaces = 6;

    /// <summary>Writes the section; false where there is nothing to write.</summary>
    /// <param name="findings">Undecided ones of a tenant, each with at least one missing fact.</param>
    public bool Write(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
            return false;
        var facts = NeededFact.Of(findings);
        var rules = findings.Select(f => f.Rule.Id).Distinct(StringComparer.Ordinal).Count();
        page.Write(Ink.Bold, page.Say(new Bilingual(
            $"无法判定：{Number(rules)} 条规则缺少 {Number(facts.Count)} 项事实",
            $"Not decided: {Count(rules, "rule waits", "rules wait")} for {Count(facts.Count, "fact", "facts")}"))).Line();
        page.Line();
        var sections = new HashSet<string>(StringComparer.Ordinal);
        foreach (var fact in facts)
            Write(fact, isFirstOfSection: sections.Add(fact.Section));
        return true;
    }

    private void Write(NeededFact fact, bool isFirstOfSection)
    {
        var first = fact.Facts[0];
        var path = fact.Places == 1 ? first.Path : fact.Path;
        var meaning = page.Say(fact.Meaning).TrimEnd();
        var known = first.Insert.Length > 0
            ? new Bilingual($"缺少 {path}{(meaning.Length > 0 ? $"：{meaning}" : "")}", $"{path} is not known{(meaning.Length > 0 ? $": {meaning}" : "")}")
            : new Bilingual($"{path}：{meaning}", $"{path}: {meaning}");
        var worst = fact.Needing[0].Severity;
        page.Headline(
            first.Parent is { } parent ? Place.Of(parent).Text : VisibleText.Line(fact.Tenant),
            InkColors.Of(worst),
            page.Say(new Bilingual(
                $"{Terms.Name(worst).Zh}[{Number(fact.Rules.Count)} 条规则]",
                $"{Terms.Name(worst).En}[{Count(fact.Rules.Count, "rule", "rules")}]")),
            page.Say(known));

        var gutter = SnippetWriter.GutterFor([first.Parent is { } p ? Place.Of(p).Start.Line : 1]);
        if (first.Insert.Length > 0)
            new InsertionNote(page, snippets).Write(first, gutter, isFirstOfSection ? null : fact.Section);
        if (first.WhenNone is { } none)
        {
            Note(gutter, "", new("如果没有使用，这样写明即可", "or, where it is not in use, say so"));
            snippets.WriteInsertion(none, gutter);
        }

        WriteOtherPlaces(fact, gutter);
        Note(gutter, page.Say(new("需要它的规则：", "needed by: ")), Bilingual.Same(Needing(fact)));
        page.Line();
    }

    // Severity by severity, as they are sorted.
    private string Needing(NeededFact fact)
    {
        var text = new StringBuilder();
        for (var i = 0; i < fact.Needing.Count; i++)
        {
            var rule = fact.Needing[i];
            if (i > 0 && fact.Needing[i - 1].Severity == rule.Severity)
                text.Append(page.Say(new("、", ", ")));
            else
                text.Append(i > 0 ? page.Say(new("；", "; ")) : "").Append(page.Say(Terms.Name(rule.Severity))).Append(' ');
            text.Append(VisibleText.Line(rule.Id));
        }

        return text.ToString();
    }

    private void WriteOtherPlaces(NeededFact fact, int gutter)
    {
        if (fact.Places == 1)
            return;
        var places = fact.Facts.Skip(1).Take(MaxPlaces)
            .Select(f => f.Parent is { } parent ? Place.Of(parent) is var at && ReferenceEquals(at.File, fact.Facts[0].Parent?.File) ? Line(at) : $"{at.Path}:{Line(at)}" : f.Path)
            .ToList();
        var more = fact.Places - 1 - places.Count;
        Note(gutter, page.Say(new("同样缺少它的行：", "also missing at line ")), new Bilingual(
            string.Join("、", places) + (more > 0 ? $"，另有 {Number(more)} 处" : ""),
            string.Join(", ", places) + (more > 0 ? $" and {Number(more)} more" : "")));
    }

    private static string Line(Place place) => place.Start.Line.ToString(CultureInfo.InvariantCulture);

    private void Note(int gutter, string lead, Bilingual text) => page.Paragraph(gutter, Ink.Gutter, " = " + lead, page.Say(text));

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Count(int value, string one, string many) => $"{Number(value)} {(value == 1 ? one : many)}";
}
