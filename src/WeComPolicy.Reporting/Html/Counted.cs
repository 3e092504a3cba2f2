using System.Globalization;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>Numbers of things, in both languages.</summary>
internal static class Counted
{
    public static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>3 条规则</c> and <c>3 rules</c>.</summary>
    /// <param name="value">How many.</param>
    /// <param name="zh">Measure word and noun.</param>
    /// <param name="one">The English noun.</param>
    /// <param name="many">Its plural, where an <c>s</c> does not make it.</param>
    public static Bilingual Of(int value, string zh, string one, string? many = null) =>
        new($"{Number(value)} {zh}", $"{Number(value)} {(value == 1 ? one : many ?? one + "s")}");

    /// <summary>Joins what is there: <c>a，b</c> and <c>a, b</c>.</summary>
    public static Bilingual Join(IReadOnlyCollection<Bilingual> parts) =>
        new(string.Join("，", parts.Select(p => p.Zh)), string.Join(", ", parts.Select(p => p.En)));

    /// <summary>A share in whole per cent; never 100 % where something lacks, never 0 % where something is.</summary>
    public static int Percent(int part, int whole) =>
        whole == 0 ? 0 : part == whole ? 100 : Math.Clamp((int)Math.Round(100.0 * part / whole, MidpointRounding.AwayFromZero), part == 0 ? 0 : 1, 99);
}
