using System.Globalization;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>The greatest result that a function may build, so that a short expression cannot exhaust the memory.</summary>
internal static class ResultSize
{
    /// <summary>Characters of a text, or elements of a list.</summary>
    public const int Max = 2_000_000;

    /// <summary>Elements of a list that is counted and not kept.</summary>
    public const int MaxRange = 10_000_000;

    /// <summary>What a function gives instead of a result of that size.</summary>
    public static Value TooLarge(long size, int limit = Max)
    {
        var wanted = size.ToString(CultureInfo.InvariantCulture);
        var most = limit.ToString(CultureInfo.InvariantCulture);
        return Value.Error($"结果过大：需要 {wanted} 个字符或元素，上限为 {most}", $"the result is too large: {wanted} characters or elements, the limit is {most}");
    }
}
