using WeComPolicy.Testing;

namespace WeComPolicy.Analyzers.Tests.Package;

/// <summary>The presets of the package name every rule; they are made from the rules and kept with the package.</summary>
public sealed class PresetTests
{
    [Theory]
    [InlineData("none", "none", "Every rule is off; .editorconfig turns on what is wanted.")]
    [InlineData("default", null, "Every rule has its own severity; what is not certain is a suggestion.")]
    [InlineData("strict", "error", "Every rule is an error, also where it is not certain.")]
    public void Preset_names_every_rule(string preset, string? severity, string meaning)
    {
        // A severity given here would lift suggestions as well: the default preset gives none.
        var lines = ShippedRules.Rules.Select(rule => severity is null
            ? $"# {rule.Id}: {rule.Title}"
            : $"dotnet_diagnostic.{rule.Id}.severity = {severity}");
        string[] head = [$"# {meaning}", "is_global = true", "global_level = -100", ""];

        GeneratedFile.Verify(
            RepositoryRoot.PathOf("src", "WeComPolicy.Analyzers.CodeFixes", "Package", "configuration", $"WeComPolicy.{preset}.globalconfig"),
            string.Join('\n', [.. head, .. lines, ""]));
    }
}
