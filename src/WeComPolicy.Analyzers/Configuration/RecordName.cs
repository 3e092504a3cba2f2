using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Configuration;

/// <summary>
/// Records that hold a setting each, its name in one entry and its value in another: <c>Name</c> and <c>Value</c>, <c>F_Key</c> and
/// <c>F_Value</c>, <c>ParamCode</c> and <c>ParamValue</c>. What stands before the word says which belong together.
/// </summary>
internal static class RecordName
{
    /// <summary>What stands before the word in the name of an entry that holds a name; null where it holds none.</summary>
    public static string? OfName(string key) => Before(key, "name") ?? Before(key, "key") ?? Before(key, "code");

    /// <summary>What stands before the word in the name of an entry that holds a value; null where it holds none.</summary>
    public static string? OfValue(string key) => Before(key, "value") ?? Before(key, "val");

    private static string? Before(string key, string word) =>
        key.EndsWith(word, StringComparison.OrdinalIgnoreCase) ? WeComWords.Normalize(key.Substring(0, key.Length - word.Length)) : null;
}
