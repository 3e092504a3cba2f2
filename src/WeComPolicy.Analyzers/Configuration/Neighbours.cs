using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Configuration;

/// <summary>What stands beside a pair: a corp id makes a plain "secret" one of WeCom, an app id one of another platform.</summary>
internal sealed class Neighbours
{
    // Ids of self-built apps are numbers from 1000001 on.
    private const int AgentIdLength = 7;

    private readonly HashSet<string> _keys = [];

    private readonly HashSet<string> _beforeAesKeys = [];

    /// <param name="pairs">Those that stand directly beside one another.</param>
    public Neighbours(IEnumerable<ConfigurationPair> pairs)
    {
        bool namesAgent = false, hasSecret = false;
        foreach (var pair in pairs)
        {
            _keys.Add(pair.Key);
            var isCorpId = SecretShape.IsCorpId(pair.Value);
            HaveCorpId |= isCorpId && (pair.Key.Contains("corpid") || pair.Value.StartsWith("ww", StringComparison.Ordinal));
            HaveCorpIdAsClient |= isCorpId && pair.Key.EndsWith("clientid", StringComparison.Ordinal);
            HaveDingTalkId |= pair.Key.Contains("corpid") && pair.Value.StartsWith("ding", StringComparison.Ordinal);
            HaveWeixinAppId |= isCorpId && pair.Key.EndsWith("appid", StringComparison.Ordinal);
            HaveAppId |= pair.Key.EndsWith("appid", StringComparison.Ordinal);
            HaveHost |= pair.Value.IndexOf("qyapi.weixin.qq.com", StringComparison.OrdinalIgnoreCase) >= 0;
            HaveRobot |= pair.Value.IndexOf("cgi-bin/webhook", StringComparison.OrdinalIgnoreCase) >= 0;
            if (BeforeAesKey(pair) is { } before)
                _beforeAesKeys.Add(before);
            namesAgent |= pair.Key.EndsWith("agentid", StringComparison.Ordinal);
            HaveAgentId |= pair.Key.EndsWith("id", StringComparison.Ordinal) && IsAgentId(pair.Value);
            hasSecret |= SecretShape.IsAppSecret(pair.Value) && SecretName.MaySayAppSecret(pair.Key);
            if (IsLabel(pair.Key))
            {
                var label = WeComWords.Normalize(pair.Value);
                SayWeCom |= WeComWords.NamesWeCom(label);
                SayAnotherPlatform |= WeComWords.NamesAnotherPlatform(label);
            }
        }

        SayAnotherPlatform &= !SayWeCom;
        HaveAgent = hasSecret && (namesAgent || HaveAgentId);
        HaveAppSecret = hasSecret && HaveWeixinAppId;
    }

    public bool HaveCorpId { get; }

    /// <summary>A client of WeCom's sign-in: its id is the corp's.</summary>
    public bool HaveCorpIdAsClient { get; }

    /// <summary>DingTalk's corp ids begin with its name.</summary>
    public bool HaveDingTalkId { get; }

    public bool HaveAppId { get; }

    public bool HaveWeixinAppId { get; }

    public bool HaveAesKey => _beforeAesKeys.Count > 0;

    /// <summary>An agent id with a secret of WeCom's length: neither official accounts nor mini programs have agents, and DingTalk's secrets are longer.</summary>
    public bool HaveAgent { get; }

    /// <summary>The id of a self-built app, by its form.</summary>
    public bool HaveAgentId { get; }

    /// <summary>An app id of Tencent's form with a secret of WeCom's length; those of official accounts and mini programs are shorter.</summary>
    public bool HaveAppSecret { get; }

    public bool HaveHost { get; }

    /// <summary>The address that a robot sends to.</summary>
    public bool HaveRobot { get; }

    /// <summary><c>"type": "wecom"</c></summary>
    public bool SayWeCom { get; }

    /// <summary><c>"type": "dingtalk"</c></summary>
    public bool SayAnotherPlatform { get; }

    /// <summary>Whether a longer name of WeCom's ends as this one: WeixinCorpToken beside Token.</summary>
    /// <param name="key">Normalized.</param>
    public bool HaveOwn(string key) => _keys.Any(other => other.Length > key.Length && other.EndsWith(key, StringComparison.Ordinal) && WeComWords.NamesWeCom(other));

    /// <summary>Whether a token is the one of an EncodingAESKey beside it: the only one, or the one whose name begins alike.</summary>
    /// <param name="key">The normalized name of the token.</param>
    public bool HaveAesKeyOf(string key)
    {
        if (!HaveAesKey || !key.EndsWith("token", StringComparison.Ordinal))
            return false;
        var before = key.Substring(0, key.Length - "token".Length);
        return _beforeAesKeys.Contains(before) || (_beforeAesKeys.Count == 1
            && !WeComWords.ContainsAny(before, "access", "refresh", "jwt", "auth", "bearer", "session", "csrf", "bot", "suite", "device", "expire", "api", "user", "login", "git", "npm"));
    }

    private static string? BeforeAesKey(ConfigurationPair pair)
    {
        foreach (var name in (string[])["sencodingaeskey", "encodingaeskey", "messageaeskey", "aeskey"])
        {
            if (pair.Key.IndexOf(name, StringComparison.Ordinal) is >= 0 and var at)
                return pair.Key.Substring(0, at);
        }

        return SecretName.SaysEncryptionKey(pair.Key) && SecretShape.IsEncodingAesKey(pair.Value)
            ? pair.Key.Substring(0, pair.Key.IndexOf("enc", StringComparison.Ordinal)) : null;
    }

    private static bool IsAgentId(string value) =>
        value.Length == AgentIdLength && value.StartsWith("10000", StringComparison.Ordinal) && value.All(c => c is >= '0' and <= '9');

    /// <summary>A name under which people say what the rest is about.</summary>
    private static bool IsLabel(string key) =>
        key is "name" or "type" or "title" or "platform" or "provider" or "channel" or "kind" or "remark" or "description" or "desc" or "target" or "app" or "scheme";
}
