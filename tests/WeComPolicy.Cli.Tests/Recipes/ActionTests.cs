using System.Text.RegularExpressions;
using WeComPolicy.Testing;
using YamlDotNet.RepresentationModel;
using static WeComPolicy.Cli.Tests.Recipes.GateRepository;

namespace WeComPolicy.Cli.Tests.Recipes;

/// <summary>The composite action of GitHub: its steps run as they stand, and it is pinned and closed as one would want it.</summary>
public sealed class ActionTests
{
    [Theory]
    [InlineData((int)Change.Harmless, 0)]
    [InlineData((int)Change.Breaks, 1)]
    [InlineData((int)Change.Misspells, 2)]
    public void The_action_gates_a_pull_request(int change, int exitCode)
    {
        if (!Shell.IsThere)
            return;
        using var repository = new GateRepository((Change)change);
        using var api = new CommentServer();
        var run = new ActionRun(repository, api.Address);
        var outcome = run.Run(new() { ["paths"] = "tenants\n", ["lang"] = "en", ["fail-on"] = "high" });
        outcome.Is(exitCode);
        Assert.Equal($"{exitCode}", run.Outputs["gate"]["exit-code"]);
        Assert.StartsWith(exitCode switch { 0 => "## ✅", 1 => "## ❌", _ => "## ⛔" }, run.Summary, StringComparison.Ordinal);
        var comment = Assert.Single(api.Comments);
        Assert.StartsWith("<!-- wecom-policy: gate -->\n## ", comment.Body, StringComparison.Ordinal);
        Assert.Equal("Bearer a-made-up-token", api.Authorization);
        Assert.Equal(exitCode == 0, !outcome.Output.Contains("::error ", StringComparison.Ordinal));
        Assert.Equal(exitCode < 2, run.Used.Any(u => u.StartsWith("github/codeql-action/upload-sarif@", StringComparison.Ordinal)));

        // A later run replaces the comment, and builds nothing: the tool is there. Once is enough to see.
        if (exitCode != 1)
            return;
        run.Run(new() { ["paths"] = "tenants", ["lang"] = "en" }, cacheHit: true).Is(1);
        Assert.Equal("PATCH", api.Last);
        Assert.Single(api.Comments);
    }

    [Fact]
    public void Inputs_are_data()
    {
        if (!Shell.IsThere)
            return;
        using var repository = new GateRepository(Change.Harmless);
        var run = new ActionRun(repository, "http://127.0.0.1:9");
        var outcome = run.Run(new()
        {
            ["paths"] = "$(touch owned)\n`touch owned`\n'; touch owned; '",
            ["options"] = "--profile=$(touch owned)",
            ["base"] = "$(touch owned)",
            ["comment"] = "false",
        });
        outcome.Is(2);
        Assert.False(File.Exists(Path.Combine(repository.Path, "owned")));
    }

    [Theory]
    [InlineData("action.yml")]
    [InlineData("examples/ci/github.yml")]
    [InlineData(".github/workflows/ci.yml")]
    public void Foreign_actions_are_pinned_and_nothing_is_pasted_into_a_script(string file)
    {
        var text = File.ReadAllText(RepositoryRoot.PathOf(file));
        foreach (Match use in Regex.Matches(text, "uses: +(\\S+)(.*)"))
        {
            if (use.Groups[1].Value is "./" or "wecom-policy/wecom-policy@v1")
                continue;
            Assert.Matches("^[\\w./-]+@[0-9a-f]{40}$", use.Groups[1].Value);
            Assert.Matches("^ # v[0-9.]+\\s*$", use.Groups[2].Value);
        }

        foreach (var script in Scripts(RecipeTests.Yaml(RepositoryRoot.PathOf(file))))
            Assert.DoesNotContain("${{", script, StringComparison.Ordinal);
        if (file == "action.yml")
            return;
        var workflow = (YamlMappingNode)RecipeTests.Yaml(RepositoryRoot.PathOf(file));
        Assert.True(workflow.Children.ContainsKey("permissions"));
        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(text, "uses: actions/checkout@"), Regex.Count(text, "persist-credentials: false"));
    }

    // The runner hands every string of an action to the steps by name: a misspelt one is empty.
    [Fact]
    public void The_action_uses_the_inputs_that_it_declares_and_no_others()
    {
        var action = (YamlMappingNode)RecipeTests.Yaml(RepositoryRoot.PathOf("action.yml"));
        var declared = ((YamlMappingNode)action["inputs"]).Children.Keys.Select(k => k.ToString()).Order();
        var used = Regex.Matches(File.ReadAllText(RepositoryRoot.PathOf("action.yml")), "inputs\\.([a-z-]+)").Select(m => m.Groups[1].Value).Distinct().Order();
        Assert.Equal(declared, used);
        var example = Regex.Match(File.ReadAllText(RepositoryRoot.PathOf("examples", "ci", "github.yml")), "uses: wecom-policy/.*?with:\n(.*?)      - ", RegexOptions.Singleline).Groups[1].Value;
        Assert.All(Regex.Matches(example, "^ +([a-z-]+):", RegexOptions.Multiline).Select(m => m.Groups[1].Value), name => Assert.Contains(name, declared));
    }

    [Theory]
    [InlineData("--quiet")]
    [InlineData("--verbose")]
    public void The_problem_matcher_finds_what_is_printed(string verbosity)
    {
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(RepositoryRoot.PathOf("examples", "ci", "problem-matcher.json")));
        var patterns = json.RootElement.GetProperty("problemMatcher").EnumerateArray()
            .Select(m => (Severity: m.GetProperty("severity").GetString(), Regex: new Regex(m.GetProperty("pattern")[0].GetProperty("regexp").GetString()!, RegexOptions.ECMAScript))).ToList();
        foreach (var color in (string[])["never", "always"])
        {
            var output = CliRun.Of("scan", "examples/tenants/startup", "--as-of", CliRun.AsOf, "--lang", "en", verbosity, "--color", color).Output;
            var matches = output.Split('\n').SelectMany(line => patterns.Select(p => (p.Severity, Match: p.Regex.Match(line)))).Where(m => m.Match.Success).ToList();
            Assert.Contains(matches, m => m.Severity == "error" && m.Match.Groups[4].Value == "WCP2010" && m.Match.Groups[1].Value == "examples/tenants/startup/01-tenant.yaml" && m.Match.Groups[2].Value == "128" && m.Match.Groups[3].Value == "23");
            Assert.Contains(matches, m => m.Severity == "warning");
            if (verbosity == "--quiet")
                Assert.Equal(output.TrimEnd('\n').Split('\n').Count(l => Regex.IsMatch(l, ":[0-9]+:[0-9]+")), matches.Count);
        }
    }

    private static IEnumerable<string> Scripts(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(c => c.Key.ToString() == "run" ? [c.Value.ToString()] : Scripts(c.Value)),
        YamlSequenceNode list => list.SelectMany(Scripts),
        _ => [],
    };
}
