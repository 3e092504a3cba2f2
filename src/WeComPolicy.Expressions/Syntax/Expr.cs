namespace WeComPolicy.Expressions.Syntax;

/// <summary>
/// A node of an expression as it was written: macros keep their form and are not expanded into folds, so that a trace, a
/// printed expression and a mutation speak of what the author wrote.
/// </summary>
/// <param name="Span">Where the node stands in the expression's text.</param>
public abstract record Expr(TextSpan Span)
{
    /// <summary>Number of the node within its expression, from 0 in the order of parsing; not part of equality by meaning.</summary>
    public int Id { get; init; } = -1;
}

/// <summary>What a <see cref="LiteralExpr"/> is.</summary>
public enum LiteralKind : byte
{
    /// <summary>null.</summary>
    Null,

    /// <summary>true or false.</summary>
    Bool,

    /// <summary>A signed integer; a leading minus belongs to the literal.</summary>
    Int,

    /// <summary>An unsigned integer, <c>1u</c>.</summary>
    UInt,

    /// <summary>A double.</summary>
    Double,

    /// <summary>Text.</summary>
    String,

    /// <summary>Bytes.</summary>
    Bytes,
}

/// <summary>A constant. <paramref name="Value"/> is null, bool, long, ulong, double, string or byte[].</summary>
public sealed record LiteralExpr(TextSpan Span, LiteralKind Kind, object? Value) : Expr(Span);

/// <summary>
/// A name. <paramref name="Absolute"/> when it was written with a leading dot. <c>cel.index(n)</c>, <c>cel.iterVar(a, b)</c>
/// and <c>cel.accuVar(a, b)</c> are names too, which nobody can write: <see cref="BlockNames"/>.
/// </summary>
public sealed record IdentExpr(TextSpan Span, string Name, bool Absolute) : Expr(Span);

/// <summary><c>operand.field</c>, <c>operand.`quoted field`</c>, or <c>operand.?field</c>.</summary>
public sealed record SelectExpr(TextSpan Span, Expr Operand, string Field, TextSpan FieldSpan, bool Optional) : Expr(Span);

/// <summary>The macro <c>has(operand.field)</c>.</summary>
public sealed record HasExpr(TextSpan Span, SelectExpr Selection) : Expr(Span);

/// <summary><c>operand[index]</c> or <c>operand[?index]</c>.</summary>
public sealed record IndexExpr(TextSpan Span, Expr Operand, Expr Index, bool Optional) : Expr(Span);

/// <summary><c>function(arguments)</c> or <c>target.function(arguments)</c>.</summary>
public sealed record CallExpr(TextSpan Span, Expr? Target, string Function, TextSpan FunctionSpan, IReadOnlyList<Expr> Arguments) : Expr(Span)
{
    /// <summary>A global function was written with a leading dot.</summary>
    public bool Absolute { get; init; }
}

/// <summary>The operators of CEL; each is also a function of the standard library, except the logical ones.</summary>
public enum Operator : byte
{
#pragma warning disable CS1591 // the names say it
    Not,
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
#pragma warning restore CS1591
}

/// <summary><c>!operand</c> or <c>-operand</c>.</summary>
public sealed record UnaryExpr(TextSpan Span, Operator Operator, Expr Operand) : Expr(Span);

/// <summary><c>left operator right</c>, except the logical operators.</summary>
public sealed record BinaryExpr(TextSpan Span, Operator Operator, TextSpan OperatorSpan, Expr Left, Expr Right) : Expr(Span);

/// <summary><c>a &amp;&amp; b</c> or <c>a || b</c>: commutative, absorbs errors and unknowns.</summary>
public sealed record LogicalExpr(TextSpan Span, bool IsAnd, Expr Left, Expr Right) : Expr(Span);

/// <summary><c>condition ? then : otherwise</c>.</summary>
public sealed record ConditionalExpr(TextSpan Span, Expr Condition, Expr Then, Expr Otherwise) : Expr(Span);

