using WeComPolicy.Analyzers;
using WeComPolicy.CodeScan.Building;

namespace WeComPolicy.CodeScan.Tests;

/// <summary>What a compiler's log says of rules that failed in it.</summary>
public sealed class BrokenInBuildTests
{
    [Theory]
    [InlineData("Analyzer '{0}' threw an exception of type 'X' with message 'WCA1005, WCA2001: NullReferenceException: …'.", "WCA1005 WCA2001")]
    [InlineData("分析器“{0}”引发类型为“X”的异常，并显示消息“WCA3001: NullReferenceException: …”。", "WCA3001")]
    public void Names_the_rules_in_every_language(string message, string rules) => Assert.Equal(rules.Split(' '), Broken("AD0001", message));

    [Fact]
    public void A_failure_without_a_name_took_all() =>
        Assert.Equal(WeComPolicyAnalyzer.Rules().SelectMany(rule => rule.SupportedDiagnostics).Select(rule => rule.Id).Order(StringComparer.Ordinal), Broken("AD0001", "Analyzer '{0}' threw."));

    [Fact]
    public void Another_analyzer_s_failure_is_its_own() => Assert.Empty(Broken("AD0001", "Analyzer 'Other.Analyzer' threw an exception with message 'WCA1005'."));

    [Fact]
    public void A_finding_is_no_failure() => Assert.Empty(Broken("WCA1005", "{0}"));

    private static IEnumerable<string> Broken(string rule, string message) =>
        BuildJudge.Broken(new LoggedResult(rule, message.Replace("{0}", typeof(WeComPolicyAnalyzer).FullName, StringComparison.Ordinal), [], new Dictionary<string, string>(), IsSuppressed: false))
            .Order(StringComparer.Ordinal);
}
