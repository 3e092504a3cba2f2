using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Reporting.Catalogue;

/// <summary>A field of a tenant that a rule's verdict depends on.</summary>
/// <param name="Path">Such as <c>members[].employment</c>.</param>
/// <param name="Field">What the schema says of it.</param>
internal sealed record ReadFact(string Path, SchemaField Field)
{
    /// <summary>What the verdict of a rule depends on, in the order of the schema; records that only lead to fields are left out.</summary>
    public static IReadOnlyList<ReadFact> Of(ExpressionRule rule, TenantSchema schema)
    {
        var read = RuleFields.Deciding(rule);
        var facts = new List<ReadFact>();
        Visit(schema.Root, "", read, facts, []);
        return facts;
    }

    // Records can hold each other; a type is entered once on each way down.
    private static void Visit(SchemaType type, string prefix, IReadOnlySet<RecordField> read, List<ReadFact> facts, HashSet<SchemaType> above)
    {
        if (!above.Add(type))
            return;
        foreach (var field in type.Fields)
        {
            if (!read.Contains(field.Cel))
                continue;
            var path = prefix + field.Name;
            var isList = field.Type.Kind == SchemaValueKind.List;
            var record = isList ? field.Type.Element!.Record : field.Type.Kind == SchemaValueKind.Map ? field.Type.Element!.Record : field.Type.Record;
            if (record is null || isList || field.Absence == WeComPolicy.Expressions.Types.Absence.None)
                facts.Add(new ReadFact(path, field));
            if (record is not null)
                Visit(record, path + (isList ? "[]." : field.Type.Kind == SchemaValueKind.Map ? "{}." : "."), read, facts, above);
        }

        above.Remove(type);
    }
}
