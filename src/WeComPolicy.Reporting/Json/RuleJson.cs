using System.Globalization;
using System.Text.Json;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Profiles;

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
        json.WriteBoolean("waivable"u8, rule.IsWaivable);
        json.WriteStartArray("adjustments"u8);
        foreach (var adjustment in rule.Adjustments)
            WriteAdjustment(json, adjustment);

        json.WriteEndArray();
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

    /// <summary>Writes a change to a rule or a setting, as an object.</summary>
    public static void WriteAdjustment(Utf8JsonWriter json, Adjustment adjustment)
    {
        json.WriteStartObject();
        json.WriteString("what"u8, adjustment.What);
        json.WriteString("from"u8, adjustment.From);
        json.WriteString("to"u8, adjustment.To);
        if (adjustment.Reason is { } reason)
            json.WriteBoth("reason"u8, reason);
        else
            json.WriteNull("reason"u8);
        json.WriteBoolean("looser"u8, adjustment.IsLooser);
        json.WriteStartObject("by"u8);
        json.WritePlace(adjustment.By);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes a rule that is switched off, as an object.</summary>
    public static void WriteDisabled(Utf8JsonWriter json, DisabledRule disabled)
    {
        json.WriteStartObject();
        json.WriteString("ruleId"u8, disabled.Rule.Id);
        json.WriteString("severity"u8, Terms.Keyword(disabled.Rule.Severity));
        json.WriteBoth("title"u8, disabled.Rule.Title);
        json.WriteBoth("reason"u8, disabled.Reason);
        json.WriteStartObject("by"u8);
        json.WritePlace(disabled.By);
        json.WriteEndObject();
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
