namespace WeComPolicy.Expressions.Values;

/// <summary>
/// A day of the proleptic Gregorian calendar. Unlike <see cref="DateOnly"/> it reaches a little beyond the years 1 to 9999,
/// where a time zone can carry a timestamp.
/// </summary>
internal readonly record struct CivilDate(int Year, int Month, int Day)
{
    private const int DaysOfEra = 146_097;

    /// <summary>Days from 1970-01-01 to this day.</summary>
    public long DaysSinceEpoch
    {
        get
        {
            // Years are counted from March, so that the leap day is the last of its year.
            var year = Month <= 2 ? Year - 1L : Year;
            var era = (year >= 0 ? year : year - 399) / 400;
            var yearOfEra = year - era * 400;
            var dayOfYear = (153 * (Month + (Month > 2 ? -3 : 9)) + 2) / 5 + Day - 1;
            return era * DaysOfEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
        }
    }

    /// <summary>Day of the year, from 0.</summary>
    public int DayOfYear => (int)(DaysSinceEpoch - new CivilDate(Year, 1, 1).DaysSinceEpoch);

    /// <summary>Day of the week, 0 for Sunday.</summary>
    public int DayOfWeek => (int)(((DaysSinceEpoch + 4) % 7 + 7) % 7);

    /// <summary>The day that lies so many days after 1970-01-01.</summary>
    public static CivilDate FromDays(long days)
    {
        days += 719_468;
        var era = (days >= 0 ? days : days - (DaysOfEra - 1)) / DaysOfEra;
        var dayOfEra = days - era * DaysOfEra;
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = (int)(dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100));
        var shifted = (5 * dayOfYear + 2) / 153;
        var month = shifted < 10 ? shifted + 3 : shifted - 9;
        return new CivilDate((int)(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), month, dayOfYear - (153 * shifted + 2) / 5 + 1);
    }

    /// <summary>Number of days of a month; 0 for no month.</summary>
    public static int DaysInMonth(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        >= 1 and <= 12 => 31,
        _ => 0,
    };
}
