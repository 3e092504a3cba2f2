using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Tests.Evaluation;

public sealed class TraceTests
{
    [Fact]
    public void Every_evaluated_part_is_listed_with_its_value_before_its_own_parts()
    {
        Assert.Equal(
            """
            2 + 3 * 4 == 14 || false = true
              2 + 3 * 4 == 14 = true
                2 + 3 * 4 = 14
                  2 = 2
                  3 * 4 = 12
                    3 = 3
                    4 = 4
                14 = 14
            """,
            Listed(World.Empty, "2 + 3 * 4 == 14 || false"));
    }

    [Fact]
    public void The_turns_of_a_loop_are_numbered_and_those_around_it_come_back()
    {
        Assert.Equal(
            """
            [[1], [2, 3]].all(l, l.exists(x, x > 1)) = false
              [[1], [2, 3]] = [[1], [2, 3]]
                [1] = [1]
                  1 = 1
                [2, 3] = [2, 3]
                  2 = 2
                  3 = 3
              0: l.exists(x, x > 1) = false
                0: l = [1]
                0: x > 1 = false
                  0: x = 1
                  0: 1 = 1
            """,
            Listed(World.Empty, "[[1], [2, 3]].all(l, l.exists(x, x > 1))"));
        Assert.Equal(
            """
            [7, 8].map(a, [a].size() + a) = [8, 9]
              [7, 8] = [7, 8]
                7 = 7
                8 = 8
              0: [a].size() + a = 8
                0: [a].size() = 1
                  0: [a] = [7]
                    0: a = 7
                0: a = 7
              1: [a].size() + a = 9
                1: [a].size() = 1
                  1: [a] = [8]
                    1: a = 8
                1: a = 8
            """,
            Listed(World.Empty, "[7, 8].map(a, [a].size() + a)"));
    }

    [Fact]
    public void Unknown_and_failed_parts_are_shown_as_such()
    {
        Assert.Equal(
            """
            ui > 1 || 1 / 0 == 1 = unknown
              ui > 1 = unknown
                ui = unknown
                1 = 1
              1 / 0 == 1 = error
                1 / 0 = error
                  1 = 1
                  0 = 0
                1 = 1
            """,
            Listed(World.WithUnknowns, "ui > 1 || 1 / 0 == 1"));
    }

    [Fact]
    public void A_definition_is_one_entry()
    {
        var world = World.Empty;
        world.Define("sum", "1 + 2");
        Assert.Equal("sum == 3 = true\n  sum = 3\n  3 = 3", Listed(world, "sum == 3"));
    }

    [Fact]
    public void A_trace_that_grows_too_long_is_cut_and_says_so()
    {
        var world = World.Empty;
        var program = world.Compile("[1, 2, 3, 4, 5, 6, 7, 8, 9].all(a, [1, 2, 3, 4, 5, 6, 7, 8, 9].all(b, a + b > 0))");
        var whole = program.Trace(world.Frame());
        Assert.False(whole.IsCut);
        var cut = program.Trace(new Frame(world.Environment, new EvaluationLimits(MaxTraceEntries: 40)));
        Assert.True(cut.IsCut);
        Assert.Equal(40, cut.Entries.Count);
        Assert.Equal(whole.Entries.Count, cut.Entries.Count + cut.Omitted);
        Assert.True(cut.Result.IsTrue);
        Assert.Equal(whole.Entries.Take(40).Select(e => (e.Span, e.Depth)), cut.Entries.Select(e => (e.Span, e.Depth)));
        Assert.True(cut.Entries[0].Value.IsTrue);
    }

    private static string Listed(World world, string expression)
    {
        var program = world.Compile(expression);
        var trace = program.Trace(world.Frame());
        return string.Join('\n', trace.Entries.Select(entry =>
        {
            var indent = new string(' ', 2 * entry.Depth);
            var turn = entry.Iteration < 0 ? "" : $"{entry.Iteration}: ";
            var text = expression.Substring(entry.Span.Start, entry.Span.Length);
            return $"{indent}{turn}{text} = {ValueOperations.ToDisplay(entry.Value)}";
        }));
    }
}
