using System.Buffers;

namespace WeComPolicy.CodeScan.Inputs;

/// <summary>What was read of a page, and what was not.</summary>
/// <param name="Code">Its C#, on the lines where it stands in the page; null where there is none.</param>
/// <param name="Unread">The line, from 1, of the first code that has to do with WeCom and is not in <paramref name="Code"/>; null where nothing of that kind was left out.</param>
internal sealed record PageReading(string? Code, int? Unread)
{
    // What is in a page without being read: scripts for the browser, other languages. Names alone are on every page for signing in.
    private static readonly SearchValues<string> s_api = SearchValues.Create(["qyapi.weixin.qq.com", "corpsecret", "EncodingAESKey"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> s_weCom = SearchValues.Create(
        ["weixin.qq.com", "Weixin.Work", "Weixin.QY", "Wechat.Work", "wecom", "wework", "wxwork", "workwx", "qywx", "qyweixin", "corpid", "corpsecret", "EncodingAESKey", "企业微信", "企微"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> s_telling = SearchValues.Create(
        ["token", "secret", "ticket", "corpid", "webhook", "robot", "weixin", "wechat", "wecom", "wework", "wxwork", "qywx", "cgi-bin", "企业微信", "企微"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text speaks of WeCom, a token or a secret. Most pages do not, and to compile them all would be for nothing.</summary>
    public static bool SaysMuch(ReadOnlySpan<char> text) => text.ContainsAny(s_telling);

    /// <summary>A page, what was made of it, and what could not be read.</summary>
    /// <param name="text">The page; comments in it are blank.</param>
    /// <param name="code">What was made of it.</param>
    /// <param name="read">The stretches that are in <paramref name="code"/>, in any order.</param>
    /// <param name="leftOut">Code that is not.</param>
    public static PageReading Of(string text, string? code, IEnumerable<PageStretch> read, IEnumerable<PageStretch> leftOut)
    {
        var namesWeCom = text.AsSpan().ContainsAny(s_weCom);
        var first = leftOut.Where(at => namesWeCom || SaysMuch(text.AsSpan(at.Start, at.End - at.Start))).Select(at => (int?)at.Start).Min();
        if (FirstOfApi(text, [.. read.Where(at => at.End > at.Start).OrderBy(at => at.Start)]) is { } api && !(first <= api))
            first = api;
        return new PageReading(code, first is { } place ? text.AsSpan(0, place).Count('\n') + 1 : null);
    }

    private static int? FirstOfApi(string text, List<PageStretch> read)
    {
        var at = 0;
        foreach (var stretch in read)
        {
            if (stretch.Start > at && text.AsSpan(at, stretch.Start - at).IndexOfAny(s_api) is >= 0 and var found)
                return at + found;
            at = Math.Max(at, stretch.End);
        }

        return text.AsSpan(at).IndexOfAny(s_api) is >= 0 and var last ? at + last : null;
    }
}
