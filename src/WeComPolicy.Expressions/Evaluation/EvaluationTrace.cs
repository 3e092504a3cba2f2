using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>How an expression came to its value.</summary>
/// <param name="Result">The value of the whole expression, the same that an evaluation gives.</param>
/// <param name="Entries">The evaluated sub-expressions, each before its parts, in the order of evaluation.</param>
/// <param name="Omitted">How many more sub-expressions were evaluated than <paramref name="Entries"/> holds; 0 when it is whole.</param>
public sealed record EvaluationTrace(Value Result, IReadOnlyList<TraceEntry> Entries, long Omitted)
{
    /// <summary>Whether entries are missing because there were too many.</summary>
    public bool IsCut => Omitted > 0;
}
