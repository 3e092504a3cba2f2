using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Reporting.Markdown;

namespace WeComPolicy.Reporting.Catalogue;

/// <summary>Where a reader finds more about a rule.</summary>
internal static class RuleHelp
{
    /// <summary>A shipped rule has a page; of others the first web page that they rest on; null where there is none.</summary>
    public static string? AddressOf(RuleDescriptor rule) =>
        ShippedFiles.Packs.Contains(rule.Pack, StringComparer.Ordinal) && rule.Id.StartsWith("WC", StringComparison.Ordinal)
            ? RulePages.Of(rule.Id)
            : rule.References.FirstOrDefault(MarkdownText.IsAddress);
}
