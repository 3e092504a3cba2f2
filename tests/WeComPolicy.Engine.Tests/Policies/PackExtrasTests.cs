using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Engine.Tests.Policies;

/// <summary>What a policy file says for its page, beside what decides: notes on parameters and examples of code.</summary>
public sealed class PackExtrasTests
{
    private const string Head = "schema: wecom-policy/pack/v1\npack: a\narea: a\nrules:\n  - id: AA0001\n    name: a\n    severity: low\n"
        + "    title: { zh: 一, en: a }\n    rationale: { zh: 一, en: a }\n    remediation: { zh: 一, en: a }\n";

    private const string Code = "    analyzer: csharp\n";

    private const string Tenant = "    require: tenant.corp.logo_set\n    message: { zh: 一, en: a }\n";

    [Fact]
    public void Notes_and_examples_are_read()
    {
        var (rule, diagnostics) = Read("    params: { max: 3 }\n    param_notes: { max: { zh: 上限, en: at most } }\n" + Code + "    examples: { file: a.json, bad: \"1\", good: \"2\" }\n");
        Assert.Empty(diagnostics);
        Assert.Equal("at most", rule!.ParameterNotes["max"].En);
        Assert.Equal(new FileExamples("a.json", "1", "2"), ((AnalyzerBody)rule.Body).Examples);
        Assert.Equal("Example.cs", ((AnalyzerBody)Read(Code + "    examples: { bad: \"1\", good: \"2\" }\n").Rule!.Body).Examples!.File);
    }

    [Theory]
    [InlineData("    params: { max: 3 }\n    param_notes: { mx: { zh: 上限, en: at most } }\n" + Tenant, "unknown-key", 12, 20)]
    [InlineData("    param_notes: { max: { zh: 上限, en: at most } }\n" + Tenant, "unknown-key", 11, 20)]
    [InlineData("    params: { max: 3 }\n    param_notes: { max: { zh: 上限 } }\n" + Tenant, "missing-key", 12, 25)]
    [InlineData("    params: { max: 3 }\n    param_notes: at most\n" + Tenant, "wrong-type", 12, 18)]
    [InlineData(Code + "    examples: { bad: \"1\", god: \"2\" }\n", "missing-key", 12, 15)]
    [InlineData(Code + "    examples: none\n", "wrong-type", 12, 15)]
    [InlineData(Tenant + "    examples: { bad: \"1\", good: \"2\" }\n", "examples-not-used", 13, 15)]
    public void A_mistake_has_its_place(string rest, string code, int line, int column)
    {
        var first = Read(rest).Diagnostics[0];
        Assert.Equal((code, line, column), (first.Code, first.Range!.Value.Start.Line, first.Range!.Value.Start.Column));
    }

    private static (RuleDefinition? Rule, IReadOnlyList<InputDiagnostic> Diagnostics) Read(string rest)
    {
        var diagnostics = new List<InputDiagnostic>();
        var pack = PackReader.Read(DocumentReader.Read(new SourceFile("a.yaml", Head + rest)).Document!, diagnostics);
        return (pack?.Rules.SingleOrDefault(), diagnostics);
    }
}
