using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Policies;

/// <summary>A rule's parameters as the record <c>params</c>.</summary>
internal sealed class ParameterRecord : RecordSource
{
    private readonly RecordType _type = new("params");
    private readonly Value[] _values;

    public ParameterRecord((string Name, object Value)[] parameters)
    {
        var fields = new RecordField[parameters.Length];
        _values = new Value[fields.Length];
        for (var slot = 0; slot < fields.Length; slot++)
        {
            var (name, value) = parameters[slot];
            fields[slot] = new RecordField(name, ParameterValue.TypeOf(value), Absence.NotKnown, slot);
            _values[slot] = ParameterValue.ToValue(value);
        }

        _type.SetFields(fields);
    }

    public RecordType RecordType => _type;

    public override RecordType Type(long handle) => _type;

    public override Value Field(long handle, RecordField field) => _values[field.Slot];

    public override bool Has(long handle, RecordField field) => true;
}
