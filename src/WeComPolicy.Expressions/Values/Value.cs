using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Values;

/// <summary>
/// A CEL value: 24 bytes, no allocation for scalars nor for lists, maps and records that live in a source.
/// <c>default</c> is an error value, so that a forgotten assignment cannot read as a fact.
/// </summary>
public readonly struct Value
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly int _extra;

    private Value(ValueKind kind, long bits, object? reference, int extra = 0)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
        _extra = extra;
    }

    /// <summary>null.</summary>
    public static Value Null { get; } = new(ValueKind.Null, 0, null);

    /// <summary>true.</summary>
    public static Value True { get; } = new(ValueKind.Bool, 1, null);

    /// <summary>false.</summary>
    public static Value False { get; } = new(ValueKind.Bool, 0, null);

    /// <summary>optional.none().</summary>
    public static Value None { get; } = new(ValueKind.Optional, 0, null);

    /// <summary>What the value holds.</summary>
    public ValueKind Kind { get; }

    /// <summary>Whether the value is <c>true</c>; false for every other value, also unknown ones.</summary>
    public bool IsTrue => Kind == ValueKind.Bool && _bits != 0;

    /// <summary>Whether the value is <c>false</c>; false for every other value, also unknown ones.</summary>
    public bool IsFalse => Kind == ValueKind.Bool && _bits == 0;

    /// <summary>Whether the value is an error or unknown, so that a strict function passes it on.</summary>
    public bool IsErrorOrUnknown => Kind <= ValueKind.Unknown;

    /// <summary>The bool; defined for <see cref="ValueKind.Bool"/>.</summary>
    public bool AsBool => _bits != 0;

    /// <summary>The int; defined for <see cref="ValueKind.Int"/>.</summary>
    public long AsInt => _bits;

    /// <summary>The uint; defined for <see cref="ValueKind.UInt"/>.</summary>
    public ulong AsUInt => unchecked((ulong)_bits);

    /// <summary>The double; defined for <see cref="ValueKind.Double"/>.</summary>
    public double AsDouble => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The text; defined for <see cref="ValueKind.String"/>.</summary>
    public string AsString => (string)_reference!;

    /// <summary>The bytes; defined for <see cref="ValueKind.Bytes"/>. Not to be changed.</summary>
    public byte[] AsBytes => (byte[])_reference!;

    /// <summary>The type; defined for <see cref="ValueKind.Type"/>.</summary>
    public CelType AsType => (CelType)_reference!;

    /// <summary>Whole seconds since 1970-01-01T00:00:00Z, or of the duration; floored, so that <see cref="Nanos"/> is never negative.</summary>
    public long Seconds => _bits;

    /// <summary>Nanoseconds beyond <see cref="Seconds"/>, 0 to 999,999,999.</summary>
    public int Nanos => _extra;

    /// <summary>Where a list is held; defined for <see cref="ValueKind.List"/>.</summary>
    public ListSource ListSource => (ListSource)_reference!;

    /// <summary>Where a map is held; defined for <see cref="ValueKind.Map"/>.</summary>
    public MapSource MapSource => (MapSource)_reference!;

    /// <summary>Where a record is held; defined for <see cref="ValueKind.Record"/>.</summary>
    public RecordSource RecordSource => (RecordSource)_reference!;

    /// <summary>Which list, map or record of its source this is.</summary>
    public long Handle => _bits;

    /// <summary>The opaque value; defined for <see cref="ValueKind.Opaque"/>.</summary>
    public OpaqueValue AsOpaque => (OpaqueValue)_reference!;

    /// <summary>What went wrong; defined for <see cref="ValueKind.Error"/>.</summary>
    public EvaluationError AsError => _reference as EvaluationError ?? EvaluationError.Uninitialized;

    /// <summary>What is not known; defined for <see cref="ValueKind.Unknown"/>.</summary>
    public UnknownSet AsUnknown => (UnknownSet)_reference!;

    /// <summary>Whether an optional holds a value; defined for <see cref="ValueKind.Optional"/>.</summary>
    public bool HasOptionalValue => _reference is not null;

    /// <summary>What an optional holds; defined where <see cref="HasOptionalValue"/>.</summary>
    public Value OptionalValue => ((OptionalBox)_reference!).Content;

    /// <summary>A bool.</summary>
    public static Value Bool(bool value) => value ? True : False;

    /// <summary>An int.</summary>
    public static Value Int(long value) => new(ValueKind.Int, value, null);

    /// <summary>A uint.</summary>
    public static Value UInt(ulong value) => new(ValueKind.UInt, unchecked((long)value), null);

    /// <summary>A double.</summary>
    public static Value Double(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>A text.</summary>
    public static Value String(string value) => new(ValueKind.String, 0, value);

    /// <summary>Bytes; the array is not copied and must not change.</summary>
    public static Value Bytes(byte[] value) => new(ValueKind.Bytes, 0, value);

    /// <summary>A moment. The caller has checked the range 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z.</summary>
    /// <param name="seconds">Whole seconds since 1970-01-01T00:00:00Z, floored.</param>
    /// <param name="nanos">0 to 999,999,999.</param>
    public static Value Timestamp(long seconds, int nanos = 0) => new(ValueKind.Timestamp, seconds, null, nanos);

    /// <summary>A length of time. The caller has checked the range of ±315,576,000,000 s.</summary>
    /// <param name="seconds">Whole seconds, floored.</param>
    /// <param name="nanos">0 to 999,999,999.</param>
    public static Value Duration(long seconds, int nanos = 0) => new(ValueKind.Duration, seconds, null, nanos);

    /// <summary>A type as a value.</summary>
    public static Value Type(CelType type) => new(ValueKind.Type, 0, type);

    /// <summary>A list of its own.</summary>
    public static Value List(params Value[] elements) => new(ValueKind.List, 0, new ArrayListSource(elements));

    /// <summary>A list held by a source.</summary>
    public static Value List(ListSource source, long handle) => new(ValueKind.List, handle, source);

    /// <summary>A map held by a source.</summary>
    public static Value Map(MapSource source, long handle) => new(ValueKind.Map, handle, source);

    /// <summary>A record held by a source.</summary>
    public static Value Record(RecordSource source, long handle) => new(ValueKind.Record, handle, source);

    /// <summary>optional.of(<paramref name="content"/>).</summary>
    public static Value Some(Value content) => new(ValueKind.Optional, 0, new OptionalBox(content));

    /// <summary>A value of a type known by name.</summary>
    public static Value Opaque(OpaqueValue value) => new(ValueKind.Opaque, 0, value);

    /// <summary>An unknown value.</summary>
    public static Value Unknown(UnknownSet unknown) => new(ValueKind.Unknown, 0, unknown);

    /// <summary>An error.</summary>
    public static Value Error(EvaluationError error) => new(ValueKind.Error, 0, error);

    /// <summary>An error with a text.</summary>
    public static Value Error(string zh, string en) => Error(new EvaluationError(new Bilingual(zh, en)));

    private sealed class OptionalBox(Value content)
    {
        public readonly Value Content = content;
    }
}
