namespace WeComPolicy.Expressions.Values;

/// <summary>How two values stand to each other.</summary>
public enum ValueOrder : byte
{
    /// <summary>The first is the smaller.</summary>
    Less,

    /// <summary>Neither is smaller.</summary>
    Equal,

    /// <summary>The first is the greater.</summary>
    Greater,

    /// <summary>One of them is NaN: every ordering operator gives false.</summary>
    Unordered,

    /// <summary>Values of these types have no order: every ordering operator is an error.</summary>
    Incomparable,
}
