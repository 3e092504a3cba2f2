using System.Globalization;

namespace WeComPolicy.Expressions.Values;

/// <summary>Doubles as decimal text: the shortest digits that read back as the same number.</summary>
internal static class DoubleText
{
    /// <summary>Without exponent between 1e-7 and 1e21, with one beyond; <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    public static string Format(double number)
    {
        var magnitude = Math.Abs(number);
        return magnitude is 0 or (>= 1e-7 and < 1e21) || !double.IsFinite(number) ? Fixed(number) : Scientific(number);
    }

    /// <summary>Never with an exponent.</summary>
    public static string Fixed(double number)
    {
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        var (sign, digits, point) = Digits(number);
        if (point <= 0)
            return digits is "0" ? sign + "0" : sign + "0." + new string('0', -point) + digits;
        return point >= digits.Length
            ? sign + digits + new string('0', point - digits.Length)
            : sign + digits[..point] + "." + digits[point..];
    }

    /// <summary>As it is written in an expression: with a point or an exponent.</summary>
    public static string Literal(double number)
    {
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "double(\"NaN\")" : number > 0 ? "double(\"Infinity\")" : "double(\"-Infinity\")";
        var text = Format(number);
        return text.AsSpan().IndexOfAny('.', 'e') < 0 ? text + ".0" : text;
    }

    private static string Scientific(double number)
    {
        var (sign, digits, point) = Digits(number);
        var exponent = point - 1;
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    // Significant digits without zeros at either end, and where the decimal point stands: 0.digits * 10^point.
    private static (string Sign, string Digits, int Point) Digits(double number)
    {
        var shortest = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture);
        var mantissa = shortest;
        var exponent = 0;
        var e = shortest.IndexOf('E', StringComparison.Ordinal);
        if (e >= 0)
        {
            mantissa = shortest[..e];
            exponent = int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        var all = dot < 0 ? mantissa : mantissa.Remove(dot, 1);
        var digits = all.TrimStart('0');
        point -= all.Length - digits.Length;
        digits = digits.TrimEnd('0');
        var sign = double.IsNegative(number) ? "-" : "";
        return digits.Length == 0 ? (sign, "0", 0) : (sign, digits, point);
    }
}
