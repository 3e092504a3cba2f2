using System.Text.RegularExpressions;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Hosts and paths of the WeCom API in a text.</summary>
internal static class WeComUrl
{
    private const string HostPattern = @"(?:qyapi\.weixin\.qq\.com|(?:[a-z0-9-]+\.)*work\.weixin\.qq\.com)(?![A-Za-z0-9.-]*[A-Za-z0-9])";

    private static readonly Regex Host = new(@"(?<![A-Za-z0-9.-])" + HostPattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex HttpHost = new(@"(?<![A-Za-z0-9])http://" + HostPattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // Documentation is linked to, not called.
    private static readonly Regex Page = new(@"\G(?::\d+)?/(?:api/doc|document|wework_admin|help)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // The home page in a text for people, or in its markup.
    private static readonly Regex HomePage = new(@"\G//work\.weixin\.qq\.com/?[""'<>\s，。；、）]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public static bool MentionsHost(string text) =>
        text.IndexOf("weixin.qq.com", StringComparison.OrdinalIgnoreCase) >= 0 && Host.IsMatch(text);

    /// <summary>Where plain http URLs of WeCom hosts start.</summary>
    public static IEnumerable<int> FindPlainHttp(string text)
    {
        foreach (Match match in HttpHost.Matches(text))
        {
            if (!Page.IsMatch(text, match.Index + match.Length) && !HomePage.IsMatch(text, match.Index + "http:".Length))
                yield return match.Index;
        }
    }
}
