namespace WeComPolicy.Expressions.Types;

/// <summary>What it means that a field is absent from the input.</summary>
public enum Absence : byte
{
    /// <summary>
    /// The field states a fact, so absent means "not known": reading it gives an unknown value. To ask <c>has()</c> of it,
    /// to read it with <c>?</c> or to give it a default is a mistake in the expression.
    /// </summary>
    NotKnown,

    /// <summary>
    /// The field is optional by nature, so absent means "there is none": it must be read with <c>?</c>, or behind a
    /// <c>has()</c> of the same path; any other read is a mistake in the expression.
    /// </summary>
    None,
}

/// <summary>A field of a <see cref="RecordType"/>.</summary>
/// <param name="Name">The key.</param>
/// <param name="Type">Its type; for <see cref="Absence.None"/> the type of the value when there is one.</param>
/// <param name="Absence">What its absence means.</param>
/// <param name="Slot">Index of the field within its record, from 0.</param>
public sealed record RecordField(string Name, CelType Type, Absence Absence, int Slot);

/// <summary>A closed set of named fields. Two record types are equal when they have the same name.</summary>
public sealed class RecordType : CelType
{
    private IReadOnlyList<RecordField> _fields = [];
    private Dictionary<string, RecordField> _byName = [];

    /// <summary>A record type without fields yet; <see cref="SetFields"/> gives them, so that types can refer to each other.</summary>
    /// <param name="name">Unique name, such as <c>Member</c>.</param>
    public RecordType(string name)
        : base(CelTypeKind.Record, name)
    {
    }

    /// <summary>All fields, ordered by slot.</summary>
    public IReadOnlyList<RecordField> Fields => _fields;

    /// <summary>Gives the type its fields; <c>fields[i].Slot</c> must be <c>i</c>.</summary>
    /// <exception cref="ArgumentException">A slot is out of order, or a name stands twice.</exception>
    public void SetFields(IReadOnlyList<RecordField> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Slot != i)
                throw new ArgumentException($"Field '{fields[i].Name}' of '{Name}' has slot {fields[i].Slot}, expected {i}.", nameof(fields));
        }

        _byName = fields.ToDictionary(f => f.Name, StringComparer.Ordinal);
        _fields = fields;
    }

    /// <summary>The field of that name, or null.</summary>
    public RecordField? Find(string name) => _byName.GetValueOrDefault(name);
}
