namespace WeComPolicy.Engine.Findings;

/// <summary>How severities and confidences are written in files and on the command line.</summary>
public static class SeverityWords
{
    /// <summary>From the worst: critical, high, medium, low, info.</summary>
    public static IReadOnlyDictionary<string, Severity> Severities { get; } = new OrderedDictionary<string, Severity>(StringComparer.Ordinal)
    {
        ["critical"] = Severity.Critical,
        ["high"] = Severity.High,
        ["medium"] = Severity.Medium,
        ["low"] = Severity.Low,
        ["info"] = Severity.Info,
    };

    /// <summary>From the surest: high, medium, low.</summary>
    public static IReadOnlyDictionary<string, Confidence> Confidences { get; } = new OrderedDictionary<string, Confidence>(StringComparer.Ordinal)
    {
        ["high"] = Confidence.High,
        ["medium"] = Confidence.Medium,
        ["low"] = Confidence.Low,
    };

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
