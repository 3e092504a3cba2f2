using System.Globalization;
using System.Text.RegularExpressions;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Waivers;

/// <summary>Reads a file of waivers, schema <c>wecom-policy/waivers/v1</c>; reports every mistake, not the first only.</summary>
public static partial class WaiverFile
{
    /// <summary>What the key <c>schema</c> must say.</summary>
    public const string SchemaName = "wecom-policy/waivers/v1";

    /// <summary>The waivers of a document; what cannot be read is reported and left out.</summary>
    public static IReadOnlyList<Waiver> Read(LocatedDocument document, ICollection<InputDiagnostic> diagnostics)
    {
        var reader = new MappingReader(document, document.Root, new Bilingual("豁免文件", "a file of waivers"), diagnostics);
        if (!reader.IsMapping)
            return [];
        reader.RequiredSchema(SchemaName, new Bilingual("不认识的豁免文件版本。", "Unknown schema of a file of waivers."));
        var node = reader.Required("waivers");
        reader.Close();
        if (node < 0)
            return [];
        if (document.Kind(node) != NodeKind.Sequence)
        {
            reader.Report(node, "wrong-type", new Bilingual("“waivers”应为豁免的列表。", "'waivers' must be a list of waivers."), new Bilingual("没有豁免时请写“waivers: []”。", "Where there is none write 'waivers: []'."));
            return [];
        }

        return [.. document.Children(node).ToArray().Select(n => ReadOne(document, n, diagnostics)).OfType<Waiver>()];
    }

    private static Waiver? ReadOne(LocatedDocument document, int node, ICollection<InputDiagnostic> diagnostics)
    {
        var reader = new MappingReader(document, node, new Bilingual("豁免", "a waiver"), diagnostics);
        if (!reader.IsMapping)
            return null;
        var rule = reader.RequiredWords("rule");
        var tenant = reader.OptionalText("tenant");
        var subject = reader.RequiredWords("subject");
        var valueNode = reader.Required("value");
        var value = reader.Text(valueNode);
        var reason = reader.RequiredWords("reason");
        var owner = reader.RequiredWords("owner");
        var approver = reader.RequiredWords("approver");
        var ticket = reader.OptionalText("ticket");
        var created = Day(reader, "created");
        var expires = Day(reader, "expires");
        reader.Close();
        if (value is not null && value != Waiver.AnyValue && !Hash().IsMatch(value))
        {
            reader.Report(
                valueNode,
                "bad-value",
                new Bilingual("“value”应为所接受的值的摘要：16 位十六进制数字，或 any。", "'value' must be the hash of the accepted value, 16 hexadecimal digits, or any."),
                new Bilingual("wecom-policy waive 会写出它；JSON 结果里是 valueHash。全是数字的请加引号。", "wecom-policy waive writes it, and JSON results call it valueHash. Put one of digits alone in quotes."));
            return null;
        }

        if (created is { } first && expires is { } last && last < first)
        {
            reader.Report(
                reader.Optional("expires"),
                "bad-term",
                new Bilingual("到期日早于生效日，这条豁免从未有效。", "It ends before it begins and never holds."),
                new Bilingual("请改正 created 或 expires。", "Mend created or expires."));
            return null;
        }

        if (rule is null || subject is null || value is null || reason is null || owner is null || approver is null || created is null || expires is null)
            return null;
        return new Waiver
        {
            Rule = rule,
            Tenant = tenant,
            Subject = subject,
            Value = value,
            Reason = reason,
            Owner = owner,
            Approver = approver,
            Ticket = ticket ?? "",
            Created = created,
            Expires = expires.Value,
            Range = document.Range(node),
            Places = document.Children(node).ToArray().ToDictionary(n => document.Key(n)!, document.Range, StringComparer.Ordinal),
        };
    }

    private static DateOnly? Day(MappingReader reader, string key)
    {
        var node = reader.Required(key);
        if (reader.Text(node) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        reader.Report(node, "bad-date", new Bilingual($"“{Excerpt.Of(text)}”不是存在的日期。", $"'{Excerpt.Of(text)}' is no date that exists."), new Bilingual("请写成 2027-03-31。", "Write it as 2027-03-31."));
        return null;
    }

    [GeneratedRegex("^[0-9a-f]{16}$", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}
