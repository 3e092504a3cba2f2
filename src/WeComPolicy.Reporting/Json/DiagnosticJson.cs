using System.Text.Json;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Reporting.Json;

/// <summary>Diagnostics where a document other than the result of a scan lists them: both languages, and a place that may be null.</summary>
internal static class DiagnosticJson
{
    /// <summary>Writes the property <c>diagnostics</c>.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<InputDiagnostic> diagnostics)
    {
        json.WriteStartArray("diagnostics"u8);
        foreach (var diagnostic in diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, diagnostic.Code);
            json.WriteString("level"u8, diagnostic.IsWarning ? "warning" : "error");
            json.WriteBoth("message"u8, diagnostic.Message);
            if (diagnostic.Help is { } help)
                json.WriteBoth("help"u8, help);
            if (diagnostic.Range is { } range)
                json.WritePlace(range);
            else if (diagnostic.Path is { } path)
                json.WriteString("path"u8, path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
