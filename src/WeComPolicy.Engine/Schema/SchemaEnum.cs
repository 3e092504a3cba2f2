using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Schema;

/// <summary>A word that a field of an enumeration can hold.</summary>
/// <param name="Name">As it stands in tenant files and policies.</param>
/// <param name="Label">What it means.</param>
public sealed record SchemaEnumValue(string Name, Bilingual Label);

/// <summary>A closed set of words.</summary>
public sealed class SchemaEnum
{
    private readonly Dictionary<string, SchemaEnumValue> _byName;

    internal SchemaEnum(string name, IReadOnlyList<SchemaEnumValue> values)
    {
        Name = name;
        Values = values;
        Names = [.. values.Select(v => v.Name)];
        _byName = values.ToDictionary(v => v.Name, StringComparer.Ordinal);
    }

    /// <summary>Such as <c>Employment</c>.</summary>
    public string Name { get; }

    /// <summary>Every value, in the order of the schema.</summary>
    public IReadOnlyList<SchemaEnumValue> Values { get; }

    /// <summary>The names of all values, in the order of the schema.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The value of that name, or null.</summary>
    public SchemaEnumValue? Find(string name) => _byName.GetValueOrDefault(name);
}
