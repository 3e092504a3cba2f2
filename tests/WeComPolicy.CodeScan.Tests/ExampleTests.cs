using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Testing;

namespace WeComPolicy.CodeScan.Tests;

/// <summary>examples/integration: one true finding of each kind, and a fixed twin without any.</summary>
public sealed class ExampleTests
{
    private static CodeScanResult Scan(string name)
    {
        var root = RepositoryRoot.Find();
        return CodeScanner.Run(new CodeScanRequest
        {
            Targets = CodeArguments.Split([$"examples/integration/{name}"], root).Code,
            WorkingDirectory = root,
        });
    }

    [Fact]
    public void Each_rule_finds_its_one_place_in_the_risky_one()
    {
        var found = Scan("risky").Findings;
        Assert.Equal(
            PolicyLoader.CodeRules.Select(r => r.Id).Where(id => !id.StartsWith("WCA0", StringComparison.Ordinal)),
            found.Select(f => f.Rule.Id).Order(StringComparer.Ordinal));
        foreach (var finding in found.Where(f => f.Rule.Id != "WCA1009"))
        {
            // The comment that names the rule stands on one of the lines before it.
            var place = finding.Location!.Value;
            var before = Enumerable.Range(Math.Max(1, place.Start.Line - 4), 4).Select(line => place.File.LineText(Math.Min(line, place.File.LineCount)).ToString());
            Assert.Contains(before, text => text.Contains("// ", StringComparison.Ordinal) && text.Contains(finding.Rule.Id, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Nothing_is_found_in_the_fixed_one()
    {
        var result = Scan("fixed");
        Assert.Empty(result.Findings);
        Assert.True(result.Scope.CallSites > 0);
        Assert.Empty(result.Diagnostics);
    }
}
