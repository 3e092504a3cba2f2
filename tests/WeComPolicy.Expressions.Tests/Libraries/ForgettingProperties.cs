using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Tests.Evaluation;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;
using WeComPolicy.Testing;

namespace WeComPolicy.Expressions.Tests.Libraries;

/// <summary>Whoever knows less may decide less, but never otherwise.</summary>
public sealed class ForgettingProperties
{
    private static readonly World World = CreateWorld();

    private static readonly (string Text, CelProgram Program)[] Verdicts =
    [
        .. new[]
        {
            "xs.distinct().size() == 2", "xs.distinct().size() > 1", "xs.distinct().size() <= 2", "xs.distinct() == xs", "xs.distinct().all(x, x < 2)",
            "xs.sort() == xs", "xs.sort().exists(x, x == 2)", "xs.sort().size() != ys.size()", "xs.isSorted()", "xs.reverse() == xs", "xs.reverse().isSorted()",
            "xs.first().orValue(1) == 1", "xs.last().hasValue()", "xs.sum() == 3", "(xs + ys).size() < 4", "xs + ys == ys + xs",
            "xs.indexOf(1) == 0", "xs.lastIndexOf(1) >= 1", "xs.indexOf(2) == -1", "1 in xs", "xs.size() == 0 || xs.min() == 0", "xs.size() == 0 || xs.max() > 1",
            "sets.contains(xs, ys)", "sets.contains(ys, xs)", "sets.equivalent(xs, ys)", "sets.intersects(xs, ys)", "sets.intersects(ys, xs)",
            "[xs, ys].flatten().size() == 3", "[xs, ys].flatten().isSorted()", "sets.intersects([xs], [ys])", "[xs, ys].distinct().size() == 1", "[xs, ys, xs].distinct().size() < 3",
            "xs.size() > 1 && xs.slice(0, 1) == [1]", "xs.map(x, optional.ofNonZeroValue(x)).unwrapOpt().size() == 1", "optional.ofNonZeroValue(xs).hasValue()",
            "math.greatest([0] + xs) == 2", "'%s'.format([xs]) == '[1]'", "xs.map(x, string(x)).join() == '12'", "xs == ys", "xs != ys", "xs.size() >= ys.size()", "ys.size() > xs.size()",
            "xs in [ys, xs]", "[xs].indexOf(ys) == 0", "xs.sortBy(x, -x).isSorted()",
        }.Select(v => (v, World.Compile(v))),
    ];

    [Property(MaxTest = 300)]
    public void Less_knowledge_never_turns_a_verdict_around(byte[] first, byte[] second, byte place, bool forgetsOther)
    {
        long[] xs = [.. first.Take(4).Select(b => b % 3L)];
        long[] ys = [.. second.Take(4).Select(b => b % 3L)];
        var forgotten = forgetsOther ? ys : xs;
        if (forgotten.Length == 0)
            return;
        var at = place % forgotten.Length;
        var origin = UnknownSet.Of("forgotten");
        Value[] known = [.. forgotten.Select(Value.Int)];
        Value[] holed = [.. known];
        holed[at] = Value.Unknown(origin);
        Value[] cut = [.. known.Where((_, i) => i != at)];
        Value[] all = [.. (forgetsOther ? xs : ys).Select(Value.Int)];
        foreach (var (text, program) in Verdicts)
        {
            var full = Run(program, Value.List(known), Value.List(all), forgetsOther);
            var versions = new[]
            {
                Value.List(holed), Value.List(new ArrayListSource(cut, origin), 0), Value.List(new ArrayListSource(known, origin), 0),
                Value.List(new ArrayListSource([], origin), 0), Value.Unknown(origin),
            };
            foreach (var less in versions)
            {
                var verdict = Run(program, less, Value.List(all), forgetsOther);
                Assert.True(
                    verdict.Kind != ValueKind.Bool || (full.Kind == ValueKind.Bool && full.AsBool == verdict.AsBool),
                    $"{text}: {ValueOperations.ToDisplay(full)} with {ValueOperations.ToDisplay(Value.List(known))}, {ValueOperations.ToDisplay(verdict)} with {ValueOperations.ToDisplay(less)}, the other list being {ValueOperations.ToDisplay(Value.List(all))}");
            }
        }
    }

    private static Value Run(CelProgram program, Value one, Value other, bool swap)
    {
        var frame = new Frame(World.Environment);
        frame.Set(World.Environment.FindVariable("xs")!.Slot, swap ? other : one);
        frame.Set(World.Environment.FindVariable("ys")!.Slot, swap ? one : other);
        return program.Evaluate(frame);
    }

    private static World CreateWorld()
    {
        var world = World.Empty;
        world.Set("xs", CelType.List(CelType.Int), Value.List());
        world.Set("ys", CelType.List(CelType.Int), Value.List());
        return world;
    }
}
