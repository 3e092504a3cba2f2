using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>What WeCom's secrets look like, and what only pretends to.</summary>
internal static class SecretShape
{
    /// <summary>An app secret, and an EncodingAESKey: base64 of 32 bytes without its padding.</summary>
    public const int KeyLength = 43;

    /// <summary>Secrets of the former 企业号.</summary>
    public const int OldSecretLength = 64;

    private const int FewestDistinctCharacters = 15;

    private const int DocumentedTokenLength = 6;

    private static readonly Regex CorpId = new("^(?:ww|wx)[0-9a-f]{16}$", RegexOptions.CultureInvariant);

    private static readonly Regex WebhookKey = new(
        "^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly string[] PlaceholderWords =
    [
        "your", "placeholder", "example", "sample", "dummy", "fake", "changeme", "replace", "secret", "password", "token", "todo",
        "mock", "demo", "insert", "encoding", "webhook",
    ];

    // SHA-256 of the key and the token in the vendor's own documentation and sample; they open nothing.
    private static readonly string[] Documentation =
    [
        "09A8E0FE098A621E54E4EBBA827026F972CF2DC37D805B6CB172D01D525FD1EB",
        "D52528FB750C0E2BDE701592E6F3CD18285602E7C630ACD2E13E1F1626953962",
    ];

    public static bool IsCorpId(string text) => CorpId.IsMatch(text);

    public static bool IsAppSecret(string text) => text.Length == KeyLength && IsUrlSafe(text) && LooksRandom(text);

    public static bool IsOldAppSecret(string text) => text.Length == OldSecretLength && IsUrlSafe(text) && LooksRandom(text);

    public static bool IsEncodingAesKey(string text) => text.Length == KeyLength && IsAlphanumeric(text) && LooksRandom(text) && !IsDocumented(text);

    public static bool IsCallbackToken(string text) => text.Length is >= 3 and <= 32 && IsAlphanumeric(text) && !IsPlaceholder(text) && !IsDocumented(text);

    public static bool IsWebhookKey(string text) => WebhookKey.IsMatch(text) && Distinct(text) >= 7 && !Counts(text.Replace("-", ""));

    public static bool IsPlaceholder(string text) =>
        WeComWords.ContainsAny(text.ToLowerInvariant(), PlaceholderWords) || Distinct(text) < 3 || Counts(text) || IsCrossedOut(text);

    /// <summary>Three in a row come up by chance in a long secret.</summary>
    private static bool IsCrossedOut(string text) =>
        WeComWords.ContainsAny(text.ToLowerInvariant(), text.Length >= KeyLength && Distinct(text) > FewestDistinctCharacters + 8 ? "xxxx" : "xxx");

    private static bool LooksRandom(string text) => Distinct(text) >= FewestDistinctCharacters && !IsPlaceholder(text);

    private static bool IsUrlSafe(string text) => text.All(c => IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsAlphanumeric(string text) => text.All(IsAsciiLetterOrDigit);

    private static bool IsAsciiLetterOrDigit(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9';

    private static int Distinct(string text) => new HashSet<char>(text).Count;

    /// <summary>Runs such as abcdef or 12345 in most of the text.</summary>
    private static bool Counts(string text)
    {
        var steps = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] - text[i - 1] == 1)
                steps++;
        }

        return text.Length > 3 && steps * 3 > text.Length;
    }

    public static bool IsDocumented(string text)
    {
        if (text.Length is not (DocumentedTokenLength or KeyLength))
            return false;
        using var sha = SHA256.Create();
        var hash = BitConverter.ToString(sha.ComputeHash(Encoding.ASCII.GetBytes(text))).Replace("-", "");
        return Array.IndexOf(Documentation, hash) >= 0;
    }
}
