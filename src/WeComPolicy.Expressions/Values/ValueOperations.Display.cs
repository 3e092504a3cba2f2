using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace WeComPolicy.Expressions.Values;

public static partial class ValueOperations
{
    /// <summary>
    /// A value as a reader of CEL expects it, for traces and messages: strings quoted, <c>5u</c>, <c>1.0</c>,
    /// <c>[1, 2]</c>, <c>{"k": true}</c>, <c>Member{userid: "li.na"}</c>, <c>optional.none()</c>. An incomplete list ends in
    /// <c>…</c>, an unknown value reads <c>unknown</c>, an error <c>error</c>.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="maxLength">Longest result in UTF-16 code units; what is longer is cut and ends in <c>…</c>.</param>
    public static string ToDisplay(Value value, int maxLength = 200)
    {
        var text = new StringBuilder();
        Display(value, text, Math.Max(1, maxLength));
        return Cut(text, Math.Max(1, maxLength));
    }

    private static string Cut(StringBuilder text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text.ToString();
        var length = maxLength - 1;
        if (length > 0 && char.IsHighSurrogate(text[length - 1]))
            length--;
        return text.ToString(0, length) + "…";
    }

    // Stops soon after the text is longer than wanted.
    private static void Display(Value value, StringBuilder text, int maxLength)
    {
        switch (value.Kind)
        {
            case ValueKind.Error:
                text.Append("error");
                break;
            case ValueKind.Unknown:
                text.Append("unknown");
                break;
            case ValueKind.Null:
                text.Append("null");
                break;
            case ValueKind.Bool:
                text.Append(value.AsBool ? "true" : "false");
                break;
            case ValueKind.Int:
                text.Append(CultureInfo.InvariantCulture, $"{value.AsInt}");
                break;
            case ValueKind.UInt:
                text.Append(CultureInfo.InvariantCulture, $"{value.AsUInt}u");
                break;
            case ValueKind.Double:
                text.Append(DoubleText.Literal(value.AsDouble));
                break;
            case ValueKind.String:
                Quote(value.AsString, text, maxLength);
                break;
            case ValueKind.Bytes:
                DisplayBytes(value.AsBytes, text, maxLength);
                break;
            case ValueKind.Timestamp:
                text.Append("timestamp(\"").Append(TimestampText.Format(value.Seconds, value.Nanos)).Append("\")");
                break;
            case ValueKind.Duration:
                text.Append("duration(\"").Append(DurationText.Format(value.Seconds, value.Nanos)).Append("\")");
                break;
            case ValueKind.Type:
                text.Append(value.AsType.Name);
                break;
            case ValueKind.Opaque:
                text.Append(value.AsOpaque.ToString());
                break;
            default:
                if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
                    DisplayParts(value, text, maxLength);
                else
                    text.Append('…');
                break;
        }
    }

    private static void DisplayParts(Value value, StringBuilder text, int maxLength)
    {
        switch (value.Kind)
        {
            case ValueKind.Optional when !value.HasOptionalValue:
                text.Append("optional.none()");
                break;
            case ValueKind.Optional:
                text.Append("optional.of(");
                Display(value.OptionalValue, text, maxLength);
                text.Append(')');
                break;
            case ValueKind.List:
                DisplayList(value, text, maxLength);
                break;
            case ValueKind.Map:
                DisplayMap(value, text, maxLength);
                break;
            case ValueKind.Record:
                DisplayRecord(value, text, maxLength);
                break;
        }
    }

    private static void DisplayList(Value list, StringBuilder text, int maxLength)
    {
        var source = list.ListSource;
        var count = source.Count(list.Handle);
        text.Append('[');
        for (var i = 0; i < count && text.Length <= maxLength; i++)
        {
            if (i > 0)
                text.Append(", ");
            Display(source.Element(list.Handle, i), text, maxLength);
        }

        if (source.WhyIncomplete(list.Handle) is not null)
            text.Append(count > 0 ? ", …" : "…");
        text.Append(']');
    }

    private static void DisplayMap(Value map, StringBuilder text, int maxLength)
    {
        var source = map.MapSource;
        var count = source.Count(map.Handle);
        text.Append('{');
        for (var i = 0; i < count && text.Length <= maxLength; i++)
        {
            if (i > 0)
                text.Append(", ");
            Display(source.Key(map.Handle, i), text, maxLength);
            text.Append(": ");
            Display(source.Element(map.Handle, i), text, maxLength);
        }

        text.Append('}');
    }

    private static void DisplayRecord(Value record, StringBuilder text, int maxLength)
    {
        var source = record.RecordSource;
        var type = source.Type(record.Handle);
        text.Append(type.Name).Append('{');
        var first = true;
        foreach (var field in type.Fields)
        {
            if (!source.Has(record.Handle, field))
                continue;
            if (text.Length > maxLength)
                break;
            if (!first)
                text.Append(", ");
            first = false;
            text.Append(field.Name).Append(": ");
            Display(source.Field(record.Handle, field), text, maxLength);
        }

        text.Append('}');
    }

    private static void Quote(string content, StringBuilder text, int maxLength)
    {
        text.Append('"');
        foreach (var c in content)
        {
            if (text.Length > maxLength)
                break;
            switch (c)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                default:
                    if (char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                        text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                    else
                        text.Append(c);
                    break;
            }
        }

        text.Append('"');
    }

    private static void DisplayBytes(byte[] bytes, StringBuilder text, int maxLength)
    {
        text.Append("b\"");
        foreach (var b in bytes)
        {
            if (text.Length > maxLength)
                break;
            if (b is >= 0x20 and < 0x7F and not (byte)'"' and not (byte)'\\')
                text.Append((char)b);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
        }

        text.Append('"');
    }
}
