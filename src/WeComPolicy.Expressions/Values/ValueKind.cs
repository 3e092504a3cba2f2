namespace WeComPolicy.Expressions.Values;

/// <summary>What a <see cref="Value"/> holds.</summary>
public enum ValueKind : byte
{
    /// <summary>The evaluation failed; the value carries the <see cref="EvaluationError"/>.</summary>
    Error,

    /// <summary>A fact that the value depends on is not known; the value carries the <see cref="UnknownSet"/>.</summary>
    Unknown,

    /// <summary>null.</summary>
    Null,

    /// <summary>bool.</summary>
    Bool,

    /// <summary>int.</summary>
    Int,

    /// <summary>uint.</summary>
    UInt,

    /// <summary>double.</summary>
    Double,

    /// <summary>string.</summary>
    String,

    /// <summary>bytes.</summary>
    Bytes,

    /// <summary>google.protobuf.Timestamp.</summary>
    Timestamp,

    /// <summary>google.protobuf.Duration.</summary>
    Duration,

    /// <summary>A type as a value.</summary>
    Type,

    /// <summary>list.</summary>
    List,

    /// <summary>map.</summary>
    Map,

    /// <summary>A record held by a <see cref="RecordSource"/>.</summary>
    Record,

    /// <summary>optional_type.</summary>
    Optional,

    /// <summary>A value of a type known only by name (an address, a range, a URL): an <see cref="OpaqueValue"/>.</summary>
    Opaque,
}
