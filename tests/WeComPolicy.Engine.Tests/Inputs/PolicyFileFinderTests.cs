using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Engine.Tests.Inputs;

/// <summary>Every file of a folder of policies is read, or it is told that it is not.</summary>
public sealed class PolicyFileFinderTests : IDisposable
{
    private const string Pack = "schema: wecom-policy/pack/v1";

    private readonly string _folder = Directory.CreateTempSubdirectory("wecom-policy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_of_all_depths_and_endings_in_any_case()
    {
        var deep = "p/" + string.Join('/', Enumerable.Range(1, 30)) + "/deep.yaml";
        Make(deep, Pack);
        Make("p/a.YAML", Pack);
        Make("p/b.Yml", Pack);
        Make("p/c.JSON", """{ "schema": "wecom-policy/pack/v1" }""");
        Make("p/readme.md", Pack);
        Assert.Equal([deep, "p/a.YAML", "p/b.Yml", "p/c.JSON"], Find(out var problems));
        Assert.Empty(problems);
    }

    [Fact]
    public void Cases_are_no_policies_whatever_the_case_of_their_names()
    {
        Make("p/a.yaml", Pack);
        Make("p/a.TESTS.YAML", "schema: wecom-policy/cases/v1");
        Make("p/b.tests.json", """{ "schema": "wecom-policy/cases/v1" }""");
        Assert.Equal(["p/a.yaml"], Find(out _));
    }

    [Fact]
    public void A_linked_file_is_read()
    {
        Make("elsewhere/b.yaml", Pack);
        Make("p/a.yaml", Pack);
        File.CreateSymbolicLink(Path.Combine(_folder, "p", "b.yaml"), Path.Combine(_folder, "elsewhere", "b.yaml"));
        Assert.Equal(["p/a.yaml", "p/b.yaml"], Find(out var problems));
        Assert.Empty(problems);
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_told()
    {
        Make("p/a.yaml", Pack);
        File.CreateSymbolicLink(Path.Combine(_folder, "p", "b.yaml"), Path.Combine(_folder, "nowhere.yaml"));
        Find(out var problems);
        Assert.Equal("p/b.yaml", Assert.Single(problems).Path);
    }

    [Fact]
    public void A_linked_folder_is_told()
    {
        Make("elsewhere/b.yaml", Pack);
        Make("p/a.yaml", Pack);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "p", "more"), Path.Combine(_folder, "elsewhere"));
        Assert.Equal(["p/a.yaml"], Find(out var problems));
        var problem = Assert.Single(problems);
        Assert.Equal(("linked-folder", "p/more", false), (problem.Code, problem.Path, problem.IsWarning));
    }

    [Fact]
    public void A_link_to_a_folder_above_ends()
    {
        Make("p/a.yaml", Pack);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "p", "again"), Path.Combine(_folder, "p"));
        Find(out var problems);
        Assert.Equal("linked-folder", Assert.Single(problems).Code);
    }

    [Fact]
    public void Json_that_does_not_say_what_it_is_is_told()
    {
        Make("p/a.yaml", Pack);
        Make("p/package.json", "{}");
        Assert.Equal(["p/a.yaml"], Find(out var problems));
        var problem = Assert.Single(problems);
        Assert.Equal(("no-policy-file", "p/package.json", true), (problem.Code, problem.Path, problem.IsWarning));
    }

    [Fact]
    public void A_folder_of_schemas_holds_policies_where_they_say_so()
    {
        Make("p/schema/tenant.yaml", "schema: wecom-policy/tenant-schema/v1");
        Make("p/schema/pack.schema.json", """{ "$schema": "https://json-schema.org/draft/2020-12/schema", "const": "wecom-policy/pack/v1" }""");
        Make("p/schema/mine.yaml", Pack);
        Assert.Equal(["p/schema/mine.yaml"], Find(out var problems));
        Assert.Empty(problems);
    }

    [Fact]
    public void Nothing_but_other_json_is_a_mistake()
    {
        Make("p/package.json", "{}");
        Assert.Empty(Find(out var problems));
        Assert.Contains(problems, p => p.Code == "no-policy-files" && !p.IsWarning);
    }

    [Fact]
    public void Policies_in_json_are_checked_at_their_places()
    {
        Make("p/a.json", """
            { "schema": "wecom-policy/pack/v1", "pack": "mine", "area": "own", "rules": [ {
              "id": "ORG0001", "name": "no-such-field", "severity": "low",
              "title": { "zh": "甲", "en": "a" }, "rationale": { "zh": "甲", "en": "a" }, "remediation": { "zh": "甲", "en": "a" },
              "references": ["own"], "require": "tenant.corp.nonsense == \"x\"", "message": { "zh": "甲", "en": "a" } } ] }
            """);
        var problem = Assert.Single(PolicyLoader.Load(["p"], _folder).Diagnostics);
        var range = problem.Range!.Value;
        Assert.Equal("nonsense", range.File.Text.Substring(range.Span.Start, range.Span.Length));
    }

    private void Make(string path, string text)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private IEnumerable<string> Find(out List<InputDiagnostic> problems)
    {
        problems = [];
        return PolicyFileFinder.Find("p", _folder, file => !ShippedFiles.IsCaseFile(file), problems).Select(f => f.Path);
    }
}
