using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Engine.Tests.Policies;

/// <summary>A rule that says the same of every tenant is a mistake, told where it stands when the rule loads.</summary>
public sealed class ConstantRuleTests
{
    [Theory]
    [InlineData("require: «'true'»", "can never fail")]
    [InlineData("require: «tenant.corp.logo_set || true»", "can never fail")]
    [InlineData("variables: { always: 1 < 2 }\n    require: «always»", "can never fail")]
    [InlineData("require: «'[1, 2].all(n, n > 0)'»", "can never fail")]
    [InlineData("require: «'false'»", "can never pass")]
    [InlineData("require: «tenant.corp.logo_set && 1 == 2»", "can never pass")]
    [InlineData("when: «'false'»\n    require: tenant.corp.logo_set", "never applies")]
    [InlineData("when: «tenant.corp.logo_set && false»\n    require: tenant.corp.logo_set", "never applies")]
    [InlineData("each: { n: «\"[1].filter(i, i > 1)\"» }\n    require: tenant.corp.member_count > n", "never has anything to judge")]
    [InlineData("require: «today < timestamp('2030-01-01T00:00:00Z')»", "nothing of the tenant")]
    [InlineData("params: { max: 3 }\n    require: «params.max < 5»", "nothing of the tenant")]
    [InlineData("each: { n: '[1, 2]' }\n    require: «n < 2»", "nothing of the tenant")]
    public void Told_where_it_stands(string body, string expected)
    {
        var (diagnostics, text) = Load(body);
        var mistake = Assert.Single(diagnostics);
        Assert.Equal("constant-rule", mistake.Code);
        Assert.Contains(expected, mistake.Message.En, StringComparison.Ordinal);
        var marked = body[(body.IndexOf('«', StringComparison.Ordinal) + 1)..body.IndexOf('»', StringComparison.Ordinal)];
        var span = mistake.Range!.Value.Span;
        Assert.Equal(marked.Trim('\'', '"'), text.Substring(span.Start, span.Length));
    }

    [Theory]
    [InlineData("require: tenant.corp.logo_set")]
    [InlineData("params: { strict: false }\n    when: params.strict\n    require: tenant.corp.logo_set")]
    [InlineData("when: tenant.corp.logo_set\n    require: 'false'")]
    [InlineData("when: 'true'\n    require: tenant.corp.logo_set")]
    [InlineData("each: { m: tenant.members }\n    require: m.enabled")]
    [InlineData("variables: { supers: \"tenant.admins.filter(a, a.role == 'super')\" }\n    require: supers.size() > 1")]
    [InlineData("each: { n: '[1, 2]' }\n    require: tenant.corp.member_count > n")]
    public void Others_load(string body) => Assert.Empty(Load(body).Diagnostics);

    private static (IReadOnlyList<InputDiagnostic> Diagnostics, string Text) Load(string body)
    {
        var text = $$"""
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
                {{body.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal)}}
                message: { zh: 甲, en: a }
            """;
        return (PolicyLoader.Load([new SourceFile("p.yaml", text)]).Diagnostics, text);
    }
}
