using System.Globalization;
using System.Numerics;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>Numbers in decimal with a given number of digits, rounded from their exact value, halves to the even digit.</summary>
internal static class ExactDecimal
{
    /// <summary>As C's <c>%.Nf</c>: <c>2.718280</c>.</summary>
    public static string Fixed(double number, int decimals)
    {
        var (negative, numerator, denominator) = Split(number);
        return Sign(negative) + Point(Round(numerator * BigInteger.Pow(10, decimals), denominator), decimals);
    }

    /// <summary>As C's <c>%.Nf</c>, for an integer.</summary>
    public static string Fixed(BigInteger number, int decimals)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return decimals == 0 ? text : text + "." + new string('0', decimals);
    }

    /// <summary>As C's <c>%.Ne</c>: <c>1.052033e+03</c>.</summary>
    public static string Scientific(double number, int decimals)
    {
        var (negative, numerator, denominator) = Split(number);
        return Sign(negative) + Scientific(numerator, denominator, decimals);
    }

    /// <summary>As C's <c>%.Ne</c>, for an integer.</summary>
    public static string Scientific(BigInteger number, int decimals) =>
        Sign(number.Sign < 0) + Scientific(BigInteger.Abs(number), BigInteger.One, decimals);

    private static string Scientific(BigInteger numerator, BigInteger denominator, int decimals)
    {
        if (numerator.IsZero)
            return Point(BigInteger.Zero, decimals) + "e+00";

        // The logarithm may be off by one near a power of ten; the digits tell.
        var exponent = (int)Math.Floor(BigInteger.Log10(numerator) - BigInteger.Log10(denominator));
        var limit = BigInteger.Pow(10, decimals + 1);
        var digits = Scaled(exponent);
        while (digits < limit / 10)
            digits = Scaled(--exponent);
        while (digits >= limit)
            digits = Scaled(++exponent);
        var magnitude = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return Point(digits, decimals) + (exponent < 0 ? "e-" : "e+") + magnitude;

        BigInteger Scaled(int power) => power <= decimals
            ? Round(numerator * BigInteger.Pow(10, decimals - power), denominator)
            : Round(numerator, denominator * BigInteger.Pow(10, power - decimals));
    }

    private static (bool Negative, BigInteger Numerator, BigInteger Denominator) Split(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent == 0)
            exponent = 1;
        else
            mantissa |= 1L << 52;
        exponent -= 1075;
        return exponent >= 0
            ? (bits < 0, (BigInteger)mantissa << exponent, BigInteger.One)
            : (bits < 0, mantissa, BigInteger.One << -exponent);
    }

    private static BigInteger Round(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var half = (rest << 1).CompareTo(denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static string Point(BigInteger scaled, int decimals)
    {
        var digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return decimals == 0 ? digits : digits[..^decimals] + "." + digits[^decimals..];
    }

    private static string Sign(bool negative) => negative ? "-" : "";
}
