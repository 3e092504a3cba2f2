using System.Globalization;

namespace WeComPolicy.Expressions.Values;

/// <summary>Durations as text.</summary>
public static class DurationText
{
    /// <summary>Greatest magnitude of a duration in seconds: 10,000 years of 365.25 days, as google.protobuf.Duration has it.</summary>
    public const long MaxSeconds = 315_576_000_000;

    private static readonly Int128 _nanosPerSecond = 1_000_000_000;

    /// <summary>In seconds: <c>90s</c>, <c>-0.5s</c>.</summary>
    /// <param name="seconds">Whole seconds, floored.</param>
    /// <param name="nanos">0 to 999,999,999.</param>
    public static string Format(long seconds, int nanos)
    {
        var sign = "";
        if (seconds < 0)
        {
            sign = "-";
            seconds = -seconds;
            if (nanos > 0)
            {
                seconds--;
                nanos = 1_000_000_000 - nanos;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{sign}{seconds}{TimestampText.Fraction(nanos)}s");
    }

    /// <summary>
    /// Reads a sequence of decimal numbers with units, such as <c>1h30m</c>, <c>-1.5s</c>, <c>250ms</c>: h, m, s, ms, us (µs), ns;
    /// what is finer than a nanosecond is cut off. <c>0</c> needs no unit. False for any other text and outside ±<see cref="MaxSeconds"/>.
    /// </summary>
    public static bool TryParse(string text, out long seconds, out int nanos)
    {
        seconds = 0;
        nanos = 0;
        var rest = text.AsSpan();
        var negative = rest is ['-', ..];
        if (negative || rest is ['+', ..])
            rest = rest[1..];
        if (rest is ['0'])
            return true;
        if (rest.IsEmpty)
            return false;
        var total = Int128.Zero;
        while (!rest.IsEmpty)
        {
            if (!Term(ref rest, out var term))
                return false;
            total += term;
            if (total > MaxSeconds * _nanosPerSecond)
                return false;
        }

        Split(negative ? -total : total, out seconds, out nanos);
        return true;
    }

    /// <summary>Nanoseconds as floored seconds and the rest.</summary>
    internal static void Split(Int128 total, out long seconds, out int nanos)
    {
        var whole = total / _nanosPerSecond;
        if (whole * _nanosPerSecond > total)
            whole--;
        seconds = (long)whole;
        nanos = (int)(total - whole * _nanosPerSecond);
    }

    private static bool Term(ref ReadOnlySpan<char> rest, out Int128 nanos)
    {
        nanos = 0;
        var wholeDigits = Digits(rest);
        var whole = rest[..wholeDigits];
        rest = rest[wholeDigits..];
        var fraction = ReadOnlySpan<char>.Empty;
        if (rest is ['.', ..])
        {
            rest = rest[1..];
            var fractionDigits = Digits(rest);
            fraction = rest[..fractionDigits];
            rest = rest[fractionDigits..];
        }

        if ((whole.IsEmpty && fraction.IsEmpty) || !Unit(ref rest, out var unit))
            return false;

        // The greatest duration has 21 digits in nanoseconds; a longer number can only be out of range.
        whole = whole.TrimStart('0');
        if (whole.Length > 21)
            return false;
        foreach (var digit in whole)
            nanos = nanos * 10 + (digit - '0');
        nanos *= unit;
        nanos += Part(fraction, unit);
        return nanos <= MaxSeconds * _nanosPerSecond;
    }

    // Eighteen digits of an hour are far finer than a nanosecond, and the product still fits.
    private static Int128 Part(ReadOnlySpan<char> fraction, long unit)
    {
        var digits = fraction[..Math.Min(fraction.Length, 18)];
        var numerator = Int128.Zero;
        var denominator = Int128.One;
        foreach (var digit in digits)
        {
            numerator = numerator * 10 + (digit - '0');
            denominator *= 10;
        }

        return numerator * unit / denominator;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
            count++;
        return count;
    }

    private static bool Unit(ref ReadOnlySpan<char> rest, out long nanos)
    {
        var (length, value) = rest switch
        {
            ['n', 's', ..] => (2, 1L),
            ['u' or 'µ' or 'μ', 's', ..] => (2, 1_000L),
            ['m', 's', ..] => (2, 1_000_000L),
            ['s', ..] => (1, 1_000_000_000L),
            ['m', ..] => (1, 60_000_000_000L),
            ['h', ..] => (1, 3_600_000_000_000L),
            _ => (0, 0L),
        };
        rest = rest[length..];
        nanos = value;
        return length != 0;
    }
}
