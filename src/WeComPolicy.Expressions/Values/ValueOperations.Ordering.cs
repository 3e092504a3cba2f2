namespace WeComPolicy.Expressions.Values;

public static partial class ValueOperations
{
    /// <summary>Whether a value is an int, uint or double.</summary>
    public static bool IsNumber(Value value) => value.Kind is ValueKind.Int or ValueKind.UInt or ValueKind.Double;

    /// <summary>
    /// Order of two values: numbers across types (two integers exactly, an integer and a double as doubles), strings by code
    /// point, bytes, bools (false first), timestamps, durations. Errors, unknown values and everything else are
    /// <see cref="ValueOrder.Incomparable"/>.
    /// </summary>
    public static ValueOrder Compare(Value a, Value b)
    {
        if (IsNumber(a) && IsNumber(b))
            return CompareNumbers(a, b);
        if (a.Kind != b.Kind)
            return ValueOrder.Incomparable;
        return a.Kind switch
        {
            ValueKind.Bool => Order(a.AsBool.CompareTo(b.AsBool)),
            ValueKind.String => Order(CompareText(a.AsString, b.AsString)),
            ValueKind.Bytes => Order(a.AsBytes.AsSpan().SequenceCompareTo(b.AsBytes)),
            ValueKind.Timestamp or ValueKind.Duration =>
                Order(a.Seconds != b.Seconds ? a.Seconds.CompareTo(b.Seconds) : a.Nanos.CompareTo(b.Nanos)),
            _ => ValueOrder.Incomparable,
        };
    }

    /// <summary>CEL's <c>a &lt; b</c>; <c>a &gt; b</c> is <c>Less(b, a)</c>. Takes errors and unknowns; decides by lower bounds where it can.</summary>
    public static Value Less(Value a, Value b) => Relate(a, b, orEqual: false);

    /// <summary>CEL's <c>a &lt;= b</c>; <c>a &gt;= b</c> is <c>LessOrEqual(b, a)</c>. Takes errors and unknowns; decides by lower bounds where it can.</summary>
    public static Value LessOrEqual(Value a, Value b) => Relate(a, b, orEqual: true);

    private static Value Relate(Value a, Value b, bool orEqual)
    {
        if (a.IsErrorOrUnknown || b.IsErrorOrUnknown)
            return RelateUndecided(a, b, orEqual);
        return Compare(a, b) switch
        {
            ValueOrder.Less => Value.True,
            ValueOrder.Equal => Value.Bool(orEqual),
            ValueOrder.Incomparable => Value.Error(
                $"无法比较 {TypeOf(a).Name} 与 {TypeOf(b).Name} 的大小",
                $"values of type {TypeOf(a).Name} and {TypeOf(b).Name} have no order"),
            _ => Value.False,
        };
    }

    // a is at least n: a < b is false once b <= n, a <= b once b < n. b is at least n: a < b is true once a < n, a <= b once a <= n.
    private static Value RelateUndecided(Value a, Value b, bool orEqual)
    {
        if (a is { Kind: ValueKind.Unknown, AsUnknown.AtLeast: { } boundA } && IsNumber(b))
        {
            var order = CompareNumbers(b, Value.Int(boundA));
            if (order == ValueOrder.Less || (order == ValueOrder.Equal && !orEqual))
                return Value.False;
        }
        else if (b is { Kind: ValueKind.Unknown, AsUnknown.AtLeast: { } boundB } && IsNumber(a))
        {
            var order = CompareNumbers(a, Value.Int(boundB));
            if (order == ValueOrder.Less || (order == ValueOrder.Equal && orEqual))
                return Value.True;
        }

        return Absorb(a, b);
    }

    private static ValueOrder CompareNumbers(Value a, Value b) => (a.Kind, b.Kind) switch
    {
        (ValueKind.Int, ValueKind.Int) => Order(a.AsInt.CompareTo(b.AsInt)),
        (ValueKind.UInt, ValueKind.UInt) => Order(a.AsUInt.CompareTo(b.AsUInt)),
        (ValueKind.Int, ValueKind.UInt) => a.AsInt < 0 ? ValueOrder.Less : Order(((ulong)a.AsInt).CompareTo(b.AsUInt)),
        (ValueKind.UInt, ValueKind.Int) => b.AsInt < 0 ? ValueOrder.Greater : Order(a.AsUInt.CompareTo((ulong)b.AsInt)),
        (ValueKind.Int, ValueKind.Double) => CompareDoubles(a.AsInt, b.AsDouble),
        (ValueKind.UInt, ValueKind.Double) => CompareDoubles(a.AsUInt, b.AsDouble),
        (ValueKind.Double, ValueKind.Int) => CompareDoubles(a.AsDouble, b.AsInt),
        (ValueKind.Double, ValueKind.UInt) => CompareDoubles(a.AsDouble, b.AsUInt),
        _ => CompareDoubles(a.AsDouble, b.AsDouble),
    };

    // CEL's conformance suite compares an integer with a double as doubles, so that neighbours beyond 2^53 are equal to it.
    private static ValueOrder CompareDoubles(double a, double b) =>
        double.IsNaN(a) || double.IsNaN(b) ? ValueOrder.Unordered : Order(a.CompareTo(b));

    // UTF-16 puts the surrogates, which stand for the highest code points, before U+E000 to U+FFFF.
    private static int CompareText(string a, string b)
    {
        var same = a.AsSpan().CommonPrefixLength(b);
        if (same == a.Length || same == b.Length)
            return a.Length.CompareTo(b.Length);
        var (x, y) = (a[same], b[same]);
        if (char.IsSurrogate(x) == char.IsSurrogate(y))
            return x.CompareTo(y);
        return char.IsSurrogate(x) ? (y >= 0xE000 ? 1 : x.CompareTo(y)) : (x >= 0xE000 ? -1 : x.CompareTo(y));
    }

    private static ValueOrder Order(int sign) => sign < 0 ? ValueOrder.Less : sign == 0 ? ValueOrder.Equal : ValueOrder.Greater;
}
