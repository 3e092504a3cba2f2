using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Values;

/// <summary>What can be asked of any value: equality, order, hash, type, text.</summary>
public static partial class ValueOperations
{
    /// <summary>
    /// Comparing, hashing or printing one value touches at most this many elements: a value of shared parts can be small in
    /// memory and yet endless to walk.
    /// </summary>
    private const int MaxVisits = 5_000_000;

    private static readonly CelType ListOfAnything = CelType.List(CelType.Dyn);
    private static readonly CelType MapOfAnything = CelType.Map(CelType.Dyn, CelType.Dyn);
    private static readonly CelType OptionalOfAnything = CelType.Optional(CelType.Dyn);
    private static readonly CelType TypeOfAnything = CelType.TypeOf(CelType.Dyn);

    /// <summary>The type that CEL's <c>type()</c> gives; <see cref="CelType.Error"/> for an error, <see cref="CelType.Dyn"/> for an unknown value.</summary>
    public static CelType TypeOf(Value value) => value.Kind switch
    {
        ValueKind.Unknown => CelType.Dyn,
        ValueKind.Null => CelType.Null,
        ValueKind.Bool => CelType.Bool,
        ValueKind.Int => CelType.Int,
        ValueKind.UInt => CelType.UInt,
        ValueKind.Double => CelType.Double,
        ValueKind.String => CelType.String,
        ValueKind.Bytes => CelType.Bytes,
        ValueKind.Timestamp => CelType.Timestamp,
        ValueKind.Duration => CelType.Duration,
        ValueKind.Type => TypeOfAnything,
        ValueKind.List => ListOfAnything,
        ValueKind.Map => MapOfAnything,
        ValueKind.Record => value.RecordSource.Type(value.Handle),
        ValueKind.Optional => OptionalOfAnything,
        ValueKind.Opaque => value.AsOpaque.Type,
        _ => CelType.Error,
    };

    /// <summary>
    /// What a strict function of two arguments gives when at least one of them is an error or unknown: unknown if any is
    /// unknown, else the first error.
    /// </summary>
    public static Value Absorb(Value a, Value b)
    {
        if (a.Kind == ValueKind.Unknown)
            return b.Kind == ValueKind.Unknown ? Value.Unknown(a.AsUnknown.Merge(b.AsUnknown)) : WithoutBound(a);
        if (b.Kind == ValueKind.Unknown)
            return WithoutBound(b);
        return a.Kind == ValueKind.Error ? a : b;
    }

    private static Value WithoutBound(Value unknown) =>
        unknown.AsUnknown.AtLeast is null ? unknown : Value.Unknown(unknown.AsUnknown.WithAtLeast(null));

    private static Value TooMuchWork() => Value.Error(new EvaluationError(new Bilingual(
        "值的嵌套过深或元素过多，无法比较",
        "the values are nested too deeply or hold too many elements to be compared"))
    { IsLimit = true });
}
