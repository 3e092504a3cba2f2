using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting;

/// <summary>What a finding says in one sentence.</summary>
internal static class FindingText
{
    /// <summary>The message, and before it that it is no failure where it is none.</summary>
    public static Bilingual Of(Finding finding) => finding.Outcome switch
    {
        Verdict.Unknown => new($"无法判定：{finding.Message.Zh.TrimEnd()}", $"Not decided: {finding.Message.En.TrimEnd()}"),
        Verdict.Error => new($"规则出错：{finding.Message.Zh.TrimEnd()}", $"The rule broke: {finding.Message.En.TrimEnd()}"),
        _ => new(finding.Message.Zh.TrimEnd(), finding.Message.En.TrimEnd()),
    };
}
