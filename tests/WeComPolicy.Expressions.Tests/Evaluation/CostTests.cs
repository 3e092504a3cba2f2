using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Tests.Evaluation;

public sealed class CostTests
{
    private static readonly World World = Create();

    [Theory]
    [InlineData("1 + 2 == 3", 0)]
    [InlineData("list.size() > 3", 0)]
    [InlineData("has(map.a)", 0)]
    [InlineData("list.all(x, x > 0)", 1)]
    [InlineData("map.exists(k, k == 'a')", 1)]
    [InlineData("[1, 2, 3].all(x, x > 0)", 0)]
    [InlineData("list.all(x, x in [1, 2, 3])", 1)]
    [InlineData("3 in list", 0)]
    [InlineData("dyn(3) in list", 1)]
    [InlineData("[3] in nested", 1)]
    [InlineData("nested.flatten().size()", 1)]
    [InlineData("nested.flatten().all(x, x > 0)", 1)]
    [InlineData("nested.filter(l, 1 in l).flatten().all(x, x > 0)", 1)]
    [InlineData("nested.map(l, l).flatten().all(x, x > 0)", 1)]
    [InlineData("list.map(x, list).flatten().size()", 2)]
    [InlineData("square.flatten().size()", 2)]
    [InlineData("cel.bind(l, list.map(x, list), l.flatten().size())", 2)]
    [InlineData("(nested + nested).flatten().size()", 2)]
    [InlineData("'k' in map", 0)]
    [InlineData("list == other", 1)]
    [InlineData("list == []", 0)]
    [InlineData("list + other == []", 1)]
    [InlineData("list.all(x, x in other)", 1)]
    [InlineData("list.all(x, other.exists(y, x == y))", 2)]
    [InlineData("list.all(x, [1, 2].exists(y, other.exists(z, z == x + y)))", 2)]
    [InlineData("list.exists(x, x > 0) && other.exists(x, x > 0)", 1)]
    [InlineData("list.filter(x, x > 0).all(x, x > 1)", 1)]
    [InlineData("list.map(x, x + 1).filter(x, x > 0).all(x, x > 1)", 1)]
    [InlineData("nested.all(l, l.all(x, x > 0))", 2)]
    [InlineData("nested.all(l, l.all(x, list.all(y, x == y)))", 3)]
    [InlineData("list.sortBy(x, -x).size()", 1)]
    [InlineData("list.transformList(i, x, i + x).size()", 1)]
    [InlineData("cel.bind(l, list, l.all(x, l.all(y, x == y)))", 2)]
    [InlineData("cel.bind(l, [1, 2], l.all(x, l.all(y, x == y)))", 0)]
    [InlineData("cel.block([list.filter(x, x > 0)], cel.index(0).all(x, x in cel.index(0)))", 1)]
    [InlineData("(true ? list : other).all(x, x > 0)", 1)]
    [InlineData("(true ? [1] : [2, 3]).all(x, x > 0)", 0)]
    [InlineData("big.size() > 2", 1)]
    [InlineData("list.all(x, big.size() > 2)", 1)]
    [InlineData("list.all(x, big.exists(y, y == x))", 2)]
    [InlineData("pairs", 2)]
    [InlineData("list.all(x, pairs)", 2)]
    public void The_degree_is_the_deepest_nesting_of_loops_over_the_input(string expression, int degree) =>
        Assert.Equal(degree, World.Compile(expression).Cost.Degree);

    [Fact]
    public void The_innermost_loop_of_the_deepest_nesting_is_pointed_at()
    {
        const string text = "list.all(x, x > 0) && list.all(x, other.exists(y, x == y))";
        var span = World.Compile(text).Cost.Deepest!.Value;
        Assert.Equal("other.exists(y, x == y)", text.Substring(span.Start, span.Length));
        Assert.Null(World.Compile("1 + 1").Cost.Deepest);
    }

    [Theory]
    [InlineData("list.all(x, x >= 0)")]
    [InlineData("list.all(x, other.exists(y, x == y))")]
    [InlineData("list.filter(x, x % 2 == 0).map(x, x + 1).sortBy(x, -x).all(x, x in other)")]
    [InlineData("nested.all(l, l.all(x, x >= 0 && l + list != [1]))")]
    [InlineData("pairs && list.all(x, big.exists(y, y >= x))")]
    [InlineData("list + other + list == other")]
    [InlineData("list.all(x, x in other) || list.exists(x, x in big)")]
    [InlineData("list.map(x, other).flatten().exists(x, x < 0)")]
    public void The_bound_is_not_below_what_is_used(string expression)
    {
        var program = World.Compile(expression);
        var frame = World.Frame();
        program.Evaluate(frame);
        Assert.InRange(frame.UsedSteps, 0, program.Cost.BoundFor(40));
    }

    [Fact]
    public void Bounds_saturate()
    {
        Assert.Equal(long.MaxValue, World.Compile("nested.all(l, l.all(x, list.all(y, x == y)))").Cost.BoundFor(long.MaxValue / 2));
        Assert.True(World.Compile("list.all(x, x > 0)").Cost.BoundFor(0) < 100);
        Assert.True(World.Compile("list.all(x, x > 0)").Cost.BoundFor(1_000_000) < 10_000_000);
    }

    [Fact]
    public void Definitions_that_read_each_other_often_are_looked_at_once()
    {
        var world = World.Empty;
        world.Define("v0", "[1]");
        for (var i = 1; i <= 200; i++)
            world.Define($"v{i}", $"v{i - 1} + v{i - 1} + v{i - 1}");
        Assert.Equal(long.MaxValue, world.Compile("v200.all(x, x > 0)").Cost.BoundFor(1));
    }

    private static World Create()
    {
        var world = World.Empty;
        var numbers = Value.List([.. Enumerable.Range(0, 40).Select(i => Value.Int(i))]);
        world.Set("list", CelType.List(CelType.Int), numbers);
        world.Set("other", CelType.List(CelType.Int), numbers);
        world.Set("nested", CelType.List(CelType.List(CelType.Int)), Value.List([.. Enumerable.Repeat(numbers, 40)]));
        world.Set("map", CelType.Map(CelType.String, CelType.Int), new DictionaryMapSource().ToValue());
        world.Define("big", "list.filter(x, x > 1)");
        world.Define("square", "list.map(x, list)");
        world.Define("pairs", "list.all(x, list.all(y, x + y >= 0))");
        return world;
    }
}
