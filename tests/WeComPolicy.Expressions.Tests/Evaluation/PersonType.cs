using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Tests.Evaluation;

/// <summary>A record type with facts, fields that are optional by nature, and itself inside.</summary>
internal static class PersonType
{
    public static RecordType Type { get; } = Create();

    public static RecordField Field(string name) => Type.Find(name)!;

    private static RecordType Create()
    {
        var type = new RecordType("Person");
        type.SetFields(
        [
            new("name", CelType.String, Absence.NotKnown, 0),
            new("age", CelType.Int, Absence.NotKnown, 1),
            new("admin", CelType.Bool, Absence.NotKnown, 2),
            new("tags", CelType.List(CelType.String), Absence.NotKnown, 3),
            new("end", CelType.Int, Absence.None, 4),
            new("boss", type, Absence.None, 5),
        ]);
        return type;
    }
}

/// <summary>One person; a fact that is not given is unknown, with the name of the field as its origin.</summary>
internal sealed class Person : RecordSource
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    public Person(params (string Field, Value Value)[] values)
    {
        foreach (var (field, value) in values)
            _values[field] = value;
    }

    public Value Value => Values.Value.Record(this, 0);

    public IReadOnlyDictionary<string, Value> Given => _values;

    public override RecordType Type(long handle) => PersonType.Type;

    public override Value Field(long handle, RecordField field)
    {
        if (_values.TryGetValue(field.Name, out var value))
            return value;
        return field.Absence == Absence.NotKnown
            ? Values.Value.Unknown(UnknownSet.Of(field.Name))
            : Values.Value.Error("没有这个字段", "there is no such field");
    }

    public override bool Has(long handle, RecordField field) => _values.ContainsKey(field.Name);
}
