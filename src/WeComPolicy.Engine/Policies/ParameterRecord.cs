using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Policies;

/// <summary>A rule's parameters as the record <c>params</c>.</summary>
internal sealed class ParameterRecord : RecordSource
{
    private readonly RecordType _type = new("params");
    private readonly Value[] _values;

    public ParameterRecord(IReadOnlyList<(string Name, object Value)> parameters)
    {
        _type.SetFields([.. parameters.Select((p, slot) => new RecordField(p.Name, ParameterValue.TypeOf(p.Value), Absence.NotKnown, slot))]);
        _values = [.. parameters.Select(p => ParameterValue.ToValue(p.Value))];
    }

    public RecordType RecordType => _type;

    public override RecordType Type(long handle) => _type;

    public override Value Field(long handle, RecordField field) => _values[field.Slot];

    public override bool Has(long handle, RecordField field) => true;
}
