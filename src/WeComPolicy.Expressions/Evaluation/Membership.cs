using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary><c>item in container</c> for lists and maps.</summary>
internal sealed class Membership(TextSpan span)
{
    /// <summary>Whether the container holds the item; unknown where an unknown element or a missing one could be it.</summary>
    public Value Test(Frame frame, Value item, Value container)
    {
        if (item.IsErrorOrUnknown || container.IsErrorOrUnknown)
            return Undecided.Of(item, container);
        return container.Kind switch
        {
            ValueKind.List => TestList(frame, item, container),
            ValueKind.Map => Value.Bool(container.MapSource.TryGet(container.Handle, item, out _)),
            _ => Failure.NoOverload(span, "in", [item, container]),
        };
    }

    private Value TestList(Frame frame, Value item, Value list)
    {
        var source = list.ListSource;
        var candidates = Candidates.Of(source, list.Handle, source.Count(list.Handle), null, item);
        var undecided = default(Undecided);
        while (candidates.MoveNext())
        {
            if (!frame.Charge())
                return Failure.Limit(frame, span);
            var equal = EqualityTest.Of(frame, item, source.Element(list.Handle, candidates.Current), span);
            if (equal.IsTrue)
                return equal;
            if (equal.IsErrorOrUnknown)
            {
                undecided.Add(equal);
                if (undecided.IsLimit)
                    return undecided.Value;
            }
        }

        undecided.Add(source.WhyIncomplete(list.Handle));
        return undecided.Any ? undecided.Value : Value.False;
    }
}
