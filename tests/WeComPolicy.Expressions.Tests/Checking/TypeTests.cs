using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Tests.Checking;

public class TypeTests
{
    [Theory]
    [InlineData("null", "null_type")]
    [InlineData("1u", "uint")]
    [InlineData("b'x'", "bytes")]
    [InlineData("1 + 2", "int")]
    [InlineData("'a' + 'b'", "string")]
    [InlineData("[1] + [2]", "list(int)")]
    [InlineData("[]", "list(dyn)")]
    [InlineData("{}", "map(dyn, dyn)")]
    [InlineData("[1, 'a']", "list(dyn)")]
    [InlineData("[[], [1]]", "list(list(int))")]
    [InlineData("[[[[]]], [], [[]]]", "list(list(list(list(dyn))))")]
    [InlineData("[].map(x, x)[0].foo", "dyn")]
    [InlineData("{'a': 1}.a", "int")]
    [InlineData("{'a': 1, 'b': 2.0}", "map(string, dyn)")]
    [InlineData("[1, 2][0]", "int")]
    [InlineData("{1: 'a'}[1]", "string")]
    [InlineData("anything.a.b[0]", "dyn")]
    [InlineData("anything + 1", "int")]
    [InlineData("anything + anything", "dyn")]
    [InlineData("anything < 1", "bool")]
    [InlineData("anything && true", "bool")]
    [InlineData("true ? 1 : 2", "int")]
    [InlineData("true ? anything : 1", "dyn")]
    [InlineData("true ? [] : [1]", "list(int)")]
    [InlineData("today - today", "google.protobuf.Duration")]
    [InlineData("member", "Member")]
    [InlineData("tenant.members", "list(Member)")]
    [InlineData("tenant.members[0].login.mfa", "bool")]
    [InlineData("tenant.quota.x", "int")]
    [InlineData("tenant.quota['x']", "int")]
    [InlineData("has({}.a)", "bool")]
    [InlineData("int", "type(int)")]
    [InlineData("type(1) == int", "bool")]
    [InlineData("type([]) == list", "bool")]
    [InlineData("sample.Code", "type(sample.Code)")]
    [InlineData("google.protobuf.Timestamp == type(today)", "bool")]
    [InlineData("[1, 2].map(x, string(x))", "list(string)")]
    [InlineData("{'a': 1}.map(k, k)", "list(string)")]
    [InlineData("{'a': 1}.filter(k, k == 'a')", "list(string)")]
    [InlineData("[1].filter(x, x > 0)", "list(int)")]
    [InlineData("['a'].transformList(i, x, i)", "list(int)")]
    [InlineData("['a'].transformMap(i, x, x)", "map(int, string)")]
    [InlineData("{'a': 1}.transformMap(k, v, v > 0, k + k)", "map(string, string)")]
    [InlineData("{'a': 1}.transformMapEntry(k, v, {v: k})", "map(int, string)")]
    [InlineData("tenant.members.sortBy(m, m.userid)", "list(Member)")]
    [InlineData("tenant.members.all(i, m, i >= 0 && m.login.mfa)", "bool")]
    [InlineData("tenant.members.exists_one(m, m.active)", "bool")]
    [InlineData("cel.bind(x, [1], x + x)", "list(int)")]
    [InlineData("cel.block([1, cel.index(0) + 1], [cel.index(1)])", "list(int)")]
    [InlineData("member.?end_date", "optional_type(google.protobuf.Timestamp)")]
    [InlineData("member.?end_date.orValue(today)", "google.protobuf.Timestamp")]
    [InlineData("member.?backup.mfa", "optional_type(bool)")]
    [InlineData("member.?backup.?last_ip", "optional_type(string)")]
    [InlineData("member.?tags[0]", "optional_type(string)")]
    [InlineData("[1][?0]", "optional_type(int)")]
    [InlineData("{'a': 1}[?'b']", "optional_type(int)")]
    [InlineData("optional.none()[?0]", "optional_type(dyn)")]
    [InlineData("member.?backup.optMap(b, b.mfa)", "optional_type(bool)")]
    [InlineData("member.?backup.optFlatMap(b, b.?last_ip)", "optional_type(string)")]
    [InlineData("[?member.?end_date]", "list(google.protobuf.Timestamp)")]
    [InlineData("{?'a': member.?end_date}", "map(string, google.protobuf.Timestamp)")]
    [InlineData("[optional.of(1), null][0]", "optional_type(int)")]
    [InlineData("[optional.of(1), optional.of(dyn(1))]", "list(optional_type(dyn))")]
    [InlineData("sample.pair(1, 'a')", "sample.Pair(int, string)")]
    [InlineData("[sample.pair(1, 'a'), sample.pair(dyn(1), 'a')]", "list(sample.Pair(dyn, string))")]
    [InlineData("sample.twice(anything)", "dyn")]
    [InlineData("sample.twice(1)", "int")]
    [InlineData("member.employment", "string")]
    [InlineData("[member.employment, 'x']", "list(string)")]
    public void Type_of(string text, string type) => Assert.Equal(type, SampleSchema.TypeOf(text));

