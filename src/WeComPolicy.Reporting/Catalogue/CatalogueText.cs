using System.Collections;
using System.Globalization;
using System.Text;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Catalogue;

/// <summary>The catalogue for people.</summary>
public static class CatalogueText
{
    /// <summary>Writes the rules, a line each or in full; in a list, also what of the guide no rule can check.</summary>
    public static void Write(RuleCatalogue catalogue, bool detailed, Language language, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        if (detailed)
        {
            foreach (var rule in catalogue.Rules)
                WriteRule(rule, language, writer);
            return;
        }

        foreach (var pack in catalogue.Rules.GroupBy(r => r.Pack, StringComparer.Ordinal))
        {
            foreach (var area in pack.GroupBy(r => r.Area, StringComparer.Ordinal))
            {
                writer.WriteLine($"{pack.Key}/{area.Key}");
                foreach (var rule in area)
                    writer.WriteLine($"  {rule.Id}  {Padded(Terms.Name(rule.Severity).In(language), 8)}  {rule.Title.In(language)}{Changes(rule)}");
            }
        }

        if (catalogue.Disabled.Count > 0)
        {
            writer.WriteLine(new Bilingual("已停用", "switched off").In(language));
            foreach (var rule in catalogue.Disabled)
                writer.WriteLine($"  {rule.Rule.Id}  {rule.Rule.Title.In(language)}{new Bilingual($"（{rule.Reason.Zh}）", $" ({rule.Reason.En})").In(language)}");
        }

        writer.WriteLine(new Bilingual($"共 {catalogue.Rules.Count} 条规则", $"{catalogue.Rules.Count} rules").In(language));
        WriteGuide(catalogue.Guide, language, writer);
    }

    private static void WriteGuide(IReadOnlyList<GuideCoverage> guide, Language language, TextWriter writer)
    {
        var covered = guide.Count(g => g.Rules.Count > 0);
        writer.WriteLine();
        writer.WriteLine(new Bilingual(
            $"指南共 {guide.Count} 条，其中 {covered} 条有规则；以下各条没有规则能检查：",
            $"the guide has {guide.Count} statements, {covered} of them with rules; these no rule can check:").In(language));
        foreach (var (statement, _) in guide)
        {
            if (statement.NotCheckable is not { } why)
                continue;
            writer.WriteLine($"  guide#{statement.Number.ToString(CultureInfo.InvariantCulture)}  {statement.Text.In(language)}");
            writer.WriteLine($"    {why.In(language)}");
        }
    }

    /// <summary>Writes all that the catalogue knows of a rule.</summary>
    public static void WriteRule(RuleDescriptor rule, Language language, TextWriter writer)
    {
        writer.WriteLine($"{rule.Id} {rule.Name}");
        writer.WriteLine(rule.Title.In(language));
        writer.WriteLine();
        writer.WriteLine(new Bilingual(
            $"严重级别：{Terms.Name(rule.Severity).Zh}  置信度：{Terms.Name(rule.Confidence).Zh}  策略包：{rule.Pack}/{rule.Area}",
            $"severity: {Terms.Name(rule.Severity).En}  confidence: {Terms.Name(rule.Confidence).En}  pack: {rule.Pack}/{rule.Area}").In(language));
        if (rule.Definition is { } definition)
            writer.WriteLine(new Bilingual($"定义于：{Place.Of(definition).Text}", $"defined at: {Place.Of(definition).Text}").In(language));
        Section(new Bilingual("为什么", "Why"), rule.Rationale);
        Section(new Bilingual("如何整改", "How to mend it"), rule.Remediation);
        List(new Bilingual("参数", "Parameters"), rule.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}: {Display(p.Value)}"));
        List(new Bilingual("配置档与项目文件的改动", "Changed by the profile or the project file"), rule.Adjustments.Select(a => $"{a.What}: {a.From} → {a.To}  {Place.Of(a.By).Text}"));
        List(new Bilingual("依据", "References"), rule.References);

        void Section(Bilingual heading, Bilingual text)
        {
            writer.WriteLine();
            writer.WriteLine(heading.In(language));
            foreach (var line in text.In(language).TrimEnd().Split('\n'))
                writer.WriteLine($"  {VisibleText.Line(line.TrimEnd('\r'))}");
        }

        void List(Bilingual heading, IEnumerable<string> items)
        {
            var lines = items.ToList();
            if (lines.Count == 0)
                return;
            writer.WriteLine();
            writer.WriteLine(heading.In(language));
            foreach (var line in lines)
                writer.WriteLine($"  {VisibleText.Line(line)}");
        }
    }

    private static string Changes(RuleDescriptor rule) => rule.Adjustments.Count == 0
        ? ""
        : "  [" + string.Join(", ", rule.Adjustments.Select(a => $"{a.What}: {a.From} → {a.To}")) + "]";

    private static string Padded(string text, int cells) => text + new string(' ', Math.Max(0, cells - TerminalCells.Of(text)));

    internal static string Display(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => text,
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Display))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
