using System.Globalization;
using System.Runtime.CompilerServices;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>
/// The lists extension, and what Kubernetes adds to it: sum, min, max, isSorted, indexOf, lastIndexOf. Functions that keep,
/// drop or rearrange elements give an incomplete list for an incomplete one, as positions within it mean nothing anyway.
/// </summary>
internal static class ListsLibrary
{
    private static readonly CelType _t = CelType.Parameter("T");
    private static readonly CelType _list = CelType.List(_t);

    private static readonly (string Id, CelType Type)[] _ordered =
    [
        ("int", CelType.Int), ("uint", CelType.UInt), ("double", CelType.Double), ("bool", CelType.Bool), ("duration", CelType.Duration),
        ("timestamp", CelType.Timestamp), ("string", CelType.String), ("bytes", CelType.Bytes),
    ];

    public static FunctionLibrary Create()
    {
        var table = new FunctionTable();
        table.Global("lists.range", "lists_range", CelType.List(CelType.Int), [CelType.Int], Range);
        table.Member("first", "list_first", CelType.Optional(_t), [_list], l => AtEnd(l, last: false));
        table.Member("last", "list_last", CelType.Optional(_t), [_list], l => AtEnd(l, last: true));
        table.Linear = true;
        table.Member("distinct", "list_distinct", _list, [_list], Distinct);
        table.Member("flatten", "list_flatten", _list, [CelType.List(_list)], l => Flatten(l, 1));

        // An element that is no list stays; such a mixture is only known at run time.
        table.Member("flatten", "list_dyn_flatten", CelType.List(CelType.Dyn), [CelType.List(CelType.Dyn)], l => Flatten(l, 1));
        table.Member("flatten", "list_flatten_int", CelType.List(CelType.Dyn), [CelType.List(CelType.Dyn), CelType.Int], (l, depth) => Flatten(l, depth.AsInt));
        table.Member("reverse", "list_reverse", _list, [_list], Reverse);
        table.Member("slice", "list_slice", _list, [_list, CelType.Int, CelType.Int], Slice);
        table.Member("indexOf", "list_a_index_of_int", CelType.Int, [_list, _t], (l, v) => IndexOf(l, v, last: false));
        table.Member("lastIndexOf", "list_a_last_index_of_int", CelType.Int, [_list, _t], (l, v) => IndexOf(l, v, last: true));
        foreach (var (id, type) in _ordered)
        {
            var list = CelType.List(type);
            table.Member("sort", $"list_{id}_sort", list, [list], Sort);
            table.Member("isSorted", $"list_{id}_is_sorted_bool", CelType.Bool, [list], IsSorted);
            table.Member("min", $"list_{id}_min_{id}", type, [list], l => Extreme(l, "min", ValueOrder.Less));
            table.Member("max", $"list_{id}_max_{id}", type, [list], l => Extreme(l, "max", ValueOrder.Greater));
        }

        Sum("int", CelType.Int, Value.Int(0));
        Sum("uint", CelType.UInt, Value.UInt(0));
        Sum("double", CelType.Double, Value.Double(0));
        Sum("duration", CelType.Duration, Value.Duration(0));
        return table.ToLibrary("lists");

        void Sum(string id, CelType type, Value zero) =>
            table.Member("sum", $"list_{id}_sum_{id}", type, [CelType.List(type)], l => ListsLibrary.Sum(l, zero));
    }

    private static Value Range(Value count)
    {
        if (count.AsInt > ResultSize.MaxRange)
            return ResultSize.TooLarge(count.AsInt, ResultSize.MaxRange);
        return Value.List(new RangeListSource((int)Math.Max(0, count.AsInt)), 0);
    }

    private static Value AtEnd(Value list, bool last)
    {
        if (ListReading.WhyIncomplete(list) is { } why)
            return Value.Unknown(why);
        var count = ListReading.Count(list);
        if (count == 0)
            return Value.None;
        var element = ListReading.Element(list, last ? count - 1 : 0);
        return element.IsErrorOrUnknown ? element : Value.Some(element);
    }

