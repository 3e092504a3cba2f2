using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>Reads one field, by name, of records, maps and optionals that hold them.</summary>
internal sealed class MemberAccess(string name, RecordField? knownField, TextSpan span)
{
    private readonly Value _key = Value.String(name);

    /// <summary>The field, where the type of the record was known while checking.</summary>
    public RecordField? Field => knownField;

    /// <summary>What a record holds; an error is given its place.</summary>
    public Value Found(Value value) => value.Kind == ValueKind.Error ? Failure.At(value, span) : value;

    /// <summary><c>operand.name</c>.</summary>
    public Value Select(Value operand)
    {
        switch (operand.Kind)
        {
            case ValueKind.Unknown when knownField is { Absence: Absence.NotKnown }:
                return Value.Unknown(operand.AsUnknown.Select(knownField));
            case ValueKind.Error:
            case ValueKind.Unknown:
                return Undecided.Of(operand);
            case ValueKind.Record:
                return FieldOf(operand) is { } own ? Found(operand.RecordSource.Field(operand.Handle, own)) : NoField(operand);
            case ValueKind.Map:
                return operand.MapSource.TryGet(operand.Handle, _key, out var element) ? Found(element) : NoKey(operand);
            case ValueKind.Optional:
                return operand.HasOptionalValue ? SelectWithin(operand.OptionalValue) : Value.None;
            default:
                return NotSelectable(operand);
        }
    }

    /// <summary><c>operand.?name</c>.</summary>
    public Value OptionalSelect(Value operand)
    {
        switch (operand.Kind)
        {
            case ValueKind.Error:
            case ValueKind.Unknown:
                return Undecided.Of(operand);
            case ValueKind.Record:
                if (FieldOf(operand) is not { } own)
                    return NoField(operand);

                // What is absent although it is a fact is unknown, not "none".
                return own.Absence == Absence.NotKnown || operand.RecordSource.Has(operand.Handle, own)
                    ? Some(operand.RecordSource.Field(operand.Handle, own))
                    : Value.None;
            case ValueKind.Map:
                return operand.MapSource.TryGet(operand.Handle, _key, out var element) ? Some(element) : Value.None;
            case ValueKind.Optional:
                return operand.HasOptionalValue ? OptionalSelect(operand.OptionalValue) : Value.None;
            default:
                return NotSelectable(operand);
        }
    }

    /// <summary><c>has(operand.name)</c>.</summary>
    public Value Has(Value operand)
    {
        switch (operand.Kind)
        {
            case ValueKind.Error:
            case ValueKind.Unknown:
                return Undecided.Of(operand);
            case ValueKind.Record:
                if (FieldOf(operand) is not { } own)
                    return NoField(operand);
                if (operand.RecordSource.Has(operand.Handle, own))
                    return Value.True;
                if (own.Absence == Absence.None)
                    return Value.False;
                var absent = operand.RecordSource.Field(operand.Handle, own);
                return absent.IsErrorOrUnknown ? Found(absent) : Value.True;
            case ValueKind.Map:
                return Value.Bool(operand.MapSource.TryGet(operand.Handle, _key, out _));
            case ValueKind.Optional:
                return operand.HasOptionalValue ? Has(operand.OptionalValue) : Value.False;
            default:
                return NotSelectable(operand);
        }
    }

    // A plain select through an optional: what is missing is none, what is there stays wrapped.
    private Value SelectWithin(Value content) => content.Kind switch
    {
        ValueKind.Record or ValueKind.Map => OptionalSelect(content),
        ValueKind.Optional => Select(content),
        ValueKind.Error or ValueKind.Unknown => Undecided.Of(content),
        _ => NotSelectable(content),
    };

    private Value Some(Value value) => value.IsErrorOrUnknown ? Undecided.Of(Found(value)) : Value.Some(value);

    private RecordField? FieldOf(Value record)
    {
        var type = record.RecordSource.Type(record.Handle);

        // A record of another type than was expected has other slots.
        return knownField is not null && knownField.Slot < type.Fields.Count && ReferenceEquals(type.Fields[knownField.Slot], knownField)
            ? knownField
            : type.Find(name);
    }

    private Value NoField(Value record)
    {
        var type = record.RecordSource.Type(record.Handle);
        var near = Suggestion.Nearest(name, type.Fields.Select(f => f.Name));
        return near is null
            ? Failure.Of(span, $"{type.Name} 没有字段“{name}”", $"{type.Name} has no field '{name}'")
            : Failure.Of(span, $"{type.Name} 没有字段“{name}”，是否想写“{near}”？", $"{type.Name} has no field '{name}'; did you mean '{near}'?");
    }

    private Value NoKey(Value map)
    {
        var near = Suggestion.Nearest(name, Keys(map));
        return near is null
            ? Failure.Of(span, $"映射中没有键“{name}”", $"the map has no key '{name}'")
            : Failure.Of(span, $"映射中没有键“{name}”，是否想写“{near}”？", $"the map has no key '{name}'; did you mean '{near}'?");
    }

    // Errors can be absorbed by the thousand, so the search for a near key is kept short.
    private static IEnumerable<string> Keys(Value map)
    {
        var count = Math.Min(map.MapSource.Count(map.Handle), 50);
        for (var i = 0; i < count; i++)
        {
            var key = map.MapSource.Key(map.Handle, i);
            if (key.Kind == ValueKind.String)
                yield return key.AsString;
        }
    }

    private Value NotSelectable(Value operand)
    {
        var type = ValueOperations.TypeOf(operand).Name;
        return Failure.Of(span, $"{type} 类型的值没有字段，不能读取“{name}”", $"a value of type {type} has no fields; '{name}' cannot be read");
    }
}
