using WeComPolicy.Engine.Differences;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.Differences;

/// <summary>The shipped change rules, by the cases beside them.</summary>
public sealed class ChangeRuleTests
{
    private static readonly Lazy<IReadOnlyList<Case>> s_cases = new(ReadCases);

    public static TheoryData<string> Names => [.. s_cases.Value.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Tells_what_the_case_says(string name)
    {
        var stated = s_cases.Value.Single(c => c.Name == name);
        var compared = Compared.Of(stated.Before, stated.After);
        Assert.Equal(stated.Tells.Order(StringComparer.Ordinal), compared.Told);
        Assert.Equal(stated.Undecided.Order(StringComparer.Ordinal), compared.Undecided);
        Assert.NotEmpty(compared.Facts.Select(f => f.Path).Concat(name.StartsWith("the same", StringComparison.Ordinal) ? ["-"] : []));
        foreach (var change in compared.Privileges)
        {
            Assert.DoesNotContain("（无法计算）", change.Text.Zh, StringComparison.Ordinal);
            Assert.DoesNotContain("(cannot be computed)", change.Text.En, StringComparison.Ordinal);
            Assert.True(change.Before is not null || change.After is not null);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_way_back_tells_another_thing(string name)
    {
        var stated = s_cases.Value.Single(c => c.Name == name);
        var back = Compared.Of(stated.After, stated.Before).Told.Intersect(stated.Tells, StringComparer.Ordinal);
        // What is neither wider nor narrower by itself is told both ways.
        Assert.All(back, id => Assert.Equal(ChangeDirection.Review, ChangeRuleReader.Shipped.Single(r => r.Id == id).Direction));
    }

    [Fact]
    public void Every_rule_has_a_case_that_it_tells()
    {
        var told = s_cases.Value.SelectMany(c => c.Tells).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(ChangeRuleReader.Shipped, rule => !told.Contains(rule.Id));
    }

    [Theory]
    [InlineData("each: admin", "unknown-place", "admins")]
    [InlineData("on: change", "unknown-word", "changed")]
    [InlineData("fields: [rol]", "unknown-field", "role")]
    [InlineData("direction: widr", "unknown-word", "wider")]
    [InlineData("when: after.rolle == 'super'", "expression", "role")]
    [InlineData("when: after.role == 'supper'", "expression", "super")]
    [InlineData("when: after.userid", "expression", "bool")]
    [InlineData("extra: 1", "unknown-key", "")]
    public void A_mistake_in_a_rule_is_told_at_its_place(string line, string code, string hint)
    {
        var lines = new List<string> { "id: x", "each: admins", "on: changed", "fields: [role]", "direction: wider", "when: after.role == 'super'", "say: { zh: 甲, en: a }" };
        var key = line.Split(':')[0];
        lines.RemoveAll(l => l.StartsWith(key + ":", StringComparison.Ordinal));
        lines.Add(line);
        var text = $"schema: {ChangeRuleReader.SchemaName}\nchanges:\n  - {string.Join("\n    ", lines)}\n";
        var diagnostics = new List<InputDiagnostic>();
        var rules = ChangeRuleReader.Read(DocumentReader.Read(new SourceFile("changes.yaml", text)).Document!, diagnostics);
        Assert.Empty(rules);
        var mistake = diagnostics[0];
        Assert.Equal(code, mistake.Code);
        Assert.NotNull(mistake.Range);
        Assert.Contains(hint, mistake.Message.En + mistake.Help?.En, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Case> ReadCases()
    {
        var path = RepositoryRoot.PathOf("policies", "schema", "changes.tests.yaml");
        var document = DocumentReader.Read(new SourceFile("changes.tests.yaml", File.ReadAllText(path))).Document!;
        return [.. document.Children(document.Child(document.Root, "cases")).ToArray().Select(node => new Case(
            document.Text(document.Child(node, "name")),
            Tenant(document, document.Child(node, "before")),
            Tenant(document, document.Child(node, "after")),
            Words(document, document.Child(node, "tells")),
            Words(document, document.Child(node, "undecided"))))];
    }

    private static Tenant Tenant(LocatedDocument document, int node)
    {
        var check = TenantChecker.Check(document.Subtree(node), TenantSchema.V1);
        Assert.Empty(check.Diagnostics.Select(d => d.Message.En));
        return new Tenant("tenant", TenantModel.Merge([check.Typed]).Model!);
    }

    private static IReadOnlyList<string> Words(LocatedDocument document, int list) =>
        list < 0 ? [] : [.. document.Children(list).ToArray().Select(document.Text)];

    private sealed record Case(string Name, Tenant Before, Tenant After, IReadOnlyList<string> Tells, IReadOnlyList<string> Undecided);
}
