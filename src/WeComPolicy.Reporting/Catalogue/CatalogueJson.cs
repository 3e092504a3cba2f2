using WeComPolicy.Engine.Findings;
using WeComPolicy.Reporting.Json;

namespace WeComPolicy.Reporting.Catalogue;

/// <summary>The catalogue for programs: <c>{"rules": […]}</c>.</summary>
public static class CatalogueJson
{
    /// <summary>Writes the rules in their order.</summary>
    public static void Write(IReadOnlyList<RuleDescriptor> rules, Stream output)
    {
        using var json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteStartArray("rules"u8);
        foreach (var rule in rules)
            RuleJson.Write(json, rule);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Close(output);
    }
}
