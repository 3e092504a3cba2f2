using System.Text.Json;

namespace WeComPolicy.Reporting.Sarif;

/// <summary>The files that the results speak of, each with its number.</summary>
internal sealed class SarifArtifacts
{
    /// <summary>Stands for the folder that the paths are relative to; consumers know where it is.</summary>
    public const string Root = "%SRCROOT%";

    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<SarifUri> _uris = [];
    private readonly HashSet<int> _targets = [];

    /// <summary>The number of a file, from 0 in the order of first mention.</summary>
    public int Add(string path)
    {
        if (_indexes.TryGetValue(path, out var index))
            return index;
        index = _uris.Count;
        _uris.Add(SarifUri.Of(path));
        _indexes.Add(path, index);
        return index;
    }

    /// <summary>As <see cref="Add"/>, for a file that was to be judged.</summary>
    public void AddTarget(string path) => _targets.Add(Add(path));

    /// <summary>Writes an <c>artifactLocation</c> under its name.</summary>
    public void WriteLocation(Utf8JsonWriter json, string path)
    {
        var index = Add(path);
        json.WriteStartObject("artifactLocation"u8);
        WriteUri(json, _uris[index]);
        json.WriteNumber("index"u8, index);
        json.WriteEndObject();
    }

    /// <summary>Writes the <c>artifacts</c> of the run.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("artifacts"u8);
        for (var i = 0; i < _uris.Count; i++)
        {
            json.WriteStartObject();
            json.WriteStartObject("location"u8);
            WriteUri(json, _uris[i]);
            json.WriteEndObject();
            if (_targets.Contains(i))
            {
                json.WriteStartArray("roles"u8);
                json.WriteStringValue("analysisTarget"u8);
                json.WriteEndArray();
            }

            if (MediaType(_uris[i].Text) is { } mediaType)
                json.WriteString("mimeType"u8, mediaType);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? MediaType(string uri) => Path.GetExtension(uri) switch
    {
        ".yaml" or ".yml" => "application/yaml",
        ".json" => "application/json",
        ".cs" => "text/x-csharp",
        _ => null,
    };

    private static void WriteUri(Utf8JsonWriter json, SarifUri uri)
    {
        json.WriteString("uri"u8, uri.Text);
        if (uri.IsRelative)
            json.WriteString("uriBaseId"u8, Root);
    }
}
