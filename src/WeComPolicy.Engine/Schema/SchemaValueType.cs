using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Schema;

/// <summary>The shapes that a value of a tenant file can have.</summary>
public enum SchemaValueKind : byte
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A 64-bit integer.</summary>
    Int,

    /// <summary>A number with or without decimals.</summary>
    Double,

    /// <summary>true or false.</summary>
    Bool,

    /// <summary>A calendar day in China, written YYYY-MM-DD; for policies the instant 00:00 +08:00 of that day.</summary>
    Date,

    /// <summary>An instant, written as RFC 3339 with an offset.</summary>
    Timestamp,

    /// <summary>One word of a closed set.</summary>
    Enum,

    /// <summary>A closed set of keys.</summary>
    Record,

    /// <summary>A list.</summary>
    List,

    /// <summary>A map from free keys to values of one type.</summary>
    Map,
}

/// <summary>The type of a value of a tenant file. One object a type within a schema.</summary>
public sealed class SchemaValueType
{
    internal SchemaValueType(SchemaValueKind kind, string name, int index)
    {
        Kind = kind;
        Name = name;
        Index = index;
    }

    /// <summary>The shape.</summary>
    public SchemaValueKind Kind { get; }

    /// <summary>As the schema writes it: <c>list(Member)</c>.</summary>
    public string Name { get; }

    /// <summary>The enumeration; null for the other kinds.</summary>
    public SchemaEnum? Enum { get; internal init; }

    /// <summary>The record; null for the other kinds.</summary>
    public SchemaType? Record { get; internal init; }

    /// <summary>The type of the elements of a list or of the values of a map; null for the other kinds.</summary>
    public SchemaValueType? Element { get; internal init; }

    /// <summary>Whether it is text, a number, a bool, a day, an instant or a word of an enumeration.</summary>
    public bool IsScalar => Kind <= SchemaValueKind.Enum;

    // Where the type stands in TenantSchema.ValueTypes, so that a handle can name it.
    internal int Index { get; }

    /// <summary>The type of the value in policies.</summary>
    /// <param name="title">How messages call an enumeration: the field's name.</param>
    internal CelType ToCel(string title) => Kind switch
    {
        SchemaValueKind.Int => CelType.Int,
        SchemaValueKind.Double => CelType.Double,
        SchemaValueKind.Bool => CelType.Bool,
        SchemaValueKind.Date or SchemaValueKind.Timestamp => CelType.Timestamp,
        SchemaValueKind.Enum => new EnumType(title, Enum!.Names),
        SchemaValueKind.Record => Record!.Cel,
        SchemaValueKind.List => CelType.List(Element!.ToCel(title)),
        SchemaValueKind.Map => CelType.Map(CelType.String, Element!.ToCel(title)),
        _ => CelType.String,
    };

    /// <summary>What a tenant file must hold there, in words.</summary>
    public Bilingual Words => Kind switch
    {
        SchemaValueKind.Int => new("整数", "a whole number"),
        SchemaValueKind.Double => new("数字", "a number"),
        SchemaValueKind.Bool => new("true 或 false", "true or false"),
        SchemaValueKind.Date => new("日期（YYYY-MM-DD）", "a date (YYYY-MM-DD)"),
        SchemaValueKind.Timestamp => new("带时区的时间（如 2025-03-01T09:30:00+08:00）", "a time with an offset (such as 2025-03-01T09:30:00+08:00)"),
        SchemaValueKind.Enum => new("枚举值", "one of a set of words"),
        SchemaValueKind.Record => new($"一组键值（{Record!.Label.Zh}）", $"a mapping of keys ({Record.Label.En})"),
        SchemaValueKind.List => ListWords,
        SchemaValueKind.Map => new("一组键值", "a mapping of keys"),
        _ => new("文本", "text"),
    };

    private Bilingual ListWords => Element!.Kind switch
    {
        SchemaValueKind.Int => new("整数列表", "a list of whole numbers"),
        SchemaValueKind.Enum => new("枚举值列表", "a list of words"),
        SchemaValueKind.Record => new($"“{Element.Record!.Label.Zh}”列表", $"a list ({Element.Record.Label.En})"),
        SchemaValueKind.String => new("文本列表", "a list of texts"),
        _ => new("列表", "a list"),
    };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
