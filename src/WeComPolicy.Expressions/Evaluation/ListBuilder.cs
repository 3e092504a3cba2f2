using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>Makes the lists and maps of an expression within its limits.</summary>
internal static class ListBuilder
{
    // An entry holds a key, a value and its place in the table.
    public const int WeightOfEntry = 4;

    /// <summary>What a text weighs beside elements of 24 bytes.</summary>
    public static long WeightOfText(long length) => 1 + length / 8;

    /// <summary>A list of its own; an error where it is nested too deeply.</summary>
    public static Value Build(Frame frame, Value[] elements, UnknownSet? whyIncomplete, TextSpan span)
    {
        if (!frame.Build(elements.Length))
            return Failure.TooMuch(frame, span);
        var list = Value.List(new ArrayListSource(elements, whyIncomplete), 0);
        foreach (var element in elements)
        {
            if (element.Kind is ValueKind.List or ValueKind.Map or ValueKind.Optional)
                return Limited(frame, list, span);
        }

        return list;
    }

    /// <summary>The map as a value; an error where it is nested too deeply.</summary>
    public static Value Build(Frame frame, DictionaryMapSource map, TextSpan span) =>
        frame.Build(WeightOfEntry * (long)map.Count(0)) ? Limited(frame, map.ToValue(), span) : Failure.TooMuch(frame, span);

    /// <summary>The value; an error where lists, maps and optionals are nested in it too deeply.</summary>
    public static Value Limited(Frame frame, Value value, TextSpan span) =>
        ValueExtent.Of(value).Depth <= frame.Limits.MaxValueDepth ? value : Failure.TooDeep(frame, span);

    /// <summary><c>a + b</c> of two lists.</summary>
    public static Value Concat(Frame frame, Value a, Value b, TextSpan span)
    {
        var (sourceA, sourceB) = (a.ListSource, b.ListSource);
        var (countA, countB) = (sourceA.Count(a.Handle), sourceB.Count(b.Handle));
        var (whyA, whyB) = (sourceA.WhyIncomplete(a.Handle), sourceB.WhyIncomplete(b.Handle));
        if (countB == 0 && whyB is null)
            return a;
        if (countA == 0 && whyA is null)
            return b;

        // Before the list is made: doubling may not get hold of memory that it has not paid for.
        if (!frame.Charge(1L + countA + countB))
            return Failure.Limit(frame, span);
        if (!frame.CanBuild((long)countA + countB))
            return Failure.TooMuch(frame, span);
        var elements = new Value[countA + countB];
        for (var i = 0; i < countA; i++)
            elements[i] = sourceA.Element(a.Handle, i);
        for (var i = 0; i < countB; i++)
            elements[countA + i] = sourceB.Element(b.Handle, i);
        return Build(frame, elements, whyA is null ? whyB : whyB is null ? whyA : whyA.Merge(whyB), span);
    }
}
