using System.Globalization;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>Times as people write them: China has one time zone, and the admin console shows it.</summary>
internal static class ChinaTime
{
    private const long OffsetSeconds = 8 * 3600;

    /// <summary>A timestamp in UTC+08:00; its date alone at midnight.</summary>
    public static string Text(Value timestamp)
    {
        // The first and last hours of the calendar lie in no year of the other offset.
        var local = timestamp.Seconds + OffsetSeconds;
        if (local < DateTimeOffset.MinValue.ToUnixTimeSeconds() || local > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return ValueOperations.ToDisplay(timestamp);
        var moment = DateTimeOffset.FromUnixTimeSeconds(local);
        var isDay = moment.TimeOfDay == TimeSpan.Zero && timestamp.Nanos == 0;
        return moment.ToString(isDay ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
