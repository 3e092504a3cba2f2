using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Schema;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>Finds where a tenant states a field.</summary>
internal static class FieldOccurrences
{
    /// <summary>The nodes of the field's values, in the order of the text.</summary>
    public static IReadOnlyList<int> Of(TypedDocument typed, SchemaField field)
    {
        var found = new List<int>();
        InRecord(typed, typed.Document.Root, typed.Schema.Root, field, found);
        return found;
    }

    private static void InRecord(TypedDocument typed, int record, SchemaType type, SchemaField field, List<int> found)
    {
        if (typed.Document.Kind(record) != NodeKind.Mapping)
            return;
        foreach (var one in type.Fields)
        {
            var node = typed.FieldNode(record, one);
            if (node < 0)
                continue;
            if (ReferenceEquals(one, field))
                found.Add(node);
            InValue(typed, node, one.Type, field, found);
        }
    }

    private static void InValue(TypedDocument typed, int node, SchemaValueType type, SchemaField field, List<int> found)
    {
        switch (type.Kind)
        {
            case SchemaValueKind.Record:
                InRecord(typed, node, type.Record!, field, found);
                break;
            case SchemaValueKind.List or SchemaValueKind.Map:
                foreach (var child in typed.Document.Children(node))
                    InValue(typed, child, type.Element!, field, found);
                break;
        }
    }
}
