using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Compiled;

/// <summary>Collects what nodes of many expressions were resolved to, fields, types and functions, and writes each once.</summary>
internal sealed class MeaningWriter
{
    private readonly TypeWriter _types;
    private readonly CompiledWriter _table;
    private readonly Dictionary<RecordField, RecordType> _recordOf = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    public MeaningWriter(TypeCatalogue catalogue, TypeWriter types, CompiledWriter table)
    {
        _types = types;
        _table = table;
        foreach (var record in catalogue.Records)
        {
            foreach (var field in record.Fields)
                _recordOf.Add(field, record);
        }
    }

    /// <summary>How many meanings the table holds.</summary>
    public int Count => _indexes.Count;

    /// <summary>The place of a meaning in the table; it is added where it is new.</summary>
    /// <exception cref="ArgumentException">It is a field of a record that the catalogue does not hold.</exception>
    public int IndexOf(Reference meaning)
    {
        switch (meaning)
        {
            case FieldReference { Field: var field }:
                var record = _recordOf.TryGetValue(field, out var found) ? _types.RecordIndex(found)
                    : throw new ArgumentException($"The catalogue has no field '{field.Name}'.", nameof(meaning));
                return Add($"field {record} {field.Slot}", part =>
                {
                    part.WriteByte((byte)MeaningTag.Field);
                    part.WriteCount(record);
                    part.WriteCount(field.Slot);
                });
            case TypeReference { Type: var type }:
                var index = _types.IndexOf(type);
                return Add($"type {index}", part =>
                {
                    part.WriteByte((byte)MeaningTag.Type);
                    part.WriteCount(index);
                });
            case CallReference call:
                int[] overloads = [.. call.Candidates.Select(c => PlaceOf(call, c))];
                return Add($"call {call.Function.Name} {call.TargetIsNamespace} {string.Join(' ', overloads)}", part =>
                {
                    part.WriteByte((byte)MeaningTag.Call);
                    part.WriteText(call.Function.Name);
                    part.WriteFlag(call.TargetIsNamespace);
                    part.WriteCount(overloads.Length);
                    foreach (var overload in overloads)
                        part.WriteCount(overload);
                });
            default:
                throw new ArgumentException($"A {meaning.GetType().Name} belongs to one expression.", nameof(meaning));
        }
    }

    private int Add(string key, Action<CompiledWriter> write)
    {
        if (_indexes.TryGetValue(key, out var index))
            return index;
        var part = _table.Part();
        write(part);
        _table.Write(part);
        index = _indexes.Count;
        _indexes.Add(key, index);
        return index;
    }

    private static int PlaceOf(CallReference call, Libraries.Overload overload)
    {
        for (var i = 0; i < call.Function.Overloads.Count; i++)
        {
            if (ReferenceEquals(call.Function.Overloads[i], overload))
                return i;
        }

        throw new ArgumentException($"The overload {overload.Id} is none of {call.Function.Name}.", nameof(overload));
    }
}
