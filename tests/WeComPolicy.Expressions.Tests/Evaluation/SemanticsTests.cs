using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Tests.Evaluation;

/// <summary>What the public suite does not ask of the evaluator.</summary>
public sealed class SemanticsTests
{
    [Theory]
    [InlineData("9223372036854775807 + 1", "error")]
    [InlineData("-9223372036854775808 - 1", "error")]
    [InlineData("9223372036854775807 * 2", "error")]
    [InlineData("-9223372036854775808 * -1", "error")]
    [InlineData("3037000500 * 3037000500", "error")]
    [InlineData("3037000499 * -3037000499", "-9223372030926249001")]
    [InlineData("-9223372036854775808 / -1", "error")]
    [InlineData("-9223372036854775808 % -1", "error")]
    [InlineData("-(-9223372036854775808)", "error")]
    [InlineData("1 / 0", "error")]
    [InlineData("1 % 0", "error")]
    [InlineData("-7 / 2", "-3")]
    [InlineData("-7 % 2", "-1")]
    [InlineData("1.0 / 0.0", "double(\"Infinity\")")]
    [InlineData("0u - 1u", "error")]
    [InlineData("'a' + 'b' + 'c'", "\"abc\"")]
    [InlineData("b'a' + b'b'", "b\"ab\"")]
    [InlineData("[1] + [] + [2]", "[1, 2]")]
    [InlineData("dyn(1) + dyn(2)", "3")]
    [InlineData("dyn(1) + dyn(2.0)", "error")]
    [InlineData("dyn('a') + dyn(1)", "error")]
    public void Arithmetic(string expression, string expected) =>
        Assert.Equal(expected == "double(\"Infinity\")" ? World.Empty.Show("double('inf')") : expected, World.Empty.Show(expression));

    [Theory]
    [InlineData("'a' == 'a'", "true")]
    [InlineData("'a' == x", "false")]
    [InlineData("x == 'b'", "true")]
    [InlineData("x != 'b'", "false")]
    [InlineData("x in ['a', 'b']", "true")]
    [InlineData("x in ['a', 'c']", "false")]
    [InlineData("x in []", "false")]
    [InlineData("dyn(x) == 1", "false")]
    [InlineData("dyn(x) in [1, 2]", "false")]
    [InlineData("dyn(1.0) in [1, 2]", "true")]
    [InlineData("dyn(2u) in [1, 2]", "true")]
    [InlineData("dyn(1.5) in [1, 2]", "false")]
    [InlineData("dyn(1.0) in {1: 2}", "true")]
    [InlineData("dyn(b'a') in {1: 2}", "false")]
    [InlineData("n < 5", "true")]
    [InlineData("n <= 3", "true")]
    [InlineData("n > 3", "false")]
    [InlineData("n >= 3", "true")]
    [InlineData("5 > n", "true")]
    [InlineData("dyn(n) < 3.5", "true")]
    [InlineData("dyn(n) < 'a'", "error")]
    [InlineData("'b' < 'a'", "false")]
    [InlineData("dyn(double('nan')) == double('nan')", "false")]
    [InlineData("double('nan') < 1.0 || double('nan') >= 1.0", "false")]
    public void Comparison(string expression, string expected)
    {
        var world = World.Empty;
        world.Set("x", CelType.String, Value.String("b"));
        world.Set("n", CelType.Int, Value.Int(3));
        Assert.Equal(expected, world.Show(expression));
    }

    [Theory]
    [InlineData("[3, 1, 2].sortBy(x, x)", "[1, 2, 3]")]
    [InlineData("['ccc', 'a', 'bb', 'd'].sortBy(x, x.size())", "[\"a\", \"d\", \"bb\", \"ccc\"]")]
    [InlineData("[1, 2, 3, 4, 5, 6, 7].sortBy(x, x % 3)", "[3, 6, 1, 4, 7, 2, 5]")]
    [InlineData("[1, 2].sortBy(x, x == 1 ? dyn('a') : dyn(1))", "error")]
    [InlineData("[1, 2].sortBy(x, dyn([x]))", "error")]
    [InlineData("[].sortBy(x, x)", "[]")]
    [InlineData("{'a': 1, 'b': 2}.map(k, k)", "[\"a\", \"b\"]")]
    [InlineData("{'a': 1}.transformMapEntry(k, v, {v: k})", "{1: \"a\"}")]
    [InlineData("{'a': 1, 'b': 1}.transformMapEntry(k, v, {v: k})", "error")]
    [InlineData("[1, 2].transformMapEntry(i, v, v > 1, {string(v): i})", "{\"2\": 1}")]
    [InlineData("['a', 'b'].transformMap(i, v, v)", "{0: \"a\", 1: \"b\"}")]
    [InlineData("dyn(5).exists(x, x > 1)", "error")]
    [InlineData("[1].all(x, dyn(x))", "error")]
    [InlineData("[1, 2].all(x, x == 1 ? dyn('a') : dyn(false))", "false")]
    [InlineData("[1, 2].filter(x, dyn(x))", "error")]
    [InlineData("[[1, 2], [3]].map(l, l.map(x, x * 10))", "[[10, 20], [30]]")]
    [InlineData("[1, 2].map(x, [3, 4].map(x, x))", "[[3, 4], [3, 4]]")]
    public void Macros(string expression, string expected) => Assert.Equal(expected, World.Empty.Show(expression));

