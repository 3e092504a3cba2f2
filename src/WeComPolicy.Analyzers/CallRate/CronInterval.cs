using System.Globalization;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>The shortest time between two turns of a cron expression: five fields, or six and seven with seconds first (Quartz, NCrontab).</summary>
internal static class CronInterval
{
    private const int MaxLength = 200;

    /// <summary>Milliseconds; null where the text is no cron expression.</summary>
    public static double? Milliseconds(string text)
    {
        if (text.Length > MaxLength)
            return null;
        var fields = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is < 5 or > 7)
            return null;
        var hasSeconds = fields.Length > 5;
        double unit = 1_000;
        if (hasSeconds)
        {
            if (Gap(fields[0], 60) is not { } seconds)
                return null;
            if (seconds < 60)
                return seconds * unit;
        }

        unit *= 60;
        if (Gap(fields[hasSeconds ? 1 : 0], 60) is not { } minutes)
            return null;
        if (minutes < 60)
            return minutes * unit;
        return Gap(fields[hasSeconds ? 2 : 1], 24) is { } hours ? hours * unit * 60 : null;
    }

    /// <summary>The smallest step between two values of a field; the whole circle where there is but one.</summary>
    private static int? Gap(string field, int circle)
    {
        var values = new SortedSet<int>();
        foreach (var part in field.Split(','))
        {
            var step = 1;
            var range = part;
            if (part.IndexOf('/') is >= 0 and var slash)
            {
                if (!Number(part.Substring(slash + 1), out step) || step == 0)
                    return null;
                range = part.Substring(0, slash);
            }

            int first, last;
            if (range is "*" or "?")
                (first, last) = (0, circle - 1);
            else if (range.IndexOf('-') is > 0 and var dash)
            {
                if (!Number(range.Substring(0, dash), out first) || !Number(range.Substring(dash + 1), out last))
                    return null;
            }
            else if (Number(range, out first))
                last = part == range ? first : circle - 1;
            else
                return null;

            for (var value = first; value <= Math.Min(last, circle - 1); value += step)
                values.Add(value);
        }

        var smallest = circle;
        var list = values.ToList();
        for (var i = 0; i < list.Count && list.Count > 1; i++)
            smallest = Math.Min(smallest, i + 1 < list.Count ? list[i + 1] - list[i] : list[0] + circle - list[i]);
        return list.Count == 0 ? null : smallest;
    }

    private static bool Number(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value < 1_000;
}
