using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Schema;

/// <summary>
/// Tells whether a text looks like one of WeCom's secrets. A shape that others share (43 characters are also a SHA-256) counts only
/// where a name beside it speaks of secrets. Sources of the shapes: developer documents 96238, 90665 and public samples.
/// </summary>
internal static class SecretShape
{
    /// <summary>No secret is shorter.</summary>
    public const int ShortestSecret = 16;

    private const int ShortestWord = 3;

    private static readonly AsciiSet s_token =
        new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly Bilingual s_privateKey = new("私钥", "a private key");
    private static readonly Bilingual s_webhook = new("群机器人 Webhook 网址", "the webhook address of a group robot");
    private static readonly Bilingual s_corpSecret = new("带 corpsecret 的网址", "an address that carries a corpsecret");
    private static readonly Bilingual s_accessToken = new("带 access_token 的网址", "an address that carries an access token");
    private static readonly Bilingual s_userInfo = new("带密码的网址", "an address that carries a password");
    private static readonly Bilingual s_webhookKey = new("群机器人 Webhook key", "the webhook key of a group robot");
    private static readonly Bilingual s_secret = new("Secret 或 EncodingAESKey", "a secret or an EncodingAESKey");

    /// <summary>What kind of secret a text looks like; null for none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The key under which it stands, or null.</param>
    /// <param name="outerName">The key around that one, or null.</param>
    public static Bilingual? KindOf(ReadOnlySpan<char> text, string? name, string? outerName)
    {
        if (text.Length < ShortestSecret)
            return null;
        if (ByItself(text) is { } kind)
            return kind;
        if (!Names(name) && !Names(outerName))
            return null;
        if ((NamesKey(name) || NamesKey(outerName)) && !text.Contains('/') && HasUuid(text))
            return s_webhookKey;
        if (HasRandomRun(text, 43))
            return s_secret;
        return IsExactlyASecret(name) && IsRandom(text) && s_token.IndexOfOther(text) < 0 ? s_secret : null;
    }

    /// <summary>Whether a text is a name of at least two words, <c>RobotOptions</c> or <c>RobotOptions2</c>; no random one is.</summary>
    public static bool IsMadeOfWords(ReadOnlySpan<char> text)
    {
        int words = 0, letters = 0;
        var end = text.TrimEnd("0123456789");
        if (text.Length - end.Length > 4 || end.Length >= 43)
            return false;
        for (var i = 0; i < end.Length; i++)
        {
            if (char.IsAsciiLetterUpper(end[i]) || i == 0)
            {
                if (i > 0 && letters < ShortestWord)
                    return false;
                words++;
                letters = 0;
            }

            if (!char.IsAsciiLetter(end[i]))
                return false;
            letters++;
        }

        return words >= 2 && letters >= ShortestWord;
    }

    /// <summary>What kind of secret a comment holds; null for none.</summary>
    public static Bilingual? KindOfComment(string text)
    {
        if (text.Length < ShortestSecret)
            return null;
        if (ByItself(text) is { } kind)
            return kind;
        return Names(text) && HasRandomRun(text, 43) ? s_secret : null;
    }

    private static Bilingual? ByItself(ReadOnlySpan<char> text)
    {
        if (text.IndexOf("-----BEGIN ") >= 0 && text.IndexOf("PRIVATE KEY-----") >= 0)
            return s_privateKey;
        if (!text.ContainsAny('=', '@'))
            return null;
        if (text.Contains("/webhook/", StringComparison.OrdinalIgnoreCase) && ValueOf(text, "key=") is { } key && HasUuid(key))
            return s_webhook;
        if (LongEnough(ValueOf(text, "corpsecret=")) || LongEnough(ValueOf(text, "provider_secret=")) || LongEnough(ValueOf(text, "suite_secret=")))
            return s_corpSecret;
        if (LongEnough(ValueOf(text, "access_token=")))
            return s_accessToken;
        return HasUserInfo(text) ? s_userInfo : null;
    }

