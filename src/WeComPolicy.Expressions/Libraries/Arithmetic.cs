using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>The arithmetic operators over values of the types that CEL defines them for; what overflows is an error.</summary>
public static class Arithmetic
{
    private static readonly Int128 _nanosPerSecond = 1_000_000_000;

    /// <summary><c>a + b</c> for numbers of one type, strings, bytes, lists, durations, and a timestamp with a duration.</summary>
    public static Value Add(Value a, Value b)
    {
        switch (a.Kind, b.Kind)
        {
            case (ValueKind.Int, ValueKind.Int):
                var sum = unchecked(a.AsInt + b.AsInt);
                return ((a.AsInt ^ sum) & (b.AsInt ^ sum)) < 0 ? Overflow("+") : Value.Int(sum);
            case (ValueKind.UInt, ValueKind.UInt):
                var unsigned = unchecked(a.AsUInt + b.AsUInt);
                return unsigned < a.AsUInt ? Overflow("+") : Value.UInt(unsigned);
            case (ValueKind.Double, ValueKind.Double):
                return Value.Double(a.AsDouble + b.AsDouble);
            case (ValueKind.String, ValueKind.String):
                return (long)a.AsString.Length + b.AsString.Length is var length and > ResultSize.Max
                    ? ResultSize.TooLarge(length)
                    : Value.String(string.Concat(a.AsString, b.AsString));
            case (ValueKind.Bytes, ValueKind.Bytes):
                return (long)a.AsBytes.Length + b.AsBytes.Length is var size and > ResultSize.Max
                    ? ResultSize.TooLarge(size)
                    : Value.Bytes([.. a.AsBytes, .. b.AsBytes]);
            case (ValueKind.List, ValueKind.List):
                return Concatenate(a, b);
            case (ValueKind.Timestamp, ValueKind.Duration):
            case (ValueKind.Duration, ValueKind.Timestamp):
                return Timestamp(Nanos(a) + Nanos(b));
            case (ValueKind.Duration, ValueKind.Duration):
                return Duration(Nanos(a) + Nanos(b));
            default:
                return NoOverload("+", a, b);
        }
    }

    /// <summary><c>a - b</c> for numbers of one type, durations, a timestamp and a duration, and two timestamps.</summary>
    public static Value Subtract(Value a, Value b)
    {
        switch (a.Kind, b.Kind)
        {
            case (ValueKind.Int, ValueKind.Int):
                var difference = unchecked(a.AsInt - b.AsInt);
                return ((a.AsInt ^ b.AsInt) & (a.AsInt ^ difference)) < 0 ? Overflow("-") : Value.Int(difference);
            case (ValueKind.UInt, ValueKind.UInt):
                return a.AsUInt < b.AsUInt ? Overflow("-") : Value.UInt(a.AsUInt - b.AsUInt);
            case (ValueKind.Double, ValueKind.Double):
                return Value.Double(a.AsDouble - b.AsDouble);
            case (ValueKind.Timestamp, ValueKind.Duration):
                return Timestamp(Nanos(a) - Nanos(b));
            case (ValueKind.Timestamp, ValueKind.Timestamp):
                // CEL's conformance suite wants the difference to fit 64 bits of nanoseconds, about 292 years.
                var nanos = Nanos(a) - Nanos(b);
                return nanos < long.MinValue || nanos > long.MaxValue ? Overflow("-") : Duration(nanos);
            case (ValueKind.Duration, ValueKind.Duration):
                return Duration(Nanos(a) - Nanos(b));
            default:
                return NoOverload("-", a, b);
        }
    }

    /// <summary><c>a * b</c> for numbers of one type.</summary>
    public static Value Multiply(Value a, Value b)
    {
        switch (a.Kind, b.Kind)
        {
            case (ValueKind.Int, ValueKind.Int):
                var high = Math.BigMul(a.AsInt, b.AsInt, out var low);
                return high != low >> 63 ? Overflow("*") : Value.Int(low);
            case (ValueKind.UInt, ValueKind.UInt):
                return Math.BigMul(a.AsUInt, b.AsUInt, out var unsigned) != 0 ? Overflow("*") : Value.UInt(unsigned);
            case (ValueKind.Double, ValueKind.Double):
                return Value.Double(a.AsDouble * b.AsDouble);
            default:
                return NoOverload("*", a, b);
        }
    }

