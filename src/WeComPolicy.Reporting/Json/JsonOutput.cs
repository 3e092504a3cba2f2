using System.Text.Json;

namespace WeComPolicy.Reporting.Json;

/// <summary>How every JSON document of the reports is written, and the pieces that recur in them.</summary>
internal static class JsonOutput
{
    private const int FlushAt = 64 * 1024;

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
}
