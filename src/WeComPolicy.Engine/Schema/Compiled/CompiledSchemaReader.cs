using WeComPolicy.Expressions.Compiled;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Schema.Compiled;

/// <summary>Makes a tenant schema of what <see cref="CompiledSchemaWriter"/> wrote.</summary>
internal sealed class CompiledSchemaReader
{
    private readonly CompiledReader _from;
    private readonly SchemaEnum[] _enums;
    private readonly SchemaType[] _types;
    private readonly SchemaValueType[] _valueTypes;
    private readonly string _format;

    private CompiledSchemaReader(CompiledReader from)
    {
        _from = from;
        _format = from.ReadText();
        _enums = new SchemaEnum[from.ReadCount()];
        for (var i = 0; i < _enums.Length; i++)
            _enums[i] = new SchemaEnum(from.ReadText(), Words());
        _types = new SchemaType[from.ReadCount()];
        for (var i = 0; i < _types.Length; i++)
            _types[i] = new SchemaType(from.ReadText(), from.ReadTexts());
        _valueTypes = new SchemaValueType[from.ReadCount()];
        for (var i = 0; i < _valueTypes.Length; i++)
            _valueTypes[i] = ValueType(i);
    }

    /// <summary>The schema.</summary>
    /// <param name="from">Where it begins.</param>
    public static TenantSchema Read(CompiledReader from) => new CompiledSchemaReader(from).Read();

    private TenantSchema Read()
    {
        var root = new SchemaType(_from.ReadText(), _from.ReadTexts());
        Fields(root);
        foreach (var type in _types)
            Fields(type);
        foreach (var type in _types)
            type.BuildCel();
        root.BuildCel();
        return new TenantSchema(_format, _enums, _types, root, _valueTypes);
    }

    private SchemaEnumValue[] Words()
    {
        var values = new SchemaEnumValue[_from.ReadCount()];
        for (var i = 0; i < values.Length; i++)
            values[i] = new SchemaEnumValue(_from.ReadText(), _from.ReadTexts());
        return values;
    }

    private SchemaValueType ValueType(int index)
    {
        var kind = (SchemaValueKind)_from.ReadByte();
        var name = _from.ReadText();
        return kind switch
        {
            SchemaValueKind.Enum => new(kind, name, index) { Enum = _enums[_from.ReadCount()] },
            SchemaValueKind.Record => new(kind, name, index) { Record = _types[_from.ReadCount()] },
            SchemaValueKind.List or SchemaValueKind.Map => new(kind, name, index) { Element = _valueTypes[_from.ReadCount()] },
            _ => new(kind, name, index),
        };
    }

    private void Fields(SchemaType type)
    {
        var fields = new SchemaField[_from.ReadCount()];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = Field(i);
        type.SetFields(fields, Maybe());
    }

    private SchemaField Field(int slot) => new(_from.ReadText(), slot, _valueTypes[_from.ReadCount()])
    {
        Description = _from.ReadTexts(),
        Absence = (Absence)_from.ReadByte(),
        Why = _from.ReadFlag() ? _from.ReadTexts() : null,
        Console = Maybe(),
        Api = Maybe(),
        Min = Number(),
        Max = Number(),
        Format = (ValueFormat)_from.ReadByte(),
        Example = Maybe(),
        IsPartial = _from.ReadFlag(),
        IsPast = _from.ReadFlag(),
        IsRecord = _from.ReadFlag(),
    };

    private string? Maybe() => _from.ReadFlag() ? _from.ReadText() : null;

    private double? Number() => _from.ReadFlag() ? _from.ReadNumber() : null;
}
