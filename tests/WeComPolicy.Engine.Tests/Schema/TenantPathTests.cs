using WeComPolicy.Engine.Schema;

namespace WeComPolicy.Engine.Tests.Schema;

/// <summary>Paths tell everything apart that stands in a tenant, and show no secret.</summary>
public sealed class TenantPathTests
{
    // Made up.
    private const string Secret = "Zq3rT8vYb1Nc5Xm7Kd9Lf2Gh4Jp6Ws0QaEeUiOoRtYk";

    [Fact]
    public void Equal_values_of_a_list_are_numbered()
    {
        const string yaml = "members: [ { userid: a, login_ip_ranges: [203.0.113.7, 10.0.0.1, 203.0.113.7, 203.0.113.7] } ]";
        Assert.Equal(
            [
                "members[userid=a].login_ip_ranges[=203.0.113.7]", "members[userid=a].login_ip_ranges[=10.0.0.1]",
                "members[userid=a].login_ip_ranges[=203.0.113.7#2]", "members[userid=a].login_ip_ranges[=203.0.113.7#3]",
            ],
            PathsIn(yaml).Where(p => p.Contains("ranges[", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData($"members: [ {{ userid: {Secret}, enabled: true }} ]")]
    [InlineData($"x-{Secret}: {{ a: 1 }}")]
    [InlineData($"x-note: {{ {Secret}: 1 }}")]
    [InlineData($"directory: {{ x-list: [ {Secret} ] }}")]
    public void What_may_be_a_secret_is_masked(string yaml)
    {
        var paths = PathsIn(yaml).ToList();
        Assert.DoesNotContain(paths, p => p.Contains(Secret[..12], StringComparison.Ordinal));
        Assert.Contains(paths, p => p.Contains("***~", StringComparison.Ordinal));
    }

    [Fact]
    public void Masked_identities_stay_apart()
    {
        var paths = PathsIn($"members: [ {{ userid: {Secret} }}, {{ userid: {Secret.Replace('Z', 'Y')} }} ]").ToList();
        Assert.Equal(paths.Count, paths.Distinct(StringComparer.Ordinal).Count());
    }

    private static IEnumerable<string> PathsIn(string yaml)
    {
        var typed = TenantText.Typed(yaml);
        return Enumerable.Range(1, typed.Document.Count - 1).Select(node => TenantPath.Of(typed, node));
    }
}
