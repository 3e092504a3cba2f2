using System.Globalization;
using System.Text;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>The conversion functions: int, uint, double, string, bytes, bool, timestamp, duration, dyn, type.</summary>
internal static class Conversions
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    public static void Declare(FunctionTable table)
    {
        var any = CelType.Parameter("A");
        table.Global("dyn", "to_dyn", CelType.Dyn, [any], v => v);
        table.Global("type", "type", CelType.TypeOf(any), [any], v => Value.Type(ValueOperations.TypeOf(v)));

        table.Global("int", "int64_to_int64", CelType.Int, [CelType.Int], v => v);
        table.Global("int", "uint64_to_int64", CelType.Int, [CelType.UInt], v =>
            v.AsUInt <= long.MaxValue ? Value.Int((long)v.AsUInt) : OutOfRange(v, CelType.Int));
        table.Global("int", "double_to_int64", CelType.Int, [CelType.Double], v =>
            v.AsDouble is > -9223372036854775808.0 and < 9223372036854775808.0 ? Value.Int((long)v.AsDouble) : OutOfRange(v, CelType.Int));
        table.Global("int", "string_to_int64", CelType.Int, [CelType.String], v =>
            long.TryParse(v.AsString, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? Value.Int(number) : Unreadable(v, CelType.Int));
        table.Global("int", "timestamp_to_int64", CelType.Int, [CelType.Timestamp], v => Value.Int(v.Seconds));

        table.Global("uint", "uint64_to_uint64", CelType.UInt, [CelType.UInt], v => v);
        table.Global("uint", "int64_to_uint64", CelType.UInt, [CelType.Int], v =>
            v.AsInt >= 0 ? Value.UInt((ulong)v.AsInt) : OutOfRange(v, CelType.UInt));
        table.Global("uint", "double_to_uint64", CelType.UInt, [CelType.Double], v =>
            v.AsDouble is >= 0 and < 18446744073709551616.0 ? Value.UInt((ulong)v.AsDouble) : OutOfRange(v, CelType.UInt));
        table.Global("uint", "string_to_uint64", CelType.UInt, [CelType.String], v =>
            ulong.TryParse(v.AsString, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? Value.UInt(number) : Unreadable(v, CelType.UInt));

        table.Global("double", "double_to_double", CelType.Double, [CelType.Double], v => v);
        table.Global("double", "int64_to_double", CelType.Double, [CelType.Int], v => Value.Double(v.AsInt));
        table.Global("double", "uint64_to_double", CelType.Double, [CelType.UInt], v => Value.Double(v.AsUInt));
        table.Global("double", "string_to_double", CelType.Double, [CelType.String], ParseDouble);

        table.Global("bool", "bool_to_bool", CelType.Bool, [CelType.Bool], v => v);
        table.Global("bool", "string_to_bool", CelType.Bool, [CelType.String], v => v.AsString switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => Value.True,
            "0" or "f" or "F" or "false" or "FALSE" or "False" => Value.False,
            _ => Unreadable(v, CelType.Bool),
        });

        table.Global("string", "string_to_string", CelType.String, [CelType.String], v => v);
        table.Global("string", "bool_to_string", CelType.String, [CelType.Bool], v => Value.String(v.AsBool ? "true" : "false"));
        table.Global("string", "int64_to_string", CelType.String, [CelType.Int], v => Value.String(v.AsInt.ToString(CultureInfo.InvariantCulture)));
        table.Global("string", "uint64_to_string", CelType.String, [CelType.UInt], v => Value.String(v.AsUInt.ToString(CultureInfo.InvariantCulture)));
        table.Global("string", "double_to_string", CelType.String, [CelType.Double], v => Value.String(DoubleText.Format(v.AsDouble)));
        table.Global("string", "timestamp_to_string", CelType.String, [CelType.Timestamp], v => Value.String(TimestampText.Format(v.Seconds, v.Nanos)));
        table.Global("string", "duration_to_string", CelType.String, [CelType.Duration], v => Value.String(DurationText.Format(v.Seconds, v.Nanos)));

        table.Global("timestamp", "timestamp_to_timestamp", CelType.Timestamp, [CelType.Timestamp], v => v);
        table.Global("timestamp", "int64_to_timestamp", CelType.Timestamp, [CelType.Int], v =>
            v.AsInt is >= TimestampText.MinSeconds and <= TimestampText.MaxSeconds ? Value.Timestamp(v.AsInt) : OutOfRange(v, CelType.Timestamp));
        table.Parser("timestamp", "string_to_timestamp", CelType.Timestamp, v =>
            TimestampText.TryParse(v.AsString, out var seconds, out var nanos) ? Value.Timestamp(seconds, nanos) : NotTimestamp(v));

        table.Global("duration", "duration_to_duration", CelType.Duration, [CelType.Duration], v => v);
        table.Parser("duration", "string_to_duration", CelType.Duration, v =>
            DurationText.TryParse(v.AsString, out var seconds, out var nanos) ? Value.Duration(seconds, nanos) : NotDuration(v));

        table.Linear = true;
        table.Global("string", "bytes_to_string", CelType.String, [CelType.Bytes], v =>
            TryDecode(v.AsBytes, out var text) ? Value.String(text) : Value.Error("字节不是有效的 UTF-8 文本", "the bytes are not valid UTF-8"));
        table.Global("bytes", "bytes_to_bytes", CelType.Bytes, [CelType.Bytes], v => v);
        table.Global("bytes", "string_to_bytes", CelType.Bytes, [CelType.String], v => Value.Bytes(_utf8.GetBytes(v.AsString)));
        table.Linear = false;
    }

    /// <summary>Reads UTF-8; false where it is not valid.</summary>
    internal static bool TryDecode(byte[] bytes, out string text)
    {
        var valid = System.Text.Unicode.Utf8.IsValid(bytes);
        text = valid ? _utf8.GetString(bytes) : "";
        return valid;
    }

    private static Value ParseDouble(Value text)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var rest = text.AsString.AsSpan();
        var sign = 1.0;
        if (rest is ['-', ..])
            sign = -1;
        var magnitude = rest is ['-' or '+', ..] ? rest[1..] : rest;
        if (magnitude.Equals("infinity", StringComparison.OrdinalIgnoreCase) || magnitude.Equals("inf", StringComparison.OrdinalIgnoreCase))
            return Value.Double(sign * double.PositiveInfinity);
        if (rest.Equals("nan", StringComparison.OrdinalIgnoreCase))
            return Value.Double(double.NaN);
        if (magnitude.IsEmpty || !(char.IsAsciiDigit(magnitude[0]) || magnitude[0] == '.')
            || !double.TryParse(rest, Style, CultureInfo.InvariantCulture, out var number))
            return Unreadable(text, CelType.Double);
        return double.IsInfinity(number) ? OutOfRange(text, CelType.Double) : Value.Double(number);
    }

    private static Value OutOfRange(Value value, CelType type)
    {
        var shown = ValueOperations.ToDisplay(value, 60);
        return Value.Error($"{shown} 超出 {type.Name} 的范围", $"{shown} is out of range for {type.Name}");
    }

    private static Value Unreadable(Value value, CelType type)
    {
        var shown = ValueOperations.ToDisplay(value, 60);
        return Value.Error($"无法将 {shown} 转换为 {type.Name}", $"{shown} cannot be converted to {type.Name}");
    }

    private static Value NotTimestamp(Value value)
    {
        var shown = ValueOperations.ToDisplay(value, 60);
        return Value.Error(
            $"{shown} 不是有效的时间戳，应为 RFC 3339 格式，例如 2024-05-01T08:00:00+08:00",
            $"{shown} is not a timestamp: write RFC 3339 such as 2024-05-01T08:00:00+08:00");
    }

    private static Value NotDuration(Value value)
    {
        var shown = ValueOperations.ToDisplay(value, 60);
        return Value.Error(
            $"{shown} 不是有效的时长，应为 1h30m、90s、250ms 一类的写法，且在 ±315576000000 秒之内",
            $"{shown} is not a duration: write for example 1h30m, 90s or 250ms, within ±315576000000 seconds");
    }
}
