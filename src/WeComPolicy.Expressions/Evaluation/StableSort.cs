using System.Numerics;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>Sorts elements by their keys; equal keys keep their order.</summary>
internal static class StableSort
{
    /// <summary>Whether a key has an order, and the same type as the first.</summary>
    public static bool IsComparable(Value key, Value first) =>
        key.Kind is ValueKind.Bool or ValueKind.Int or ValueKind.UInt or ValueKind.Double or ValueKind.String or ValueKind.Bytes
            or ValueKind.Timestamp or ValueKind.Duration
        && (first.IsErrorOrUnknown || key.Kind == first.Kind);

    /// <summary>The comparisons that sorting needs at most, in steps.</summary>
    public static long Cost(Value[] keys)
    {
        if (keys.Length < 2)
            return 0;
        long longest = 1;
        foreach (var key in keys)
            longest = Math.Max(longest, ValueExtent.Of(key).Weight / 64);
        return Math.Min(ValueExtent.MaxWeight, longest * keys.Length * BitOperations.Log2((uint)keys.Length));
    }

    /// <summary>Sorts both arrays by the keys.</summary>
    public static void Sort(Value[] keys, Value[] elements)
    {
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var other = new int[order.Length];

        // Merges runs of doubling width: no recursion, and no harm from keys that have no order, such as NaN.
        for (var width = 1; width < order.Length; width *= 2)
        {
            for (var start = 0; start < order.Length; start += 2 * width)
                Merge(keys, order, other, start, Math.Min(start + width, order.Length), Math.Min(start + 2 * width, order.Length));
            (order, other) = (other, order);
        }

        var sorted = new Value[elements.Length];
        for (var i = 0; i < sorted.Length; i++)
            sorted[i] = elements[order[i]];
        sorted.CopyTo(elements, 0);
    }

    private static void Merge(Value[] keys, int[] from, int[] to, int start, int middle, int end)
    {
        var (left, right) = (start, middle);
        for (var i = start; i < end; i++)
        {
            var takeLeft = left < middle
                && (right >= end || ValueOperations.Compare(keys[from[right]], keys[from[left]]) != ValueOrder.Less);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
