using System.Globalization;
using System.Text.Json;
using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Reporting.Json;

/// <summary>A rule of the catalogue as JSON: the same in results and in <c>rules --format json</c>.</summary>
internal static class RuleJson
{
    /// <summary>Writes the rule as an object.</summary>
    public static void Write(Utf8JsonWriter json, RuleDescriptor rule)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, rule.Id);
        json.WriteString("name"u8, rule.Name);
        json.WriteString("pack"u8, rule.Pack);
        json.WriteString("area"u8, rule.Area);
        json.WriteString("severity"u8, Terms.Keyword(rule.Severity));
        json.WriteString("confidence"u8, Terms.Keyword(rule.Confidence));
        json.WriteBoth("title"u8, rule.Title);
        json.WriteBoth("rationale"u8, rule.Rationale);
        json.WriteBoth("remediation"u8, rule.Remediation);
        json.WriteStrings("references"u8, rule.References);
        json.WriteStartObject("params"u8);
        foreach (var (name, value) in rule.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            WriteParameter(json, value, 0);
        }

        json.WriteEndObject();
        if (rule.Definition is { } definition)
        {
            json.WriteStartObject("definition"u8);
            json.WritePlace(definition);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("definition"u8);
        }

        json.WriteEndObject();
    }

    private static void WriteParameter(Utf8JsonWriter json, object value, int depth)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case System.Collections.IEnumerable list and not string when depth < 8:
                json.WriteStartArray();
                foreach (var element in list)
                    WriteParameter(json, element, depth + 1);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
