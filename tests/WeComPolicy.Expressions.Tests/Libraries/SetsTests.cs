using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Tests.Evaluation;
using WeComPolicy.Expressions.Tests.ValueTests;
using WeComPolicy.Expressions.Values;
using WeComPolicy.Testing;

namespace WeComPolicy.Expressions.Tests.Libraries;

public sealed class SetsTests
{
    [Theory]
    [InlineData("sets.contains([], [])")]
    [InlineData("!sets.contains([], [1])")]
    [InlineData("sets.contains([1, 2, 3, 4], [2, 3])")]
    [InlineData("sets.contains(dyn([1, 2.0, 3u]), dyn([1.0, 2u, 3]))")]
    [InlineData("sets.contains([[1], [2, 3]], [[2, 3]])")]
    [InlineData("sets.equivalent([], [])")]
    [InlineData("sets.equivalent([1], [1, 1])")]
    [InlineData("sets.equivalent(dyn([1]), dyn([1u, 1.0]))")]
    [InlineData("sets.equivalent(dyn([1, 2, 3]), dyn([3u, 2.0, 1]))")]
    [InlineData("!sets.equivalent([1], [1, 2])")]
    [InlineData("!sets.equivalent([1, 2], [1])")]
    [InlineData("!sets.intersects([1], [])")]
    [InlineData("sets.intersects([1], [1, 2])")]
    [InlineData("sets.intersects(dyn([[1], [2, 3]]), dyn([[1, 2], [2, 3.0]]))")]
    [InlineData("!sets.intersects([1], [2])")]
    [InlineData("!sets.contains([0.0 / 0.0], [0.0 / 0.0])")]
    public void Holds(string expression) => Expression.Holds(expression);

    [Theory]
    [InlineData("sets.contains(part, [1, 2])", "true")]
    [InlineData("sets.contains(part, [1, 7])", "unknown")]
    [InlineData("sets.contains([1, 2, 3, 4], part)", "unknown")]
    [InlineData("sets.contains([1, 2], part)", "false")]
    [InlineData("sets.contains(holey, [1, 3])", "true")]
    [InlineData("sets.contains(holey, [2])", "unknown")]
    [InlineData("sets.contains([1], holey)", "false")]
    [InlineData("sets.contains([1, 3], holey)", "unknown")]
    [InlineData("sets.contains([1], [])", "true")]
    [InlineData("sets.contains(nothing, [])", "true")]
    [InlineData("sets.equivalent(part, [1, 2])", "false")]
    [InlineData("sets.equivalent(part, [1, 2, 3])", "unknown")]
    [InlineData("sets.equivalent([1, 2], part)", "false")]
    [InlineData("sets.intersects(part, [1])", "true")]
    [InlineData("sets.intersects(part, [7])", "unknown")]
    [InlineData("sets.intersects(part, [])", "false")]
    [InlineData("sets.intersects([], nothing)", "false")]
    [InlineData("sets.intersects([7], nothing)", "unknown")]
    [InlineData("sets.intersects([7], holey)", "unknown")]
    [InlineData("sets.intersects([wu], [li])", "false")]
    [InlineData("sets.contains([holey], [[1, 2, 3]])", "unknown")]
    [InlineData("sets.contains([holey], [[1, 2, 4]])", "false")]
    [InlineData("sets.contains([part], [[1, 2, 3]])", "unknown")]
    [InlineData("sets.contains([part], [[1, 2]])", "false")]
    [InlineData("sets.intersects([[1, 2]], [holey])", "false")]
    [InlineData("sets.contains([li, wu], [wu])", "true")]
    public void Not_all_is_known(string expression, string expected) => Assert.Equal(expected, World.WithUnknowns.Show(expression));

    [Fact]
    public void Long_lists_are_not_compared_pair_by_pair()
    {
        var world = World.Empty;
        Assert.Equal("true", world.Show("sets.equivalent(lists.range(200000), lists.range(200000).reverse())"));
        Assert.Equal("200000", world.Show("(lists.range(200000) + lists.range(200000)).distinct().size()"));
    }

    [Property(Arbitrary = [typeof(ValueGenerator)], MaxTest = 300)]
    public void What_is_decided_is_what_pairs_decide(Value[] a, Value[] b)
    {
        var intersects = Body("sets.intersects")(Value.List(a), Value.List(b));
        var pairs = a.SelectMany(x => b.Select(y => ValueOperations.Equal(x, y))).ToList();
        if (intersects.IsTrue)
            Assert.Contains(pairs, p => p.IsTrue);
        else if (intersects.IsFalse)
            Assert.True(pairs.TrueForAll(p => p.IsFalse), $"{ValueOperations.ToDisplay(Value.List(a))} and {ValueOperations.ToDisplay(Value.List(b))}");
        else if (b.Length <= 64 && a.Length <= 64)
            // Beyond 64 elements, compound values that are known in part only are not compared pair by pair: "unknown" is
            // then allowed, a wrong decision never.
            Assert.DoesNotContain(pairs, p => p.IsTrue);
    }

    private static Func<Value, Value, Value> Body(string name) =>
        StandardLibraries.All.SelectMany(l => l.Functions).First(f => f.Name == name).Overloads[0].Body2!;
}
