using System.Collections;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CodeFixes;
using WeComPolicy.Analyzers.CodeFixes;
using WeComPolicy.Testing;

namespace WeComPolicy.Analyzers.Tests;

/// <summary>What every fix must have, whoever adds it.</summary>
public sealed class FixTextTests
{
    private static readonly Assembly Fixes = typeof(WeComCodeFix).Assembly;

    [Fact]
    public void Every_fix_has_a_title_in_both_languages_and_every_title_a_fix()
    {
        var fixes = Fixes.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract).ToList();
        var ids = fixes.SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds).Select(id => id + "Fix");
        var chinese = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "zh-Hans", "WeComPolicy.Analyzers.CodeFixes.resources.dll"));

        Assert.NotEmpty(fixes);
        Assert.All(fixes, type => Assert.NotNull(type.GetCustomAttribute<ExportCodeFixProviderAttribute>()));
        Assert.Equal(ids.Order(StringComparer.Ordinal), Keys(Fixes, "FixTexts"));
        Assert.Equal(ids.Order(StringComparer.Ordinal), Keys(chinese, "FixTexts.zh-Hans"));
    }

    [Fact]
    public void The_readme_of_the_package_names_every_rule_with_a_fix()
    {
        var fixable = Fixes.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds);
        var readme = File.ReadAllText(RepositoryRoot.PathOf("src", "WeComPolicy.Analyzers.CodeFixes", "Package", "README.md"));
        var table = readme[readme.IndexOf("| Fix in the editor", StringComparison.Ordinal)..];

        Assert.Equal(
            fixable.Order(StringComparer.Ordinal),
            Regex.Matches(table, "WCA[0-9]{4}").Select(match => match.Value).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Keys(Assembly assembly, string name)
    {
        using var texts = new ResourceReader(assembly.GetManifestResourceStream($"WeComPolicy.Analyzers.CodeFixes.Resources.{name}.resources")!);
        return [.. texts.Cast<DictionaryEntry>().Select(entry => (string)entry.Key).Order(StringComparer.Ordinal)];
    }
}
