using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Values;

public static partial class ValueOperations
{
    // Each value splits what it may spend evenly among its parts, so that two equal values hash the same parts in any order.
    private const int HashVisits = 1 << 16;

    // What a level takes from that, so that no more than 256 of them are gone down.
    private const int Level = 256;

    /// <summary>A hash that agrees with <see cref="Equal(Value, Value)"/>: values whose equality is true have the same hash.</summary>
    public static int Hash(Value value) => Hash(value, HashVisits);

    private static int Hash(Value value, int visits)
    {
        switch (value.Kind)
        {
            case ValueKind.Bool:
                return value.AsBool ? 1231 : 1237;
            case ValueKind.Int:
                return HashDouble(value.AsInt);
            case ValueKind.UInt:
                return HashDouble(value.AsUInt);
            case ValueKind.Double:
                return HashDouble(value.AsDouble);
            case ValueKind.String:
                return string.GetHashCode(value.AsString, StringComparison.Ordinal);
            case ValueKind.Bytes:
                var bytes = new HashCode();
                bytes.AddBytes(value.AsBytes);
                return bytes.ToHashCode();
            case ValueKind.Timestamp:
            case ValueKind.Duration:
                return HashCode.Combine(value.Kind, value.Seconds, value.Nanos);
            case ValueKind.Type:
                return string.GetHashCode(value.AsType.Name, StringComparison.Ordinal);
            case ValueKind.Opaque:
                return value.AsOpaque.ValueHash();
            case ValueKind.Optional:
                return value.HasOptionalValue ? HashCode.Combine(ValueKind.Optional, visits > 0 ? Hash(value.OptionalValue, visits - Level) : 0) : 7;
            case ValueKind.List:
                return HashList(value, visits);
            case ValueKind.Map:
                return HashMap(value, visits);
            case ValueKind.Record:
                return HashRecord(value, visits);
            default:
                return (int)value.Kind;
        }
    }

    // Numbers that are equal are the same double, though not the other way round.
    private static int HashDouble(double number) => number == 0 ? 0 : number.GetHashCode();

    private static int HashList(Value list, int visits)
    {
        var source = list.ListSource;
        var count = source.Count(list.Handle);
        var hash = new HashCode();
        hash.Add(count);
        var hashed = Math.Min(count, visits);
        for (var i = 0; i < hashed; i++)
            hash.Add(Hash(source.Element(list.Handle, i), visits / count - Level));
        return hash.ToHashCode();
    }

    private static int HashMap(Value map, int visits)
    {
        var source = map.MapSource;
        var count = source.Count(map.Handle);
        if (count > visits)
            return count;
        var sum = 0;
        for (var i = 0; i < count; i++)
            sum = unchecked(sum + HashCode.Combine(Hash(source.Key(map.Handle, i), 0), Hash(source.Element(map.Handle, i), visits / count - Level)));
        return HashCode.Combine(count, sum);
    }

    private static int HashRecord(Value record, int visits)
    {
        var source = record.RecordSource;
        var type = source.Type(record.Handle);
        var hash = new HashCode();
        hash.Add(type.Name, StringComparer.Ordinal);
        if (type.Fields.Count > visits)
            return hash.ToHashCode();
        foreach (var field in type.Fields)
        {
            var present = field.Absence == Absence.NotKnown || source.Has(record.Handle, field);
            hash.Add(present ? Hash(source.Field(record.Handle, field), visits / type.Fields.Count - Level) : 0);
        }

        return hash.ToHashCode();
    }
}