    /// <summary><c>a / b</c> for numbers of one type; an integer quotient is cut towards zero, an integer divided by zero is an error.</summary>
    public static Value Divide(Value a, Value b)
    {
        switch (a.Kind, b.Kind)
        {
            case (ValueKind.Int, ValueKind.Int):
                if (b.AsInt == 0)
                    return DividedByZero();
                return b.AsInt == -1 && a.AsInt == long.MinValue ? Overflow("/") : Value.Int(a.AsInt / b.AsInt);
            case (ValueKind.UInt, ValueKind.UInt):
                return b.AsUInt == 0 ? DividedByZero() : Value.UInt(a.AsUInt / b.AsUInt);
            case (ValueKind.Double, ValueKind.Double):
                return Value.Double(a.AsDouble / b.AsDouble);
            default:
                return NoOverload("/", a, b);
        }
    }

    /// <summary><c>a % b</c> for integers of one type; the result has the sign of <paramref name="a"/>.</summary>
    public static Value Modulo(Value a, Value b)
    {
        switch (a.Kind, b.Kind)
        {
            case (ValueKind.Int, ValueKind.Int):
                if (b.AsInt == 0)
                    return DividedByZero();
                return b.AsInt == -1 && a.AsInt == long.MinValue ? Overflow("%") : Value.Int(b.AsInt == -1 ? 0 : a.AsInt % b.AsInt);
            case (ValueKind.UInt, ValueKind.UInt):
                return b.AsUInt == 0 ? DividedByZero() : Value.UInt(a.AsUInt % b.AsUInt);
            default:
                return NoOverload("%", a, b);
        }
    }

    /// <summary><c>-a</c> for int and double.</summary>
    public static Value Negate(Value a) => a.Kind switch
    {
        ValueKind.Int => a.AsInt == long.MinValue ? Overflow("-") : Value.Int(-a.AsInt),
        ValueKind.Double => Value.Double(-a.AsDouble),
        _ => Value.Error(
            $"运算符“-”不适用于 {ValueOperations.TypeOf(a).Name}",
            $"the operator '-' does not apply to {ValueOperations.TypeOf(a).Name}"),
    };

    internal static Value Timestamp(Int128 nanos)
    {
        DurationText.Split(nanos, out var seconds, out var rest);
        return seconds is >= TimestampText.MinSeconds and <= TimestampText.MaxSeconds
            ? Value.Timestamp(seconds, rest)
            : Value.Error("时间戳超出范围：须在 0001 年至 9999 年之间", "the timestamp is out of range: it must lie in the years 1 to 9999");
    }

    internal static Value Duration(Int128 nanos)
    {
        if (Int128.Abs(nanos) > DurationText.MaxSeconds * _nanosPerSecond)
            return Value.Error("时长超出范围：须在 ±315576000000 秒之内", "the duration is out of range: it must lie within ±315576000000 seconds");
        DurationText.Split(nanos, out var seconds, out var rest);
        return Value.Duration(seconds, rest);
    }

    internal static Int128 Nanos(Value time) => time.Seconds * _nanosPerSecond + time.Nanos;

    private static Value Concatenate(Value a, Value b)
    {
        var (sourceA, sourceB) = (a.ListSource, b.ListSource);
        var (countA, countB) = (sourceA.Count(a.Handle), sourceB.Count(b.Handle));
        if (countA == 0 && sourceA.WhyIncomplete(a.Handle) is null)
            return b;
        if (countB == 0 && sourceB.WhyIncomplete(b.Handle) is null)
            return a;
        if ((long)countA + countB > ResultSize.Max)
            return ResultSize.TooLarge((long)countA + countB);
        var elements = new Value[countA + countB];
        for (var i = 0; i < countA; i++)
            elements[i] = sourceA.Element(a.Handle, i);
        for (var i = 0; i < countB; i++)
            elements[countA + i] = sourceB.Element(b.Handle, i);
        return ListReading.ToList(elements, ListReading.Merge(sourceA.WhyIncomplete(a.Handle), sourceB.WhyIncomplete(b.Handle)));
    }

    private static Value Overflow(string symbol) => Value.Error($"“{symbol}”运算溢出", $"'{symbol}' overflows");

    private static Value DividedByZero() => Value.Error("除数为零", "division by zero");

    private static Value NoOverload(string symbol, Value a, Value b) => Value.Error(
        $"运算符“{symbol}”不适用于 {ValueOperations.TypeOf(a).Name} 与 {ValueOperations.TypeOf(b).Name}",
        $"the operator '{symbol}' does not apply to {ValueOperations.TypeOf(a).Name} and {ValueOperations.TypeOf(b).Name}");
}
