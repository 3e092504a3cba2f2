using System.Globalization;
using System.Text.RegularExpressions;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Testing;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed partial class LimitsTests
{
    [Fact]
    public void Every_limit_has_a_key_of_its_own()
    {
        Assert.Equal(Limits.All.Count, Limits.All.Select(limit => limit.Key).Distinct().Count());
        Assert.All(Limits.All, limit => Assert.StartsWith("wecom_policy.WCA2", limit.Key, StringComparison.Ordinal));
    }

    [Fact]
    public void The_catalogue_has_the_same_numbers()
    {
        var catalogue = new List<string>();
        var id = "";
        foreach (var line in File.ReadLines(RepositoryRoot.PathOf("policies", "code", "call-rate.yaml")))
        {
            if (Id().Match(line) is { Success: true } rule)
                id = rule.Groups[1].Value;
            if (line.TrimStart().StartsWith("params:", StringComparison.Ordinal))
                catalogue.AddRange(Parameter().Matches(line).Select(match => $"wecom_policy.{id}.{match.Groups[1].Value} = {match.Groups[2].Value}"));
        }

        Assert.Equal(
            Limits.All.Select(limit => $"{limit.Key} = {limit.Value.ToString(CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal),
            catalogue.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\s*- id: (WCA\d{4})")]
    private static partial Regex Id();

    [GeneratedRegex(@"(\w+): (\d+)")]
    private static partial Regex Parameter();
}
