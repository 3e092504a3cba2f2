using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>CEL's <c>==</c> with its cost charged to the frame.</summary>
internal static class EqualityTest
{
    // Shorter texts are compared in less time than the bookkeeping would take.
    private const int FreeLength = 64;

    /// <summary>true, false, unknown or an error.</summary>
    public static Value Of(Frame frame, Value a, Value b, TextSpan span)
    {
        if (a.Kind == ValueKind.Error || b.Kind == ValueKind.Error)
            return Undecided.Of(a, b);
        if (a.Kind == b.Kind)
        {
            long weight = 0;
            switch (a.Kind)
            {
                case ValueKind.String:
                    var length = a.AsString.Length;
                    if (length > FreeLength && length == b.AsString.Length)
                        weight = length / FreeLength;
                    break;
                case ValueKind.Bytes or ValueKind.List or ValueKind.Map or ValueKind.Optional:
                    weight = Math.Min(ValueExtent.Of(a).Weight, ValueExtent.Of(b).Weight);
                    break;
            }

            if (weight > 0 && !frame.Charge(weight))
                return Failure.Limit(frame, span);
        }

        return Failure.At(ValueOperations.Equal(a, b), span);
    }
}
