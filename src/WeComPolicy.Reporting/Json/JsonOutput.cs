using System.Text.Json;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Json;

/// <summary>How every JSON document of the reports is written, and the pieces that recur in them.</summary>
public static class JsonOutput
{
    private const int FlushAt = 64 * 1024;

    /// <summary>A writer of indented JSON whose Chinese stays readable.</summary>
    public static Utf8JsonWriter Open(Stream output) => new(
        output,
        new JsonWriterOptions { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = ReadableJsonEncoder.Instance, MaxDepth = 64 });

    /// <summary>Hands on what has gathered, so that a large report is never in memory as a whole.</summary>
    public static void FlushIfFull(this Utf8JsonWriter json)
    {
        if (json.BytesPending >= FlushAt)
            json.Flush();
    }

    /// <summary>Ends the document and the file's last line.</summary>
    public static void Close(this Utf8JsonWriter json, Stream output)
    {
        json.Flush();
        output.WriteByte((byte)'\n');
        output.Flush();
    }

    /// <summary>A text in both languages, as an object with zh and en.</summary>
    public static void WriteBoth(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Bilingual text)
    {
        json.WriteStartObject(name);
        json.WriteString("zh"u8, text.Zh);
        json.WriteString("en"u8, text.En);
        json.WriteEndObject();
    }

    /// <summary>A list of texts.</summary>
    public static void WriteStrings(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>The keys of a place, within an object that is already open.</summary>
    public static void WritePlace(this Utf8JsonWriter json, SourceRange range)
    {
        var place = Place.Of(range);
        json.WriteString("path"u8, place.Path);
        json.WriteNumber("line"u8, place.Start.Line);
        json.WriteNumber("column"u8, place.Start.Column);
        json.WriteNumber("endLine"u8, place.End.Line);
        json.WriteNumber("endColumn"u8, place.End.Column);
    }
}
