using WeComPolicy.Reporting.Json;

namespace WeComPolicy.Reporting.Catalogue;

/// <summary>
/// The catalogue for programs: <c>{"profile", "rules": […], "disabled": […], "guide": [{"statement", "text", "rules": [id…], "notCheckable"}]}</c>,
/// where <c>text</c> and <c>notCheckable</c> are objects with zh and en, and <c>notCheckable</c> is null where rules can check the
/// statement.
/// </summary>
public static class CatalogueJson
{
    /// <summary>Writes the rules in their order, then the statements of the guide.</summary>
    public static void Write(RuleCatalogue catalogue, Stream output)
    {
        using var json = JsonOutput.Open(output);
        json.WriteStartObject();
        if (catalogue.Profile.Length > 0)
            json.WriteString("profile"u8, catalogue.Profile);
        else
            json.WriteNull("profile"u8);
        json.WriteStartArray("rules"u8);
        foreach (var rule in catalogue.Rules)
            RuleJson.Write(json, rule);
        json.WriteEndArray();
        json.WriteStartArray("disabled"u8);
        foreach (var rule in catalogue.Disabled)
            RuleJson.WriteDisabled(json, rule);
        json.WriteEndArray();
        json.WriteStartArray("guide"u8);
        foreach (var (statement, covering) in catalogue.Guide)
        {
            json.WriteStartObject();
            json.WriteNumber("statement"u8, statement.Number);
            json.WriteBoth("text"u8, statement.Text);
            json.WriteStrings("rules"u8, [.. covering.Select(r => r.Id)]);
            if (statement.NotCheckable is { } why)
                json.WriteBoth("notCheckable"u8, why);
            else
                json.WriteNull("notCheckable"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Close(output);
    }
}
