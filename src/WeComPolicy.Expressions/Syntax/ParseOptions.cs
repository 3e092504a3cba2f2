namespace WeComPolicy.Expressions.Syntax;

/// <summary>How an expression is parsed.</summary>
public sealed record ParseOptions
{
    /// <summary>Whether macros are recognised; else <c>has(a.b)</c> and the like stay plain calls.</summary>
    public bool Macros { get; init; } = true;

    /// <summary>The greatest nesting, both of brackets and of nodes, that is accepted.</summary>
    public int MaxDepth { get; init; } = 250;

    /// <summary>The greatest length, in UTF-16 code units, that is accepted.</summary>
    public int MaxLength { get; init; } = 100_000;
}
