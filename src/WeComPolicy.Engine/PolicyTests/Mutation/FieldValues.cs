using System.Globalization;
using System.Text.Json;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Schema;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>Other values that a field could have, as JSON.</summary>
internal static class FieldValues
{
    // Twenty years: beyond every limit that is counted in days.
    private const int FarAway = 7305;

    /// <summary>Near and far neighbours of a value, and what other cases state there.</summary>
    /// <param name="document">The tenant.</param>
    /// <param name="node">The value.</param>
    /// <param name="field">Its field.</param>
    /// <param name="asOf">The day of judgement: of what has happened, no later day can be true.</param>
    /// <param name="elsewhere">What other cases of the rule state of the field.</param>
    public static IEnumerable<string> Others(LocatedDocument document, int node, SchemaField field, DateOnly asOf, IReadOnlyList<string> elsewhere)
    {
        var now = TenantEdit.Json(document, node);
        return Near(document, node, field, asOf).Concat(elsewhere).Where(v => !string.Equals(v, now, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Near(LocatedDocument document, int node, SchemaField field, DateOnly asOf)
    {
        var text = document.Text(node);
        switch (field.Type.Kind)
        {
            case SchemaValueKind.Bool:
                yield return text.StartsWith('t') || text.StartsWith('T') ? "false" : "true";
                break;
            case SchemaValueKind.Int when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                foreach (var other in new[] { number + 1, number - 1, 0, (long)Math.Min(field.Max ?? 1_000_000, 1_000_000) })
                {
                    if (!(other < field.Min) && !(other > field.Max))
                        yield return other.ToString(CultureInfo.InvariantCulture);
                }

                break;
            case SchemaValueKind.Double when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                foreach (var other in new[] { number + 1, number - 1, 0, field.Max ?? 1_000_000 })
                {
                    if (!(other < field.Min) && !(other > field.Max))
                        yield return other.ToString(CultureInfo.InvariantCulture);
                }

                break;
            case SchemaValueKind.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                foreach (var other in new[] { Shifted(day, 1), Shifted(day, -1), asOf, Shifted(asOf, -FarAway), Shifted(asOf, FarAway) })
                {
                    if (!field.IsPast || other <= asOf)
                        yield return Quoted(other.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                }

                break;
            case SchemaValueKind.Timestamp:
                yield return Quoted(Shifted(asOf, -FarAway).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T09:30:00+08:00");
                yield return Quoted(asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00+08:00");
                break;
            case SchemaValueKind.Enum:
                foreach (var word in field.Type.Enum!.Names)
                    yield return Quoted(word);
                break;
            case SchemaValueKind.List:
                yield return "[]";
                break;
            case SchemaValueKind.Map:
                yield return "{}";
                break;
            case SchemaValueKind.String:
                foreach (var other in Texts(text, field.Format))
                    yield return Quoted(other);
                break;
        }
    }

    private static string[] Texts(string text, ValueFormat format) => format switch
    {
        ValueFormat.CorpId => ["ww0000000000000001"],
        ValueFormat.Ip => ["8.8.8.8", "10.0.0.1"],
        ValueFormat.IpRange => ["0.0.0.0/0", "8.8.8.8", "10.0.0.1"],
        ValueFormat.Url => ["http://other.example.com/", "https://other.example.org/"],
        ValueFormat.Domain => ["other.example.org", "*.example.org"],
        ValueFormat.SecretRef => ["env:OTHER", "vault://other", "file:/other"],
        _ => [text + "x", "other", ""],
    };

    private static DateOnly Shifted(DateOnly day, int days) =>
        DateOnly.FromDayNumber(Math.Clamp(day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
