using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

// Lists and maps.
internal sealed partial class StepCompiler
{
    private Step CompileList(ListExpr list)
    {
        var span = list.Span;
        var steps = list.Elements.Select(e => Compile(e.Value)).ToArray();
        if (!list.Elements.Any(e => e.Optional))
        {
            return frame =>
            {
                if (!frame.Charge(1 + steps.Length))
                    return Failure.Limit(frame, span);
                var elements = new Value[steps.Length];
                var undecided = default(Undecided);
                for (var i = 0; i < elements.Length; i++)
                {
                    elements[i] = steps[i](frame);
                    undecided.Add(elements[i]);
                }

                return undecided.Any ? undecided.Value : ListBuilder.Build(frame, elements, null, span);
            };
        }

        var optional = list.Elements.Select(e => e.Optional).ToArray();
        return frame =>
        {
            if (!frame.Charge(1 + steps.Length))
                return Failure.Limit(frame, span);
            var elements = new List<Value>(steps.Length);
            var undecided = default(Undecided);
            for (var i = 0; i < steps.Length; i++)
            {
                var value = steps[i](frame);
                if (!optional[i])
                    elements.Add(value);
                else if (value.Kind == ValueKind.Optional && value.HasOptionalValue)
                    elements.Add(value = value.OptionalValue);
                else if (value.Kind != ValueKind.Optional && !value.IsErrorOrUnknown)
                    value = NotOptional(value, list.Elements[i].Value.Span);
                undecided.Add(value);
            }

            return undecided.Any ? undecided.Value : ListBuilder.Build(frame, [.. elements], null, span);
        };
    }

    private Step CompileMap(MapExpr map)
    {
        var span = map.Span;
        var keys = map.Entries.Select(e => Compile(e.Key)).ToArray();
        var values = map.Entries.Select(e => Compile(e.Value)).ToArray();
        return frame =>
        {
            if (!frame.Charge(1 + keys.Length))
                return Failure.Limit(frame, span);
            var built = new DictionaryMapSource(keys.Length);
            var undecided = default(Undecided);
            for (var i = 0; i < keys.Length; i++)
            {
                var key = keys[i](frame);
                var value = values[i](frame);
                if (map.Entries[i].Optional && !value.IsErrorOrUnknown)
                {
                    if (value.Kind == ValueKind.Optional && !value.HasOptionalValue)
                    {
                        undecided.Add(key);
                        continue;
                    }

                    value = value.Kind == ValueKind.Optional ? value.OptionalValue : NotOptional(value, map.Entries[i].Value.Span);
                }

                undecided.Add(key);
                undecided.Add(value);
                if (!key.IsErrorOrUnknown && !value.IsErrorOrUnknown && !built.TryAdd(key, value))
                    undecided.Add(KeyRefused(key, map.Entries[i].Key.Span));
            }

            return undecided.Any ? undecided.Value : ListBuilder.Build(frame, built, span);
        };
    }

    private static Value NotOptional(Value value, TextSpan span)
    {
        var type = ValueOperations.TypeOf(value).Name;
        return Failure.Of(span, $"“?”之后必须是 optional，而不是 {type}", $"an optional must follow '?', not {type}");
    }

    private static Value KeyRefused(Value key, TextSpan span)
    {
        if (!DictionaryMapSource.IsKey(key))
        {
            var type = ValueOperations.TypeOf(key).Name;
            return Failure.Of(span, $"映射的键只能是 bool、int、uint 或 string，不能是 {type}", $"a map key must be bool, int, uint or string, not {type}");
        }

        var text = ValueOperations.ToDisplay(key, 60);
        return Failure.Of(span, $"映射的键 {text} 重复", $"the map key {text} is given twice");
    }
}
