using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Engine.Tests.Laws;

/// <summary>A fingerprint belongs to a rule, a subject and a corp, and to nothing else.</summary>
public sealed class FingerprintLawTests
{
    public static TheoryData<string> Examples => TenantFiles.ExampleNames;

    [Theory]
    [MemberData(nameof(Examples))]
    public void Other_names_and_another_order_of_the_files_give_the_same_fingerprints(string example)
    {
        var files = TenantFiles.Example(example);
        var renamed = files.Files.Reverse().Select((f, i) => new SourceFile($"moved/北京 {i}{Path.GetExtension(f.Path)}", f.Text));
        Judged.Of(files).AssertSame(Judged.Of(new TenantFiles("elsewhere", [.. renamed])), example);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Another_corp_has_other_fingerprints(string example)
    {
        const string Corpid = "ww99aabbccddeeff00";
        var files = TenantFiles.Example(example);
        var own = files.Load()!.Identity;
        var other = files with { Files = [.. files.Files.Select(f => new SourceFile(f.Path, f.Text.Replace(own, Corpid, StringComparison.Ordinal)))] };
        Assert.Equal(Corpid, other.Load()!.Identity);
        var before = Judged.Of(files);
        var after = Judged.Of(other);
        Assert.Equal(before.Outcomes, after.Outcomes);
        Assert.Empty(before.Fingerprints.Intersect(after.Fingerprints, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void No_two_findings_share_a_fingerprint(string example)
    {
        var findings = Judged.Of(TenantFiles.Example(example)).Findings;
        var shared = findings.GroupBy(f => f.Fingerprint, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => string.Join(" | ", g.Select(f => $"{f.Rule.Id} {f.Outcome} {f.Subject}")));
        Assert.Empty(shared);
    }

    [Fact]
    public void Findings_of_different_subjects_of_a_case_do_not_share_a_fingerprint()
    {
        // Equal elements of a list of plain values are one subject: a range that stands twice.
        var shared =
            from policyCase in Shipped.Cases
            let tenant = TenantFiles.OfTree("case", TreeText.TenantOf(policyCase))
            from same in Judged.Of(tenant, [Shipped.RuleOf(policyCase)], policyCase.AsOf).Findings.GroupBy(f => f.Fingerprint, StringComparer.Ordinal)
            where same.Select(f => f.Subject).Distinct(StringComparer.Ordinal).Count() > 1
            select $"{policyCase.Name}: {string.Join(" | ", same.Select(f => $"{f.Outcome} {f.Subject}"))}";
        Assert.Empty(shared);
    }

    [Fact]
    public void A_secret_in_a_comment_keeps_its_fingerprint()
    {
        // Put together here so that no scanner takes this file for a leak.
        var secret = "corpsecret=" + string.Concat(Enumerable.Repeat("Fake0Secret", 4))[..43];
        var corp = $"schema: wecom-policy/tenant/v1\ncorp:\n  short_name: a # {secret}\n  scale: b\n# {secret}\n";
        var apps = $"# {secret}\nschema: wecom-policy/tenant/v1\napps:\n  # {secret}\n  - agentid: 1 # {secret}\n";
        var before = Of(("a.yaml", corp), ("b.yaml", apps));
        Assert.Equal(5, before.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(before, Of(("a.yaml", apps), ("b.yaml", corp)));

        var more = corp.Replace("  scale", $"  # {secret}\n\n  scale", StringComparison.Ordinal);
        Assert.Equal(6, Of(("a.yaml", more), ("b.yaml", apps)).Distinct(StringComparer.Ordinal).Count());
        Assert.Subset(Of(("a.yaml", more), ("b.yaml", apps)).ToHashSet(StringComparer.Ordinal), before.ToHashSet(StringComparer.Ordinal));

        static IEnumerable<string> Of(params (string Path, string Text)[] files) =>
            Judged.Of(new TenantFiles("t", [.. files.Select(f => new SourceFile(f.Path, f.Text))])).Findings
                .Where(f => f.Rule.Id == "WCP0001").Select(f => f.Fingerprint).Order(StringComparer.Ordinal).ToList();
    }

    [Fact]
    public void A_folder_that_moved_gives_the_same_fingerprints()
    {
        var files = TenantFiles.Example("startup");
        var folder = Directory.CreateTempSubdirectory("wecom-policy-laws-");
        try
        {
            var first = Scan(files, folder.FullName, "tenant");
            var second = Scan(files, folder.FullName, Path.Combine("deep", "other name"));
            Assert.NotEmpty(first);
            Assert.Equal(first, second);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Scan(TenantFiles files, string workingDirectory, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(workingDirectory, name)).FullName;
        foreach (var file in files.Files)
            File.WriteAllText(Path.Combine(folder, file.Path), file.Text);
        var result = TenantScan.Run(new ScanRequest
        {
            Inputs = InputFinder.Find([name], workingDirectory),
            Policies = () => new PolicySet([], Shipped.Rules, []),
            AsOf = Shipped.AsOf,
            Gate = new Gate(Severity.High, false),
            ToolVersion = "0",
        });
        Assert.Empty(result.Diagnostics);
        return result.Findings.Select(f => f.Fingerprint);
    }
}
