using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Tests.Checking;

public class NameTests
{
    private static string Resolved(CelEnvironment environment, string text)
    {
        var result = environment.Check(text);
        Assert.Empty(result.Diagnostics);
        return string.Join(", ", result.Ast!.FreeVariables.Select(v => v.Name));
    }

    [Theory]
    [InlineData("a.b.c", "a.b.c")]
    [InlineData("a.b.d", "a.b")]
    [InlineData("a.x", "a")]
    [InlineData("has(a.b.d)", "a.b")]
    [InlineData("[{'b': {'c': 1}}].exists(a, a.b.c == 1)", "")]
    [InlineData("[1].exists(x, a.b.c == 'a')", "a.b.c")]
    public void The_longest_qualified_name_wins(string text, string variables)
    {
        var environment = CelEnvironment.Standard
            .WithVariable("a", CelType.Dyn)
            .WithVariable("a.b", CelType.Map(CelType.String, CelType.String))
            .WithVariable("a.b.c", CelType.String);
        Assert.Equal(variables, Resolved(environment, text));
    }

    [Theory]
    [InlineData("y", "p.q.y")]
    [InlineData(".y", "y")]
    [InlineData("z", "p.z")]
    [InlineData(".z", "z")]
    [InlineData("w", "w")]
    [InlineData("q.y", "p.q.y")]
    [InlineData("[1].all(y, y == 1)", "")]
    [InlineData("[1].all(y, .y == 1)", "y")]
    [InlineData("cel.bind(y, 1, y)", "")]
    public void Names_are_looked_up_from_the_container_outwards(string text, string variables)
    {
        var environment = new[] { "p.q.y", "y", "p.z", "z", "w" }.Aggregate(CelEnvironment.Standard, (e, name) => e.WithVariable(name, CelType.Int)).InContainer("p.q");
        Assert.Equal(variables, Resolved(environment, text));
    }

    [Fact]
    public void Functions_are_looked_up_from_the_container_outwards()
    {
        static Function Make(string name) => new(name, [new Overload { Id = name, Parameters = [], Result = CelType.Opaque(name) }]);
        var environment = CelEnvironment.Standard.WithLibrary(new FunctionLibrary("l", [Make("p.f"), Make("f"), Make("p.q.g")])).InContainer("p");
        Assert.Equal("p.f", environment.Check("f()").Ast!.Type.Name);
        Assert.Equal("f", environment.Check(".f()").Ast!.Type.Name);
        Assert.Equal("p.q.g", environment.Check("q.g()").Ast!.Type.Name);
        Assert.Equal("p.q.g", environment.Check(".p.q.g()").Ast!.Type.Name);
        Assert.Null(environment.Check(".q.g()").Ast);
    }

    [Fact]
    public void Resolve_finds_names_and_never_complains_of_types()
    {
        var environment = SampleSchema.Environment;
        CheckedAst Resolve(string text)
        {
            var result = Checker.Resolve(Parser.Parse(text), environment);
            Assert.Empty(result.Diagnostics);
            return result.Ast!;
        }

        Assert.Null(Resolve("nobody").ReferenceOf(Resolve("nobody").Root));
        Assert.Equal(CelType.Dyn, Resolve("1 + 'a'").Type);
        Assert.Equal(["member"], Resolve("member.nothing == 1 && member.end_date").FreeVariables.Select(v => v.Name));
        var all = Resolve("[1].all(x, x.foo(nobody))");
        Assert.Contains(ExprWalker.All(all.Root), n => all.ReferenceOf(n) is LocalReference);
        var call = Resolve("sample.twice(1, 2)");
        Assert.True(Assert.IsType<CallReference>(call.ReferenceOf(call.Root)).TargetIsNamespace);
        Assert.NotEmpty(Checker.Resolve(Parser.Parse("1 +"), environment).Diagnostics);
    }
}