    // What follows "name=" up to the next delimiter.
    private static string? ValueOf(ReadOnlySpan<char> text, string name)
    {
        var start = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return null;
        var value = text[(start + name.Length)..];
        var end = s_token.IndexOfOther(value);
        return (end < 0 ? value : value[..end]).ToString();
    }

    // Placeholders are short, or all letters: YOUR_SECRET.
    private static bool LongEnough(string? value) => value is { Length: >= 16 } && IsRandom(value);

    private static bool HasUserInfo(ReadOnlySpan<char> text)
    {
        var start = text.IndexOf("://");
        if (start < 0)
            return false;
        var authority = text[(start + 3)..];
        var end = authority.IndexOfAny("/?# \t\r\n");
        if (end >= 0)
            authority = authority[..end];
        var at = authority.LastIndexOf('@');
        var colon = authority.IndexOf(':');
        return at > 0 && colon >= 0 && colon < at - 1;
    }

    /// <summary>Whether a key is called as secrets are: what stands under it is one or says where one is kept.</summary>
    public static bool IsNameOfSecret(string name) => IsExactlyASecret(name) || Names(name) && !name.Equals("key", StringComparison.OrdinalIgnoreCase);

    private static bool Names(string? name)
    {
        // Names are short: to prepare a search for several words at once costs more than all the names of a tenant.
        for (var rest = name.AsSpan(); !rest.IsEmpty; rest = rest[1..])
        {
            if ((rest[0] | 0x20) switch
            {
                's' => Begins(rest, "secret"),
                'a' => Begins(rest, "aes"),
                't' => Begins(rest, "token"),
                'k' => Begins(rest, "key"),
                'c' => Begins(rest, "credential"),
                'p' => Begins(rest, "password") || Begins(rest, "passwd") || Begins(rest, "pwd") || Begins(rest, "permanent_code")
                    || Begins(rest, "permanentcode") || Begins(rest, "private"),
                _ => false,
            })
            {
                return true;
            }
        }

        return false;
    }

    private static bool Begins(ReadOnlySpan<char> text, string word) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static bool NamesKey(string? name) =>
        name is not null && (name.Contains("key", StringComparison.OrdinalIgnoreCase)
            || name.Contains("webhook", StringComparison.OrdinalIgnoreCase) || name.Contains("robot", StringComparison.OrdinalIgnoreCase));

    private static bool IsExactlyASecret(string? name) =>
        name is not null
        && (name.EndsWith("secret", StringComparison.OrdinalIgnoreCase) || name.EndsWith("password", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("token", StringComparison.OrdinalIgnoreCase) || name.EndsWith("aeskey", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("aes_key", StringComparison.OrdinalIgnoreCase) || name.EndsWith("permanent_code", StringComparison.OrdinalIgnoreCase));

    private static bool HasUuid(ReadOnlySpan<char> text)
    {
        for (var i = 0; i + 36 <= text.Length; i++)
        {
            var part = text.Slice(i, 36);
            if (part[8] != '-')
                continue;
            if (Guid.TryParseExact(part, "D", out var uuid) && uuid != Guid.Empty)
                return true;
        }

        return false;
    }

    private static bool HasRandomRun(ReadOnlySpan<char> text, int length)
    {
        var rest = text;
        while (rest.Length >= length)
        {
            var start = s_token.IndexOf(rest);
            if (start < 0)
                return false;
            rest = rest[start..];
            var end = s_token.IndexOfOther(rest);
            if (end < 0)
                end = rest.Length;
            if (end == length && IsRandom(rest[..end]))
                return true;
            rest = rest[end..];
        }

        return false;
    }

    // Capitals, small letters and digits, as 32 random bytes in base64 have with all but certainty, and words and paths rarely.
    private static bool IsRandom(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('0', '9') && text.ContainsAnyInRange('a', 'z') && text.ContainsAnyInRange('A', 'Z');
}
