namespace WeComPolicy.Engine.Schema;

/// <summary>Hears of every part of a tenant that an expression reads, in the order of reading.</summary>
public interface ITenantRecorder
{
    /// <summary>A field of a record was read, or asked for with <c>has()</c>.</summary>
    /// <param name="typed">The file of the record; null for a section, or an entry of <c>provenance</c>, that no file has.</param>
    /// <param name="record">The record's node; the root for a section; −1 where <paramref name="typed"/> is null.</param>
    /// <param name="field">The field.</param>
    /// <param name="node">The node of its value; −1 where it is absent.</param>
    void FieldRead(TypedDocument? typed, int record, SchemaField field, int node);

    /// <summary>An element of a list, or a value of a map, was read.</summary>
    /// <param name="typed">The file.</param>
    /// <param name="container">The list's or map's node.</param>
    /// <param name="node">The node of the element.</param>
    void ElementRead(TypedDocument typed, int container, int node);

    /// <summary>The elements of a list, or the entries of a map, were counted: a verdict may rest on there being no more.</summary>
    /// <param name="typed">The file.</param>
    /// <param name="container">The list's or map's node.</param>
    void Counted(TypedDocument typed, int container);
}
