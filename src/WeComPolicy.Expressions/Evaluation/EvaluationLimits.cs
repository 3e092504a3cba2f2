namespace WeComPolicy.Expressions.Evaluation;

/// <summary>How much one evaluation may cost before it is stopped with an error whose <see cref="Values.EvaluationError.IsLimit"/> is set.</summary>
/// <param name="MaxSteps">
/// Number of steps: one for each turn of a loop and each call; functions whose work grows with their arguments are charged the
/// characters, bytes and elements of arguments and result.
/// </param>
/// <param name="MaxTraceEntries">Number of entries that a trace keeps; what comes after is counted, not kept.</param>
/// <param name="MaxValueDepth">How deep lists, maps and optionals made by an expression may be nested in each other.</param>
/// <param name="MaxBuilt">
/// How much one evaluation may build, whether it keeps it or not, so that its memory is bounded however many steps it may take: the
/// elements of lists and maps, and an eighth of the characters of texts. An element takes 24 bytes.
/// </param>
public sealed record EvaluationLimits(long MaxSteps = 10_000_000, int MaxTraceEntries = 10_000, int MaxValueDepth = 500, long MaxBuilt = 5_000_000)
{
    /// <summary>The limits that hold where nothing else is said.</summary>
    public static EvaluationLimits Default { get; } = new();
}
