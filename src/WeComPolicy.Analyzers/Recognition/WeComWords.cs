using System.Text;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Names by which code speaks of WeCom, and those by which it speaks of its look-alikes.</summary>
internal static class WeComWords
{
    private const int MaxOnStack = 128;

    private static readonly string[] Own =
    [
        "wecom", "wechatwork", "weixinwork", "wxwork", "workweixin", "workwechat", "workwx", "wework", "qywx", "qywechat", "qyweixin",
        "qiyeweixin", "qiyewechat", "qiyewx", "weixincorp", "corpweixin", "corpwechat", "enterprisewechat", "wechatenterprise", "weixinqy", "wechatqy", "wxqy", "qyapi", "企业微信", "企微",
    ];

    private static readonly string[] Others =
    [
        "dingtalk", "dingding", "dingcorp", "feishu", "lark", "alipay", "wxpay", "wechatpay", "weixinpay", "tenpay", "officialaccount",
        "miniprogram", "wxopen", "wxapp", "douyin", "tiktok", "kuaishou", "xiaohongshu", "pinduoduo", "doudian", "钉钉", "飞书", "抖音",
    ];

    private static readonly string[] Siblings =
    [
        "api.weixin.qq.com", "mp.weixin.qq.com", "Weixin.MP", "Weixin.Open", "Weixin.WxOpen", "Wechat.Api", "WeixinAppId", "WeixinToken", "TenPay",
    ];

    /// <summary>Lower case, without separators: CORP_SECRET, corpSecret and Corp-Secret are one name.</summary>
    public static string Normalize(string name)
    {
        if (name.Length > MaxOnStack)
            return NormalizeLong(name);
        Span<char> plain = stackalloc char[name.Length];
        var length = 0;
        var changed = false;
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c))
                continue;
            plain[length] = char.ToLowerInvariant(c);
            changed |= plain[length++] != c;
        }

        return changed || length < name.Length ? plain.Slice(0, length).ToString() : name;
    }

    private static string NormalizeLong(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
                plain.Append(char.ToLowerInvariant(c));
        }

        return plain.ToString();
    }

    public static bool NamesWeCom(string normalized) => ContainsAny(normalized, Own);

    public static bool NamesAnotherPlatform(string normalized) => ContainsAny(normalized, Others);

    /// <summary>Whether a whole file speaks of official accounts, mini programs or payment.</summary>
    public static bool NamesSibling(string text) => ContainsAny(text, Siblings);

    public static bool ContainsAny(string text, params string[] words)
    {
        foreach (var word in words)
        {
            if (text.IndexOf(word, StringComparison.Ordinal) >= 0)
                return true;
        }

        return false;
    }
}
