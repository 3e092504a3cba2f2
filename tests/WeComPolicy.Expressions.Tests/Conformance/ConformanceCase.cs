using System.Text.Json;

namespace WeComPolicy.Expressions.Tests.Conformance;

/// <summary>One case of the public CEL conformance suite.</summary>
public sealed record ConformanceCase(string Suite, int Number, JsonElement Json)
{
    public string Expression => Json.GetProperty("expr").GetString()!;

    public bool Macros => !Flag("disable_macros");

    public bool Checked => !Flag("disable_check");

    public bool OnlyChecked => Flag("check_only");

    public bool ExpectsError => Flag("error");

    public string Container => Json.TryGetProperty("container", out var container) ? container.GetString()! : "";

    public JsonElement? Value => Find("value");

    public JsonElement? Type => Find("type");

    public IEnumerable<JsonElement> Declarations => Find("declarations") is { } list ? list.EnumerateArray() : [];

    public IEnumerable<JsonProperty> Bindings => Find("bindings") is { } map ? map.EnumerateObject() : [];

    public override string ToString() =>
        $"{Suite} {Number} {Json.GetProperty("section").GetString()}/{Json.GetProperty("name").GetString()}: {Expression}";

    private bool Flag(string name) => Find(name) is { ValueKind: JsonValueKind.True };

    private JsonElement? Find(string name) => Json.TryGetProperty(name, out var value) ? value : null;
}
