using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>
/// A comprehension macro at run time. The quantifiers fold their predicate as <c>&amp;&amp;</c> and <c>||</c> do and stop at the first
/// element that decides; the others need every element, so that an unknown one outweighs a failed one wherever it stands.
/// </summary>
internal sealed class Loop(
    Step range,
    TextSpan rangeSpan,
    LoopVariables variables,
    Step filter,
    Step body,
    TextSpan bodySpan,
    TextSpan span,
    KeyTest? key = null,
    bool bodyIsSure = false)
{
    /// <summary><c>all</c>: false for one counter-example.</summary>
    public Value All(Frame frame) => Quantify(frame, decisive: false);

    /// <summary><c>exists</c>: true for one example.</summary>
    public Value Exists(Frame frame) => Quantify(frame, decisive: true);

    /// <summary>
    /// <c>exists_one</c>: strict, so an error or unknown predicate decides nothing away; two examples suffice for false where
    /// elements of the list are missing.
    /// </summary>
    public Value ExistsOne(Frame frame)
    {
        if (!LoopRange.TryOpen(range(frame), rangeSpan, out var turns, out var failure))
            return failure;
        var undecided = default(Undecided);
        var examples = 0;
        var candidates = turns.Candidates(frame, key);
        while (candidates.MoveNext())
        {
            if (!variables.Begin(frame, turns, candidates.Current))
                return Failure.Limit(frame, span);
            var value = body(frame);
            if (value.IsTrue)
                examples++;
            else if (!value.IsFalse && !Collect(ref undecided, value, bodySpan))
                return undecided.Value;
        }

        if (turns.WhyIncomplete is { } why && (examples < 2 || undecided.Any))
            undecided.Add(why);
        return undecided.Any ? undecided.Value : Value.Bool(examples == 1);
    }

    /// <summary>
    /// <c>filter</c>; of an incomplete list the result is incomplete, and so it is where it is not known of an element whether it
    /// stays: those that are known to stay are there, and there may be more. Where the predicate may fail, the whole is unknown, since
    /// with more knowledge the whole may fail.
    /// </summary>
    public Value Filter(Frame frame)
    {
        if (!LoopRange.TryOpen(range(frame), rangeSpan, out var turns, out var failure))
            return failure;
        var undecided = default(Undecided);
        var kept = new List<Value>();
        var candidates = turns.Candidates(frame, key);
        while (candidates.MoveNext())
        {
            if (!variables.Begin(frame, turns, candidates.Current))
                return Failure.Limit(frame, span);
            var value = body(frame);
            if (value.IsTrue)
            {
                if (!frame.CanBuild(kept.Count))
                    return Failure.TooMuch(frame, span);
                kept.Add(turns.Only(candidates.Current));
            }
            else if (!value.IsFalse && !Collect(ref undecided, value, bodySpan))
                return undecided.Value;
        }

        if (undecided.Any && (!bodyIsSure || undecided.HasError))
            return undecided.Value;
        undecided.Add(turns.WhyIncomplete);
        return ListBuilder.Build(frame, [.. kept], undecided.Any ? undecided.Value.AsUnknown : null, span);
    }

    /// <summary><c>map</c> and <c>transformList</c> without a filter.</summary>
    public Value MapAll(Frame frame)
    {
        if (!LoopRange.TryOpen(range(frame), rangeSpan, out var turns, out var failure))
            return failure;
        if (!frame.CanAfford(turns.Count))
            return Failure.Limit(frame, span);
        if (!frame.CanBuild(turns.Count))
            return Failure.TooMuch(frame, span);
        var undecided = default(Undecided);
        var results = new Value[turns.Count];
        for (var i = 0; i < turns.Count; i++)
        {
            if (!variables.Begin(frame, turns, i))
                return Failure.Limit(frame, span);
            results[i] = body(frame);
            if (results[i].IsErrorOrUnknown && !Collect(ref undecided, results[i], bodySpan))
                return undecided.Value;
        }

        return undecided.Any ? undecided.Value : ListBuilder.Build(frame, results, turns.WhyIncomplete, span);
    }

    /// <summary><c>map</c> and <c>transformList</c> with a filter.</summary>
    public Value MapSome(Frame frame)
    {
        var results = new List<Value>();
        var undecided = default(Undecided);
        if (!Transform(frame, (_, value) => results.Add(value), ref undecided, out var turns, out var failure))
            return failure;
        return undecided.Any ? undecided.Value : ListBuilder.Build(frame, [.. results], turns.WhyIncomplete, span);
    }

    /// <summary><c>transformMap</c>: the keys stay. A map cannot be incomplete, so of an incomplete list the result is unknown.</summary>
    public Value TransformMap(Frame frame)
    {
        var built = new DictionaryMapSource();
        var undecided = default(Undecided);
        var complete = Transform(frame, (key, value) => built.TryAdd(key, value), ref undecided, out var turns, out var failure);
        if (!complete)
            return failure;
        undecided.Add(turns.WhyIncomplete);
        return undecided.Any ? undecided.Value : ListBuilder.Build(frame, built, span);
    }

    /// <summary><c>transformMapEntry</c>: each turn gives a map, and all of them are put together.</summary>
    public Value TransformMapEntry(Frame frame)
    {
        var built = new DictionaryMapSource();
        var undecided = default(Undecided);
        var wrong = default(Value?);
        var complete = Transform(
            frame,
            (_, value) => wrong ??= AddEntries(frame, built, value),
            ref undecided,
            out var turns,
            out var failure);
        if (!complete)
            return failure;
        if (wrong is { } first)
            undecided.Add(first);
        undecided.Add(turns.WhyIncomplete);
        return undecided.Any ? undecided.Value : ListBuilder.Build(frame, built, span);
    }

    /// <summary><c>sortBy</c>: stable. Of an incomplete list the order is not known.</summary>
    public Value SortBy(Frame frame)
    {
        if (!LoopRange.TryOpen(range(frame), rangeSpan, out var turns, out var failure))
            return failure;
        if (!frame.CanAfford(turns.Count))
            return Failure.Limit(frame, span);
        if (!frame.Build(turns.Count))
            return Failure.TooMuch(frame, span);
        var undecided = default(Undecided);
        var elements = new Value[turns.Count];
        var keys = new Value[turns.Count];
        for (var i = 0; i < turns.Count; i++)
        {
            if (!variables.Begin(frame, turns, i))
                return Failure.Limit(frame, span);
            elements[i] = turns.Only(i);
            keys[i] = body(frame);
            if (keys[i].IsErrorOrUnknown)
            {
                if (!Collect(ref undecided, keys[i], bodySpan))
                    return undecided.Value;
            }
            else if (StableSort.IsComparable(keys[i], keys[0]) is false)
            {
                undecided.Add(NotSortable(keys[0], keys[i]));
            }
        }

        undecided.Add(turns.WhyIncomplete);
        if (undecided.Any)
            return undecided.Value;
        if (!frame.Charge(StableSort.Cost(keys)))
            return Failure.Limit(frame, span);
        StableSort.Sort(keys, elements);
        return ListBuilder.Build(frame, elements, null, span);
    }

    private Value Quantify(Frame frame, bool decisive)
    {
        if (!LoopRange.TryOpen(range(frame), rangeSpan, out var turns, out var failure))
            return failure;
        var undecided = default(Undecided);
        var candidates = turns.Candidates(frame, key);
        while (candidates.MoveNext())
        {
            if (!variables.Begin(frame, turns, candidates.Current))
                return Failure.Limit(frame, span);
            var value = body(frame);
            if (value.Kind != ValueKind.Bool)
            {
                if (!Collect(ref undecided, value, bodySpan))
                    return undecided.Value;
            }
            else if (value.AsBool == decisive)
            {
                return value;
            }
        }

        undecided.Add(turns.WhyIncomplete);
        return undecided.Any ? undecided.Value : Value.Bool(!decisive);
    }

    // Runs filter and body for each turn; false where the loop has to stop, with what the macro gives then.
    private bool Transform(Frame frame, Action<Value, Value> add, ref Undecided undecided, out LoopRange turns, out Value failure)
    {
        if (!LoopRange.TryOpen(range(frame), rangeSpan, out turns, out failure))
            return false;
        long kept = 0;
        for (var i = 0; i < turns.Count; i++)
        {
            if (!variables.Begin(frame, turns, i))
            {
                failure = Failure.Limit(frame, span);
                return false;
            }

            var passes = filter(frame);
            if (passes.IsFalse)
                continue;
            var value = passes.IsTrue ? body(frame) : passes;
            if (!passes.IsTrue || value.IsErrorOrUnknown)
            {
                if (!Collect(ref undecided, value, bodySpan))
                {
                    failure = undecided.Value;
                    return false;
                }
            }
            else if (!frame.CanBuild(++kept))
            {
                failure = Failure.TooMuch(frame, span);
                return false;
            }
            else if (!undecided.Any)
            {
                add(turns.First(i), value);
            }
        }

        return true;
    }

    private Value? AddEntries(Frame frame, DictionaryMapSource built, Value entries)
    {
        if (entries.Kind != ValueKind.Map)
        {
            var type = ValueOperations.TypeOf(entries).Name;
            return Failure.Of(bodySpan, $"transformMapEntry 必须得出映射，而不是 {type}", $"transformMapEntry must give a map, not {type}");
        }

        var source = entries.MapSource;
        var count = source.Count(entries.Handle);
        if (!frame.Charge(count))
            return Failure.Limit(frame, span);
        if (!frame.CanBuild(ListBuilder.WeightOfEntry * ((long)count + built.Count(0))))
            return Failure.TooMuch(frame, span);
        for (var i = 0; i < count; i++)
        {
            var key = source.Key(entries.Handle, i);
            if (!built.TryAdd(key, source.Element(entries.Handle, i)))
            {
                var text = ValueOperations.ToDisplay(key, 60);
                return Failure.Of(bodySpan, $"映射的键 {text} 重复", $"the map key {text} is given twice");
            }
        }

        return null;
    }

    // Notes a predicate or element that is no plain result; false where the loop has to stop.
    private static bool Collect(ref Undecided undecided, Value value, TextSpan at)
    {
        if (value.IsErrorOrUnknown)
        {
            undecided.Add(value);
            return !undecided.IsLimit;
        }

        var type = ValueOperations.TypeOf(value).Name;
        undecided.Add(Failure.Of(at, $"这里必须得出 bool，而不是 {type}", $"this must give a bool, not {type}"));
        return true;
    }

    private Value NotSortable(Value first, Value other)
    {
        var (a, b) = (ValueOperations.TypeOf(first).Name, ValueOperations.TypeOf(other).Name);
        return Failure.Of(
            bodySpan,
            $"排序键必须是同一种可比较的类型，而不是 {a} 与 {b}",
            $"sort keys must be of one type that has an order, not {a} and {b}");
    }
}
