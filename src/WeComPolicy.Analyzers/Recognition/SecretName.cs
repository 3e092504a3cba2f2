namespace WeComPolicy.Analyzers.Recognition;

/// <summary>What a normalized name says about the value under it.</summary>
internal static class SecretName
{
    /// <summary>Whether the name speaks of any secret at all.</summary>
    public static bool Tells(string name) => MaySayAppSecret(name) || SaysEncodingAesKey(name) || SaysCallbackToken(name) || SaysWebhookKey(name) || name == "token";

    /// <summary>A name that WeCom's own vocabulary uses for an app secret.</summary>
    public static bool SaysAppSecret(string name) =>
        WeComWords.ContainsAny(Spelt(name), "corpsecret", "agentsecret", "suitesecret", "providersecret", "msgauditsecret", "permanentcode")
        || (MaySayAppSecret(name) && WeComWords.NamesWeCom(name));

    /// <summary>A name that other platforms use as well.</summary>
    public static bool MaySayAppSecret(string name) => Spelt(name) is var spelt
        && (EndsWith(spelt, "secret") || EndsWith(spelt, "secrets") || EndsWith(spelt, "secretkey") || EndsWith(spelt, "secretvalue") || EndsWith(spelt, "secretid")
            || EndsWith(spelt, "appkey") || WeComWords.ContainsAny(spelt, "密钥", "秘钥", "密匙"));

    /// <summary>A dictionary, a section or a longer name whose values are secrets: SecretDict, AgentSecrets, WeixinSecretContacts.</summary>
    public static bool HoldsSecrets(string name) => WeComWords.ContainsAny(Spelt(name), "secret");

    /// <summary>As it is meant: AppSercet, CorpScret.</summary>
    private static string Spelt(string name) => name.Replace("sercet", "secret").Replace("secert", "secret").Replace("scret", "secret").Replace("serect", "secret");

    public static bool SaysEncodingAesKey(string name) => WeComWords.ContainsAny(name, "encodingaeskey", "aeskey");

    /// <summary>A name that an EncodingAESKey may have as well as any other key.</summary>
    public static bool SaysEncryptionKey(string name) => WeComWords.ContainsAny(name, "encrykey", "encryptkey", "encodingkey");

    public static bool SaysCallbackToken(string name) =>
        name is "stoken" or "pushtoken" or "verifytoken" || WeComWords.ContainsAny(name, "corptoken", "callbacktoken")
        || (EndsWith(name, "token") && WeComWords.NamesWeCom(name) && !WeComWords.ContainsAny(name, "access"));

    public static bool SaysWebhookKey(string name) => WeComWords.ContainsAny(name, "webhook", "robot", "chatbot", "bot") || name is "key" or "keys";

    private static bool EndsWith(string name, string end) => name.EndsWith(end, StringComparison.Ordinal);
}
