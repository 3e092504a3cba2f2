using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Policies;

/// <summary>Reads the guide's statements, schema <c>wecom-policy/guide/v1</c>; reports every mistake.</summary>
public static class GuideReader
{
    /// <summary>What the key <c>schema</c> of the file says.</summary>
    public const string SchemaName = "wecom-policy/guide/v1";

    /// <summary>Whether a document says that it is a guide.</summary>
    public static bool IsGuide(LocatedDocument document) =>
        document.Kind(document.Root) == NodeKind.Mapping
        && document.Child(document.Root, "schema") is >= 0 and var schema
        && document.Text(schema).StartsWith("wecom-policy/guide/", StringComparison.Ordinal);

    /// <summary>The guide; null where a mistake was reported.</summary>
    public static Guide? Read(LocatedDocument document, ICollection<InputDiagnostic> diagnostics)
    {
        var mistakes = new List<InputDiagnostic>();
        var statements = ReadStatements(document, mistakes);
        foreach (var mistake in mistakes)
            diagnostics.Add(mistake);
        return mistakes.Count == 0 ? new Guide(statements) : null;
    }

    private static List<GuideStatement> ReadStatements(LocatedDocument document, List<InputDiagnostic> mistakes)
    {
        var statements = new List<GuideStatement>();
        var reader = new MappingReader(document, document.Root, new Bilingual("指南文件", "the guide"), mistakes);
        if (!reader.IsMapping)
            return statements;
        var schema = reader.Required("schema");
        if (reader.Text(schema) is { } name && !string.Equals(name, SchemaName, StringComparison.Ordinal))
        {
            reader.Report(
                schema,
                "unknown-schema",
                new Bilingual($"不认识的指南文件版本“{name}”。", $"Unknown schema '{name}' of a guide."),
                new Bilingual($"请写“schema: {SchemaName}”。", $"Write 'schema: {SchemaName}'."));
        }

        var list = reader.Required("statements");
        reader.Close();
        if (list < 0)
            return statements;
        if (document.Kind(list) != NodeKind.Sequence)
        {
            reader.Report(list, "wrong-type", new Bilingual("“statements”应为列表。", "'statements' must be a list."));
            return statements;
        }

        foreach (var node in document.Children(list).ToArray())
        {
            if (ReadStatement(document, node, expected: statements.Count + 1, mistakes) is { } statement)
                statements.Add(statement);
        }

        if (mistakes.Count == 0 && statements.Count != Guide.StatementCount)
        {
            reader.Report(
                list,
                "missing-statement",
                new Bilingual($"指南有 {Guide.StatementCount} 条，这里有 {statements.Count} 条。", $"The guide has {Guide.StatementCount} statements, here are {statements.Count}."));
        }

        return statements;
    }

    private static GuideStatement? ReadStatement(LocatedDocument document, int node, int expected, List<InputDiagnostic> mistakes)
    {
        var reader = new MappingReader(document, node, new Bilingual("指南条目", "a statement"), mistakes);
        if (!reader.IsMapping)
            return null;
        var numberNode = reader.Required("statement");
        var number = reader.Text(numberNode);
        if (number is not null && number != expected.ToString(CultureInfo.InvariantCulture))
        {
            reader.Report(
                numberNode,
                "bad-statement",
                new Bilingual($"条目编号应为 {expected}，而不是“{number}”。", $"This statement has the number {expected}, not '{number}'."),
                new Bilingual("编号从 1 起，不重不漏。", "Numbers begin at 1; none is left out and none comes twice."));
        }

        var text = reader.RequiredBilingual("text");
        var notCheckable = reader.Optional("not_checkable") >= 0 ? reader.RequiredBilingual("not_checkable") : null;
        reader.Close();
        return text is { } said ? new GuideStatement(expected, said, notCheckable, document.Range(node)) : null;
    }
}
