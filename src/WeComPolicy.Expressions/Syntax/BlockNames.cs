using System.Globalization;

namespace WeComPolicy.Expressions.Syntax;

/// <summary>The names behind <c>cel.index</c>, <c>cel.iterVar</c> and <c>cel.accuVar</c>; the @ keeps them apart from every written name.</summary>
public static class BlockNames
{
    private const string IndexPrefix = "@index";
    private const string IterationPrefix = "@it:";
    private const string AccumulatorPrefix = "@ac:";

    /// <summary>The name of <c>cel.index(slot)</c>.</summary>
    public static string Index(long slot) => IndexPrefix + slot.ToString(CultureInfo.InvariantCulture);

    /// <summary>The name of <c>cel.iterVar(depth, unique)</c>.</summary>
    public static string IterationVariable(long depth, long unique) =>
        string.Create(CultureInfo.InvariantCulture, $"{IterationPrefix}{depth}:{unique}");

    /// <summary>The name of <c>cel.accuVar(depth, unique)</c>.</summary>
    public static string AccumulatorVariable(long depth, long unique) =>
        string.Create(CultureInfo.InvariantCulture, $"{AccumulatorPrefix}{depth}:{unique}");

    /// <summary>Whether the name is that of <c>cel.index(slot)</c>.</summary>
    public static bool IsIndex(string name, out int slot)
    {
        slot = -1;
        return name.StartsWith(IndexPrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(IndexPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out slot);
    }

    /// <summary>How the name is written in an expression: itself, or <c>cel.index(0)</c> and the like.</summary>
    public static string Display(string name)
    {
        if (IsIndex(name, out var slot))
            return string.Create(CultureInfo.InvariantCulture, $"cel.index({slot})");
        if (name.StartsWith(IterationPrefix, StringComparison.Ordinal))
            return $"cel.iterVar({name[IterationPrefix.Length..].Replace(":", ", ", StringComparison.Ordinal)})";
        if (name.StartsWith(AccumulatorPrefix, StringComparison.Ordinal))
            return $"cel.accuVar({name[AccumulatorPrefix.Length..].Replace(":", ", ", StringComparison.Ordinal)})";
        return name;
    }
}