    [Fact]
    public void A_list_of_one_enumeration_and_other_text_is_text()
    {
        Assert.IsType<EnumType>(SampleSchema.Environment.Check("[member.employment]").Ast!.Type.Parameters[0]);
        Assert.IsNotType<EnumType>(SampleSchema.Environment.Check("[member.employment, member.userid]").Ast!.Type.Parameters[0]);
        Assert.IsNotType<EnumType>(SampleSchema.Environment.Check("true ? 'x' : member.employment").Ast!.Type);
        Assert.IsNotType<EnumType>(SampleSchema.Environment.Check("[member.employment] + member.roles").Ast!.Type.Parameters[0]);
    }

    [Fact]
    public void References_tell_what_each_node_is()
    {
        var ast = SampleSchema.Environment.Check("tenant.members.all(m, has(m.end_date) && sample.twice(m.age) + size(m.roles) == 2 && m.userid.contains('a'))").Ast!;
        string Show(Expr node) => ast.ReferenceOf(node) switch
        {
            VariableReference v => "var " + v.Variable.Name,
            LocalReference => "local",
            FieldReference f => "field " + f.Field.Name,
            CallReference c => $"call {c.Function.Name} {c.Candidates.Count}{(c.TargetIsNamespace ? " ns" : "")}",
            var other => other?.ToString() ?? "-",
        };
        var found = ExprWalker.All(ast.Root).Where(n => ast.ReferenceOf(n) is not null).Select(Show).Distinct();
        Assert.Equal(
            [
                "field members", "var tenant", "field end_date", "local", "call _==_ 1", "call _+_ 1", "call sample.twice 1 ns", "field age",
                "call size 1", "field roles", "call contains 1", "field userid",
            ],
            found);
        Assert.Equal(["tenant"], ast.FreeVariables.Select(v => v.Name));
    }

    [Fact]
    public void The_expected_type_is_asked_for()
    {
        Assert.NotNull(SampleSchema.Environment.Check("member.active", CelType.Bool).Ast);
        Assert.NotNull(SampleSchema.Environment.Check("anything", CelType.Bool).Ast);
        Assert.NotNull(SampleSchema.Environment.Check("[]", CelType.List(CelType.String)).Ast);
        var mistake = Assert.Single(SampleSchema.Environment.Check(" member.age", CelType.Bool).Diagnostics);
        Assert.Equal(new TextSpan(1, 10), mistake.Span);
        Assert.Equal(new Bilingual("这里需要 bool，但表达式的类型是 int。", "A bool is needed here, but the expression is an int."), mistake.Message);
        Assert.Equal("Give the optional value a default with .orValue(…).", Assert.Single(SampleSchema.Environment.Check("member.?backup.mfa", CelType.Bool).Diagnostics).Hint?.En);
    }

    [Fact]
    public void Types_of_unknown_nesting_stay_small()
    {
        var environment = SampleSchema.Environment;
        for (var i = 0; i < 100; i++)
            environment = environment.WithDefinition($"v{i}", environment.Check(i == 0 ? "[1]" : $"[v{i - 1}]").Ast!);
        Assert.InRange(environment.FindVariable("v99")!.Type.ToString().Length, 1, 400);
    }
}
