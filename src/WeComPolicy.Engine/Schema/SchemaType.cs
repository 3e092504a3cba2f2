using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Schema;

/// <summary>A record type of the tenant schema.</summary>
public sealed class SchemaType
{
    private Dictionary<string, SchemaField> _byName = [];

    internal SchemaType(string name, Bilingual label)
    {
        Name = name;
        Label = label;
        Cel = new RecordType(name);
    }

    /// <summary>Such as <c>Member</c>.</summary>
    public string Name { get; }

    /// <summary>What it is.</summary>
    public Bilingual Label { get; }

    /// <summary>All fields, ordered by slot.</summary>
    public IReadOnlyList<SchemaField> Fields { get; private set; } = [];

    /// <summary>The field that identifies an element of a list of this type; null where there are no such lists.</summary>
    public SchemaField? Key { get; private set; }

    /// <summary>The type as policies see it.</summary>
    public RecordType Cel { get; }

    /// <summary>The field of that name, or null.</summary>
    public SchemaField? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The names of all fields.</summary>
    public IEnumerable<string> Names => Fields.Select(f => f.Name);

    internal void SetFields(IReadOnlyList<SchemaField> fields, string? key)
    {
        Fields = fields;
        _byName = new Dictionary<string, SchemaField>(fields.Count, StringComparer.Ordinal);
        foreach (var field in fields)
            _byName.Add(field.Name, field);
        Key = key is null ? null : Find(key);
    }

    // Once all types have their fields, since they refer to each other.
    internal void BuildCel()
    {
        var cel = new RecordField[Fields.Count];
        for (var i = 0; i < cel.Length; i++)
        {
            var field = Fields[i];
            field.Cel = cel[i] = new RecordField(field.Name, field.Type.ToCel(field.Name), field.Absence, field.Slot);
        }

        Cel.SetFields(cel);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
