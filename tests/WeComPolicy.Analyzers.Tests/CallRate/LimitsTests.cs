using WeComPolicy.Analyzers.CallRate;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class LimitsTests
{
    [Fact]
    public void Every_limit_has_a_key_of_its_own()
    {
        Assert.Equal(Limits.All.Count, Limits.All.Select(limit => limit.Key).Distinct().Count());
        Assert.All(Limits.All, limit => Assert.StartsWith("wecom_policy.WCA2", limit.Key, StringComparison.Ordinal));
    }
}
