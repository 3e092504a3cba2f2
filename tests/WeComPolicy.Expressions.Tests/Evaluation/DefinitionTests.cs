using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Tests.Evaluation;

/// <summary>Variables that stand for expressions are evaluated when read, once, and again after what they depend on was set.</summary>
public sealed class DefinitionTests
{
    [Fact]
    public void Of_a_chain_of_variables_the_one_that_failed_is_named()
    {
        var world = World.Empty;
        world.Define("v0", "1 / 0");
        for (var i = 1; i <= 50; i++)
            world.Define($"v{i}", $"v{i - 1} + 1");
        var error = world.Evaluate("v50 > 0").AsError;
        Assert.StartsWith("variable 'v0': ", error.Message.En, StringComparison.Ordinal);
        Assert.Equal(1, error.Message.En.Split("variable").Length - 1);
        Assert.Equal(1, error.Message.Zh.Split("变量").Length - 1);
        Assert.Equal(0, error.Span!.Value.Start);
    }

    [Fact]
    public void A_definition_is_evaluated_when_it_is_first_read_and_only_once()
    {
        var source = new CountingList(1, 2, 3);
        var world = World.Empty;
        world.Set("list", CelType.List(CelType.Int), source.Value);
        world.Define("big", "list.filter(x, x > 1)");
        world.Define("unused", "list.map(x, x * 2)");
        var program = world.Compile("big.size() == 2 && big.all(x, x > 1) && big.exists(x, x == 3)");
        var frame = world.Frame();
        Assert.Equal(0, source.Reads);
        Assert.True(program.Evaluate(frame).IsTrue);
        var reads = source.Reads;
        Assert.True(program.Evaluate(frame).IsTrue);
        Assert.Equal(reads, source.Reads);
        Assert.InRange(reads, 3, 6);
    }

    [Fact]
    public void Setting_a_variable_forgets_what_depends_on_it_through_other_definitions_too()
    {
        var world = World.Empty;
        world.Set("x", CelType.Int, Value.Int(1));
        world.Set("y", CelType.Int, Value.Int(10));
        world.Define("double_x", "x * 2");
        world.Define("sum", "double_x + y");
        var program = world.Compile("sum");
        var frame = world.Frame();
        Assert.Equal(12, program.Evaluate(frame).AsInt);
        frame.Set(world.Environment.FindVariable("x")!.Slot, Value.Int(5));
        Assert.Equal(20, program.Evaluate(frame).AsInt);
        frame.Set(world.Environment.FindVariable("y")!.Slot, Value.Int(0));
        Assert.Equal(10, program.Evaluate(frame).AsInt);
    }

    [Fact]
    public void The_loop_variables_of_a_definition_do_not_meet_those_of_its_reader()
    {
        var world = World.Empty;
        world.Define("inner", "[1, 2].map(a, [10, 20].map(b, a + b))");
        Assert.Equal("[[[11, 21], [12, 22], 5], [[11, 21], [12, 22], 6]]", world.Show("[5, 6].map(a, inner + [dyn(a)])"));
    }

    [Fact]
    public void The_error_of_a_definition_names_it_and_stands_where_it_is_read()
    {
        var world = World.Empty;
        world.Set("x", CelType.Int, Value.Int(0));
        world.Define("broken", "1 / x");
        var error = world.Evaluate("2 + broken").AsError;
        Assert.Contains("'broken'", error.Message.En, StringComparison.Ordinal);
        Assert.Contains("“broken”", error.Message.Zh, StringComparison.Ordinal);
        Assert.Equal(new TextSpan(4, 6), error.Span);
        Assert.True(world.Evaluate("broken == 1 || true").IsTrue);
    }

    [Fact]
    public void An_unknown_definition_stays_unknown_for_the_same_reason()
    {
        var world = World.WithUnknowns;
        world.Define("sum", "ui + 1");
        Assert.Equal(["ui"], world.Evaluate("sum > 3").AsUnknown.Origins);
        world.Define("count", "part.size()");
        Assert.Equal("true", world.Show("count >= 3"));
    }

    [Fact]
    public void A_limit_that_was_reached_within_a_definition_is_not_remembered()
    {
        var world = World.Empty;
        world.Set("n", CelType.List(CelType.Int), Value.List([.. Enumerable.Range(0, 100).Select(i => Value.Int(i))]));
        world.Define("all_pairs", "n.all(a, n.all(b, a + b >= 0))");
        var program = world.Compile("all_pairs || true");
        var first = new Frame(world.Environment, new EvaluationLimits(MaxSteps: 15_000));
        first.Set(0, world.Evaluate("n"));
        Assert.True(world.Compile("n.all(a, n.exists(b, b == 79))").Evaluate(first).IsTrue);
        Assert.True(program.Evaluate(first).AsError.IsLimit);
        first.ResetBudget();
        Assert.True(program.Evaluate(first).IsTrue);
    }

    [Fact]
    public void A_variable_without_a_value_fails_and_a_value_of_another_type_too()
    {
        var world = World.Empty;
        world.Set("x", CelType.Int, Value.String("one"));
        Assert.Equal(ValueKind.Error, world.Evaluate("x + 1").Kind);
        Assert.Equal(ValueKind.Error, world.Compile("x + 1").Evaluate(new Frame(world.Environment)).Kind);
    }

    [Fact]
    public void A_later_variable_of_the_same_name_hides_the_earlier()
    {
        var world = World.Empty;
        world.Set("x", CelType.Int, Value.Int(1));
        world.Define("y", "x + 1");
        world.Define("x", "10");
        Assert.Equal("[10, 2]", Show(world, "[x, y]"));
    }

    [Fact]
    public void A_long_chain_of_definitions_ends_in_a_value_or_a_limit()
    {
        var world = World.Empty;
        world.Define("v0", "1");
        for (var i = 1; i <= 1500; i++)
            world.Define($"v{i}", $"v{i - 1} + 1");
        var value = world.Evaluate("v1500");
        Assert.True(value.Kind == ValueKind.Int ? value.AsInt == 1501 : value.AsError.IsLimit);
    }

    private static string Show(World world, string expression)
    {
        var frame = new Frame(world.Environment);
        frame.Set(0, Value.Int(1));
        return ValueOperations.ToDisplay(world.Compile(expression).Evaluate(frame));
    }

    private sealed class CountingList(params long[] elements) : ListSource
    {
        public int Reads { get; private set; }

        public Value Value => Values.Value.List(this, 0);

        public override int Count(long handle) => elements.Length;

        public override Value Element(long handle, int index)
        {
            Reads++;
            return Values.Value.Int(elements[index]);
        }
    }
}
