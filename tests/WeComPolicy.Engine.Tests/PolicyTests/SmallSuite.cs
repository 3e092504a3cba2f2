using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.PolicyTests;

namespace WeComPolicy.Engine.Tests.PolicyTests;

/// <summary>A suite of one rule, ORG0001, with its cases.</summary>
internal static class SmallSuite
{
    /// <summary>The suite.</summary>
    /// <param name="body">Keys of the rule besides the texts: params, variables, each, when, require, at.</param>
    /// <param name="cases">Cases, one a line: a tenant in flow style, <c>=></c>, the verdict, and for a failure its place.</param>
    /// <param name="more">Further keys of the file of cases.</param>
    /// <param name="message">The rule's message.</param>
    public static CaseSuite Of(string body, string cases, string more = "", string message = "{ zh: 甲, en: a }")
    {
        var rule = string.Concat(body.ReplaceLineEndings("\n").Trim().Split('\n').Select(line => $"    {line}\n"));
        var policies = PolicyLoader.Load([new SourceFile("p.yaml", $$"""
            schema: wecom-policy/pack/v1
            pack: mine
            area: own
            rules:
              - id: ORG0001
                name: a-rule
                severity: low
                title: { zh: 甲, en: a }
                rationale: { zh: 甲, en: a }
                remediation: { zh: 甲, en: a }
                references: [ own ]
                message: {{message}}
            {{rule}}
            """)]);
        Assert.Empty(policies.Diagnostics);
        var diagnostics = new List<InputDiagnostic>();
        var text = "schema: wecom-policy/cases/v1\npack: mine\n" + more + "cases:\n"
            + string.Concat(cases.ReplaceLineEndings("\n").Trim().Split('\n').Select(Case));
        var read = CaseReader.Read(DocumentReader.Read(new SourceFile("p.tests.yaml", text)).Document!, diagnostics);
        Assert.Empty(diagnostics);
        return new CaseSuite(policies, read.Cases, []) { Equivalents = read.Equivalents };
    }

    private static string Case(string line, int index)
    {
        var parts = line.Split("=>");
        var expected = parts[1].Trim().Split(' ', 2);
        var at = expected.Length == 2 ? $"\n    at: '{expected[1]}'" : "";
        return $"  - name: case {index + 1}\n    rule: ORG0001\n    tenant: {parts[0].Trim()}\n    expect: {expected[0]}{at}\n";
    }
}
