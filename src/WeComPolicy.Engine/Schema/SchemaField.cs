using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Schema;

/// <summary>A field of a record, or a section of the tenant file.</summary>
public sealed class SchemaField
{
    internal SchemaField(string name, int slot, SchemaValueType type)
    {
        Name = name;
        Slot = slot;
        Type = type;
    }

    /// <summary>The key.</summary>
    public string Name { get; }

    /// <summary>Index within its record, from 0.</summary>
    public int Slot { get; }

    /// <summary>What it holds.</summary>
    public SchemaValueType Type { get; }

    /// <summary>What it is, with units.</summary>
    public required Bilingual Description { get; init; }

    /// <summary>What its absence means.</summary>
    public Absence Absence { get; internal init; }

    /// <summary>Why there may be none; null for a fact.</summary>
    public Bilingual? Why { get; internal init; }

    /// <summary>The place in the admin console, as the console writes it; null where there is none.</summary>
    public string? Console { get; internal init; }

    /// <summary>Where WeCom's API returns it: an endpoint, or endpoint#field; null where it does not.</summary>
    public string? Api { get; internal init; }

    /// <summary>The least number allowed; null for no bound. Of a list, for each element.</summary>
    public double? Min { get; internal init; }

    /// <summary>The greatest number allowed; null for no bound. Of a list, for each element.</summary>
    public double? Max { get; internal init; }

    /// <summary>The form of the text; of a list, of each element.</summary>
    public ValueFormat Format { get; internal init; }

    /// <summary>A value as people write it; of a list, an element. Null where the type says it all.</summary>
    public string? Example { get; internal init; }

    /// <summary>
    /// Whether the field is a list that is complete only where the section's provenance says so: every list of records, and the
    /// lists of plain values that the schema marks.
    /// </summary>
    public bool IsPartial { get; internal init; }

    /// <summary>Whether the field dates something that has happened, so that no day after the one of judgement can be true.</summary>
    public bool IsPast { get; internal init; }

    /// <summary>Whether the field is kept for the record: no shipped rule judges by it, so that whoever writes it down must not take it for checked.</summary>
    public bool IsRecord { get; internal init; }

    /// <summary>The description, and that no shipped rule judges by it where that is so.</summary>
    public Bilingual FullDescription => IsRecord
        ? new($"{Description.Zh}（仅作记录，内置规则不据此判定）", $"{Description.En} (for the record: no shipped rule judges by it)")
        : Description;

    /// <summary>The field as policies see it.</summary>
    public RecordField Cel { get; internal set; } = null!;

    /// <summary>One line of YAML with the example values: <c>department: [2]</c>.</summary>
    public string Sample => FieldSample.Example(this);

    /// <summary>One line of YAML with placeholders where only the tenant knows: <c>employment: &lt;employee|outsourced|…&gt;</c>.</summary>
    public string Placeholder => FieldSample.Insert(this);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type}";
}
