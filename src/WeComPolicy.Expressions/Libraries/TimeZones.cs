using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>Time zones by IANA name or fixed offset.</summary>
internal static class TimeZones
{
    // Since 1991-09-15 China has kept UTC+08:00 all year; that answers where the machine has no time zone data.
    private const long ChinaFixedSince = 684_867_600;

    /// <summary>Seconds that local time is ahead of UTC at a moment.</summary>
    public static bool TryOffset(string zone, long seconds, out int offset, out Value error)
    {
        error = default;
        if (TryFixed(zone, out offset))
            return true;
        if (zone is "" or "UTC" or "GMT" or "Etc/UTC" or "Etc/GMT")
            return true;
        if (IsName(zone))
        {
            try
            {
                var moment = DateTime.UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond);
                offset = (int)TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(moment).TotalSeconds;
                return true;
            }
            catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException or IOException or UnauthorizedAccessException)
            {
                if (zone is "Asia/Shanghai" or "PRC" && seconds >= ChinaFixedSince)
                {
                    offset = 8 * 3600;
                    return true;
                }
            }
        }

        var shown = ValueOperations.ToDisplay(Value.String(zone), 60);
        error = Value.Error(
            $"未知的时区 {shown}，请使用 Asia/Shanghai 一类的 IANA 名称或 +08:00 一类的偏移",
            $"unknown time zone {shown}: use an IANA name such as Asia/Shanghai or an offset such as +08:00");
        return false;
    }

    private static bool TryFixed(string zone, out int offset)
    {
        offset = 0;
        var rest = zone.AsSpan();
        var negative = rest is ['-', ..];
        if (negative || rest is ['+', ..])
            rest = rest[1..];
        if (rest.Length != 5 || rest[2] != ':' || !char.IsAsciiDigit(rest[0]) || !char.IsAsciiDigit(rest[1])
            || !char.IsAsciiDigit(rest[3]) || !char.IsAsciiDigit(rest[4]))
            return false;
        var hours = (rest[0] - '0') * 10 + rest[1] - '0';
        var minutes = (rest[3] - '0') * 10 + rest[4] - '0';
        if (hours > 23 || minutes > 59)
            return false;
        offset = (hours * 3600 + minutes * 60) * (negative ? -1 : 1);
        return true;
    }

    // A name is looked up in a folder of the machine: nothing else may be reached through it.
    private static bool IsName(string zone)
    {
        if (zone.Length > 64 || !char.IsAsciiLetter(zone[0]) || zone is "Local" or "localtime")
            return false;
        foreach (var c in zone)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '_' or '-' or '+'))
                return false;
        }

        return true;
    }
}
