namespace WeComPolicy.Engine.Findings;

/// <summary>How severities and confidences are written in files and on the command line.</summary>
public static class SeverityWords
{
    /// <summary>From the worst: critical, high, medium, low, info.</summary>
    public static IReadOnlyDictionary<string, Severity> Severities { get; } = new WordTable<Severity>(
        ["critical", "high", "medium", "low", "info"],
        [Severity.Critical, Severity.High, Severity.Medium, Severity.Low, Severity.Info]);

    /// <summary>From the surest: high, medium, low.</summary>
    public static IReadOnlyDictionary<string, Confidence> Confidences { get; } = new WordTable<Confidence>(
        ["high", "medium", "low"],
        [Confidence.High, Confidence.Medium, Confidence.Low]);

    /// <summary>The word of a severity.</summary>
    public static string Of(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.High => "high",
        Severity.Medium => "medium",
        Severity.Low => "low",
        _ => "info",
    };

    /// <summary>The word of a confidence.</summary>
    public static string Of(Confidence confidence) => confidence switch
    {
        Confidence.High => "high",
        Confidence.Medium => "medium",
        _ => "low",
    };
}
