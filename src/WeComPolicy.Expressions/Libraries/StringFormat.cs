using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>
/// <c>format</c> of the strings extension: %s %d %f %e %b %o %x %X %%, with a precision for %f and %e. Neither the locale nor the
/// machine plays a part.
/// </summary>
internal static class StringFormat
{
    private const int MaxPrecision = 1000;
    private const int DefaultPrecision = 6;

    public static Value Format(Value format, Value arguments)
    {
        if (!ListReading.TryReadAll(arguments, out var values, out var blocked))
            return blocked;
        var pattern = format.AsString;
        var result = new StringBuilder();
        var next = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                result.Append(pattern[i]);
                continue;
            }

            if (++i < pattern.Length && pattern[i] == '%')
            {
                result.Append('%');
                continue;
            }

            var precision = -1;
            if (i < pattern.Length && pattern[i] == '.')
            {
                precision = 0;
                for (i++; i < pattern.Length && char.IsAsciiDigit(pattern[i]) && precision <= MaxPrecision; i++)
                    precision = precision * 10 + pattern[i] - '0';
                if (precision > MaxPrecision)
                    return Value.Error("format 的精度不能超过 1000", "the precision of format cannot be more than 1000");
            }

            if (i >= pattern.Length)
                return Value.Error("format 的格式串以不完整的“%”结尾", "the format string ends in an incomplete '%'");
            var clause = pattern[i];
            if ("sdfebxXo".IndexOf(clause, StringComparison.Ordinal) < 0 || (precision >= 0 && clause is not ('f' or 'e')))
                return UnknownClause(pattern, i);
            if (next >= values.Length)
                return WrongCount(pattern, values.Length);
            var failure = Append(result, clause, precision < 0 ? DefaultPrecision : precision, values[next++]);
            if (failure.IsErrorOrUnknown)
                return failure;
            if (result.Length > ResultSize.Max)
                return ResultSize.TooLarge(result.Length);
        }

        return next == values.Length ? Value.String(result.ToString()) : WrongCount(pattern, values.Length);
    }

    // Null when it went well, else the error or unknown that format gives.
    private static Value Append(StringBuilder result, char clause, int precision, Value value)
    {
        switch (clause, value.Kind)
        {
            case ('s', _):
                return AppendPlain(result, value);
            case ('d', ValueKind.Int or ValueKind.UInt):
            case ('d', ValueKind.Double):
                return AppendPlain(result, value);
            case ('f' or 'e', ValueKind.Double) when !double.IsFinite(value.AsDouble):
                result.Append(DoubleText.Fixed(value.AsDouble));
                break;
            case ('f', ValueKind.Double):
                result.Append(ExactDecimal.Fixed(value.AsDouble, precision));
                break;
            case ('e', ValueKind.Double):
                result.Append(ExactDecimal.Scientific(value.AsDouble, precision));
                break;
            case ('f', ValueKind.Int or ValueKind.UInt):
                result.Append(ExactDecimal.Fixed(Integer(value), precision));
                break;
            case ('e', ValueKind.Int or ValueKind.UInt):
                result.Append(ExactDecimal.Scientific(Integer(value), precision));
                break;
            case ('b', ValueKind.Bool):
                result.Append(value.AsBool ? '1' : '0');
                break;
            case ('b', ValueKind.Int or ValueKind.UInt):
                result.Append(InBase(value, 1, "01"));
                break;
            case ('o', ValueKind.Int or ValueKind.UInt):
                result.Append(InBase(value, 3, "01234567"));
                break;
            case ('x', ValueKind.Int or ValueKind.UInt):
                result.Append(InBase(value, 4, "0123456789abcdef"));
                break;
            case ('X', ValueKind.Int or ValueKind.UInt):
                result.Append(InBase(value, 4, "0123456789ABCDEF"));
                break;
            case ('x' or 'X', ValueKind.String or ValueKind.Bytes):
                return AppendHex(result, value, clause == 'x');
            default:
                var name = ValueOperations.TypeOf(value).Name;
                return Value.Error($"format 的 %{clause} 不能用于 {name}", $"%{clause} of format does not take a value of type {name}");
        }

        return Value.Null;
    }

    private static BigInteger Integer(Value value) => value.Kind == ValueKind.Int ? value.AsInt : value.AsUInt;

    private static string InBase(Value value, int bitsOfDigit, string digits)
    {
        var negative = value.Kind == ValueKind.Int && value.AsInt < 0;
        var magnitude = negative ? unchecked((ulong)-value.AsInt) : value.AsUInt;
        Span<char> text = stackalloc char[65];
        var at = text.Length;
        do
        {
            text[--at] = digits[(int)(magnitude & ((1UL << bitsOfDigit) - 1))];
            magnitude >>= bitsOfDigit;
        }
        while (magnitude != 0);
        if (negative)
            text[--at] = '-';
        return new string(text[at..]);
    }

    private static Value AppendHex(StringBuilder result, Value value, bool lower)
    {
        var bytes = value.Kind == ValueKind.Bytes ? value.AsBytes : Encoding.UTF8.GetBytes(value.AsString);
        var length = result.Length + 2L * bytes.Length;
        if (length > ResultSize.Max)
            return ResultSize.TooLarge(length);
        result.Append(lower ? Convert.ToHexStringLower(bytes) : Convert.ToHexString(bytes));
        return Value.Null;
    }

    private static Value AppendPlain(StringBuilder result, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Error:
            case ValueKind.Unknown:
                return value;
            case ValueKind.Null:
                result.Append("null");
                break;
            case ValueKind.Bool:
                result.Append(value.AsBool ? "true" : "false");
                break;
            case ValueKind.Int:
                result.Append(CultureInfo.InvariantCulture, $"{value.AsInt}");
                break;
            case ValueKind.UInt:
                result.Append(CultureInfo.InvariantCulture, $"{value.AsUInt}");
                break;
            case ValueKind.Double:
                result.Append(DoubleText.Fixed(value.AsDouble));
                break;
            case ValueKind.String:
                if (result.Length + (long)value.AsString.Length > ResultSize.Max)
                    return ResultSize.TooLarge(result.Length + (long)value.AsString.Length);
                result.Append(value.AsString);
                break;
            case ValueKind.Bytes:
                if (result.Length + (long)value.AsBytes.Length > ResultSize.Max)
                    return ResultSize.TooLarge(result.Length + (long)value.AsBytes.Length);
                result.Append(Encoding.UTF8.GetString(value.AsBytes));
                break;
            case ValueKind.Timestamp:
                result.Append(TimestampText.Format(value.Seconds, value.Nanos));
                break;
            case ValueKind.Duration:
                result.Append(DurationText.Format(value.Seconds, value.Nanos));
                break;
            case ValueKind.Type:
                result.Append(value.AsType.Name);
                break;
            case ValueKind.Opaque:
                result.Append(value.AsOpaque.ToString());
                break;
            case ValueKind.List or ValueKind.Map when !RuntimeHelpers.TryEnsureSufficientExecutionStack():
                return Value.Error("format 的参数嵌套过深", "an argument of format is nested too deeply");
            case ValueKind.List:
                return AppendList(result, value);
            case ValueKind.Map:
                return AppendMap(result, value);
            default:
                var name = ValueOperations.TypeOf(value).Name;
                return Value.Error($"format 的 %s 不能用于 {name}", $"%s of format does not take a value of type {name}");
        }

        return Value.Null;
    }

    private static Value AppendList(StringBuilder result, Value list)
    {
        if (!ListReading.TryReadAll(list, out var elements, out var blocked))
            return blocked;
        result.Append('[');
        for (var i = 0; i < elements.Length; i++)
        {
            if (i > 0)
                result.Append(", ");
            var failure = AppendPlain(result, elements[i]);
            if (failure.IsErrorOrUnknown)
                return failure;
            if (result.Length > ResultSize.Max)
                return ResultSize.TooLarge(result.Length);
        }

        result.Append(']');
        return Value.Null;
    }

    // Entries are ordered by the text of their keys, so that the order of the input does not show.
    private static Value AppendMap(StringBuilder result, Value map)
    {
        var source = map.MapSource;
        var count = source.Count(map.Handle);
        var entries = new (Value Key, Value Content)[count];
        for (var i = 0; i < count; i++)
        {
            var key = new StringBuilder();
            var failure = AppendPlain(key, source.Key(map.Handle, i));
            if (failure.IsErrorOrUnknown)
                return failure;
            entries[i] = (Value.String(key.ToString()), source.Element(map.Handle, i));
        }

        // A stable sort, as two keys such as 1 and "1" can read the same.
        var ordered = entries.Order(Comparer<(Value Key, Value Content)>.Create((a, b) => (int)ValueOperations.Compare(a.Key, b.Key) - (int)ValueOrder.Equal)).ToArray();
        result.Append('{');
        for (var i = 0; i < ordered.Length; i++)
        {
            if (i > 0)
                result.Append(", ");
            result.Append(ordered[i].Key.AsString).Append(": ");
            var failure = AppendPlain(result, ordered[i].Content);
            if (failure.IsErrorOrUnknown)
                return failure;
            if (result.Length > ResultSize.Max)
                return ResultSize.TooLarge(result.Length);
        }

        result.Append('}');
        return Value.Null;
    }

    private static Value UnknownClause(string pattern, int index)
    {
        var start = pattern.LastIndexOf('%', index);
        var shown = ValueOperations.ToDisplay(Value.String(pattern[start..(index + 1)]), 20);
        return Value.Error(
            $"format 不认识 {shown}，可用的有 %s %d %f %e %b %o %x %X %%，%f 与 %e 可带精度，如 %.2f",
            $"format does not know {shown}: it takes %s %d %f %e %b %o %x %X %%, and a precision for %f and %e as in %.2f");
    }

    private static Value WrongCount(string pattern, int count)
    {
        var wanted = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
                continue;
            if (i + 1 < pattern.Length && pattern[i + 1] == '%')
                i++;
            else
                wanted++;
        }

        var (needs, given) = (wanted.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture));
        return Value.Error($"format 的格式串需要 {needs} 个参数，实际给出 {given} 个", $"the format string needs {needs} arguments, {given} are given");
    }
}
