using System.Globalization;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Policies;

/// <summary>Which change of a parameter makes its rule stricter.</summary>
public enum ParameterOrder : byte
{
    /// <summary>Nobody says: every change counts as a looser rule.</summary>
    NotStated,

    /// <summary>The smaller number is the stricter one.</summary>
    Lower,

    /// <summary>The greater number is the stricter one.</summary>
    Higher,

    /// <summary>Of lists the one with fewer elements; the empty list, which names nobody, is the loosest.</summary>
    Fewer,
}

/// <summary>Which values of a parameter make sense, and which of two is the stricter.</summary>
/// <param name="Min">The smallest number; null for none.</param>
/// <param name="Max">The greatest number; null for none.</param>
/// <param name="NotAbove">The parameter of the same rule that it may not exceed; null for none.</param>
/// <param name="Stricter">Which change makes the rule stricter.</param>
public sealed record ParameterLimit(double? Min, double? Max, string? NotAbove, ParameterOrder Stricter)
{
    /// <summary>The directions by the words of policy files.</summary>
    public static IReadOnlyDictionary<string, ParameterOrder> Words { get; } = new WordTable<ParameterOrder>(
        ["lower", "higher", "fewer"],
        [ParameterOrder.Lower, ParameterOrder.Higher, ParameterOrder.Fewer]);

    /// <summary>What holds of a parameter whose rule states nothing: what is not negative does not become so.</summary>
    public static ParameterLimit Unstated(object? value) => new(Number(value) >= 0 ? 0 : null, null, null, ParameterOrder.NotStated);

    /// <summary>Whether a value outside <see cref="Min"/> and <see cref="Max"/> cannot be meant.</summary>
    public bool Admits(object value) => Number(value) is not { } number || (number >= (Min ?? number) && number <= (Max ?? number));

    /// <summary>Whether one value in the place of another makes the rule milder, or may do so.</summary>
    public bool IsLooser(object before, object after) => Stricter switch
    {
        ParameterOrder.Lower => Number(after) > Number(before),
        ParameterOrder.Higher => Number(after) < Number(before),
        ParameterOrder.Fewer when before is IReadOnlyList<object> { Count: > 0 } had && after is IReadOnlyList<object> has => has.Count == 0 || !has.All(had.Contains),
        ParameterOrder.Fewer => false,
        _ => ParameterValue.Text(before) != ParameterValue.Text(after),
    };

    /// <summary>Whether the rule itself says how far it may be loosened.</summary>
    public bool BoundsLoosening => Stricter switch
    {
        ParameterOrder.Lower => Max is not null,
        ParameterOrder.Higher => Min is not null,
        ParameterOrder.Fewer => true,
        _ => false,
    };

    /// <summary>The values that make sense, for people; null where all do.</summary>
    public Bilingual? Range => (Min, Max) switch
    {
        ({ } min, { } max) => new($"{Text(min)} 至 {Text(max)}", $"{Text(min)} to {Text(max)}"),
        ({ } min, null) => new($"不小于 {Text(min)}", $"at least {Text(min)}"),
        (null, { } max) => new($"不大于 {Text(max)}", $"at most {Text(max)}"),
        _ => null,
    };

    /// <summary>A parameter's value as a number; null where it is none.</summary>
    internal static double? Number(object? value) => value switch
    {
        long whole => whole,
        double number => number,
        _ => null,
    };

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
