using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>What functions over lists share: reading the elements, and what stands in the way of it.</summary>
public static class ListReading
{
    /// <summary>Why a list may hold more elements than are known; null where it is complete.</summary>
    public static UnknownSet? WhyIncomplete(Value list) => list.ListSource.WhyIncomplete(list.Handle);

    /// <summary>Number of known elements.</summary>
    public static int Count(Value list) => list.ListSource.Count(list.Handle);

    /// <summary>A known element.</summary>
    public static Value Element(Value list, int index) => list.ListSource.Element(list.Handle, index);

    /// <summary>A list of its own.</summary>
    public static Value ToList(Value[] elements, UnknownSet? whyIncomplete = null) =>
        Value.List(new ArrayListSource(elements, whyIncomplete), 0);

    /// <summary>Both reasons, or the one there is, or null.</summary>
    public static UnknownSet? Merge(UnknownSet? a, UnknownSet? b) => a is null ? b : b is null ? a : a.Merge(b);

    /// <summary>
    /// All elements of a list, for a function that needs each of them. False when the list is incomplete or an element is
    /// unknown or an error; <paramref name="blocked"/> is then the result.
    /// </summary>
    public static bool TryReadAll(Value list, out Value[] elements, out Value blocked)
    {
        elements = [];
        var source = list.ListSource;
        var unknown = source.WhyIncomplete(list.Handle);
        var count = source.Count(list.Handle);
        blocked = unknown is null ? Value.Null : Value.Unknown(unknown);
        var all = new Value[count];
        for (var i = 0; i < count; i++)
        {
            all[i] = source.Element(list.Handle, i);
            if (all[i].IsErrorOrUnknown)
                blocked = blocked.IsErrorOrUnknown ? ValueOperations.Absorb(blocked, all[i]) : all[i];
        }

        if (blocked.IsErrorOrUnknown)
            return false;
        elements = all;
        return true;
    }
}
