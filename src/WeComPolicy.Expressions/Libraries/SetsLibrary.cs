using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>The sets extension: lists read as sets.</summary>
internal static class SetsLibrary
{
    public static FunctionLibrary Create()
    {
        var list = CelType.List(CelType.Parameter("T"));
        var table = new FunctionTable { Linear = true };
        table.Global("sets.contains", "list_sets_contains_list", CelType.Bool, [list, list], Contains);
        table.Global("sets.equivalent", "list_sets_equivalent_list", CelType.Bool, [list, list], Equivalent);
        table.Global("sets.intersects", "list_sets_intersects_list", CelType.Bool, [list, list], Intersects);
        return table.ToLibrary("sets");
    }

    // Every element of b is in a.
    private static Value Contains(Value a, Value b)
    {
        var index = ValueIndex.Of(a);
        var result = Value.True;
        var count = ListReading.Count(b);
        for (var i = 0; i < count; i++)
        {
            var found = index.Contains(ListReading.Element(b, i));
            if (index.Exhausted)
                return ValueIndex.Limit;
            if (found.IsFalse)
                return found;
            if (!found.IsTrue)
                result = result.IsErrorOrUnknown ? ValueOperations.Absorb(result, found) : found;
        }

        return WithMissing(result, ListReading.WhyIncomplete(b));
    }

    private static Value Equivalent(Value a, Value b)
    {
        var there = Contains(a, b);
        if (there.IsFalse)
            return there;
        var back = Contains(b, a);
        if (back.IsFalse || there.IsTrue)
            return back;
        return back.IsTrue ? there : ValueOperations.Absorb(there, back);
    }

    private static Value Intersects(Value a, Value b)
    {
        if (IsEmpty(a) || IsEmpty(b))
            return Value.False;
        var index = ValueIndex.Of(a);
        var result = Value.False;
        var count = ListReading.Count(b);
        for (var i = 0; i < count; i++)
        {
            var found = index.Contains(ListReading.Element(b, i));
            if (index.Exhausted)
                return ValueIndex.Limit;
            if (found.IsTrue)
                return found;
            if (!found.IsFalse)
                result = result.IsErrorOrUnknown ? ValueOperations.Absorb(result, found) : found;
        }

        return WithMissing(result, ListReading.Merge(ListReading.WhyIncomplete(b), index.Missing));
    }

    private static bool IsEmpty(Value list) => ListReading.Count(list) == 0 && ListReading.WhyIncomplete(list) is null;

    private static Value WithMissing(Value result, UnknownSet? missing)
    {
        if (missing is null)
            return result;
        return result.IsErrorOrUnknown ? ValueOperations.Absorb(result, Value.Unknown(missing)) : Value.Unknown(missing);
    }
}
