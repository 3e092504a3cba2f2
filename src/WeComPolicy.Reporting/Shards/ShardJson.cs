using System.Globalization;
using System.Text.Json;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Fleet;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Reporting.Json;

namespace WeComPolicy.Reporting.Shards;

/// <summary>The property <c>shard</c> of a result: all that <c>merge</c> needs beside what every result says.</summary>
internal static class ShardJson
{
    /// <summary>Writes the property.</summary>
    public static void Write(Utf8JsonWriter json, ScanResult result)
    {
        var shard = result.Shard!;
        json.WriteStartObject("shard"u8);
        json.WriteNumber("index"u8, shard.Index);
        json.WriteNumber("count"u8, shard.Count);
        json.WriteNumber("tenants"u8, shard.AllTenants);
        json.WriteStartObject("settings"u8);
        foreach (var (name, value) in shard.Settings)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteNumber("runDiagnostics"u8, shard.RunDiagnostics);
        json.WriteStartArray("waiverRules"u8);
        foreach (var rule in shard.WaiverRules)
        {
            json.WriteStartObject();
            json.WriteString("problem"u8, WaiverRule.Words.First(w => w.Value == rule.Problem).Key);
            json.WritePropertyName("rule"u8);
            RuleJson.Write(json, rule.Descriptor);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteRules(json, "otherRules"u8, shard.OtherRules);
        WriteRules(json, "disabledRules"u8, result.Disabled.Select(d => d.Rule));
        WriteWaivers(json, shard.Waivers);
        json.WriteStartArray("comments"u8);
        foreach (var comment in result.IgnoreComments)
            WriteComment(json, comment);
        json.WriteEndArray();
        WriteBaseline(json, shard);
        var sources = ShardSources.Of(result);
        json.WriteStartArray("secrets"u8);
        foreach (var secret in sources.Secrets)
            WritePlace(json, secret);
        json.WriteEndArray();
        json.WriteStartObject("sources"u8);
        foreach (var (path, lines) in sources.Lines)
        {
            json.WriteStartObject(path);
            foreach (var (number, text) in lines)
                json.WriteString(number.ToString(CultureInfo.InvariantCulture), text);
            json.WriteEndObject();
            json.FlushIfFull();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<RuleDescriptor> rules)
    {
        json.WriteStartArray(name);
        foreach (var rule in rules)
            RuleJson.Write(json, rule);
        json.WriteEndArray();
    }

    private static void WriteWaivers(Utf8JsonWriter json, WaiverBook book)
    {
        json.WriteStartObject("waivers"u8);
        json.WriteBoolean("inForce"u8, book.IsInForce);
        json.WriteStrings("files"u8, book.Files);
        json.WriteStartArray("entries"u8);
        foreach (var waiver in book.Waivers)
        {
            json.WriteStartObject();
            json.WriteString("rule"u8, waiver.Rule);
            WriteText(json, "tenant"u8, waiver.Tenant);
            WriteText(json, "subject"u8, waiver.Subject);
            json.WriteString("value"u8, waiver.Value);
            WriteText(json, "reason"u8, waiver.Reason);
            WriteText(json, "owner"u8, waiver.Owner);
            WriteText(json, "approver"u8, waiver.Approver);
            WriteText(json, "ticket"u8, waiver.Ticket);
            WriteText(json, "created"u8, waiver.Created is { } created ? Day(created) : null);
            json.WriteString("expires"u8, Day(waiver.Expires));
            json.WritePropertyName("place"u8);
            WritePlace(json, waiver.Range);
            json.WriteStartObject("places"u8);
            foreach (var (key, place) in waiver.Places)
            {
                json.WritePropertyName(key);
                WritePlace(json, place);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteComment(Utf8JsonWriter json, IgnoreComment comment)
    {
        json.WriteStartObject();
        json.WritePropertyName("place"u8);
        WritePlace(json, comment.Range);
        json.WriteNumber("line"u8, comment.Line);
        json.WriteStrings("rules"u8, [.. comment.Rules.Select(SecretText.Mask)]);
        WriteText(json, "reason"u8, comment.Reason);
        WriteText(json, "owner"u8, comment.Owner);
        WriteText(json, "approver"u8, comment.Approver);
        WriteText(json, "ticket"u8, comment.Ticket);
        WriteText(json, "until"u8, comment.Until is { } until ? Day(until) : null);
        WriteText(json, "badDate"u8, comment.BadDate);
        json.WriteBoolean("misspelt"u8, comment.IsMisspelt);
        WriteText(json, "unknownKey"u8, comment.UnknownKey);
        json.WriteEndObject();
    }

    private static void WriteBaseline(Utf8JsonWriter json, Shard shard)
    {
        if (shard.Baseline is not { } baseline)
        {
            json.WriteNull("baseline"u8);
            return;
        }

        json.WriteStartObject("baseline"u8);
        json.WriteString("path"u8, baseline.Path);
        json.WriteStartArray("entries"u8);
        foreach (var entry in shard.Index == 1 ? baseline.Entries : [])
        {
            json.WriteStartObject();
            json.WriteString("fingerprint"u8, entry.Fingerprint);
            json.WriteString("ruleId"u8, entry.Rule);
            json.WriteString("tenant"u8, entry.Tenant);
            json.WriteString("subject"u8, entry.Subject);
            json.WriteString("outcome"u8, Terms.Keyword(entry.Outcome));
            json.WriteString("severity"u8, Terms.Keyword(entry.Severity));
            json.WritePropertyName("place"u8);
            WritePlace(json, entry.Range);
            json.WriteEndObject();
            json.FlushIfFull();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void WritePlace(Utf8JsonWriter json, SourceRange range)
    {
        json.WriteStartObject();
        json.WritePlace(range);
        json.WriteEndObject();
    }

    // Texts that people have written may hold what no report shows.
    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is null)
            json.WriteNull(name);
        else
            json.WriteString(name, SecretText.Mask(text));
    }
}
