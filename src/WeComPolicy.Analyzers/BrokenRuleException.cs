namespace WeComPolicy.Analyzers;

/// <summary>
/// Rules that failed. The compiler tells a failure by the analyzer's name and the exception's message, and knows only the one analyzer that
/// holds all rules: so the message names them, and whoever reads the log of a build knows which verdicts are missing.
/// </summary>
public sealed class BrokenRuleException : Exception
{
    /// <summary>Creates it.</summary>
    /// <param name="rules">The ids of the rules, separated by commas.</param>
    /// <param name="cause">What the first of them threw.</param>
    internal BrokenRuleException(string rules, Exception cause)
        : base($"{rules}: {cause.GetType().Name}: {cause.Message}", cause)
    {
    }
}
