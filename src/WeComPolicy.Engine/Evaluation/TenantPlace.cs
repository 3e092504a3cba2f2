using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>A place in a tenant: its path by identity and where it stands.</summary>
/// <param name="Path">By identity.</param>
/// <param name="Range">Where it stands.</param>
internal sealed record TenantPlace(string Path, SourceRange Range)
{
    /// <summary>The place of a record, list or map; null for a value that no file holds.</summary>
    public static TenantPlace? Of(Value value) =>
        TenantModel.TryLocate(value, out var typed, out var node) ? Of(typed, node) : null;

    /// <summary>The place of an element of a list; null where an expression made the list and the element is no record.</summary>
    public static TenantPlace? OfElement(Value list, int index)
    {
        if (TenantModel.TryLocateElement(list, index, out var typed, out var node))
            return Of(typed, node);
        return Of(list.ListSource.Element(list.Handle, index));
    }

    /// <summary>The place of a field's value; null where the record is no part of a file or lacks the field.</summary>
    public static TenantPlace? OfField(Value record, string name)
    {
        if (record.Kind != ValueKind.Record || record.RecordSource.Type(record.Handle).Find(name) is not { } field)
            return null;
        if (!TenantModel.TryLocate(record, out var typed, out var node))
            return Of(record.RecordSource.Field(record.Handle, field));
        var child = typed.Document.Kind(node) == NodeKind.Mapping ? typed.Document.Child(node, name) : -1;
        return child < 0 ? null : Of(typed, child);
    }

    /// <summary>
    /// What a reader should look at: a scalar or a value on one line itself; of a record in a list its identity, of a block its
    /// key, since a whole block under carets shows nothing.
    /// </summary>
    public static SourceRange RangeOf(TypedDocument typed, int node)
    {
        var document = typed.Document;
        var range = document.Range(node);
        if (document.Kind(node) == NodeKind.Scalar)
            return range;
        if (TenantPath.IdentityNode(typed, node) is >= 0 and var identity)
            return document.Range(identity);
        return range.Start.Line == range.End.Line || document.Key(node) is null ? range : document.KeyRange(node);
    }

    private static TenantPlace Of(TypedDocument typed, int node) => new(TenantPath.Of(typed, node), RangeOf(typed, node));
}
