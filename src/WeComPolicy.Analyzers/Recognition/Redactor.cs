using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Calls after which a credential can no longer be read from the value.</summary>
internal static class Redactor
{
    private static readonly string[] Words =
    [
        "mask", "redact", "sanitize", "sanitise", "desensit", "scrub", "anonym", "obfuscat", "hide", "censor", "脱敏", "hash", "sha1", "sha256", "md5", "hmac", "encrypt",
        "fingerprint", "remove", "strip", "truncate", "abbreviat", "clean", "sign",
    ];

    /// <summary>Whether a call's result says less than what went in.</summary>
    public static bool Is(InvocationExpressionSyntax call, string name)
    {
        if (WeComWords.ContainsAny(WeComWords.Normalize(name), Words))
            return true;
        if (name is "Substring" or "Remove" or "Left" or "Take" or "Length" or "Count" or "GetHashCode" or "IndexOf" or "Split" or "Contains" or "StartsWith" or "EndsWith"
            or "Equals" or "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "Any" or "GetType" or "Compare" or "IsMatch" or "TryGetValue" or "ContainsKey" or "nameof")
            return true;
        // url.Replace(token, "***"), Regex.Replace(url, "…", "$1***")
        return name == "Replace" && call.ArgumentList.Arguments is { Count: > 0 } arguments
            && arguments[arguments.Count - 1].Expression is LiteralExpressionSyntax { Token.ValueText: var text }
            && (text.Length == 0 || text.IndexOf('*') >= 0 || text.IndexOf('…') >= 0 || text.IndexOf('<') >= 0 || WeComWords.ContainsAny(text.ToLowerInvariant(), "xxx", "redact", "hidden", "mask", "..."));
    }
}
