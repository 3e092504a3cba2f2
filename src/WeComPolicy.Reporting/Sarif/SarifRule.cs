using System.Text;
using System.Text.Json;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Catalogue;
using WeComPolicy.Reporting.Markdown;

namespace WeComPolicy.Reporting.Sarif;

/// <summary>A rule as a <c>reportingDescriptor</c>, with the properties that GitHub reads.</summary>
internal static class SarifRule
{
    public static void Write(Utf8JsonWriter json, RuleDescriptor rule, Language language)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, rule.Id);
        json.WriteString("name"u8, PascalCase(rule.Name));
        WriteText(json, "shortDescription"u8, Sentence(rule.Title, language));
        WriteText(json, "fullDescription"u8, Sentence(rule.Rationale, language));
        json.WriteStartObject("help"u8);
        json.WriteString("text"u8, HelpText(rule, language));
        json.WriteString("markdown"u8, HelpMarkdown(rule, language));
        json.WriteEndObject();
        if (RuleHelp.AddressOf(rule) is { } address)
            json.WriteString("helpUri"u8, address);
        json.WriteStartObject("defaultConfiguration"u8);
        json.WriteString("level"u8, Level(rule.Severity));
        json.WriteEndObject();
        WriteProperties(json, rule);
        json.WriteEndObject();
    }

    /// <summary>The level of a failure.</summary>
    public static string Level(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };

    /// <summary>A text that ends as a sentence does.</summary>
    public static string Sentence(Bilingual text, Language language)
    {
        var said = text.In(language).Trim();
        return said.Length == 0 || said[^1] is '.' or '。' or '!' or '！' or '?' or '？'
            ? said
            : said + (language == Language.Zh ? '。' : '.');
    }

    private static void WriteProperties(Utf8JsonWriter json, RuleDescriptor rule)
    {
        json.WriteStartObject("properties"u8);
        json.WriteStartArray("tags"u8);
        json.WriteStringValue("security"u8);
        json.WriteStringValue("wecom"u8);
        if (rule.Area is not ("" or "security" or "wecom"))
            json.WriteStringValue(rule.Area);
        json.WriteEndArray();
        json.WriteString("precision"u8, Terms.Keyword(rule.Confidence));
        json.WriteString("problem.severity"u8, rule.Severity switch
        {
            Severity.Critical or Severity.High => "error",
            Severity.Medium => "warning",
            _ => "recommendation",
        });

        // The middle of the bands that GitHub shows as critical, high, medium and low; 0 stands for none of them.
        json.WriteString("security-severity"u8, rule.Severity switch
        {
            Severity.Critical => "9.5",
            Severity.High => "8.0",
            Severity.Medium => "5.5",
            Severity.Low => "3.0",
            _ => "0.0",
        });
        json.WriteString("severity"u8, Terms.Keyword(rule.Severity));
        json.WriteString("pack"u8, rule.Pack);
        WriteBoth(json, "title"u8, rule.Title);
        WriteBoth(json, "rationale"u8, rule.Rationale);
        WriteBoth(json, "remediation"u8, rule.Remediation);
        json.WriteEndObject();
    }

    private static string HelpText(RuleDescriptor rule, Language language)
    {
        var help = new StringBuilder();
        help.Append(Sentence(rule.Rationale, language)).Append("\n\n")
            .Append(Heading(new("整改：", "Fix: "), language)).Append(Sentence(rule.Remediation, language));
        foreach (var reference in rule.References)
            help.Append('\n').Append(Heading(new("依据：", "See: "), language)).Append(reference);
        return help.ToString();
    }

    private static string HelpMarkdown(RuleDescriptor rule, Language language)
    {
        var help = new StringBuilder();
        help.Append("**").Append(MarkdownText.Escape(rule.Title.In(language).Trim())).Append("**\n\n")
            .Append("## ").Append(Heading(new("原因", "Why it matters"), language)).Append("\n\n")
            .Append(MarkdownText.Escape(Sentence(rule.Rationale, language))).Append("\n\n")
            .Append("## ").Append(Heading(new("整改", "How to fix it"), language)).Append("\n\n")
            .Append(MarkdownText.Escape(Sentence(rule.Remediation, language))).Append('\n');
        if (rule.References.Count > 0)
        {
            help.Append("\n## ").Append(Heading(new("依据", "References"), language)).Append("\n\n");
            foreach (var reference in rule.References)
                help.Append("- ").Append(MarkdownText.Reference(reference)).Append('\n');
        }

        return help.ToString();
    }

    private static string Heading(Bilingual text, Language language) => text.In(language);

    private static string PascalCase(string name)
    {
        var result = new StringBuilder(name.Length);
        var upper = true;
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
                result.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = !char.IsAsciiLetterOrDigit(c);
        }

        return result.Length > 0 ? result.ToString() : name;
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    private static void WriteBoth(Utf8JsonWriter json, ReadOnlySpan<byte> name, Bilingual text)
    {
        json.WriteStartObject(name);
        json.WriteString("zh"u8, text.Zh);
        json.WriteString("en"u8, text.En);
        json.WriteEndObject();
    }
}
