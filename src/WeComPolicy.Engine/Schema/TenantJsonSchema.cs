using System.Text.Json;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Schema;

/// <summary>
/// Writes a tenant schema as JSON Schema 2020-12, for completion and hints in editors. It is as closed as the check itself, which
/// knows more: identities, IP ranges, secrets.
/// </summary>
public static class TenantJsonSchema
{
    /// <summary>The <c>$schema</c> of what is written.</summary>
    public const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>Writes the schema. Same schema, same bytes.</summary>
    public static void Write(Utf8JsonWriter writer, TenantSchema schema)
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", Dialect);
        writer.WriteString("$id", $"urn:{schema.TenantFormat.Replace('/', ':')}");
        writer.WriteString("title", "WeComPolicy 租户文件 / tenant file");
        writer.WriteString("description", "企业微信租户的配置事实。 / Facts about the configuration of a WeCom tenant.");
        WriteObject(writer, schema.Root, w =>
        {
            w.WriteStartObject(TenantSchema.HeaderKey);
            w.WriteString("const", schema.TenantFormat);
            w.WriteString("description", "文件格式，可省略。 / Format of the file; may be left out.");
            w.WriteEndObject();
        });
        writer.WriteStartObject("$defs");
        foreach (var type in schema.Types)
        {
            writer.WriteStartObject(type.Name);
            writer.WriteString("title", $"{type.Label.Zh} / {type.Label.En}");
            WriteObject(writer, type, null);
            writer.WriteEndObject();
        }

        foreach (var words in schema.Enums)
            WriteEnum(writer, words);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter writer, SchemaType type, Action<Utf8JsonWriter>? more)
    {
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        more?.Invoke(writer);
        foreach (var field in type.Fields)
            WriteField(writer, field);
        writer.WriteEndObject();
        writer.WriteStartObject("patternProperties");
        writer.WriteBoolean("^x-", true);
        writer.WriteEndObject();
        writer.WriteBoolean("additionalProperties", false);
        if (type.Key is not { } key)
            return;
        writer.WriteStartArray("required");
        writer.WriteStringValue(key.Name);
        writer.WriteEndArray();
    }

    private static void WriteField(Utf8JsonWriter writer, SchemaField field)
    {
        writer.WriteStartObject(field.Name);
        writer.WriteString("description", Description(field));
        writer.WriteString("markdownDescription", Markdown(field));
        WriteType(writer, field.Type, field);
        if (field.Example is not null)
        {
            writer.WriteStartArray("examples");
            if (field.Type.Kind == SchemaValueKind.List)
                writer.WriteStartArray();
            WriteExample(writer, field);
            if (field.Type.Kind == SchemaValueKind.List)
                writer.WriteEndArray();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static string Description(SchemaField field)
    {
        var absence = field.Absence == Absence.None
            ? ($"缺失表示没有：{field.Why!.Value.Zh}。", $"Absent means there is none: {field.Why.Value.En}.")
            : ("缺失表示不知道。", "Absent means not known.");
        return $"{field.FullDescription.Zh}。{absence.Item1} / {Sentence(field.FullDescription.En)} {absence.Item2}";
    }

    private static string Markdown(SchemaField field)
    {
        var text = $"**{field.FullDescription.Zh}**\n\n{Sentence(field.FullDescription.En)}";
        if (field.Console is not null)
            text += $"\n\n管理后台 / admin console: {field.Console}";
        if (field.Api is not null)
            text += $"\n\nAPI: `{field.Api}`";
        return text + (field.Absence == Absence.None
            ? $"\n\n缺失表示没有：{field.Why!.Value.Zh}。\\\nAbsent means there is none: {field.Why.Value.En}."
            : "\n\n缺失表示不知道。\\\nAbsent means not known.");
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";

    private static void WriteType(Utf8JsonWriter writer, SchemaValueType type, SchemaField field)
    {
        switch (type.Kind)
        {
            case SchemaValueKind.List:
                writer.WriteString("type", "array");
                writer.WriteStartObject("items");
                WriteType(writer, type.Element!, field);
                writer.WriteEndObject();
                break;
            case SchemaValueKind.Map:
                writer.WriteString("type", "object");
                writer.WriteStartObject("additionalProperties");
                WriteType(writer, type.Element!, field);
                writer.WriteEndObject();
                break;
            case SchemaValueKind.Record or SchemaValueKind.Enum:
                writer.WriteString("$ref", $"#/$defs/{type.Name}");
                break;
            case SchemaValueKind.Int or SchemaValueKind.Double:
                writer.WriteString("type", type.Kind == SchemaValueKind.Int ? "integer" : "number");
                if (field.Min is { } min)
                    writer.WriteNumber("minimum", min);
                if (field.Max is { } max)
                    writer.WriteNumber("maximum", max);
                break;
            case SchemaValueKind.Bool:
                writer.WriteString("type", "boolean");
                break;
            case SchemaValueKind.Date:
                writer.WriteString("type", "string");
                writer.WriteString("format", "date");
                break;
            case SchemaValueKind.Timestamp:
                writer.WriteString("type", "string");
                writer.WriteString("format", "date-time");
                break;
            default:
                writer.WriteString("type", "string");
                WriteFormat(writer, field.Format);
                break;
        }
    }

    // Only what says neither more nor less than the check.
    private static void WriteFormat(Utf8JsonWriter writer, ValueFormat format)
    {
        switch (format)
        {
            case ValueFormat.UserId:
                writer.WriteString("pattern", "^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$");
                break;
            case ValueFormat.CorpId:
                writer.WriteString("pattern", "^w[wx][0-9a-f]{16}$");
                break;
            case ValueFormat.Url:
                writer.WriteString("format", "uri");
                writer.WriteString("pattern", "^[Hh][Tt][Tt][Pp][Ss]?://");
                break;
            case ValueFormat.SecretRef:
                writer.WriteString("pattern", "^(vault|kms|env|file|https):");
                break;
        }
    }

    private static void WriteEnum(Utf8JsonWriter writer, SchemaEnum words)
    {
        writer.WriteStartObject(words.Name);
        writer.WriteString("type", "string");
        writer.WriteStartArray("oneOf");
        foreach (var value in words.Values)
        {
            writer.WriteStartObject();
            writer.WriteString("const", value.Name);
            writer.WriteString("title", $"{value.Label.Zh} / {value.Label.En}");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("x-enumDescriptions");
        foreach (var value in words.Values)
            writer.WriteStringValue($"{value.Label.Zh} / {value.Label.En}");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteExample(Utf8JsonWriter writer, SchemaField field)
    {
        var scalar = field.Type.Kind == SchemaValueKind.List ? field.Type.Element! : field.Type;
        if (scalar.Kind is SchemaValueKind.Int or SchemaValueKind.Double or SchemaValueKind.Bool)
            writer.WriteRawValue(field.Example!);
        else
            writer.WriteStringValue(field.Example);
    }
}
