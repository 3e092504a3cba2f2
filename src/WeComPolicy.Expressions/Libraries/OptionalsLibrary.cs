using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>The functions of optional values; the operators <c>.?</c> and <c>[?]</c> and the macros are the evaluator's.</summary>
internal static class OptionalsLibrary
{
    public static FunctionLibrary Create()
    {
        var a = CelType.Parameter("A");
        var optional = CelType.Optional(a);
        var table = new FunctionTable();
        table.Global("optional.of", "optional_of", optional, [a], Value.Some);
        table.Global("optional.ofNonZeroValue", "optional_ofNonZeroValue", optional, [a], OfNonZeroValue);
        table.Global("optional.none", "optional_none", optional, () => Value.None);
        table.Member("hasValue", "optional_hasValue", CelType.Bool, [optional], o => Value.Bool(o.HasOptionalValue));
        table.Member("value", "optional_value", a, [optional], o =>
            o.HasOptionalValue ? o.OptionalValue : Value.Error("可选值为空，没有值可取", "the optional holds no value"));
        table.Lazy("or", "optional_or_optional", optional, [optional, optional], (o, other) =>
            o.IsErrorOrUnknown || o.HasOptionalValue ? o : other);
        table.Lazy("orValue", "optional_orValue_value", a, [optional, a], (o, other) =>
            o.IsErrorOrUnknown ? o : o.HasOptionalValue ? o.OptionalValue : other);
        table.Linear = true;
        table.Global("optional.unwrap", "optional_unwrap", CelType.List(a), [CelType.List(optional)], Unwrap);
        table.Member("unwrapOpt", "optional_unwrapOpt", CelType.List(a), [CelType.List(optional)], Unwrap);
        return table.ToLibrary("optionals");
    }

    private static Value OfNonZeroValue(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
            case ValueKind.Bool when !value.AsBool:
            case ValueKind.Int or ValueKind.UInt when value.AsInt == 0:
            case ValueKind.Double when value.AsDouble == 0:
            case ValueKind.String when value.AsString.Length == 0:
            case ValueKind.Bytes when value.AsBytes.Length == 0:
            case ValueKind.Timestamp or ValueKind.Duration when value.Seconds == 0 && value.Nanos == 0:
            case ValueKind.Map when value.MapSource.Count(value.Handle) == 0:
            case ValueKind.Optional when !value.HasOptionalValue:
                return Value.None;
            case ValueKind.List when ListReading.Count(value) == 0:
                return ListReading.WhyIncomplete(value) is { } why ? Value.Unknown(why) : Value.None;
            default:
                return Value.Some(value);
        }
    }

    // An element that is not known may hold a value or none: the result may then be incomplete.
    private static Value Unwrap(Value list)
    {
        var why = ListReading.WhyIncomplete(list);
        var contents = new List<Value>();
        var count = ListReading.Count(list);
        for (var i = 0; i < count; i++)
        {
            var element = ListReading.Element(list, i);
            if (element.Kind == ValueKind.Error)
                return element;
            if (element.Kind == ValueKind.Unknown)
                why = ListReading.Merge(why, element.AsUnknown);
            else if (element.Kind != ValueKind.Optional)
                return Value.Error("unwrap 只能用于可选值的列表", "unwrap takes a list of optional values");
            else if (element.HasOptionalValue)
                contents.Add(element.OptionalValue);
        }

        return ListReading.ToList([.. contents], why);
    }
}
