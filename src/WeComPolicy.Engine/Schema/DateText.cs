using System.Globalization;

namespace WeComPolicy.Engine.Schema;

/// <summary>
/// Days and instants of tenant files. A day is one of the calendar in China, where the admin console lives: the instant
/// 00:00 +08:00. China has had no other offset since 1992, so that no time zone data is needed.
/// </summary>
public static class DateText
{
    private const long SecondsPerDay = 86_400;
    private const long ChinaOffset = 8 * 3600;

    private static readonly long s_epochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The instant at which a day begins in China, in seconds since 1970-01-01T00:00:00Z.</summary>
    public static long StartOfDay(DateOnly day) => (day.DayNumber - s_epochDay) * SecondsPerDay - ChinaOffset;

    /// <summary>The last second of a day in China, since 1970-01-01T00:00:00Z.</summary>
    public static long EndOfDay(DateOnly day) => StartOfDay(day) + SecondsPerDay - 1;

    /// <summary>The day in China that holds an instant.</summary>
    /// <param name="seconds">Since 1970-01-01T00:00:00Z; of the years 1 to 9999.</param>
    public static DateOnly DayOf(long seconds) =>
        DateOnly.FromDayNumber((int)(Math.DivRem(seconds + ChinaOffset, SecondsPerDay, out var rest) + (rest < 0 ? -1 : 0) + s_epochDay));

    /// <summary>Reads YYYY-MM-DD.</summary>
    public static bool TryParseDay(ReadOnlySpan<char> text, out DateOnly day) => ParseDay(text, out day) == DayProblem.None;

    internal static DayProblem ParseDay(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || !Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..], out var number))
        {
            return DayProblem.Form;
        }

        if (year == 0 || month is 0 or > 12)
            return DayProblem.Month;
        if (number == 0 || number > DateTime.DaysInMonth(year, month))
            return DayProblem.Day;
        day = new DateOnly(year, month, number);
        return DayProblem.None;
    }

    /// <summary>Reads an RFC 3339 time: a day, T, hours, minutes, seconds with up to 9 decimals, and Z or an offset.</summary>
    /// <param name="text">The text.</param>
    /// <param name="seconds">Whole seconds since 1970-01-01T00:00:00Z, floored.</param>
    /// <param name="nanos">Nanoseconds beyond them.</param>
    public static bool TryParseInstant(ReadOnlySpan<char> text, out long seconds, out int nanos)
    {
        seconds = 0;
        nanos = 0;
        if (text.Length < 20 || !TryParseDay(text[..10], out var day) || text[10] is not ('T' or 't')
            || text[13] != ':' || text[16] != ':'
            || !Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute) || !Digits(text[17..19], out var second)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var rest = text[19..];
        if (rest[0] == '.')
        {
            var length = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (length is < 1 or > 9)
                return false;
            nanos = int.Parse(rest.Slice(1, length), NumberStyles.None, CultureInfo.InvariantCulture);
            for (var i = length; i < 9; i++)
                nanos *= 10;
            rest = rest[(length + 1)..];
        }

        var offset = 0;
        if (rest is not ("Z" or "z"))
        {
            if (rest.Length != 6 || rest[0] is not ('+' or '-') || rest[3] != ':'
                || !Digits(rest[1..3], out var hours) || !Digits(rest[4..], out var minutes) || hours > 23 || minutes > 59)
            {
                return false;
            }

            offset = (hours * 3600 + minutes * 60) * (rest[0] == '-' ? -1 : 1);
        }

        seconds = (day.DayNumber - s_epochDay) * SecondsPerDay + hour * 3600 + minute * 60 + second - offset;
        return seconds is >= -62_135_596_800 and <= 253_402_300_799;
    }

    // "2025/3/1", "2025-3-1", "20250301", "2025.03.01", "2025年3月1日" → 2025-03-01
    internal static string? Mended(string text)
    {
        var digits = text.Length == 8 && Digits(text, out _)
            ? [text[..4], text[4..6], text[6..]]
            : text.Split(['-', '/', '.', '年', '月', '日', 'T', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (digits.Length < 3 || digits[0].Length != 4 || digits[1].Length > 2 || digits[2].Length > 2
            || !Digits(digits[0], out _) || !Digits(digits[1], out _) || !Digits(digits[2], out _))
        {
            return null;
        }

        var mended = $"{digits[0]}-{digits[1].PadLeft(2, '0')}-{digits[2].PadLeft(2, '0')}";
        return TryParseDay(mended, out _) ? mended : null;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            value = value * 10 + (c - '0');
        }

        // Nobody asks for more than eight.
        return text.Length is > 0 and < 10;
    }
}

internal enum DayProblem : byte
{
    None,
    Form,
    Month,
    Day,
}
