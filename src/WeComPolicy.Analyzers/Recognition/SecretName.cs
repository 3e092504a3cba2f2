namespace WeComPolicy.Analyzers.Recognition;

/// <summary>What a normalized name says about the value under it.</summary>
internal static class SecretName
{
    /// <summary>A name that WeCom's own vocabulary uses for an app secret.</summary>
    public static bool SaysAppSecret(string name) =>
        WeComWords.ContainsAny(name, "corpsecret", "agentsecret", "suitesecret", "providersecret", "msgauditsecret", "permanentcode")
        || (MaySayAppSecret(name) && WeComWords.NamesWeCom(name));

    /// <summary>A name that other platforms use as well.</summary>
    public static bool MaySayAppSecret(string name) => EndsWith(name, "secret") || EndsWith(name, "secretkey") || EndsWith(name, "appkey");

    public static bool SaysEncodingAesKey(string name) => WeComWords.ContainsAny(name, "encodingaeskey", "aeskey");

    public static bool SaysCallbackToken(string name) =>
        name is "stoken" or "pushtoken" or "verifytoken" || WeComWords.ContainsAny(name, "corptoken", "callbacktoken")
        || (EndsWith(name, "token") && WeComWords.NamesWeCom(name) && !WeComWords.ContainsAny(name, "access"));

    public static bool SaysWebhookKey(string name) => WeComWords.ContainsAny(name, "webhook", "robot", "chatbot", "bot") || name == "key";

    private static bool EndsWith(string name, string end) => name.EndsWith(end, StringComparison.Ordinal);
}
