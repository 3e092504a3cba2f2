using System.Globalization;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// What a plain scalar means by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema); the literals of JSON are
/// part of it. Quoted and block scalars are always strings, and <c>yes</c>, <c>no</c>, <c>on</c>, <c>off</c> are words.
/// </summary>
public static class CoreScalars
{
    /// <summary>Whether a node is null: <c>~</c>, <c>null</c> in three letter cases, or nothing.</summary>
    public static bool IsNull(LocatedDocument document, int node) =>
        IsPlain(document, node) && IsNull(document.Chars(node, stackalloc char[LocatedDocument.RoomForText]));

    /// <summary>Whether a node is true or false, and which.</summary>
    public static bool TryBool(LocatedDocument document, int node, out bool value)
    {
        value = false;
        return IsPlain(document, node) && TryBool(document.Chars(node, stackalloc char[LocatedDocument.RoomForText]), out value);
    }

    /// <summary>Whether a node is an integer that fits 64 bits, and which.</summary>
    public static bool TryInt(LocatedDocument document, int node, out long value)
    {
        value = 0;
        return IsPlain(document, node) && TryInt(document.Chars(node, stackalloc char[LocatedDocument.RoomForText]), out value);
    }

    /// <summary>Whether a node is a number, and which; integers are numbers too.</summary>
    public static bool TryFloat(LocatedDocument document, int node, out double value)
    {
        value = 0;
        return IsPlain(document, node) && TryFloat(document.Chars(node, stackalloc char[LocatedDocument.RoomForText]), out value);
    }

    /// <summary>Whether a node is text: quoted, a block, or plain and none of the others.</summary>
    public static bool IsString(LocatedDocument document, int node) =>
        document.Kind(node) == NodeKind.Scalar && (document.Style(node) != ScalarStyle.Plain || IsString(document.Chars(node, stackalloc char[LocatedDocument.RoomForText])));

    /// <summary>Whether a plain scalar is null: <c>~</c>, <c>null</c>, <c>Null</c>, <c>NULL</c>, or empty.</summary>
    public static bool IsNull(ReadOnlySpan<char> plain) => plain is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Whether a plain scalar is true or false in one of three letter cases, and which.</summary>
    public static bool TryBool(ReadOnlySpan<char> plain, out bool value)
    {
        value = plain is "true" or "True" or "TRUE";
        return value || plain is "false" or "False" or "FALSE";
    }

    /// <summary>Whether a plain scalar is an integer that fits 64 bits, and which: decimal with an optional sign, <c>0o17</c>, <c>0x1F</c>.</summary>
    public static bool TryInt(ReadOnlySpan<char> plain, out long value)
    {
        value = 0;
        if (!IsInt(plain))
            return false;
        if (plain.StartsWith("0x"))
        {
            // 0xFFFFFFFFFFFFFFFF would come back as −1.
            if (long.TryParse(plain[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0)
                return true;
            value = 0;
            return false;
        }

        if (!plain.StartsWith("0o"))
            return long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        foreach (var digit in plain[2..])
        {
            if (value >> 60 != 0)
            {
                value = 0;
                return false;
            }

            value = (value << 3) | (uint)(digit - '0');
        }

        return true;
    }

    /// <summary>Whether a plain scalar has the form of an integer, however large.</summary>
    public static bool IsInt(ReadOnlySpan<char> plain)
    {
        if (plain.StartsWith("0x"))
            return plain.Length > 2 && s_hexDigits.IndexOfOther(plain[2..]) < 0;
        if (plain.StartsWith("0o"))
            return plain.Length > 2 && !plain[2..].ContainsAnyExceptInRange('0', '7');
        var digits = plain[(Signed(plain) ? 1 : 0)..];
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Whether a plain scalar is a number, and which: an integer, <c>1.5</c>, <c>.5</c>, <c>1e3</c>, <c>.inf</c>, <c>-.inf</c>, <c>.nan</c>.</summary>
    public static bool TryFloat(ReadOnlySpan<char> plain, out double value)
    {
        value = 0;
        if (IsInt(plain))
        {
            if (TryInt(plain, out var integer))
            {
                value = integer;
                return true;
            }

            return !plain.ContainsAny('x', 'o') && Parse(plain, out value);
        }

        var unsigned = plain[(Signed(plain) ? 1 : 0)..];
        if (unsigned is ".inf" or ".Inf" or ".INF")
        {
            value = plain[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        if (plain is ".nan" or ".NaN" or ".NAN")
        {
            value = double.NaN;
            return true;
        }

        return IsDecimal(unsigned) && Parse(plain, out value);
    }

    private static bool IsString(ReadOnlySpan<char> plain) =>
        // Most texts begin as nothing else can.
        (plain.Length > 0 && !s_others.Contains(plain[0]))
        || !IsNull(plain) && !TryBool(plain, out _) && !IsInt(plain) && !TryFloat(plain, out _);

    private static bool IsPlain(LocatedDocument document, int node) =>
        document.Kind(node) == NodeKind.Scalar && document.Style(node) == ScalarStyle.Plain;

    private static bool Signed(ReadOnlySpan<char> plain) => plain.Length > 0 && plain[0] is '+' or '-';

    private static bool Parse(ReadOnlySpan<char> plain, out double value) =>
        double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    // \. [0-9]+ | [0-9]+ ( \. [0-9]* )? then ( [eE] [-+]? [0-9]+ )?
    private static bool IsDecimal(ReadOnlySpan<char> text)
    {
        var whole = Digits(ref text);
        var fraction = 0;
        if (text.StartsWith("."))
        {
            text = text[1..];
            fraction = Digits(ref text);
        }

        if (whole + fraction == 0)
            return false;
        if (text.Length == 0)
            return true;
        if (text[0] is not ('e' or 'E'))
            return false;
        text = text[1..];
        if (text.Length > 0 && text[0] is '+' or '-')
            text = text[1..];
        return Digits(ref text) > 0 && text.Length == 0;
    }

    private static int Digits(ref ReadOnlySpan<char> text)
    {
        var count = text.IndexOfAnyExceptInRange('0', '9');
        if (count < 0)
            count = text.Length;
        text = text[count..];
        return count;
    }

    // How null, bools and numbers begin.
    private static readonly AsciiSet s_others = new("~nNtTfF+-.0123456789");

    private static readonly AsciiSet s_hexDigits = new("0123456789abcdefABCDEF");
}
