namespace WeComPolicy.Expressions.Types;

/// <summary>
/// Text of which the schema knows every possible value. At run time a string; while checking, comparing it with a
/// constant that it can never hold is a mistake.
/// </summary>
public sealed class EnumType : CelType
{
    /// <summary>An enumeration with its values.</summary>
    /// <param name="title">How messages call it, such as the field's name: <c>employment</c>.</param>
    /// <param name="values">Every value, in the schema's order.</param>
    public EnumType(string title, IReadOnlyList<string> values)
        : base(CelTypeKind.String, "string")
    {
        Title = title;
        Values = values;
    }

    /// <summary>How messages call the enumeration.</summary>
    public string Title { get; }

    /// <summary>Every value it can hold.</summary>
    public IReadOnlyList<string> Values { get; }
}
