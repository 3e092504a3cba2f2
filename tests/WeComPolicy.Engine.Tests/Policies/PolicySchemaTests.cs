using System.Text.Json;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation.Builtins;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Engine.Profiles;
using WeComPolicy.Engine.Projects;

namespace WeComPolicy.Engine.Tests.Policies;

/// <summary>The JSON Schemas that editors use name the keys that the readers take, no more and no less.</summary>
public sealed class PolicySchemaTests
{
    [Fact]
    public void A_policy_file_takes_the_keys_of_its_schema()
    {
        using var schema = JsonDocument.Parse(ShippedFiles.JsonSchema("pack"));
        Assert.Equal(Keys(schema.RootElement), Known(ReadPack("zzzz: 1\n")));
        Assert.Equal(Keys(schema.RootElement.GetProperty("$defs").GetProperty("rule")), Known(ReadPack("rules:\n  - zzzz: 1\n")));
        var builtins = schema.RootElement.GetProperty("$defs").GetProperty("rule").GetProperty("properties").GetProperty("builtin").GetProperty("enum");
        Assert.Equal(Builtin.All.Keys, builtins.EnumerateArray().Select(e => e.GetString()!));
    }

    [Fact]
    public void A_file_of_cases_takes_the_keys_of_its_schema()
    {
        using var schema = JsonDocument.Parse(ShippedFiles.JsonSchema("cases"));
        Assert.Equal(Keys(schema.RootElement), Known(ReadCases("zzzz: 1\n")));
        Assert.Equal(Keys(schema.RootElement.GetProperty("$defs").GetProperty("case")), Known(ReadCases("schema: wecom-policy/cases/v1\npack: a\ncases:\n  - zzzz: 1\n")));
    }

    [Fact]
    public void A_project_file_takes_the_keys_of_its_schema()
    {
        using var schema = JsonDocument.Parse(ShippedFiles.JsonSchema("config"));
        var diagnostics = new List<InputDiagnostic>();
        ProjectFile.Read(Document("zzzz: 1\n"), "", diagnostics);
        Assert.Equal(Keys(schema.RootElement), Known(diagnostics));
    }

    [Fact]
    public void A_profile_takes_the_keys_of_its_schema()
    {
        using var schema = JsonDocument.Parse(ShippedFiles.JsonSchema("profile"));
        Assert.Equal(Keys(schema.RootElement), Known(ReadProfile("zzzz: 1\n")));
        Assert.Equal(
            Keys(schema.RootElement.GetProperty("$defs").GetProperty("override")),
            Known(ReadProfile("schema: wecom-policy/profile/v1\nprofile: a\ntitle: { zh: a, en: a }\npacks: [ baseline ]\nrules:\n  WCP4001: { zzzz: 1 }\n")));
    }

    private static IReadOnlyList<string> Keys(JsonElement schema) =>
        [.. schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)];

    // The help of an unknown key lists the known ones.
    private static IReadOnlyList<string> Known(IEnumerable<InputDiagnostic> diagnostics)
    {
        var help = diagnostics.Where(d => d.Code == "unknown-key").Single().Help!.Value.En;
        return [.. help["known keys: ".Length..help.IndexOf(';', StringComparison.Ordinal)].Split(", ").Order(StringComparer.Ordinal)];
    }

    private static List<InputDiagnostic> ReadPack(string text)
    {
        var diagnostics = new List<InputDiagnostic>();
        PackReader.Read(Document(text), diagnostics);
        return diagnostics;
    }

    private static List<InputDiagnostic> ReadCases(string text)
    {
        var diagnostics = new List<InputDiagnostic>();
        CaseReader.Read(Document(text), diagnostics);
        return diagnostics;
    }

    private static List<InputDiagnostic> ReadProfile(string text)
    {
        var diagnostics = new List<InputDiagnostic>();
        ProfileDefinition.Read(Document(text), diagnostics);
        return diagnostics;
    }

    private static LocatedDocument Document(string text) => DocumentReader.Read(new SourceFile("a.yaml", text)).Document!;
}
