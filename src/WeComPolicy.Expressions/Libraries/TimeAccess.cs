using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>The parts of timestamps, in UTC or a time zone, and of durations.</summary>
internal static class TimeAccess
{
    public static void Declare(FunctionTable table)
    {
        Part(table, "getFullYear", "year", (date, _, _) => date.Year);
        Part(table, "getMonth", "month", (date, _, _) => date.Month - 1);
        Part(table, "getDate", "day_of_month_1_based", (date, _, _) => date.Day);
        Part(table, "getDayOfMonth", "day_of_month", (date, _, _) => date.Day - 1);
        Part(table, "getDayOfWeek", "day_of_week", (date, _, _) => date.DayOfWeek);
        Part(table, "getDayOfYear", "day_of_year", (date, _, _) => date.DayOfYear);
        Part(table, "getHours", "hours", (_, second, _) => second / 3600);
        Part(table, "getMinutes", "minutes", (_, second, _) => second / 60 % 60);
        Part(table, "getSeconds", "seconds", (_, second, _) => second % 60);
        Part(table, "getMilliseconds", "milliseconds", (_, _, nanos) => nanos / 1_000_000);

        table.Member("getHours", "duration_to_hours", CelType.Int, [CelType.Duration], d => Value.Int(WholeSeconds(d) / 3600));
        table.Member("getMinutes", "duration_to_minutes", CelType.Int, [CelType.Duration], d => Value.Int(WholeSeconds(d) / 60));
        table.Member("getSeconds", "duration_to_seconds", CelType.Int, [CelType.Duration], d => Value.Int(WholeSeconds(d)));
        table.Member("getMilliseconds", "duration_to_milliseconds", CelType.Int, [CelType.Duration], d => Value.Int(Milliseconds(d)));
    }

    private static void Part(FunctionTable table, string name, string id, Func<CivilDate, int, int, int> part)
    {
        table.Member(name, "timestamp_to_" + id, CelType.Int, [CelType.Timestamp], t => Read(t, 0));
        table.Member(name, $"timestamp_to_{id}_with_tz", CelType.Int, [CelType.Timestamp, CelType.String], (t, zone) =>
            TimeZones.TryOffset(zone.AsString, t.Seconds, out var offset, out var error) ? Read(t, offset) : error);

        Value Read(Value time, int offset)
        {
            var local = time.Seconds + offset;
            var days = Math.DivRem(local, 86_400, out var second);
            if (second < 0)
            {
                days--;
                second += 86_400;
            }

            return Value.Int(part(CivilDate.FromDays(days), (int)second, time.Nanos));
        }
    }

    // Cut towards zero; the value keeps them floored.
    private static long WholeSeconds(Value duration) => duration.Seconds < 0 && duration.Nanos > 0 ? duration.Seconds + 1 : duration.Seconds;

    private static long Milliseconds(Value duration)
    {
        var nanos = duration.Seconds < 0 && duration.Nanos > 0 ? duration.Nanos - 1_000_000_000 : duration.Nanos;
        return nanos / 1_000_000;
    }
}
