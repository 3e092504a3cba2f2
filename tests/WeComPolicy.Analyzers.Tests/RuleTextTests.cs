using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using WeComPolicy.Testing;

namespace WeComPolicy.Analyzers.Tests;

/// <summary>What every rule must have, whoever adds it.</summary>
public sealed partial class RuleTextTests
{
    // Globalization is invariant in the tests, so the satellite is opened by hand.
    private static readonly ResourceSet Chinese = new(
        Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "zh-Hans", "WeComPolicy.Analyzers.resources.dll"))
            .GetManifestResourceStream("WeComPolicy.Analyzers.Resources.RuleTexts.zh-Hans.resources")!);

    public static TheoryData<string> Ids => [.. ShippedRules.Rules.Select(rule => rule.Id)];

    [Fact]
    public void Every_identifier_has_one_rule_and_every_rule_an_identifier()
    {
        var declared = typeof(RuleIdentifiers).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(declared.Order(StringComparer.Ordinal), ShippedRules.Rules.Select(rule => rule.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Texts_exist_in_both_languages_with_the_same_placeholders(string id)
    {
        var rule = ShippedRules.Rules.Single(candidate => candidate.Id == id);
        foreach (var (name, text) in new[] { ("Title", rule.Title), ("Message", rule.MessageFormat), ("Description", rule.Description) })
        {
            var english = text.ToString(CultureInfo.InvariantCulture);
            var chinese = Chinese.GetString(id + name);

            Assert.NotEmpty(english);
            Assert.NotNull(chinese);
            Assert.DoesNotMatch(Han(), english);
            Assert.Matches(Han(), chinese);
            Assert.Equal(Placeholders(english), Placeholders(chinese));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void File_class_category_and_link_carry_the_id(string id)
    {
        var analyzer = ShippedRules.Analyzers.OfType<WeComAnalyzer>().Single(candidate => candidate.SupportedDiagnostics.Any(rule => rule.Id == id));
        var rule = analyzer.SupportedDiagnostics.Single();

        Assert.StartsWith(id, analyzer.GetType().Name, StringComparison.Ordinal);
        Assert.EndsWith($"/policies/docs/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.True(File.Exists(RepositoryRoot.PathOf("policies", "docs", $"{id}.md")), $"There is no page about {id}.");
        Assert.Equal(
            id[3] switch { '1' => "WeComPolicy.Secrets", '2' => "WeComPolicy.CallRate", _ => "WeComPolicy.CorrectUse" },
            rule.Category);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Releases_files_list_the_rule(string id)
    {
        var rule = ShippedRules.Rules.Single(candidate => candidate.Id == id);
        var folder = RepositoryRoot.PathOf("src", "WeComPolicy.Analyzers");
        var lines = Directory.GetFiles(folder, "AnalyzerReleases.*.md").SelectMany(File.ReadAllLines);

        Assert.Contains(lines, line => line.StartsWith($"{id} | {rule.Category} | {rule.DefaultSeverity} |", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();
}
