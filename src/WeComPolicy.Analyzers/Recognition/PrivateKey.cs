using System.Text.RegularExpressions;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>A private key as text: PEM, or the XML of <c>RSA.ToXmlString(true)</c>, which is a public key without its <c>D</c>.</summary>
internal static class PrivateKey
{
    private const int FewestDistinctCharacters = 20;

    // The header alone is how code recognises a key; a key goes on.
    private static readonly Regex Pem = new(
        @"-----BEGIN (?:RSA )?PRIVATE KEY-----(?:\s|\\n|\\r){0,8}(?<value>[A-Za-z0-9+/=\s]{64,})", RegexOptions.CultureInvariant);

    private static readonly Regex Xml = new(@"<D>(?<value>[A-Za-z0-9+/=\s]{64,})</D>", RegexOptions.CultureInvariant);

    /// <summary>Words without which a text holds none.</summary>
    public static readonly string[] Clues = ["PRIVATE KEY-----", "<D>"];

    /// <summary>Whether a whole file is a key, by its first words.</summary>
    public static bool IsFile(string text) => text.AsSpan().TrimStart().TrimStart('\uFEFF') is var first && (first.StartsWith("-----BEGIN ".AsSpan()) || first.StartsWith("<RSAKeyValue>".AsSpan()));

    /// <summary>Where the key begins, and the key itself without what stands around it; null where there is none.</summary>
    public static (int Start, int Value, int Length)? In(string text)
    {
        if (text.IndexOf("PRIVATE KEY-----", StringComparison.Ordinal) >= 0 && Find(Pem, text) is { } pem)
            return pem;
        var start = text.IndexOf("<RSAKeyValue>", StringComparison.Ordinal);
        return start >= 0 && text.IndexOf("<D>", start, StringComparison.Ordinal) > 0 && Find(Xml, text) is var (_, value, length) ? (start, value, length) : null;
    }

    private static (int Start, int Value, int Length)? Find(Regex form, string text) =>
        form.Match(text) is { Success: true } match && match.Groups["value"] is var value && value.Value.Distinct().Count() > FewestDistinctCharacters
            ? (match.Index, value.Index, value.Length) : null;
}
