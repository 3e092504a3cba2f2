using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>What a rule rests on, with a link where there is a page about it.</summary>
internal static class ReferenceLink
{
    /// <summary>Writes the reference.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="text">As the policy file writes it.</param>
    public static void Write(HtmlPage page, string text)
    {
        switch (Reference.Parse(text, out _))
        {
            case AddressReference:
                Link(page, text, text);
                break;
            case WeaknessReference weakness:
                Link(page, $"https://cwe.mitre.org/data/definitions/{weakness.Number}.html", text);
                break;
            case GuideReference guide:
                page.Write($"{new Bilingual($"实践指南第 {guide.Statement} 条", $"practice guide, statement {guide.Statement}")} <code>{text}</code>");
                break;
            case LawReference law:
                page.Text(new Bilingual(
                    $"《{law.Law.Zh}》（{law.Edition}）{(law.Article is { } article ? $"第 {article} 条" : "")}",
                    $"{law.Law.En} ({law.Edition}){(law.Article is { } number ? $", art. {number}" : "")}"));
                break;
            default:
                page.Text(text);
                break;
        }
    }

    /// <summary>A link that tells its target nothing about where it was followed.</summary>
    public static void Link(HtmlPage page, string address, string text) =>
        page.Write($"<a href=\"{address}\" rel=\"noopener noreferrer\">{text}</a>");
}
