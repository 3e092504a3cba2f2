using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Compiled;

/// <summary>Collects the types of a compiled form and writes each once, those that it is made of before it.</summary>
internal sealed class TypeWriter
{
    private readonly TypeCatalogue _catalogue;
    private readonly CompiledWriter _table;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    public TypeWriter(TypeCatalogue catalogue, CompiledWriter table)
    {
        _catalogue = catalogue;
        _table = table;
    }

    /// <summary>How many types the table holds.</summary>
    public int Count => _indexes.Count;

    /// <summary>The place of a type in the table; it is added where it is new.</summary>
    /// <exception cref="ArgumentException">It is a record or an enumeration that the catalogue does not hold.</exception>
    public int IndexOf(CelType type)
    {
        var key = Key(type);
        if (_indexes.TryGetValue(key, out var index))
            return index;
        int[] parameters = [.. type.Parameters.Select(IndexOf)];
        switch (type)
        {
            case EnumType words:
                _table.WriteByte(TypeReader.Enum);
                _table.WriteText(words.Title);
                _table.WriteCount(WordsIndex(words));
                break;
            case RecordType record:
                _table.WriteByte((byte)CelTypeKind.Record);
                _table.WriteCount(RecordIndex(record));
                break;
            default:
                _table.WriteByte((byte)type.Kind);
                if (type.Kind is CelTypeKind.Opaque or CelTypeKind.Parameter)
                    _table.WriteText(type.Name);
                _table.WriteCount(parameters.Length);
                foreach (var parameter in parameters)
                    _table.WriteCount(parameter);
                break;
        }

        index = _indexes.Count;
        _indexes.Add(key, index);
        return index;
    }

    /// <summary>The place of a record type in the catalogue.</summary>
    public int RecordIndex(RecordType record)
    {
        for (var i = 0; i < _catalogue.Records.Count; i++)
        {
            if (ReferenceEquals(_catalogue.Records[i], record))
                return i;
        }

        throw new ArgumentException($"The catalogue has no record type '{record.Name}'.", nameof(record));
    }

    private int WordsIndex(EnumType words)
    {
        for (var i = 0; i < _catalogue.Words.Count; i++)
        {
            if (ReferenceEquals(_catalogue.Words[i], words.Values))
                return i;
        }

        throw new ArgumentException($"The catalogue has no enumeration '{words.Title}'.", nameof(words));
    }

    // Types are equal by structure, but enumerations are more than the text that they are equal to.
    private string Key(CelType type) => type switch
    {
        EnumType words => $"words {WordsIndex(words)} {words.Title}",
        RecordType record => $"record {RecordIndex(record)}",
        _ => $"{type.Kind} {type.Name}({string.Join(", ", type.Parameters.Select(Key))})",
    };
}
