using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Findings;

/// <summary>The identity of a finding: what it is about, never where it stands.</summary>
public static class Fingerprint
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    /// <param name="ruleId">The rule.</param>
    /// <param name="owner">Whose subject it is, such as a corpid; empty where the input does not say.</param>
    /// <param name="subject">The path by identity.</param>
    public static string Of(string ruleId, string owner, string subject)
    {
        // A length before each part keeps ("a", "bc") and ("ab", "c") apart.
        var text = $"1|{ruleId.Length}:{ruleId}|{owner.Length}:{owner}|{subject.Length}:{subject}";
        return ShortDigest.Hex(text, 16);
    }

    /// <summary>The hash of a value that was found: 16 lower-case hexadecimal digits.</summary>
    /// <param name="values">Texts that state it, in an order of their own.</param>
    public static string OfValue(IEnumerable<string> values)
    {
        var text = string.Concat(values.Select(v => $"{v.Length}:{v}|"));
        return ShortDigest.Hex(text, 8);
    }
}
