using System.Buffers;
using System.Text;
using System.Text.Json;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Schema;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>Makes another tenant of one: values removed, or others in their place.</summary>
internal static class TenantEdit
{
    private static readonly JsonWriterOptions s_raw = new() { SkipValidation = true };

    /// <summary>The tenant with edits; null where the schema does not allow what comes out.</summary>
    /// <param name="typed">The tenant as it is written.</param>
    /// <param name="edits">By node: JSON for a value to put there, null to take it away.</param>
    public static Tenant? Apply(TypedDocument typed, IReadOnlyDictionary<int, string?> edits)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_raw))
            WriteTenant(json, typed, edits);
        var read = DocumentReader.ReadJson(new SourceFile("case.json", Encoding.UTF8.GetString(buffer.WrittenSpan)));
        if (read.Document is not { } document || read.Diagnostics.Any(d => !d.IsWarning))
            return null;
        var check = TenantChecker.Check(document, typed.Schema);
        if (!check.Success)
            return null;
        var merged = TenantModel.Merge([check.Typed]);
        return merged is { Success: true, Model: { } model } ? new Tenant("case", model) : null;
    }

    /// <summary>A value as JSON.</summary>
    public static string Json(LocatedDocument document, int node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_raw))
            Write(json, document, node, new Dictionary<int, string?>());
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteTenant(Utf8JsonWriter json, TypedDocument typed, IReadOnlyDictionary<int, string?> edits)
    {
        var sections = typed.Schema.Sections.Where(s => s.Name != TenantSchema.ProvenanceSection && typed.SectionNode(s) >= 0).ToList();
        if (sections.Any(s => !edits.TryGetValue(typed.SectionNode(s), out var edit) || edit is not null))
        {
            Write(json, typed.Document, typed.Document.Root, edits);
            return;
        }

        // A tenant without any section is no input. What is left says that of some other section nothing is known.
        var other = typed.Schema.Sections.First(s => s.Name != TenantSchema.ProvenanceSection && s.Type.Kind == SchemaValueKind.Record && !sections.Contains(s));
        json.WriteStartObject();
        foreach (var child in typed.Document.Children(typed.Document.Root))
        {
            if (edits.ContainsKey(child))
                continue;
            json.WritePropertyName(typed.Document.Key(child)!);
            Write(json, typed.Document, child, edits);
        }

        json.WriteStartObject(other.Name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LocatedDocument document, int node, IReadOnlyDictionary<int, string?> edits)
    {
        if (edits.TryGetValue(node, out var edit))
        {
            json.WriteRawValue(edit!, skipInputValidation: true);
            return;
        }

        switch (document.Kind(node))
        {
            case NodeKind.Mapping:
                json.WriteStartObject();
                foreach (var child in document.Children(node))
                {
                    if (edits.TryGetValue(child, out var removed) && removed is null)
                        continue;
                    json.WritePropertyName(document.Key(child)!);
                    Write(json, document, child, edits);
                }

                json.WriteEndObject();
                break;
            case NodeKind.Sequence:
                json.WriteStartArray();
                foreach (var child in document.Children(node))
                {
                    if (!edits.TryGetValue(child, out var removed) || removed is not null)
                        Write(json, document, child, edits);
                }

                json.WriteEndArray();
                break;
            default:
                var text = document.Text(node);
                if (document.Style(node) == ScalarStyle.Plain && IsJson(text))
                    json.WriteRawValue(text, skipInputValidation: true);
                else
                    json.WriteStringValue(text);
                break;
        }
    }

    // What stands in JSON as it stands in YAML: a number, true, false, null.
    private static bool IsJson(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            return reader.Read() && reader.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null
                && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