/// <summary>An element of a list literal; <c>[?e]</c> when <paramref name="Optional"/>.</summary>
public sealed record ListElement(Expr Value, bool Optional);

/// <summary><c>[a, ?b]</c>.</summary>
public sealed record ListExpr(TextSpan Span, IReadOnlyList<ListElement> Elements) : Expr(Span);

/// <summary>An entry of a map literal; <c>{?k: v}</c> when <paramref name="Optional"/>.</summary>
public sealed record MapEntry(Expr Key, Expr Value, bool Optional);

/// <summary><c>{k: v, ?k: v}</c>.</summary>
public sealed record MapExpr(TextSpan Span, IReadOnlyList<MapEntry> Entries) : Expr(Span);

/// <summary>A field of a record literal.</summary>
public sealed record FieldInitializer(string Name, TextSpan NameSpan, Expr Value, bool Optional);

/// <summary><c>Name{field: value}</c>. Parses; no record type of ours can be built by an expression, so it never checks.</summary>
public sealed record RecordExpr(TextSpan Span, string TypeName, IReadOnlyList<FieldInitializer> Fields) : Expr(Span);

/// <summary>The comprehension macros.</summary>
public enum ComprehensionKind : byte
{
    /// <summary><c>range.all(v, p)</c>, <c>range.all(k, v, p)</c>.</summary>
    All,

    /// <summary><c>range.exists(v, p)</c>, <c>range.exists(k, v, p)</c>.</summary>
    Exists,

    /// <summary><c>range.exists_one(v, p)</c>, also written <c>existsOne</c>; two variables only as <c>existsOne</c>.</summary>
    ExistsOne,

    /// <summary><c>range.filter(v, p)</c>.</summary>
    Filter,

    /// <summary><c>range.map(v, t)</c>, <c>range.map(v, p, t)</c>.</summary>
    Map,

    /// <summary><c>range.transformList(k, v, [p,] t)</c>.</summary>
    TransformList,

    /// <summary><c>range.transformMap(k, v, [p,] t)</c>.</summary>
    TransformMap,

    /// <summary><c>range.transformMapEntry(k, v, [p,] {…})</c>.</summary>
    TransformMapEntry,

    /// <summary><c>range.sortBy(v, key)</c> of the lists library.</summary>
    SortBy,
}

/// <summary>
/// A comprehension macro. <paramref name="FirstVariable"/> is the element, or with <paramref name="SecondVariable"/> the index
/// or key. <paramref name="Filter"/> is the optional middle argument of <c>map</c> and the transforms;
/// <paramref name="Body"/> the predicate, transform or sort key. <paramref name="MacroName"/> keeps the spelling.
/// </summary>
public sealed record ComprehensionExpr(
    TextSpan Span,
    ComprehensionKind Kind,
    string MacroName,
    Expr Range,
    IdentExpr FirstVariable,
    IdentExpr? SecondVariable,
    Expr? Filter,
    Expr Body) : Expr(Span);

/// <summary><c>cel.bind(variable, value, body)</c>.</summary>
public sealed record BindExpr(TextSpan Span, IdentExpr Variable, Expr Value, Expr Body) : Expr(Span);

/// <summary><c>cel.block([slot, …], body)</c>; slots are read with <c>cel.index(n)</c>.</summary>
public sealed record BlockExpr(TextSpan Span, IReadOnlyList<Expr> Slots, Expr Body) : Expr(Span);

/// <summary><c>target.optMap(v, body)</c>, or <c>optFlatMap</c> when <paramref name="Flat"/>.</summary>
public sealed record OptionalMapExpr(TextSpan Span, Expr Target, IdentExpr Variable, Expr Body, bool Flat) : Expr(Span);

/// <summary>
/// Stands where a mistake left nothing to build, so that the rest can still be looked at. Never part of a checked expression.
/// </summary>
public sealed record MissingExpr(TextSpan Span) : Expr(Span);
