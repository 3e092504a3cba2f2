using System.Text.Json;
using System.Text.RegularExpressions;

namespace WeComPolicy.Reporting.Tests;

/// <summary>The part of JSON Schema 2020-12 that the schemas of the reports use; a keyword that it does not know fails.</summary>
internal sealed class SchemaValidator(JsonElement schema)
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Validate(JsonElement value)
    {
        _problems.Clear();
        _ = Check(schema, value, "$", report: true);
        return _problems;
    }

    private bool Check(JsonElement rule, JsonElement value, string path, bool report)
    {
        var before = _problems.Count;
        var valid = true;
        foreach (var keyword in rule.EnumerateObject())
        {
            var ok = keyword.Name switch
            {
                "$schema" or "$id" or "$defs" or "title" or "description" => true,
                "$ref" => Check(Resolve(keyword.Value.GetString()!), value, path, report),
                "type" => HasType(keyword.Value, value),
                "const" => JsonElement.DeepEquals(keyword.Value, value),
                "enum" => keyword.Value.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)),
                "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble(),
                "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!),
                "required" => value.ValueKind != JsonValueKind.Object || keyword.Value.EnumerateArray().All(k => value.TryGetProperty(k.GetString()!, out _)),
                "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.EnumerateRunes().Count() >= keyword.Value.GetInt32(),
                "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.EnumerateRunes().Count() <= keyword.Value.GetInt32(),
                "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32(),
                "anyOf" => keyword.Value.EnumerateArray().Any(s => Check(s, value, path, report: false)),
                "items" => value.ValueKind != JsonValueKind.Array
                    || value.EnumerateArray().Select((e, i) => Check(keyword.Value, e, $"{path}[{i}]", report)).ToList().All(v => v),
                "properties" => value.ValueKind != JsonValueKind.Object || Properties(keyword.Value, value, path, report),
                _ => throw new NotSupportedException(keyword.Name),
            };
            if (!ok && report && _problems.Count == before)
                _problems.Add($"{path}: {keyword.Name} {keyword.Value.GetRawText()} does not hold of {value.GetRawText()}");
            valid &= ok;
        }

        return valid;
    }

    // Stricter than the schema, which lets later versions add keys: a key that the schema does not tell of is a mistake here.
    private bool Properties(JsonElement properties, JsonElement value, string path, bool report)
    {
        var valid = true;
        foreach (var member in value.EnumerateObject())
        {
            if (properties.TryGetProperty(member.Name, out var rule))
            {
                valid &= Check(rule, member.Value, $"{path}.{member.Name}", report);
            }
            else
            {
                valid = false;
                if (report)
                    _problems.Add($"{path}: the schema does not know {member.Name}");
            }
        }

        return valid;
    }

    private JsonElement Resolve(string reference) => schema.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);

    private static bool HasType(JsonElement type, JsonElement value) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(t => HasType(t, value))
        : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            var other => throw new NotSupportedException(other),
        };
}
