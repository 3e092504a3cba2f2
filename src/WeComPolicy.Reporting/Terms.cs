using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting;

/// <summary>The words for severities, confidences and verdicts: for programs and for people.</summary>
internal static class Terms
{
    public static string Keyword(Severity severity) => SeverityWords.Of(severity);

    public static string Keyword(Confidence confidence) => SeverityWords.Of(confidence);

    public static string Keyword(Verdict verdict) => VerdictWords.Of(verdict);

    public static Bilingual Name(Verdict verdict) => verdict switch
    {
        Verdict.Pass => new("通过", "pass"),
        Verdict.NotApplicable => new("不适用", "not applicable"),
        Verdict.Fail => new("不合规", "fail"),
        Verdict.Unknown => new("无法判定", "undecided"),
        _ => new("规则出错", "error"),
    };

    public static Bilingual Name(Confidence confidence) => confidence switch
    {
        Confidence.High => new("高", "high"),
        Confidence.Medium => new("中", "medium"),
        _ => new("低", "low"),
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

    public static string Keyword(Suppression suppression) => suppression == Suppression.InSource ? "inSource" : "configuration";

    public static Bilingual Name(Suppression suppression) => suppression == Suppression.InSource
        ? new("被 #pragma 或 SuppressMessage 隐藏", "hidden by #pragma or SuppressMessage")
        : new("被 .editorconfig、.globalconfig 或构建属性关闭", "switched off by .editorconfig, .globalconfig or a property of the build");

    /// <summary>The word of a state; null without a baseline.</summary>
    public static string? Keyword(BaselineState state) => state switch
    {
        BaselineState.New => "new",
        BaselineState.Unchanged => "unchanged",
        BaselineState.Updated => "updated",
        _ => null,
    };
}
