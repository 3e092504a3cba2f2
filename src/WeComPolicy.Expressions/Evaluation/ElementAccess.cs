using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary><c>container[key]</c> and <c>container[?key]</c> of lists, maps and optionals that hold them.</summary>
internal sealed class ElementAccess(TextSpan span, bool optional)
{
    /// <summary>The element.</summary>
    public Value Get(Value container, Value key)
    {
        if (container.IsErrorOrUnknown || key.IsErrorOrUnknown)
            return Undecided.Of(container, key);
        return Get(container, key, optional);
    }

    private Value Get(Value container, Value key, bool asOptional)
    {
        switch (container.Kind)
        {
            case ValueKind.List:
                return GetAt(container, key, asOptional);
            case ValueKind.Map:
                if (container.MapSource.TryGet(container.Handle, key, out var element))
                    return Wrap(element, asOptional);
                if (key.Kind is not (ValueKind.Bool or ValueKind.Int or ValueKind.UInt or ValueKind.Double or ValueKind.String))
                    return NotIndexable(container, key);
                return asOptional ? Value.None : NoKey(key);
            case ValueKind.Optional:
                if (!container.HasOptionalValue)
                    return Value.None;
                var content = container.OptionalValue;
                return content.IsErrorOrUnknown ? Undecided.Of(content) : Get(content, key, asOptional: true);
            default:
                return NotIndexable(container, key);
        }
    }

    private Value GetAt(Value list, Value key, bool asOptional)
    {
        if (!TryPosition(key, out var position))
        {
            return ValueOperations.IsNumber(key)
                ? Failure.Of(span, "列表的下标必须是整数", "a list index must be a whole number")
                : NotIndexable(list, key);
        }

        var source = list.ListSource;

        // The missing elements may stand anywhere, so no element's place is known.
        if (source.WhyIncomplete(list.Handle) is { } why)
            return Value.Unknown(why);
        var count = source.Count(list.Handle);
        if (position >= 0 && position < count)
            return Wrap(source.Element(list.Handle, (int)position), asOptional);
        return asOptional
            ? Value.None
            : Failure.Of(span, $"下标 {position} 超出列表的范围（共 {count} 个元素）", $"index {position} is out of range; the list has {count} elements");
    }

    private static bool TryPosition(Value key, out long position)
    {
        switch (key.Kind)
        {
            case ValueKind.Int:
                position = key.AsInt;
                return true;
            case ValueKind.UInt:
                position = key.AsUInt > long.MaxValue ? long.MaxValue : (long)key.AsUInt;
                return true;
            case ValueKind.Double when key.AsDouble == Math.Floor(key.AsDouble) && Math.Abs(key.AsDouble) < 9e15:
                position = (long)key.AsDouble;
                return true;
            default:
                position = 0;
                return false;
        }
    }

    private Value Wrap(Value element, bool asOptional)
    {
        if (element.Kind == ValueKind.Error)
            return Failure.At(element, span);
        return asOptional && element.Kind != ValueKind.Unknown ? Value.Some(element) : element;
    }

    private Value NoKey(Value key)
    {
        var text = ValueOperations.ToDisplay(key, 60);
        return Failure.Of(span, $"映射中没有键 {text}", $"the map has no key {text}");
    }

    private Value NotIndexable(Value container, Value key)
    {
        var (type, keyType) = (ValueOperations.TypeOf(container).Name, ValueOperations.TypeOf(key).Name);
        return Failure.Of(
            span,
            $"{type} 类型的值不能用 {keyType} 作下标",
            $"a value of type {type} cannot be indexed by {keyType}");
    }
}
