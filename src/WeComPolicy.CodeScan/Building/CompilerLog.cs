using System.Text.Json;

namespace WeComPolicy.CodeScan.Building;

/// <summary>One result of a compiler's log, before it is put back into its place in the source.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="Message">As the compiler wrote it; used only to see which analyzer broke.</param>
/// <param name="Places">Its place, and those related to it.</param>
/// <param name="Properties">What the rule said beside the message.</param>
/// <param name="IsSuppressed">A pragma or an attribute hides it.</param>
internal sealed record LoggedResult(
    string Rule, string Message, IReadOnlyList<LoggedPlace> Places, IReadOnlyDictionary<string, string> Properties, bool IsSuppressed);

/// <summary>A place as logs have it: lines and columns from 1.</summary>
internal readonly record struct LoggedPlace(string Path, int Line, int Column, int EndLine, int EndColumn);

/// <summary>The log (SARIF 2.1) that a compiler wrote.</summary>
/// <param name="Rules">The rules that the compiler had at hand.</param>
/// <param name="Switched">Rules that a configuration switched off for some or all of the sources.</param>
/// <param name="Results">What was found.</param>
internal sealed record CompilerLog(IReadOnlySet<string> Rules, IReadOnlySet<string> Switched, IReadOnlyList<LoggedResult> Results)
{
    /// <summary>Reads a log.</summary>
    /// <returns>Null where there is none, or it is no such log.</returns>
    public static CompilerLog? Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var json = JsonDocument.Parse(stream);
            return Read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException or KeyNotFoundException or UriFormatException)
        {
            return null;
        }
    }

    private static CompilerLog Read(JsonElement root)
    {
        var rules = new HashSet<string>(StringComparer.Ordinal);
        var switched = new HashSet<string>(StringComparer.Ordinal);
        var results = new List<LoggedResult>();
        foreach (var run in root.GetProperty("runs").EnumerateArray())
        {
            foreach (var rule in Elements(run.GetProperty("tool").GetProperty("driver"), "rules"))
            {
                var id = rule.GetProperty("id").GetString()!;
                rules.Add(id);
                if (rule.TryGetProperty("properties", out var properties) && Elements(properties, "suppressionKinds").Any(k => k.GetString() == "external"))
                    switched.Add(id);
            }

            results.AddRange(Elements(run, "results").Select(Result));
        }

        return new CompilerLog(rules, switched, results);
    }

    private static LoggedResult Result(JsonElement result)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        if (result.TryGetProperty("properties", out var bag) && bag.TryGetProperty("customProperties", out var custom))
        {
            foreach (var property in custom.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String))
                properties[property.Name] = property.Value.GetString()!;
        }

        return new LoggedResult(
            result.GetProperty("ruleId").GetString()!,
            result.GetProperty("message").TryGetProperty("text", out var text) ? text.GetString() ?? "" : "",
            [.. Elements(result, "locations").Concat(Elements(result, "relatedLocations")).Select(Place).OfType<LoggedPlace>()],
            properties,
            Elements(result, "suppressions").Any());
    }

    private static LoggedPlace? Place(JsonElement location)
    {
        if (!location.TryGetProperty("physicalLocation", out var place) || !place.TryGetProperty("artifactLocation", out var artifact)
            || !place.TryGetProperty("region", out var region) || artifact.GetProperty("uri").GetString() is not { } uri)
            return null;
        var line = region.GetProperty("startLine").GetInt32();
        var column = region.TryGetProperty("startColumn", out var start) ? start.GetInt32() : 1;
        return new LoggedPlace(
            Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile ? absolute.LocalPath : Uri.UnescapeDataString(uri),
            line,
            column,
            region.TryGetProperty("endLine", out var endLine) ? endLine.GetInt32() : line,
            region.TryGetProperty("endColumn", out var end) ? end.GetInt32() : column);
    }

    private static IEnumerable<JsonElement> Elements(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : [];
}
