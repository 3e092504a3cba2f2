using System.Globalization;

namespace WeComPolicy.Expressions.Values;

/// <summary>Timestamps as RFC 3339 text.</summary>
public static class TimestampText
{
    /// <summary>0001-01-01T00:00:00Z in seconds since 1970-01-01T00:00:00Z.</summary>
    public const long MinSeconds = -62_135_596_800;

    /// <summary>9999-12-31T23:59:59Z in seconds since 1970-01-01T00:00:00Z.</summary>
    public const long MaxSeconds = 253_402_300_799;

    /// <summary>In UTC, with as many digits of the second as it has: <c>2009-02-13T23:31:30.5Z</c>.</summary>
    public static string Format(long seconds, int nanos)
    {
        var days = Math.DivRem(seconds, 86_400, out var rest);
        if (rest < 0)
        {
            days--;
            rest += 86_400;
        }

        var date = CivilDate.FromDays(days);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{date.Year:0000}-{date.Month:00}-{date.Day:00}T{rest / 3600:00}:{rest / 60 % 60:00}:{rest % 60:00}{Fraction(nanos)}Z");
    }

    /// <summary>
    /// Reads <c>YYYY-MM-DDThh:mm:ss[.f]Z</c> or with an offset <c>±hh:mm</c>; up to nine digits of the second. False for any
    /// other text and for a moment outside the years 1 to 9999 UTC.
    /// </summary>
    public static bool TryParse(string text, out long seconds, out int nanos)
    {
        seconds = 0;
        nanos = 0;
        var rest = text.AsSpan();
        if (!Number(ref rest, 4, out var year) || !Skip(ref rest, '-') || !Number(ref rest, 2, out var month)
            || !Skip(ref rest, '-') || !Number(ref rest, 2, out var day) || !Skip(ref rest, 'T')
            || !Number(ref rest, 2, out var hour) || !Skip(ref rest, ':') || !Number(ref rest, 2, out var minute)
            || !Skip(ref rest, ':') || !Number(ref rest, 2, out var second))
            return false;
        if (day < 1 || day > CivilDate.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            return false;
        if (Skip(ref rest, '.'))
        {
            var digits = 0;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
                digits++;
            if (digits is 0 or > 9)
                return false;
            for (var i = 0; i < 9; i++)
                nanos = nanos * 10 + (i < digits ? rest[i] - '0' : 0);
            rest = rest[digits..];
        }

        if (!Offset(ref rest, out var offset) || rest.Length != 0)
            return false;
        seconds = new CivilDate(year, month, day).DaysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - offset;
        return seconds is >= MinSeconds and <= MaxSeconds;
    }

    internal static string Fraction(int nanos) =>
        nanos == 0 ? "" : "." + nanos.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');

    private static bool Offset(ref ReadOnlySpan<char> rest, out int seconds)
    {
        seconds = 0;
        if (Skip(ref rest, 'Z'))
            return true;
        var negative = rest is ['-', ..];
        if ((!negative && rest is not ['+', ..]))
            return false;
        rest = rest[1..];
        if (!Number(ref rest, 2, out var hours) || !Skip(ref rest, ':') || !Number(ref rest, 2, out var minutes) || hours > 23 || minutes > 59)
            return false;
        seconds = (hours * 3600 + minutes * 60) * (negative ? -1 : 1);
        return true;
    }

    private static bool Skip(ref ReadOnlySpan<char> rest, char expected)
    {
        if (rest.IsEmpty || rest[0] != expected)
            return false;
        rest = rest[1..];
        return true;
    }

    private static bool Number(ref ReadOnlySpan<char> rest, int digits, out int number)
    {
        number = 0;
        if (rest.Length < digits)
            return false;
        for (var i = 0; i < digits; i++)
        {
            if (!char.IsAsciiDigit(rest[i]))
                return false;
            number = number * 10 + rest[i] - '0';
        }

        rest = rest[digits..];
        return true;
    }
}
