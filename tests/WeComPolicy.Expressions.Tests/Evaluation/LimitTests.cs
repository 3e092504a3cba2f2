using System.Text;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Tests.Evaluation;

/// <summary>No expression runs for long or takes much memory, and a reached limit is never absorbed.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("n.all(a, n.all(b, n.all(c, a + b + c >= 0)))")]
    [InlineData("n.exists(a, n.exists(b, n.exists(c, a + b + c < 0)))")]
    [InlineData("n.exists(a, n.exists(b, n.exists(c, a + b + c < 0))) || true")]
    [InlineData("n.all(a, n.all(b, n.all(c, a + b + c >= 0)) || false)")]
    [InlineData("n.map(a, n.map(b, n.map(c, c)))")]
    [InlineData("n.filter(a, n.filter(b, n.filter(c, false) == []) == [])")]
    [InlineData("n.exists_one(a, n.exists_one(b, n.exists_one(c, c > 5)))")]
    [InlineData("n.transformMap(a, x, n.transformMap(b, y, n.transformMap(c, z, z)))")]
    [InlineData("n.map(a, n.sortBy(b, -b)).map(l, l.sortBy(b, b))")]
    [InlineData("n.all(a, n.all(b, !(a + b in n.map(x, -1 - x))))")]
    [InlineData("n.all(a, n.all(b, n + n == n + n))")]
    [InlineData("(n.all(a, n.all(b, n.all(c, true))) ? 1 : 2) > 0 || true")]
    [InlineData("cel.bind(x, n.all(a, n.all(b, n.all(c, true))), true)")]
    [InlineData("cel.block([n.all(a, n.all(b, n.all(c, true)))], cel.index(0) || true)")]
    [InlineData("[1, n.map(a, n.map(b, n.map(c, c))).size()] == [2, 2] || true")]
    public void Loops_that_are_nested_too_deeply_are_stopped(string expression)
    {
        var error = Numbers(1000, new EvaluationLimits(MaxSteps: 200_000)).Evaluate(expression).AsError;
        Assert.True(error.IsLimit, error.Message.En);
        Assert.NotNull(error.Span);
        Assert.Contains("200000 步", error.Message.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'0123456789'")]
    [InlineData("b'0123456789'")]
    [InlineData("[1, 2, 3, 4, 5, 6, 7, 8]")]
    public void Doubling_stops_before_it_takes_the_memory(string seed)
    {
        var value = World.Empty.Evaluate(Bound(60, seed, i => $"x{i} + x{i}", "size(x60) > 0"));
        Assert.True(value.Kind == ValueKind.Error && value.AsError.IsLimit);
    }

    [Theory]
    [InlineData("lists.range(3000).map(x, lists.range(3000)).flatten().size() > 0")]
    [InlineData("lists.range(9000000).map(x, x).size() > 0")]
    [InlineData("lists.range(2000).map(x, n.map(y, y)).size() > 0")]
    [InlineData("lists.range(2000).map(x, n.filter(y, true)).size() > 0")]
    [InlineData("lists.range(2000).map(x, n + n).size() > 0")]
    [InlineData("lists.range(2000).map(x, n.reverse()).size() > 0")]
    [InlineData("lists.range(2000).map(x, n.transformMap(i, y, y)).size() > 0")]
    [InlineData("lists.range(2000).map(x, n.map(y, 'a').join('0123456789')).size() > 0")]
    [InlineData("lists.range(20000).map(x, text + text).size() > 0")]
    [InlineData("lists.range(20000).map(x, text.replace('a', 'aaaa')).size() > 0")]
    [InlineData("lists.range(20000).map(x, text.replace('', 'aaaa')).size() > 0")]
    [InlineData("lists.range(20000).map(x, '%s%s%s'.format([text, text, text])).size() > 0")]
    [InlineData("lists.range(20000).map(x, text.split('')).size() > 0")]
    [InlineData("lists.range(20000).map(x, bytes(text)).size() > 0")]
    [InlineData("lists.range(20000).map(x, text.upperAscii()).size() > 0")]
    [InlineData("lists.range(20000).map(x, regex.replace(text, 'a', 'aaaa')).size() > 0")]
    [InlineData("lists.range(20000).map(x, regex.extractAll(text, 'a')).size() > 0")]
    public void What_an_expression_builds_takes_little_memory_however_many_steps_it_may_take(string expression)
    {
        var world = Numbers(1000, new EvaluationLimits(MaxSteps: 10_000_000_000));
        world.Set("text", CelType.String, Value.String(new string('a', 1000)));
        var program = world.Compile(expression);
        var frame = world.Frame();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var value = program.Evaluate(frame);
        var megabytes = (GC.GetAllocatedBytesForCurrentThread() - before) >> 20;
        // What is thrown away on the way counts too.
        Assert.True(megabytes < 800, $"{ValueOperations.ToDisplay(value)}, {megabytes} MB");
    }

    [Theory]
    [InlineData("x60 == x60 + []")]
    [InlineData("x60 != [x59]")]
    [InlineData("x60 in [x60 + []]")]
    [InlineData("x60 == x60.filter(y, true)")]
    [InlineData("[x60].map(y, y == x60)")]
    public void Shared_parts_do_not_hide_an_exponential_size(string body)
    {
        // Small in memory, endless to walk.
        var value = World.Empty.Evaluate(Bound(60, "[1, 2]", i => $"[x{i}, x{i}]", "dyn(" + body + ")"));
        Assert.True(value.Kind is ValueKind.Error or ValueKind.Bool or ValueKind.List, ValueOperations.ToDisplay(value));
    }

    [Fact]
    public void Lists_that_definitions_nest_in_each_other_are_limited()
    {
        var world = World.Empty;
        world.Define("v0", "dyn([1])");
        for (var i = 1; i <= 600; i++)
            world.Define($"v{i}", $"dyn([v{i - 1}])");
        var frame = world.Frame();
        for (var i = 50; i < 600; i += 50)
            world.Compile($"v{i}").Evaluate(frame);
        Assert.True(world.Compile("v600").Evaluate(frame).AsError.IsLimit);
    }

    [Theory]
    [InlineData("true ? (", "v", ") : 0")]
    [InlineData("[1].map(x, ", "dyn(v)", ")[0]")]
    [InlineData("cel.bind(x, 1, ", "dyn(v)", ")")]
    [InlineData("-(", "v", ")")]
    public void Definitions_that_use_up_the_stack_end_in_a_limit(string before, string variable, string after)
    {
        var world = World.Empty;
        world.Set("v", CelType.Int, Value.Int(1));
        var deep = string.Concat(Enumerable.Repeat(before, 80)) + variable + string.Concat(Enumerable.Repeat(after, 80));
        for (var i = 0; i < 150; i++)
            world.Define("v", $"int({deep})");
        var program = world.Compile("v");
        Value? value = null;
        Value? traced = null;
        var thread = new Thread(
            () =>
            {
                value = program.Evaluate(world.Frame());
                traced = program.Trace(world.Frame()).Result;
            },
            maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        foreach (var one in new[] { value!.Value, traced!.Value })
            Assert.True(one.Kind == ValueKind.Int || one.AsError.IsLimit, ValueOperations.ToDisplay(one));
    }

    [Fact]
    public void The_budget_is_spent_over_several_evaluations_until_it_is_given_anew()
    {
        var world = Numbers(100);
        var program = world.Compile("n.all(a, a >= 0)");
        var frame = new Frame(world.Environment, new EvaluationLimits(MaxSteps: 250));
        frame.Set(0, world.Evaluate("n"));
        Assert.True(program.Evaluate(frame).IsTrue);
        Assert.True(program.Evaluate(frame).IsTrue);
        Assert.True(program.Evaluate(frame).AsError.IsLimit);
        Assert.True(program.Evaluate(frame).AsError.IsLimit);
        frame.ResetBudget();
        Assert.True(program.Evaluate(frame).IsTrue);
        Assert.Equal(100, frame.UsedSteps);
    }

    [Fact]
    public void A_long_list_is_an_ordinary_input()
    {
        var world = Numbers(100_000);
        Assert.True(world.Evaluate("n.all(a, a >= 0) && n.map(a, a * 2).filter(a, a % 3 == 0).size() > 5 && n.sortBy(a, -a)[0] == 99999").IsTrue);
    }

    [Theory]
    [InlineData("1", " + 1", "")]
    [InlineData("true", " && true", "")]
    [InlineData("true", " || true", "")]
    [InlineData("", "!", "true")]
    [InlineData("", "-", "1")]
    [InlineData("", "[", "")]
    [InlineData("", "(", "1")]
    [InlineData("", "true ? 1 : ", "2")]
    [InlineData("x", ".y", "")]
    [InlineData("x", "[0]", "")]
    [InlineData("", "[0].map(x, ", "x")]
    public void Long_and_deep_expressions_never_overflow_the_stack(string start, string repeated, string end)
    {
        foreach (var count in new[] { 50, 240, 260, 10_000 })
        {
            var text = new StringBuilder(start).Insert(start.Length, repeated, count).Append(end);
            text.Append(repeated.Contains("map(", StringComparison.Ordinal) ? new string(')', count) : "");
            var world = World.Empty;
            world.Set("x", CelType.Dyn, Value.Int(1));
            var result = world.Environment.Check(text.ToString());
            if (result.Ast is null)
                continue;
            var program = CelProgram.Compile(result.Ast, world.Environment);
            Assert.NotEqual(ValueKind.Unknown, program.Evaluate(world.Frame()).Kind);
            Assert.True(program.Cost.Degree >= 0);
        }
    }

    private static World Numbers(int count, EvaluationLimits? limits = null)
    {
        var world = World.Empty;
        world.Limits = limits;
        world.Set("n", CelType.List(CelType.Int), Value.List([.. Enumerable.Range(0, count).Select(i => Value.Int(i))]));
        return world;
    }

    private static string Bound(int depth, string seed, Func<int, string> next, string body)
    {
        var text = new StringBuilder($"cel.bind(x0, dyn({seed}), ");
        for (var i = 1; i <= depth; i++)
            text.Append($"cel.bind(x{i}, dyn({next(i - 1)}), ");
        return text.Append(body).Append(')', depth + 1).ToString();
    }
}
