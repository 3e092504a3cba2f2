using System.Text.Json;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Waivers;

namespace WeComPolicy.Reporting.Shards;

/// <summary>Reads what <see cref="Json.RuleJson"/> writes.</summary>
internal static class RuleReader
{
    public static RuleDescriptor Rule(JsonElement rule) => new()
    {
        Id = rule.Text("id"),
        Name = rule.Text("name"),
        Pack = rule.Text("pack"),
        Area = rule.Text("area"),
        Severity = rule.Severity("severity"),
        Confidence = rule.Word("confidence", SeverityWords.Confidences),
        Title = rule.Both("title"),
        Rationale = rule.Both("rationale"),
        Remediation = rule.Both("remediation"),
        References = rule.Texts("references"),
        Parameters = rule.Properties("params").ToDictionary(p => p.Name, p => Parameter(p.Value), StringComparer.Ordinal),
        IsWaivable = rule.Flag("waivable"),
        Adjustments = [.. rule.List("adjustments").Select(Adjustment)],
        Definition = rule.Find("definition") is { } definition ? SourceBook.Unquoted(definition) : null,
    };

    /// <summary>What a file has changed.</summary>
    public static Adjustment Adjustment(JsonElement change) =>
        new(change.Text("what"), change.Text("from"), change.Text("to"), change.BothOrNull("reason"), SourceBook.Unquoted(change.Get("by")))
        {
            IsLooser = change.Flag("looser"),
        };

    /// <summary>The rules about waivers, with the parameters that they decide by.</summary>
    public static IReadOnlyList<WaiverRule> WaiverRules(IEnumerable<JsonElement> elements)
    {
        IReadOnlyList<WaiverRule> rules = [.. elements.Select(r => new WaiverRule(r.Word("problem", WaiverRule.Words), Rule(r.Get("rule"))))];
        var fit = rules.All(r => WaiverRule.ParameterTypes(r.Problem).All(p => r.Descriptor.Parameters.TryGetValue(p.Key, out var value)
            && value.GetType() == p.Value && (value is not List<object> list || list.All(e => e is string))));
        return fit && rules.DistinctBy(r => r.Problem).Count() == rules.Count ? rules : throw new ResultFormatException("waiverRules");
    }

    private static object Parameter(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.TryGetInt64(out var number) ? (object)number : value.GetDouble(),
        JsonValueKind.Array => value.EnumerateArray().Select(Parameter).ToList(),
        _ => throw new ResultFormatException("params"),
    };
}