    // An element that is not known may or may not be the same as another: what is certainly distinct stays, the rest may be missing.
    private static Value Distinct(Value list)
    {
        var count = ListReading.Count(list);
        var index = new ValueIndex();
        var kept = new List<Value>();
        var why = ListReading.WhyIncomplete(list);
        for (var i = 0; i < count; i++)
        {
            var element = ListReading.Element(list, i);
            if (element.Kind == ValueKind.Error)
                return element;
            var present = index.Contains(element);
            if (index.Exhausted)
                return ValueIndex.Limit;
            if (present.Kind == ValueKind.Error)
                return present;
            if (present.Kind == ValueKind.Unknown)
                why = ListReading.Merge(why, present.AsUnknown);
            else if (present.IsFalse)
                kept.Add(element);
            if (!element.IsErrorOrUnknown && !present.IsTrue)
                index.Add(element);
        }

        return ListReading.ToList([.. kept], why);
    }

    private static Value Flatten(Value list, long depth)
    {
        if (depth < 0)
            return Value.Error("flatten 的层数不能为负", "the depth of flatten cannot be negative");
        var result = new List<Value>();
        UnknownSet? why = null;
        var visits = 2 * ResultSize.Max;
        var failure = Collect(list, depth);
        return failure.IsErrorOrUnknown ? failure : ListReading.ToList([.. result], why);

        Value Collect(Value part, long levels)
        {
            why = ListReading.Merge(why, ListReading.WhyIncomplete(part));
            var count = ListReading.Count(part);
            for (var i = 0; i < count; i++)
            {
                if (--visits < 0 || result.Count >= ResultSize.Max)
                    return ResultSize.TooLarge(ResultSize.Max + 1L);
                var element = ListReading.Element(part, i);
                switch (element.Kind)
                {
                    case ValueKind.Error:
                        return element;
                    case ValueKind.Unknown when levels > 0:
                        why = ListReading.Merge(why, element.AsUnknown);
                        break;
                    case ValueKind.List when levels > 0:
                        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
                            return Value.Error("列表嵌套过深", "the list is nested too deeply");
                        var inner = Collect(element, levels - 1);
                        if (inner.IsErrorOrUnknown)
                            return inner;
                        break;
                    default:
                        result.Add(element);
                        break;
                }
            }

            return Value.Null;
        }
    }

    private static Value Reverse(Value list)
    {
        var elements = new Value[ListReading.Count(list)];
        for (var i = 0; i < elements.Length; i++)
            elements[^(i + 1)] = ListReading.Element(list, i);
        return ListReading.ToList(elements, ListReading.WhyIncomplete(list));
    }

    private static Value Slice(Value list, Value start, Value end)
    {
        if (start.AsInt < 0 || end.AsInt < start.AsInt)
            return OutOfRange(list, start, end);
        if (ListReading.WhyIncomplete(list) is { } why)
            return Value.Unknown(why);
        if (end.AsInt > ListReading.Count(list))
            return OutOfRange(list, start, end);
        var elements = new Value[end.AsInt - start.AsInt];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = ListReading.Element(list, (int)start.AsInt + i);
        return ListReading.ToList(elements);
    }

    private static Value IndexOf(Value list, Value wanted, bool last)
    {
        if (ListReading.WhyIncomplete(list) is { } why)
            return Value.Unknown(why);
        var count = ListReading.Count(list);
        var result = Value.Int(-1);
        for (var i = 0; i < count; i++)
        {
            var position = last ? count - 1 - i : i;
            var equal = ValueOperations.Equal(ListReading.Element(list, position), wanted);
            if (equal.IsTrue)
                return result.IsErrorOrUnknown ? result : Value.Int(position);
            if (equal.IsErrorOrUnknown)
                result = result.IsErrorOrUnknown ? ValueOperations.Absorb(result, equal) : equal;
        }

        return result;
    }

