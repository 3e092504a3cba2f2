using WeComPolicy.Engine.Findings;
using WeComPolicy.Reporting.Catalogue;

namespace WeComPolicy.Reporting.Html;

/// <summary>The id of a rule, with a link to the page about it where there is one.</summary>
internal static class RuleName
{
    public static void WriteId(HtmlPage page, RuleDescriptor rule)
    {
        if (RuleHelp.AddressOf(rule) is { } address)
            page.Write($"<a href=\"{address}\" rel=\"noopener noreferrer\"><code>{rule.Id}</code></a>");
        else
            page.Write($"<code>{rule.Id}</code>");
    }
}
