using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Engine.PolicyTests.Lint;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.PolicyTests;

/// <summary>Lint tells what loads and is still a mistake, at its place; and nothing of the rules that are shipped.</summary>
public sealed class LintTests
{
    [Fact]
    public void The_shipped_rules_have_no_mistake()
    {
        var suite = CaseSuite.Load([], RepositoryRoot.Find());
        Assert.Empty(suite.Diagnostics);
        Assert.Empty(PolicyLint.Run(suite).Select(d => $"{d.Path}:{d.Range?.Start.Line} {d.Code} {d.Message.En}"));
    }

    // «…» is what the mistake must mark.
    [Theory]
    [InlineData("always-true", "require: tenant.corp.logo_set && «tenant.corp.member_count >= 0»")]
    [InlineData("always-true", "require: tenant.corp.logo_set && «tenant.members.size() >= 0»")]
    [InlineData("always-false", "require: tenant.corp.logo_set || «tenant.members.size() < 0»")]
    [InlineData("always-true", "require: tenant.corp.exmail_enabled && «(tenant.corp.member_count > 3 || tenant.corp.member_count < 5)»")]
    [InlineData("always-false", "require: tenant.corp.exmail_enabled || «tenant.corp.member_count > 5 && tenant.corp.member_count < 3»")]
    [InlineData("always-false", "require: tenant.corp.exmail_enabled || «tenant.corp.member_count > 3 && tenant.corp.member_count < 4»")]
    [InlineData("always-true", "require: tenant.corp.logo_set && «(tenant.corp.industry != 'it' || tenant.corp.industry != 'retail')»")]
    [InlineData("always-false", "require: tenant.corp.logo_set || «tenant.corp.industry == 'it' && tenant.corp.industry == 'retail'»")]
    [InlineData("always-false", "require: tenant.corp.exmail_enabled || «tenant.corp.logo_set && !tenant.corp.logo_set»")]
    [InlineData("always-true", "require: tenant.corp.exmail_enabled && «(tenant.corp.logo_set || !tenant.corp.logo_set)»")]
    [InlineData("always-true", "require: tenant.corp.logo_set && «tenant.corp.member_count == tenant.corp.member_count»")]
    [InlineData("always-false", "require: tenant.corp.logo_set || «tenant.corp.member_count < tenant.corp.member_count»")]
    [InlineData("always-true", "require: tenant.corp.logo_set && «[1, 2].exists(n, n == 2)»")]
    [InlineData("always-true", "require: tenant.admins.exists(a, a.enabled && «'x'.size() == 1»)")]
    // Behind `when` its conditions hold.
    [InlineData("always-true", "when: tenant.corp.logo_set && tenant.corp.exmail_enabled\nrequire: «tenant.corp.logo_set» && tenant.corp.member_count > 1")]
    [InlineData("always-false", "when: tenant.corp.industry == 'it'\nrequire: tenant.corp.logo_set || «tenant.corp.industry == 'retail'»")]
    [InlineData("always-true", "when: tenant.corp.member_count > 10\nrequire: tenant.corp.logo_set && «tenant.corp.member_count > 5»")]
    // So do the other terms of a chain, and the condition of a branch.
    [InlineData("always-true", "require: tenant.corp.logo_set && (tenant.corp.member_count > 5 || «tenant.corp.logo_set»)")]
    [InlineData("always-false", "require: \"!tenant.corp.logo_set || (tenant.corp.member_count > 5 && «!tenant.corp.logo_set»)\"", "tenant.corp.logo_set", "always-true")]
    [InlineData("always-false", "require: \"tenant.corp.logo_set ? tenant.corp.exmail_enabled : tenant.corp.exmail_enabled && «tenant.corp.logo_set»\"")]
    [InlineData("always-true", "require: \"tenant.corp.member_count > 5 ? «tenant.corp.member_count > 3» && tenant.corp.logo_set : tenant.corp.exmail_enabled\"")]
    [InlineData("always-false", "require: tenant.corp.logo_set && tenant.admins.exists(a, a.enabled && (a.external || «!tenant.corp.logo_set»))", "tenant.corp.logo_set", "always-true")]
    [InlineData("redundant-condition", "require: tenant.corp.logo_set && tenant.corp.exmail_enabled && «tenant.corp.logo_set»")]
    [InlineData("redundant-condition", "require: «tenant.corp.member_count > 3» && tenant.corp.member_count > 5")]
    [InlineData("redundant-condition", "require: tenant.corp.member_count > 3 || «tenant.corp.member_count > 5»")]
    [InlineData("redundant-condition", "require: tenant.corp.industry in ['it', 'retail'] || «tenant.corp.industry == 'it'»")]
    [InlineData("redundant-condition", "require: tenant.corp.industry == 'it' && «tenant.corp.industry != 'retail'»")]
    [InlineData("redundant-condition", "require: tenant.corp.full_name.startsWith('a') || tenant.corp.logo_set || «tenant.corp.full_name.startsWith('a')»")]
    [InlineData("same-branches", "require: \"«tenant.corp.logo_set ? tenant.corp.exmail_enabled : tenant.corp.exmail_enabled»\"")]
    [InlineData("unused-name", "params: { max: «3» }\nrequire: tenant.corp.logo_set")]
    [InlineData("unused-name", "variables: { «many»: tenant.corp.member_count > 5 }\nrequire: tenant.corp.logo_set")]
    [InlineData("unused-name", "each: { «admin»: tenant.admins }\nrequire: tenant.corp.logo_set")]
    public void A_mistake_is_told_where_it_stands(string code, string body, string? negated = null, string? ofNegated = null)
    {
        var (found, text) = Lint(body.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal));
        var mistake = Assert.Single(found, d => !d.IsWarning);
        Assert.Equal(ofNegated ?? code, mistake.Code);
        var marked = body[(body.IndexOf('«', StringComparison.Ordinal) + 1)..body.IndexOf('»', StringComparison.Ordinal)];
        var span = mistake.Range!.Value.Span;
        Assert.Equal(negated ?? marked.Trim('(', ')'), text.Substring(span.Start, span.Length).Trim('(', ')'));
    }

    [Theory]
    [InlineData("require: tenant.corp.member_count > 3 && tenant.corp.member_count < 10")]
    [InlineData("require: tenant.corp.industry != 'it' && tenant.corp.industry != 'retail'")]
    [InlineData("require: tenant.corp.industry == 'it' || tenant.corp.industry == 'retail'")]
    [InlineData("when: tenant.corp.member_count > 10\nrequire: tenant.corp.logo_set && tenant.corp.member_count > 20")]
    [InlineData("require: has(tenant.corp.custom_domain) && tenant.corp.custom_domain != ''")]
    [InlineData("require: tenant.admins.exists(a, a.enabled) && tenant.admins.exists(a, a.external)")]
    // The names are the same, the elements are not.
    [InlineData("require: tenant.admins.exists(a, a.enabled) && tenant.members.exists(a, a.enabled)")]
    [InlineData("each: { a: tenant.admins }\nwhen: a.enabled\nrequire: tenant.corp.logo_set && a.external")]
    // What an element is called like says nothing of the one outside.
    [InlineData("each: { a: tenant.admins }\nwhen: a.enabled\nrequire: tenant.members.exists(m, m.enabled) && a.external")]
    [InlineData("require: \"!has(tenant.corp.custom_domain) || tenant.corp.custom_domain == 'a.example.com'\"")]
    [InlineData("require: \"tenant.corp.member_count > 5 ? tenant.corp.member_count > 10 || tenant.corp.logo_set : tenant.corp.member_count > 2\"")]
    [InlineData("params: { max: 3 }\nvariables: { limit: params.max + 1 }\nrequire: tenant.corp.member_count < limit")]
    public void What_is_right_is_left_alone(string body) =>
        Assert.DoesNotContain(Lint(body).Found, d => !d.IsWarning);

    [Theory]
    [InlineData("require: tenant.corp.member_count <= 5", "require: tenant.corp.member_count <= 5")]
    [InlineData("require: tenant.corp.member_count <= 5", "params: { max: 5 }\nrequire: params.max >= tenant.corp.member_count")]
    [InlineData("require: tenant.corp.logo_set && tenant.corp.exmail_enabled", "variables: { both: tenant.corp.exmail_enabled && tenant.corp.logo_set }\nrequire: both")]
    [InlineData("each: { a: tenant.admins }\nrequire: \"!(a.enabled && a.external)\"", "each: { admin: tenant.admins }\nrequire: \"!admin.external || !admin.enabled\"")]
    [InlineData("require: tenant.admins.exists(a, a.role == 'super')", "require: tenant.admins.exists(x, 'super' == x.role)")]
    public void Two_rules_that_say_the_same(string one, string other) => Assert.Contains("duplicate-rule-body", Pair(one, other));

    [Theory]
    [InlineData("require: tenant.corp.logo_set", "require: \"!tenant.corp.logo_set\"")]
    [InlineData("require: tenant.corp.member_count <= 5", "require: tenant.corp.member_count >= 10")]
    [InlineData("params: { max: 5 }\nrequire: tenant.corp.member_count <= params.max", "when: tenant.corp.exmail_enabled\nrequire: tenant.corp.member_count > 5")]
    [InlineData("require: tenant.corp.industry == 'it'", "require: tenant.corp.logo_set && tenant.corp.industry in ['retail', 'finance']")]
    [InlineData("each: { a: tenant.admins }\nwhen: a.enabled\nrequire: a.external", "each: { b: tenant.admins }\nrequire: \"!b.external\"")]
    public void Two_rules_that_contradict_each_other(string one, string other) => Assert.Contains("contradicting-rules", Pair(one, other));

    [Theory]
    [InlineData("require: tenant.corp.member_count <= 5", "require: tenant.corp.member_count <= 6")]
    [InlineData("when: tenant.corp.logo_set\nrequire: tenant.corp.exmail_enabled", "when: \"!tenant.corp.logo_set\"\nrequire: \"!tenant.corp.exmail_enabled\"")]
    [InlineData("each: { a: tenant.admins }\nrequire: a.enabled", "each: { a: tenant.members }\nrequire: \"!a.enabled\"")]
    public void Two_rules_that_differ(string one, string other) => Assert.Empty(Pair(one, other));

    [Theory]
    [InlineData("title: { zh: 一, en: a }", "title: { zh: one, en: a }", "missing-translation", "ORG0001 title has no Chinese text.")]
    [InlineData("rationale: { zh: 一, en: a }", "rationale: { zh: 一, en: 一 }", "missing-translation", "ORG0001 rationale has no English text.")]
    [InlineData("message: { zh: 一, en: a }", "message: { zh: '{{ today }}', en: 'a {{ today }}' }", "missing-translation", "ORG0001 message has no Chinese text.")]
    [InlineData("message: { zh: 一, en: a }", "message: { zh: '一 {{ tenant.corp.member_count }}', en: a }", "different-placeholders", "The English message of ORG0001 does not use tenant.corp.member_count; the other one does.")]
    [InlineData("message: { zh: 一, en: a }", "message: { zh: '一', en: 'a {{ tenant.corp.?custom_domain }}' }", "different-placeholders", "The Chinese message of ORG0001 does not use tenant.corp.custom_domain; the other one does.")]
    [InlineData("references: [ CWE-798 ]", "references: []", "no-reference", "Rule ORG0001 names no reference.")]
    [InlineData("references: [ CWE-798 ]", "references: [ our handbook ]", "unknown-reference", "The reference 'our handbook' of rule ORG0001 is of no known form.")]
    [InlineData("name: a-rule", "name: a-rule\n    params: { max: 3 }\n    param_notes: { max: { zh: 一, en: a } }", "unused-name", "The parameter max is not used.")]
    [InlineData("require: tenant.corp.logo_set", "params: { max: 3 }\n    require: tenant.corp.member_count < params.max", "parameter-without-note", "ORG0001 does not say what the parameter max means and where its default comes from.")]
    [InlineData("require: tenant.corp.logo_set", "params: { max: 3 }\n    param_notes: { max: { zh: max, en: a } }\n    require: tenant.corp.member_count < params.max", "missing-translation", "ORG0001 param_notes.max has no Chinese text.")]
    public void Texts_and_names(string written, string mistake, string code, string message)
    {
        var found = Lint("require: tenant.corp.logo_set", text => text.Replace(written, mistake, StringComparison.Ordinal), "ORG1001").Found
            .Single(d => d.Code != "missing-case");
        Assert.Equal((code, message.Replace("ORG0001", "ORG1001", StringComparison.Ordinal)), (found.Code, found.Message.En));
    }

    // A plural is English alone; the value is the same.
    [Fact]
    public void Words_around_a_value_are_each_languages_own() => Assert.DoesNotContain(
        Lint("require: tenant.corp.logo_set", text => text.Replace(
            "message: { zh: 一, en: a }",
            "message: { zh: '有 {{ tenant.corp.member_count }} 人', en: \"{{ tenant.corp.member_count }} {{ tenant.corp.member_count == 1 ? 'member' : 'members' }}\" }",
            StringComparison.Ordinal)).Found,
        d => d.Code == "different-placeholders");

    [Fact]
    public void A_parameter_that_only_the_message_shows()
    {
        var found = Lint("params: { max: 3 }\nrequire: tenant.corp.logo_set", text => text.Replace("{ zh: 一, en: a }\n    params", "{ zh: '一 {{ params.max }}', en: 'a {{ params.max }}' }\n    params", StringComparison.Ordinal)).Found;
        Assert.Equal("only-shown", Assert.Single(found, d => !d.IsWarning).Code);
    }

    [Fact]
    public void Ids_and_names_over_all_rules()
    {
        var found = PolicyLint.Run(new CaseSuite(
            PolicyLoader.Load([new SourceFile("a.yaml", Pack("ORG1001", "require: tenant.corp.logo_set") + Rule("ORG2002", "require: tenant.corp.exmail_enabled"))]), [], []));
        Assert.Equal(["duplicate-rule-name", "id-outside-area"], found.Where(d => d.Code != "missing-case").Select(d => d.Code));
        Assert.All(found.Where(d => d.Code != "missing-case"), d => Assert.Equal("a.yaml", d.Path));
    }

    [Fact]
    public void Cases_that_are_missing_unknown_or_named_twice()
    {
        var suite = SmallSuite.Of("require: tenant.corp.logo_set", "{ corp: { logo_set: true } } => pass\n{ corp: { logo_set: true } } => pass");
        suite = suite with { Cases = [suite.Cases[0], suite.Cases[1] with { Name = suite.Cases[0].Name }, suite.Cases[1] with { RuleId = "ORG0002" }] };
        Assert.Equal(
            ["duplicate-case-name", "missing-case", "unknown-rule"],
            PolicyLint.Run(suite).Select(d => d.Code).Where(c => c != "unknown-reference").Order(StringComparer.Ordinal));
    }

    // Each variable uses the one before it twice: put in, the last would have 2^60 nodes.
    [Fact]
    public void Variables_that_grow_without_bound_end()
    {
        var variables = string.Concat(Enumerable.Range(1, 60).Select(i => $"\n  a{i}: a{i - 1} + a{i - 1}"));
        Assert.DoesNotContain(Lint($"variables:\n  a0: tenant.corp.member_count{variables}\nrequire: a60 > 3").Found, d => !d.IsWarning);
    }

    [Fact]
    public void A_chain_of_very_many_terms_ends()
    {
        var chain = string.Join(" || ", Enumerable.Range(0, 2000).Select(i => $"tenant.corp.member_count == {i}"));
        Assert.DoesNotContain(Lint($"require: {chain}").Found, d => !d.IsWarning);
    }

    private static string[] Pair(string one, string other)
    {
        var text = Pack("ORG1001", one) + Rule("ORG1002", other).Replace("a-rule", "b-rule", StringComparison.Ordinal);
        var policies = PolicyLoader.Load([new SourceFile("a.yaml", text)]);
        Assert.Empty(policies.Diagnostics);
        var found = PolicyLint.Run(new CaseSuite(policies, [], [])).Where(d => !d.IsWarning).ToList();
        Assert.All(found, d => Assert.Equal("ORG1002", text.Substring(d.Range!.Value.Span.Start, d.Range.Value.Span.Length)));
        return [.. found.Select(d => d.Code)];
    }

    private static (IReadOnlyList<InputDiagnostic> Found, string Text) Lint(string body, Func<string, string>? change = null, string id = "ORG1001")
    {
        var text = Pack(id, body);
        text = change?.Invoke(text) ?? text;
        var policies = PolicyLoader.Load([new SourceFile("a.yaml", text)]);
        Assert.Empty(policies.Diagnostics);
        return (PolicyLint.Run(new CaseSuite(policies, [], [])), text);
    }

    private static string Pack(string id, string body) => "schema: wecom-policy/pack/v1\npack: mine\narea: own\nrules:\n" + Rule(id, body);

    private static string Rule(string id, string body) =>
        $$"""
          - id: {{id}}
            name: a-rule
            severity: low
            title: { zh: 一, en: a }
            rationale: { zh: 一, en: a }
            remediation: { zh: 一, en: a }
            references: [ CWE-798 ]
            message: { zh: 一, en: a }

        """.ReplaceLineEndings("\n")
        + string.Concat(body.Split('\n').Select(line => $"    {line}\n"));
}
