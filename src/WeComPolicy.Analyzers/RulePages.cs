namespace WeComPolicy;

/// <summary>Where the page about each rule lies. The one place that holds the address; the reports are built with this file too.</summary>
internal static class RulePages
{
    private const string Folder = "https://github.com/wecom-policy/wecom-policy/blob/main/policies/docs/";

    /// <summary>The page about a shipped rule.</summary>
    public static string Of(string id) => $"{Folder}{id}.md";
}