    private static Value Sort(Value list)
    {
        var known = new List<Value>();
        var why = ListReading.WhyIncomplete(list);
        var count = ListReading.Count(list);
        for (var i = 0; i < count; i++)
        {
            var element = ListReading.Element(list, i);
            if (element.Kind == ValueKind.Error)
                return element;
            if (element.Kind == ValueKind.Unknown)
                why = ListReading.Merge(why, element.AsUnknown);
            else
                known.Add(element);
        }

        if (NotOrdered(known) is { } error)
            return error;
        known.Sort(static (a, b) => ValueOperations.Compare(a, b) switch
        {
            ValueOrder.Less => -1,
            ValueOrder.Greater => 1,
            _ => 0,
        });
        return ListReading.ToList([.. known], why);
    }

    private static Value IsSorted(Value list)
    {
        var known = new List<Value>();
        var undecided = ListReading.WhyIncomplete(list) is { } why ? Value.Unknown(why) : Value.True;
        var count = ListReading.Count(list);
        for (var i = 0; i < count; i++)
        {
            var element = ListReading.Element(list, i);
            if (element.IsErrorOrUnknown)
                undecided = undecided.IsErrorOrUnknown ? ValueOperations.Absorb(undecided, element) : element;
            else
                known.Add(element);
        }

        if (NotOrdered(known) is { } error)
            return error;

        // Leaving elements out keeps a sorted list sorted, so two known ones out of order decide whatever is missing.
        for (var i = 1; i < known.Count; i++)
        {
            if (ValueOperations.Compare(known[i - 1], known[i]) == ValueOrder.Greater)
                return Value.False;
        }

        return undecided;
    }

    private static Value Extreme(Value list, string name, ValueOrder wanted)
    {
        if (!ListReading.TryReadAll(list, out var elements, out var blocked))
            return blocked;
        if (elements.Length == 0)
            return Value.Error($"空列表没有 {name}", $"an empty list has no {name}");
        if (NotOrdered(elements) is { } error)
            return error;
        var best = elements[0];
        foreach (var element in elements)
        {
            if (ValueOperations.Compare(element, best) == wanted)
                best = element;
        }

        return best;
    }

    private static Value Sum(Value list, Value zero)
    {
        if (!ListReading.TryReadAll(list, out var elements, out var blocked))
            return blocked;
        var sum = zero;
        foreach (var element in elements)
        {
            sum = Arithmetic.Add(sum, element);
            if (sum.IsErrorOrUnknown)
                return sum;
        }

        return sum;
    }

    // The error that elements of different types, without an order, or NaN give; null where all can be ordered.
    private static Value? NotOrdered(IReadOnlyList<Value> elements)
    {
        foreach (var element in elements)
        {
            if (element.Kind != elements[0].Kind)
            {
                var (one, other) = (ValueOperations.TypeOf(elements[0]).Name, ValueOperations.TypeOf(element).Name);
                return Value.Error($"列表元素类型不一：既有 {one} 又有 {other}，无法排序", $"the elements have no common order: there is {one} and {other}");
            }

            switch (ValueOperations.Compare(element, element))
            {
                case ValueOrder.Unordered:
                    return Value.Error("列表中有 NaN，无法排序", "the list holds NaN, which has no order");
                case ValueOrder.Incomparable:
                    var name = ValueOperations.TypeOf(element).Name;
                    return Value.Error($"{name} 类型的值没有大小之分", $"values of type {name} have no order");
            }
        }

        return null;
    }

    private static Value OutOfRange(Value list, Value start, Value end)
    {
        var from = start.AsInt.ToString(CultureInfo.InvariantCulture);
        var to = end.AsInt.ToString(CultureInfo.InvariantCulture);
        var size = ListReading.Count(list).ToString(CultureInfo.InvariantCulture);
        return Value.Error($"slice({from}, {to}) 越界，列表共有 {size} 个元素", $"slice({from}, {to}) is out of range, the list has {size} elements");
    }
}
