using System.Globalization;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>Size, membership and indexing of lists and maps, with what is not known of them.</summary>
public static class Containers
{
    /// <summary><c>size(list)</c>: unknown but not below what is known where the list is incomplete.</summary>
    public static Value SizeOfList(Value list)
    {
        var count = ListReading.Count(list);
        return ListReading.WhyIncomplete(list) is { } why ? Value.Unknown(why.WithAtLeast(count)) : Value.Int(count);
    }

    /// <summary><c>size(map)</c>.</summary>
    public static Value SizeOfMap(Value map) => Value.Int(map.MapSource.Count(map.Handle));

    /// <summary>
    /// <c>value in list</c>: true once found; else unknown when an element or the list's end is not known, else the error of
    /// an element, else false.
    /// </summary>
    public static Value InList(Value value, Value list)
    {
        var source = list.ListSource;
        var candidates = Candidates.Of(source, list.Handle, source.Count(list.Handle), null, value);
        var result = Value.False;
        while (candidates.MoveNext())
        {
            var equal = ValueOperations.Equal(source.Element(list.Handle, candidates.Current), value);
            if (equal.IsTrue)
                return equal;
            if (equal.IsErrorOrUnknown)
                result = result.IsErrorOrUnknown ? ValueOperations.Absorb(result, equal) : equal;
        }

        if (source.WhyIncomplete(list.Handle) is { } why)
            result = result.IsErrorOrUnknown ? ValueOperations.Absorb(result, Value.Unknown(why)) : Value.Unknown(why);
        return result;
    }

    /// <summary><c>key in map</c>.</summary>
    public static Value InMap(Value key, Value map) => Value.Bool(map.MapSource.TryGet(map.Handle, key, out _));

    /// <summary>
    /// <c>list[index]</c> or <c>map[key]</c>. An index may be of any numeric type if it is a whole number; a key matches by
    /// number across types.
    /// </summary>
    public static Value Index(Value container, Value index)
    {
        if (container.Kind == ValueKind.Map)
        {
            return container.MapSource.TryGet(container.Handle, index, out var found)
                ? found
                : Value.Error($"映射中没有键 {ValueOperations.ToDisplay(index, 60)}", $"the map has no key {ValueOperations.ToDisplay(index, 60)}");
        }

        if (container.Kind != ValueKind.List)
        {
            var name = ValueOperations.TypeOf(container).Name;
            return Value.Error($"{name} 不能用下标访问", $"a value of type {name} cannot be indexed");
        }

        if (!TryPosition(index, out var position))
            return Value.Error($"列表下标须为整数，实为 {ValueOperations.ToDisplay(index, 60)}", $"a list index must be a whole number, not {ValueOperations.ToDisplay(index, 60)}");

        // Elements may be missing anywhere, so no position of an incomplete list is known.
        if (ListReading.WhyIncomplete(container) is { } why)
            return Value.Unknown(why);
        var count = ListReading.Count(container);
        if (position >= 0 && position < count)
            return ListReading.Element(container, (int)position);
        var (given, size) = (position.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture));
        return Value.Error($"列表下标 {given} 越界，列表共有 {size} 个元素", $"list index {given} is out of range, the list has {size} elements");
    }

    private static bool TryPosition(Value index, out long position)
    {
        position = index.Kind is ValueKind.Int or ValueKind.UInt ? index.AsInt : 0;
        switch (index.Kind)
        {
            case ValueKind.Int:
                return true;
            case ValueKind.UInt:
                if (index.AsUInt > long.MaxValue)
                    position = long.MaxValue;
                return true;
            case ValueKind.Double when Math.Truncate(index.AsDouble) == index.AsDouble && Math.Abs(index.AsDouble) < 1e18:
                position = (long)index.AsDouble;
                return true;
            default:
                return false;
        }
    }
}
