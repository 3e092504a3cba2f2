using System.Text;
using System.Text.Json;
using WeComPolicy.Engine.Schema;

namespace WeComPolicy.Engine.Tests.Schema;

public sealed class TenantJsonSchemaTests
{
    private static byte[] Written()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
            TenantJsonSchema.Write(writer, TenantSchema.V1);
        return stream.ToArray();
    }

    [Fact]
    public void Same_schema_same_bytes() => Assert.Equal(Written(), Written());

    [Fact]
    public void Every_reference_leads_to_a_definition()
    {
        using var json = JsonDocument.Parse(Written());
        var definitions = json.RootElement.GetProperty("$defs");
        Walk(json.RootElement, element =>
        {
            if (element.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String)
                Assert.True(definitions.TryGetProperty(reference.GetString()!["#/$defs/".Length..], out _), reference.GetString());
        });
    }

    [Fact]
    public void Every_record_is_closed_and_every_field_is_described()
    {
        using var json = JsonDocument.Parse(Written());
        var records = new List<JsonElement> { json.RootElement };
        records.AddRange(json.RootElement.GetProperty("$defs").EnumerateObject().Select(d => d.Value).Where(d => d.TryGetProperty("properties", out _)));
        foreach (var record in records)
        {
            Assert.False(record.GetProperty("additionalProperties").GetBoolean());
            Assert.True(record.GetProperty("patternProperties").TryGetProperty("^x-", out _));
            foreach (var property in record.GetProperty("properties").EnumerateObject())
                Assert.Contains(" / ", property.Value.GetProperty("description").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Absence_is_explained()
    {
        var text = Encoding.UTF8.GetString(Written());
        using var json = JsonDocument.Parse(text);
        var member = json.RootElement.GetProperty("$defs").GetProperty("Member").GetProperty("properties");
        Assert.Contains("在职成员没有离职日期", member.GetProperty("leave_on").GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Contains("Absent means not known.", member.GetProperty("enabled").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "members": [ { "userid": "li.na", "department": [2], "employment": "outsourced", "leave_on": "2025-06-30", "x-a": 1 } ] }""", true)]
    [InlineData("""{ "corp": { "corpid": "ww0123456789abcdef", "member_count": 3, "certification": { "status": "certified" } } }""", true)]
    [InlineData("""{ "schema": "wecom-policy/tenant/v1", "provenance": { "members": { "complete": true } } }""", true)]
    [InlineData("""{ "schema": "wecom-policy/tenant/v9" }""", false)]
    [InlineData("""{ "members": [ { "name": "no identity" } ] }""", false)]
    [InlineData("""{ "members": [ { "userid": "li.na", "employment": "outsource" } ] }""", false)]
    [InlineData("""{ "members": [ { "userid": "li.na", "department": 2 } ] }""", false)]
    [InlineData("""{ "members": [ { "userid": "li.na", "departmnt": [2] } ] }""", false)]
    [InlineData("""{ "corp": { "member_count": -1 } }""", false)]
    [InlineData("""{ "corp": { "member_count": 1.5 } }""", false)]
    [InlineData("""{ "corp": { "corpid": "x" } }""", false)]
    [InlineData("""{ "corp": null }""", false)]
    public void It_accepts_what_the_check_accepts(string instance, bool valid)
    {
        using var schema = JsonDocument.Parse(Written());
        using var json = JsonDocument.Parse(instance);
        Assert.Equal(valid, Accepts(schema.RootElement, schema.RootElement, json.RootElement));
        Assert.Equal(valid, TenantText.Check(instance, "tenant.json").Success);
    }

    // The few keywords that the writer uses.
    private static bool Accepts(JsonElement root, JsonElement schema, JsonElement value)
    {
        if (schema.ValueKind == JsonValueKind.True)
            return true;
        if (schema.TryGetProperty("$ref", out var reference)
            && !Accepts(root, root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]), value))
        {
            return false;
        }

        if (schema.TryGetProperty("const", out var constant) && (value.ValueKind != JsonValueKind.String || constant.GetString() != value.GetString()))
            return false;
        if (schema.TryGetProperty("oneOf", out var choices) && choices.EnumerateArray().Count(c => Accepts(root, c, value)) != 1)
            return false;
        if (schema.TryGetProperty("type", out var type) && !IsA(type.GetString()!, value))
            return false;
        if (schema.TryGetProperty("minimum", out var minimum) && value.GetDouble() < minimum.GetDouble())
            return false;
        if (schema.TryGetProperty("pattern", out var pattern) && !System.Text.RegularExpressions.Regex.IsMatch(value.GetString()!, pattern.GetString()!))
            return false;
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray().All(v => Accepts(root, schema.GetProperty("items"), v));
        if (value.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties))
            return true;
        if (schema.TryGetProperty("required", out var required) && !required.EnumerateArray().All(r => value.TryGetProperty(r.GetString()!, out _)))
            return false;
        return value.EnumerateObject().All(p =>
            p.Name.StartsWith("x-", StringComparison.Ordinal)
            || (properties.TryGetProperty(p.Name, out var property) && Accepts(root, property, p.Value)));
    }

    private static bool IsA(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => value.ValueKind == JsonValueKind.Number,
    };

    private static void Walk(JsonElement element, Action<JsonElement> visit)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            visit(element);
            foreach (var property in element.EnumerateObject())
                Walk(property.Value, visit);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Walk(item, visit);
        }
    }
}
