using WeComPolicy.Engine.Schema;

namespace WeComPolicy.Engine.Differences;

/// <summary>A record of a tenant by its place.</summary>
/// <param name="Typed">The file.</param>
/// <param name="Node">The node; −1 for the tenant as a whole.</param>
internal readonly record struct RecordNode(TypedDocument Typed, int Node);

/// <summary>A record that is not the same in both states, matched by identity.</summary>
/// <param name="SchemaPath">Where such records stand in the schema: <c>admins</c>, <c>apps.callback</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Before">The record before; null where it was added.</param>
/// <param name="After">The record after; null where it was removed.</param>
/// <param name="Fields">Of a changed record, the slots of the fields in or below which something differs, as bits.</param>
/// <param name="FirstFact">Index of the first <see cref="FactChange"/> that lies within the record.</param>
/// <param name="FactEnd">Index behind the last.</param>
internal sealed record RecordChange(
    string SchemaPath, SchemaValueType Type, RecordNode? Before, RecordNode? After, ulong Fields, int FirstFact, int FactEnd)
{
    /// <summary>
    /// Of a removed record, the place that is no longer stated, by identity: <c>security.two_step</c>. What was there is then not
    /// known to be gone. Null for a record that its list no longer has, and for others.
    /// </summary>
    public string? Withdrawn { get; init; }

    public ChangeKind Kind => Before is null ? ChangeKind.Added : After is null ? ChangeKind.Removed : ChangeKind.Changed;
}
