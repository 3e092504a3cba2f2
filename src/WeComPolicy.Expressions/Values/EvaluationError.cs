namespace WeComPolicy.Expressions.Values;

/// <summary>Why an expression has no value.</summary>
/// <param name="Message">What went wrong.</param>
public sealed record EvaluationError(Bilingual Message)
{
    /// <summary>The error that <c>default(Value)</c> stands for.</summary>
    public static EvaluationError Uninitialized { get; } = new(new Bilingual("内部错误：值未赋值", "internal error: value was never assigned"));

    /// <summary>The sub-expression that failed first, where known.</summary>
    public TextSpan? Span { get; init; }

    /// <summary>The message names the variable in which it failed; those that read that variable are not named too.</summary>
    public bool NamesVariable { get; init; }

    /// <summary>The run-time limit was reached; neither <c>&amp;&amp;</c> nor <c>||</c> may absorb this error.</summary>
    public bool IsLimit { get; init; }
}
