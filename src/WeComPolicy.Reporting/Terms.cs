using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting;

/// <summary>The words for severities, confidences and verdicts: for programs and for people.</summary>
internal static class Terms
{
    public static string Keyword(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.High => "high",
        Severity.Medium => "medium",
        Severity.Low => "low",
        _ => "info",
    };

    public static string Keyword(Confidence confidence) => confidence switch
    {
        Confidence.High => "high",
        Confidence.Medium => "medium",
        _ => "low",
    };

    public static string Keyword(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.NotApplicable => "not_applicable",
        Verdict.Fail => "fail",
        Verdict.Unknown => "unknown",
        _ => "error",
    };

    public static Bilingual Name(Severity severity) => severity switch
    {
        Severity.Critical => new("严重", "critical"),
        Severity.High => new("高", "high"),
        Severity.Medium => new("中", "medium"),
        Severity.Low => new("低", "low"),
        _ => new("提示", "info"),
    };

    /// <summary>From the worst.</summary>
    public static ReadOnlySpan<Severity> Severities => [Severity.Critical, Severity.High, Severity.Medium, Severity.Low, Severity.Info];
}
