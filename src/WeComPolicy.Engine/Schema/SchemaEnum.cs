using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Schema;

/// <summary>A word that a field of an enumeration can hold.</summary>
/// <param name="Name">As it stands in tenant files and policies.</param>
/// <param name="Label">What it means.</param>
public sealed record SchemaEnumValue(string Name, Bilingual Label);

/// <summary>A closed set of words.</summary>
public sealed class SchemaEnum
{
    private readonly Dictionary<string, int> _byName;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    internal SchemaEnum(string name, IReadOnlyList<SchemaEnumValue> values)
    {
        Name = name;
        Values = values;
        Names = [.. values.Select(v => v.Name)];
        _byName = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < values.Count; i++)
            _byName.Add(values[i].Name, i);
        _bySpan = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Such as <c>Employment</c>.</summary>
    public string Name { get; }

    /// <summary>Every value, in the order of the schema.</summary>
    public IReadOnlyList<SchemaEnumValue> Values { get; }

    /// <summary>The names of all values, in the order of the schema.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The value of that name, or null.</summary>
    public SchemaEnumValue? Find(string name) => _byName.TryGetValue(name, out var index) ? Values[index] : null;

    /// <summary>The place of a name in <see cref="Values"/>; −1 where there is none.</summary>
    public int IndexOf(ReadOnlySpan<char> name) => _bySpan.TryGetValue(name, out var index) ? index : -1;
}
