namespace WeComPolicy.Engine.Findings;

/// <summary>How verdicts are written in files: cases, JSON.</summary>
public static class VerdictWords
{
    /// <summary>pass, fail, unknown, not_applicable or error.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Fail => "fail",
        Verdict.Unknown => "unknown",
        Verdict.NotApplicable => "not_applicable",
        _ => "error",
    };
}
