using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.PolicyTests;

/// <summary>Reads a file of policy cases, schema <c>wecom-policy/cases/v1</c>.</summary>
public static class CaseReader
{
    /// <summary>What the key <c>schema</c> of a file of cases must say.</summary>
    public const string SchemaName = "wecom-policy/cases/v1";

    private static readonly DateOnly s_defaultDay = new(2026, 11, 1);

    private static readonly Dictionary<string, Verdict> s_verdicts = new(StringComparer.Ordinal)
    {
        ["pass"] = Verdict.Pass,
        ["fail"] = Verdict.Fail,
        ["unknown"] = Verdict.Unknown,
        ["not_applicable"] = Verdict.NotApplicable,
        ["error"] = Verdict.Error,
    };

    /// <summary>The cases of a document; what cannot be read is reported and left out.</summary>
    public static CaseFile Read(LocatedDocument document, ICollection<InputDiagnostic> diagnostics)
    {
        var cases = new List<PolicyCase>();
        var equivalents = new List<PolicyEquivalent>();
        var reader = new MappingReader(document, document.Root, new Bilingual("用例文件", "a file of policy cases"), diagnostics);
        if (!reader.IsMapping)
            return new CaseFile([], []);
        var schemaNode = reader.Required("schema");
        if (schemaNode >= 0 && !string.Equals(document.Text(schemaNode), SchemaName, StringComparison.Ordinal))
        {
            reader.Report(
                schemaNode,
                "unknown-schema",
                new Bilingual("不认识的用例文件版本。", "Unknown schema of a file of policy cases."),
                new Bilingual($"请写“schema: {SchemaName}”。", $"Write 'schema: {SchemaName}'."));
        }

        reader.RequiredText("pack");
        var list = reader.Required("cases");
        ReadEquivalents(reader, equivalents, diagnostics);
        reader.Close();
        if (list < 0)
            return new CaseFile([], equivalents);
        if (document.Kind(list) != NodeKind.Sequence || document.Children(list).IsEmpty)
        {
            reader.Report(list, "no-cases", new Bilingual("“cases”应为至少一个用例的列表。", "'cases' must be a list of at least one case."));
            return new CaseFile([], equivalents);
        }

        foreach (var node in document.Children(list).ToArray())
        {
            if (ReadCase(document, node, diagnostics) is { } one)
                cases.Add(one);
        }

        return new CaseFile(cases, equivalents);
    }

    private static void ReadEquivalents(MappingReader file, List<PolicyEquivalent> equivalents, ICollection<InputDiagnostic> diagnostics)
    {
        var list = file.Optional("equivalents");
        if (list < 0)
            return;
        var document = file.Document;
        if (document.Kind(list) != NodeKind.Sequence)
        {
            file.Report(list, "wrong-type", new Bilingual("“equivalents”应为等价变异的列表。", "'equivalents' must be a list of equivalent mutants."));
            return;
        }

        foreach (var node in document.Children(list).ToArray())
        {
            var reader = new MappingReader(document, node, new Bilingual("等价变异", "an equivalent mutant"), diagnostics);
            if (!reader.IsMapping)
                continue;
            var rule = reader.RequiredText("rule");
            var mutantNode = reader.Required("mutant");
            var mutant = reader.Text(mutantNode);
            var reason = reader.RequiredBilingual("reason");
            reader.Close();
            if (rule is not null && mutant is not null && reason is { } why)
                equivalents.Add(new PolicyEquivalent(rule, mutant, why, document.Range(mutantNode)));
        }
    }

    private static PolicyCase? ReadCase(LocatedDocument document, int node, ICollection<InputDiagnostic> diagnostics)
    {
        var reader = new MappingReader(document, node, new Bilingual("用例", "a case"), diagnostics);
        if (!reader.IsMapping)
            return null;
        var nameNode = reader.Required("name");
        var name = reader.Text(nameNode);
        var rule = reader.RequiredText("rule");
        var asOf = ReadDay(reader);
        var parameters = ReadParameters(reader);
        var tenant = reader.Required("tenant");
        var expected = reader.RequiredWord("expect", s_verdicts);
        var at = ReadPaths(reader, "at");
        var missing = ReadPaths(reader, "missing");
        reader.Close();
        if (expected is Verdict.Fail && at.Count == 0)
        {
            reader.Report(
                nameNode,
                "case-without-place",
                new Bilingual("预期为 fail 的用例必须用“at”写明位置。", "A case that expects 'fail' must say with 'at' where."));
        }

        return name is null || rule is null || tenant < 0 || expected is null
            ? null
            : new PolicyCase(name, rule, asOf, parameters, document, tenant, expected.Value, at, missing, document.Range(nameNode));
    }

    private static DateOnly ReadDay(MappingReader reader)
    {
        if (reader.Optional("as_of") is not (>= 0 and var node) || reader.Text(node) is not { } text)
            return s_defaultDay;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        reader.Report(node, "bad-date", new Bilingual($"“{text}”不是日期。", $"'{text}' is not a date."), new Bilingual("请写成 2026-11-01。", "Write it as 2026-11-01."));
        return s_defaultDay;
    }

    private static Dictionary<string, object> ReadParameters(MappingReader reader)
    {
        var parameters = new Dictionary<string, object>(StringComparer.Ordinal);
        if (reader.Optional("params") is not (>= 0 and var node))
            return parameters;
        foreach (var child in reader.Document.Children(node))
        {
            if (reader.Document.Key(child) is { } name && ParameterValue.Of(reader.Document, child) is { } value)
                parameters[name] = value;
            else
                reader.Report(child, "bad-parameter", new Bilingual("参数值无法使用。", "This parameter cannot be used."));
        }

        return parameters;
    }

    private static IReadOnlyList<string> ReadPaths(MappingReader reader, string key)
    {
        var node = reader.Optional(key);
        if (node < 0)
            return [];
        if (reader.Document.Kind(node) == NodeKind.Scalar)
            return reader.Text(node) is { } one ? [one] : [];
        return [.. reader.OptionalTexts(key).Select(t => t.Text)];
    }
}
