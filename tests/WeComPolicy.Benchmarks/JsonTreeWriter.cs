using System.Text.Json;

namespace WeComPolicy.Benchmarks;

/// <summary>Compact JSON, as an exporter writes it.</summary>
internal sealed class JsonTreeWriter(Utf8JsonWriter json) : TreeWriter
{
    public override void StartMap(string? key = null)
    {
        Key(key);
        json.WriteStartObject();
    }

    public override void EndMap() => json.WriteEndObject();

    public override void StartList(string? key = null)
    {
        Key(key);
        json.WriteStartArray();
    }

    public override void EndList() => json.WriteEndArray();

    public override void Add(string? key, string value)
    {
        Key(key);
        json.WriteStringValue(value);
    }

    public override void Add(string? key, long value)
    {
        Key(key);
        json.WriteNumberValue(value);
    }

    public override void Add(string? key, bool value)
    {
        Key(key);
        json.WriteBooleanValue(value);
    }

    private void Key(string? key)
    {
        if (key is not null)
            json.WritePropertyName(key);
    }
}
