using System.Text.RegularExpressions;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Engine.Profiles;
using WeComPolicy.Engine.Projects;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Catalogue;
using WeComPolicy.Testing;

namespace WeComPolicy.Reporting.Tests;

/// <summary>The catalogue's pages are made from the policies, and what they show is true.</summary>
public sealed partial class RulePageTests
{
    private static readonly Lazy<CatalogueContent> Content = new(CatalogueContent.Shipped);

    private static string Pages => RepositoryRoot.PathOf("policies", "docs");

    public static TheoryData<string> Ids => [.. Content.Value.Entries.Select(e => e.Rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_of_a_rule_is_up_to_date(string id) => GeneratedFile.Verify(Path.Combine(Pages, $"{id}.md"), Page(id));

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Zh)]
    public void The_catalogue_is_up_to_date(Language language)
    {
        using var writer = new StringWriter();
        CatalogueReadme.Write(Content.Value, language, writer);
        GeneratedFile.Verify(RepositoryRoot.PathOf("policies", CatalogueReadme.FileName(language)), writer.ToString());
    }

    [Fact]
    public void No_page_of_a_rule_that_is_gone_remains()
    {
        var known = Content.Value.Entries.Select(e => $"{e.Rule.Id}.md").ToHashSet(StringComparer.Ordinal);
        var left = Directory.EnumerateFileSystemEntries(Pages).Where(path => !known.Contains(Path.GetFileName(path))).ToList();
        if (Environment.GetEnvironmentVariable(Verifier.AcceptVariable) == "1")
            left.ForEach(File.Delete);
        else
            Assert.True(left.Count == 0, $"Delete these pages, which belong to no rule: {string.Join(", ", left)}.");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_has_every_heading_once_in_order(string id) => Assert.Equal(
        RulePage.Headings.Select(h => $"## {h.Zh} · {h.En}"),
        OutsideFences(Page(id)).Where(line => line.StartsWith('#')).Skip(1));

    [Fact]
    public void No_link_is_dead()
    {
        var folder = RepositoryRoot.PathOf("policies");
        var pages = Directory.GetFiles(folder, "*.md", SearchOption.AllDirectories).Concat(Directory.GetFiles(RepositoryRoot.Find(), "*.md"))
            .ToDictionary(Path.GetFullPath, File.ReadAllText);
        var dead = new List<string>();
        var count = 0;
        foreach (var (path, text) in pages)
        {
            foreach (Match link in Link().Matches(string.Join('\n', OutsideFences(text))))
            {
                count++;
                var target = link.Groups[1].Value;
                if (target.StartsWith("https://", StringComparison.Ordinal))
                    continue;
                var (file, anchor) = target.Split('#') is [var f, var a] ? (f, a) : (target, "");
                var full = file.Length == 0 ? path : Path.GetFullPath(file, Path.GetDirectoryName(path)!);
                if (!File.Exists(full) || (anchor.Length > 0 && !File.ReadAllText(full).Contains($"<a id=\"{anchor}\"></a>", StringComparison.Ordinal)))
                    dead.Add($"{Path.GetRelativePath(folder, path)}: {target}");
            }
        }

        Assert.True(count > 1000, $"Only {count} links were found.");
        Assert.True(dead.Count == 0, $"Dead links:\n{string.Join('\n', dead)}");
    }

    /// <summary>What a page shows of a tenant is judged as it stands there, and comes to what the heading says.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void The_examples_of_a_page_do_what_it_says(string id)
    {
        var entry = Content.Value.Entries.Single(e => e.Rule.Id == id);
        if (entry.Compiled is not { } rule)
            return;
        var sections = Sections(Page(id));
        var failing = Example(rule, sections["An example that fails"]);
        Assert.Equal(Verdict.Fail, failing.Outcome.Verdict);
        foreach (var finding in failing.Findings.Where(f => f.Outcome == Verdict.Fail))
            Assert.Contains($"`{finding.Place}`", sections["An example that fails"], StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, Example(rule, sections["An example that passes"]).Outcome.Verdict);
        var undecided = sections["What stays undecided"];
        if (undecided.Contains("```yaml", StringComparison.Ordinal))
        {
            var judgement = Example(rule, undecided);
            Assert.Equal(Verdict.Unknown, judgement.Outcome.Verdict);
            Assert.All(judgement.Findings.SelectMany(f => f.Missing), m => Assert.Contains($"`{m.Path}`", undecided, StringComparison.Ordinal));
        }
    }

    /// <summary>Whoever writes a rule copies one from its page: the expressions are YAML that means what the rule says.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void The_expressions_of_a_page_can_be_copied(string id)
    {
        if (Content.Value.Entries.Single(e => e.Rule.Id == id).Definition.Body is not ExpressionBody body)
            return;
        var yaml = YamlBlock().Match(Sections(Page(id))["What it checks"]).Groups[1].Value;
        var read = DocumentReader.ReadYaml(new SourceFile("page.yaml", yaml));
        Assert.Empty(read.Diagnostics);
        var document = read.Document!;
        Assert.Equal(body.Require.Text.Trim(), document.Text(document.Child(document.Root, "require")).Trim());
        if (body.When is { } when)
            Assert.Equal(when.Text.Trim(), document.Text(document.Child(document.Root, "when")).Trim());
    }

    /// <summary>The examples of code are data beside the rule; that they do what they say is tested where code is scanned.</summary>
    [Fact]
    public void A_page_about_code_shows_the_examples_of_its_rule()
    {
        foreach (var entry in Content.Value.Entries.Where(e => e.Compiled is null))
        {
            var sections = Sections(Page(entry.Rule.Id));
            Assert.Contains(entry.FileExamples!.Bad.TrimEnd(), sections["An example that fails"], StringComparison.Ordinal);
            Assert.Contains(entry.FileExamples!.Good.TrimEnd(), sections["An example that passes"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_parameter_says_what_it_means_and_where_its_default_comes_from()
    {
        var silent = Content.Value.Entries
            .SelectMany(e => e.Definition.Parameters.Where(p => !e.Definition.ParameterNotes.ContainsKey(p.Name)), (e, p) => $"{e.Rule.Id} {p.Name}")
            .ToList();
        Assert.True(silent.Count == 0, $"Say so in 'param_notes': {string.Join(", ", silent)}.");
    }

    [Fact]
    public void What_a_page_changes_in_the_project_file_can_be_used()
    {
        var overrides = new List<RuleOverride>();
        foreach (var entry in Content.Value.Entries.Where(e => e.Compiled is not null && e.Rule.IsWaivable))
        {
            var yaml = YamlBlock().Match(Sections(Page(entry.Rule.Id))["How to accept the risk"]).Groups[1].Value;
            var diagnostics = new List<InputDiagnostic>();
            var project = ProjectFile.Read(DocumentReader.Read(new SourceFile(ProjectFile.FileName, yaml)).Document!, "", diagnostics);
            Assert.Empty(diagnostics);
            Assert.Equal(entry.Rule.Id, Assert.Single(project.Overrides).RuleId);
            overrides.AddRange(project.Overrides);
        }

        var policies = PolicyLoader.Load(["baseline"], Profile.None with { Overrides = overrides }, RepositoryRoot.Find());
        Assert.Empty(policies.Diagnostics);
        Assert.All(policies.Rules.Where(r => r.Descriptor.IsWaivable), rule => Assert.Equal(Severity.Info, rule.Descriptor.Severity));
    }

    /// <summary>An example written anew holds what its case holds, whatever anchors and layout the case has.</summary>
    [Fact]
    public void A_case_written_as_an_example_comes_to_the_same_verdict()
    {
        var runs = 0;
        foreach (var entry in Content.Value.Entries.Where(e => e.Compiled is not null))
        {
            foreach (var policyCase in entry.Cases.Where(c => c.Parameters.Count == 0))
            {
                runs++;
                var before = CaseRunner.Judge(policyCase, entry.Compiled!, [])!;
                var after = Judge(entry.Compiled!, ExampleYaml.Of(policyCase.Document, policyCase.TenantNode), policyCase.AsOf);
                Assert.Equal(
                    before.Findings.Select(f => (f.Outcome, f.Place, f.Message, f.Fingerprint)),
                    after.Findings.Select(f => (f.Outcome, f.Place, f.Message, f.Fingerprint)));
                Assert.Equal(before.Outcome, after.Outcome);
            }
        }

        Assert.True(runs > 1000, $"Only {runs} cases were written.");
    }

    private static Judgement Example(CompiledRule rule, string section)
    {
        var yaml = YamlBlock().Match(section);
        Assert.True(yaml.Success, "There is no example: write a case.");
        var day = AsOf().Match(section);
        return Judge(rule, yaml.Groups[1].Value, day.Success ? DateOnly.ParseExact(day.Groups[1].Value, "yyyy-MM-dd") : new DateOnly(2026, 11, 1));
    }

    private static Judgement Judge(CompiledRule rule, string yaml, DateOnly asOf)
    {
        var read = DocumentReader.Read(new SourceFile("tenant.yaml", yaml));
        Assert.Empty(read.Diagnostics);
        var typed = TenantChecker.Check(read.Document!, TenantSchema.V1);
        Assert.Empty(typed.Diagnostics);
        var merged = TenantModel.Merge([typed.Typed]);
        Assert.Empty(merged.Diagnostics);
        return RuleEvaluator.Evaluate(rule, new Tenant("case", merged.Model!), asOf);
    }

    private static string Page(string id)
    {
        using var writer = new StringWriter();
        RulePage.Write(Content.Value.Entries.Single(e => e.Rule.Id == id), Content.Value.Guide, writer);
        return writer.ToString();
    }

    private static Dictionary<string, string> Sections(string page) =>
        page.Split("\n## ").Skip(1).ToDictionary(s => s[..s.IndexOf('\n', StringComparison.Ordinal)].Split(" · ")[1], StringComparer.Ordinal);

    private static IEnumerable<string> OutsideFences(string text)
    {
        var inside = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inside = !inside;
            else if (!inside)
                yield return line;
        }
    }

    [GeneratedRegex(@"\]\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("```yaml\n((?:.*\n)*?)```")]
    private static partial Regex YamlBlock();

    [GeneratedRegex("`--as-of ([0-9-]{10})`")]
    private static partial Regex AsOf();
}
