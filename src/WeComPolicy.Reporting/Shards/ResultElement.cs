using System.Globalization;
using System.Text.Json;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Shards;

/// <summary>A result that is not what a scan wrote.</summary>
internal sealed class ResultFormatException(string what) : Exception(what);

/// <summary>Reads values of a result; whatever is not as a scan writes it ends the reading.</summary>
internal static class ResultElement
{
    public static JsonElement Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : throw new ResultFormatException(name);

    public static JsonElement? Find(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string Text(this JsonElement element, string name) => element.TextOrNull(name) ?? throw new ResultFormatException(name);

    public static string? TextOrNull(this JsonElement element, string name) => element.Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new ResultFormatException(name);

    public static int Number(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= 0 ? number : throw new ResultFormatException(name);

    public static bool Flag(this JsonElement element, string name) => element.Get(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new ResultFormatException(name),
    };

    public static IEnumerable<JsonElement> List(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : throw new ResultFormatException(name);

    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        [.. element.List(name).Select(t => t.ValueKind == JsonValueKind.String ? t.GetString()! : throw new ResultFormatException(name))];

    public static IEnumerable<JsonProperty> Properties(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Object } value ? value.EnumerateObject() : throw new ResultFormatException(name);

    public static Bilingual Both(this JsonElement element, string name) => element.BothOrNull(name) ?? throw new ResultFormatException(name);

    public static Bilingual? BothOrNull(this JsonElement element, string name) =>
        element.Find(name) is { } value ? new Bilingual(value.Text("zh"), value.Text("en")) : null;

    public static DateOnly Day(this JsonElement element, string name) => element.DayOrNull(name) ?? throw new ResultFormatException(name);

    public static DateOnly? DayOrNull(this JsonElement element, string name) => element.TextOrNull(name) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new ResultFormatException(name);

    public static T Word<T>(this JsonElement element, string name, IReadOnlyDictionary<string, T> words) =>
        words.TryGetValue(element.Text(name), out var value) ? value : throw new ResultFormatException(name);

    public static Severity Severity(this JsonElement element, string name) => element.Word(name, SeverityWords.Severities);

    public static Verdict Verdict(this JsonElement element, string name) => element.Word(name, s_verdicts);

    private static readonly Dictionary<string, Verdict> s_verdicts = Enum.GetValues<Verdict>().ToDictionary(VerdictWords.Of, StringComparer.Ordinal);
}