    [Theory]
    [InlineData("[1, 2][dyn(1.0)]", "2")]
    [InlineData("[1, 2][dyn(1u)]", "2")]
    [InlineData("[1, 2][dyn(0.5)]", "error")]
    [InlineData("[1, 2][2]", "error")]
    [InlineData("[1, 2][-1]", "error")]
    [InlineData("[1, 2][?5]", "optional.none()")]
    [InlineData("[1, 2][dyn('a')]", "error")]
    [InlineData("{1: 2}[dyn(1u)]", "2")]
    [InlineData("dyn(5)[0]", "error")]
    [InlineData("dyn(5).x", "error")]
    [InlineData("has(dyn(5).x)", "error")]
    [InlineData("{'a': {'b': 1}}.a.b", "1")]
    [InlineData("{'a': 1}.b", "error")]
    [InlineData("dyn({'a': 1}).?b", "optional.none()")]
    public void Access(string expression, string expected) => Assert.Equal(expected, World.Empty.Show(expression));

    [Theory]
    [InlineData("dyn({'name': 1}).nmae", "did you mean 'name'?", "是否想写“name”？")]
    [InlineData("dyn({'name': 1})['x']", "the map has no key \"x\"", "映射中没有键 \"x\"")]
    [InlineData("dyn([1])[3]", "index 3 is out of range; the list has 1 elements", "下标 3 超出列表的范围（共 1 个元素）")]
    [InlineData("dyn(1) ? 2 : 3", "a condition must be bool, not int", "条件必须是 bool，而不是 int")]
    [InlineData("dyn('a') && true", "&& cannot be applied to (string, bool)", "&& 不能用于 (string, bool)")]
    [InlineData("dyn('a') + 1", "cannot be applied to (string, int)", "不能用于 (string, int)")]
    public void Errors_say_what_is_wrong_and_where(string expression, string english, string chinese)
    {
        var error = World.Empty.Evaluate(expression).AsError;
        Assert.Contains(english, error.Message.En, StringComparison.Ordinal);
        Assert.Contains(chinese, error.Message.Zh, StringComparison.Ordinal);
        Assert.NotNull(error.Span);
    }

    [Fact]
    public void The_slot_of_a_block_is_evaluated_at_most_once()
    {
        var world = World.Empty;
        world.Set("n", CelType.List(CelType.Int), Value.List([.. Enumerable.Range(0, 100).Select(i => Value.Int(i))]));
        var frame = world.Frame();
        world.Compile("cel.block([n.all(x, x >= 0), n.exists(x, x < 0)], cel.index(0) && cel.index(0) && cel.index(0))").Evaluate(frame);
        Assert.Equal(100, frame.UsedSteps);
    }

    [Fact]
    public void A_quantifier_stops_at_the_element_that_decides()
    {
        var world = World.Empty;
        world.Set("n", CelType.List(CelType.Int), Value.List([.. Enumerable.Range(0, 100).Select(i => Value.Int(i))]));
        var frame = world.Frame();
        Assert.True(world.Compile("n.exists(x, x == 4) && !n.all(x, x < 4)").Evaluate(frame).IsTrue);
        Assert.Equal(10, frame.UsedSteps);
    }

    [Fact]
    public void The_pass_path_allocates_nothing()
    {
        var world = World.Empty;
        world.Set("people", CelType.List(PersonType.Type), Value.List(
            [.. Enumerable.Range(0, 50).Select(i => new Person(
                ("name", Value.String("p")), ("age", Value.Int(i)), ("admin", Value.False), ("tags", Value.List(Value.String("a")))).Value)]));
        world.Set("limit", CelType.Int, Value.Int(100));
        var program = world.Compile(
            "people.all(p, p.age < limit && p.name in ['p', 'q'] && p.age + 1 > 0 && (!p.admin || p.name != 'x')"
            + " && p.tags.exists(t, t == 'a') && (has(p.end) ? p.end > 5 : true) && size(p.tags) == 1)");
        var frame = world.Frame();
        for (var i = 0; i < 5; i++)
            Assert.True(program.Evaluate(frame).IsTrue);
        var before = GC.GetAllocatedBytesForCurrentThread();
        program.Evaluate(frame);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_program_runs_on_many_threads_at_once()
    {
        var world = World.Empty;
        world.Set("n", CelType.Int, Value.Int(0));
        world.Define("d", "[n, n + 1].map(x, x * 2)");
        var program = world.Compile("d.map(x, x + n).exists(x, x == 3 * n)");
        Parallel.For(0, 200, i =>
        {
            var frame = new Frame(world.Environment);
            frame.Set(0, Value.Int(i));
            Assert.True(program.Evaluate(frame).IsTrue);
            Assert.True(program.Trace(frame).Result.IsTrue);
        });
    }

    [Fact]
    public void A_program_needs_an_environment_with_its_variables()
    {
        var world = World.Empty;
        world.Set("n", CelType.Int, Value.Int(0));
        Assert.Throws<ArgumentException>(() => CelProgram.Compile(world.Check("n + 1"), CelEnvironment.Standard));
        var other = World.Empty;
        other.Set("m", CelType.Int, Value.Int(0));
        Assert.Throws<ArgumentException>(() => world.Compile("n + 1").Evaluate(other.Frame()));
        Assert.Throws<ArgumentException>(() => world.Compile("n + 1").Trace(other.Frame()));
    }

    [Fact]
    public void A_name_that_stands_for_nothing_fails_when_it_is_evaluated()
    {
        var resolved = Checker.Resolve(Parser.Parse("nobody || f(1) || true"), CelEnvironment.Standard);
        Assert.True(CelProgram.Compile(resolved.Ast!, CelEnvironment.Standard).Evaluate(new Frame(CelEnvironment.Standard)).IsTrue);
        resolved = Checker.Resolve(Parser.Parse("nobody + 1"), CelEnvironment.Standard);
        var error = CelProgram.Compile(resolved.Ast!, CelEnvironment.Standard).Evaluate(new Frame(CelEnvironment.Standard)).AsError;
        Assert.Contains("'nobody'", error.Message.En, StringComparison.Ordinal);
    }
}
