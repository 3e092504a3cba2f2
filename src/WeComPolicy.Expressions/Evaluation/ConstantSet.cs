using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>A constant list of texts and numbers as <c>in</c> needs it: a look-up instead of a walk.</summary>
internal sealed class ConstantSet
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<Value> _numbers = new(MapKeyComparer.Instance);

    /// <summary>The set, or null where the value is not such a list.</summary>
    public static ConstantSet? Of(Value value)
    {
        if (value is not { Kind: ValueKind.List, ListSource: ArrayListSource list })
            return null;
        var set = new ConstantSet();
        foreach (var element in list.Elements)
        {
            switch (element.Kind)
            {
                case ValueKind.String:
                    set._texts.Add(element.AsString);
                    break;
                case ValueKind.Int:
                    set._numbers.Add(element);
                    break;
                default:
                    return null;
            }
        }

        return set;
    }

    /// <summary>Whether the list holds an equal element.</summary>
    public bool Contains(Value item) => item.Kind switch
    {
        ValueKind.String => _texts.Contains(item.AsString),
        ValueKind.Int or ValueKind.UInt or ValueKind.Double => _numbers.Contains(item),
        _ => false,
    };
}
