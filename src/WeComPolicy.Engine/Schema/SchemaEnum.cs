using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Schema;

/// <summary>A word that a field of an enumeration can hold.</summary>
/// <param name="Name">As it stands in tenant files and policies.</param>
/// <param name="Label">What it means.</param>
public sealed record SchemaEnumValue(string Name, Bilingual Label);

/// <summary>A closed set of words.</summary>
public sealed class SchemaEnum
{
    private readonly string[] _names;

    internal SchemaEnum(string name, IReadOnlyList<SchemaEnumValue> values)
    {
        Name = name;
        Values = values;
        _names = new string[values.Count];
        for (var i = 0; i < _names.Length; i++)
            _names[i] = values[i].Name;
    }

    /// <summary>Such as <c>Employment</c>.</summary>
    public string Name { get; }

    /// <summary>Every value, in the order of the schema.</summary>
    public IReadOnlyList<SchemaEnumValue> Values { get; }

    /// <summary>The names of all values, in the order of the schema.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The value of that name, or null.</summary>
    public SchemaEnumValue? Find(string name) => IndexOf(name) is var index and >= 0 ? Values[index] : null;

    /// <summary>The place of a name in <see cref="Values"/>; −1 where there is none.</summary>
    public int IndexOf(ReadOnlySpan<char> name)
    {
        // A handful of words: looking at each is as fast as a table of them.
        for (var i = 0; i < _names.Length; i++)
        {
            if (name.SequenceEqual(_names[i]))
                return i;
        }

        return -1;
    }
}
