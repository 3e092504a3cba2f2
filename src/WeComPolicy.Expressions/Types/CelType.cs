namespace WeComPolicy.Expressions.Types;

/// <summary>What family a <see cref="CelType"/> belongs to.</summary>
public enum CelTypeKind : byte
{
    /// <summary>Not known before run time; compatible with everything.</summary>
    Dyn,

    /// <summary>The type of an expression that did not check; compatible with everything, so that one mistake is told once.</summary>
    Error,

    /// <summary>The type of <c>null</c>.</summary>
    Null,

    /// <summary>bool.</summary>
    Bool,

    /// <summary>64-bit signed integer.</summary>
    Int,

    /// <summary>64-bit unsigned integer.</summary>
    UInt,

    /// <summary>IEEE 754 double.</summary>
    Double,

    /// <summary>Text. An <see cref="EnumType"/> has this kind too.</summary>
    String,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>google.protobuf.Timestamp.</summary>
    Timestamp,

    /// <summary>google.protobuf.Duration.</summary>
    Duration,

    /// <summary>A type as a value; one parameter.</summary>
    Type,

    /// <summary>list(E); one parameter.</summary>
    List,

    /// <summary>map(K, V); two parameters.</summary>
    Map,

    /// <summary>A closed set of named fields: <see cref="RecordType"/>.</summary>
    Record,

    /// <summary>optional_type(T); one parameter.</summary>
    Optional,

    /// <summary>A type known only by name, such as net.IP; any number of parameters.</summary>
    Opaque,

    /// <summary>A type parameter of an overload, bound anew at each call.</summary>
    Parameter,
}

/// <summary>A CEL type. Immutable; compared by structure.</summary>
public class CelType : IEquatable<CelType>
{
    /// <summary>A type of the given kind, name and parameters.</summary>
    protected CelType(CelTypeKind kind, string name, params IReadOnlyList<CelType> parameters)
    {
        Kind = kind;
        Name = name;
        Parameters = parameters;
        IsGeneric = kind == CelTypeKind.Parameter;
        for (var i = 0; i < parameters.Count && !IsGeneric; i++)
            IsGeneric = parameters[i].IsGeneric;
    }

    /// <summary>dyn.</summary>
    public static CelType Dyn { get; } = new(CelTypeKind.Dyn, "dyn");

    /// <summary>The type of what did not check.</summary>
    public static CelType Error { get; } = new(CelTypeKind.Error, "*error*");

    /// <summary>null_type.</summary>
    public static CelType Null { get; } = new(CelTypeKind.Null, "null_type");

    /// <summary>bool.</summary>
    public static CelType Bool { get; } = new(CelTypeKind.Bool, "bool");

    /// <summary>int.</summary>
    public static CelType Int { get; } = new(CelTypeKind.Int, "int");

    /// <summary>uint.</summary>
    public static CelType UInt { get; } = new(CelTypeKind.UInt, "uint");

    /// <summary>double.</summary>
    public static CelType Double { get; } = new(CelTypeKind.Double, "double");

    /// <summary>string.</summary>
    public static CelType String { get; } = new(CelTypeKind.String, "string");

    /// <summary>bytes.</summary>
    public static CelType Bytes { get; } = new(CelTypeKind.Bytes, "bytes");

    /// <summary>google.protobuf.Timestamp.</summary>
    public static CelType Timestamp { get; } = new(CelTypeKind.Timestamp, "google.protobuf.Timestamp");

    /// <summary>google.protobuf.Duration.</summary>
    public static CelType Duration { get; } = new(CelTypeKind.Duration, "google.protobuf.Duration");

    /// <summary>The family of this type.</summary>
    public CelTypeKind Kind { get; }

    /// <summary>The name CEL's <c>type()</c> gives: "int", "list", "net.IP", a record's name.</summary>
    public string Name { get; }

    /// <summary>Type arguments, in order; empty for most types.</summary>
    public IReadOnlyList<CelType> Parameters { get; }

    /// <summary>Whether it is a type parameter or has one among its arguments, however deep.</summary>
    public bool IsGeneric { get; }

    /// <summary>list(<paramref name="element"/>).</summary>
    public static CelType List(CelType element) => new(CelTypeKind.List, "list", element);

    /// <summary>map(<paramref name="key"/>, <paramref name="value"/>).</summary>
    public static CelType Map(CelType key, CelType value) => new(CelTypeKind.Map, "map", key, value);

    /// <summary>type(<paramref name="of"/>).</summary>
    public static CelType TypeOf(CelType of) => new(CelTypeKind.Type, "type", of);

    /// <summary>optional_type(<paramref name="of"/>).</summary>
    public static CelType Optional(CelType of) => new(CelTypeKind.Optional, "optional_type", of);

    /// <summary>A type known by name only.</summary>
    public static CelType Opaque(string name, params IReadOnlyList<CelType> parameters) => new(CelTypeKind.Opaque, name, parameters);

    /// <summary>A type parameter, such as <c>T</c>, in the signature of an overload.</summary>
    public static CelType Parameter(string name) => new(CelTypeKind.Parameter, name);

    /// <inheritdoc/>
    public virtual bool Equals(CelType? other) =>
        other is not null
        && Kind == other.Kind
        && string.Equals(Name, other.Name, StringComparison.Ordinal)
        && Parameters.SequenceEqual(other.Parameters);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as CelType);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Name, Parameters.Count);

    /// <summary>As a policy author writes it: <c>list(string)</c>, <c>map(string, int)</c>, <c>Member</c>.</summary>
    public override string ToString() =>
        Parameters.Count == 0 ? Name : $"{Name}({string.Join(", ", Parameters)})";
}
