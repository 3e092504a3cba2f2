using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>Makes errors that know their place in the expression.</summary>
internal static class Failure
{
    /// <summary>An error at a place.</summary>
    public static Value Of(TextSpan span, string zh, string en) =>
        Value.Error(new EvaluationError(new Bilingual(zh, en)) { Span = span });

    /// <summary>The value; an error that does not know its place yet is given it.</summary>
    public static Value At(Value value, TextSpan span) =>
        value.Kind == ValueKind.Error && value.AsError.Span is null ? Value.Error(value.AsError with { Span = span }) : value;

    /// <summary>The run-time limit was reached.</summary>
    public static Value Limit(Frame frame, TextSpan span)
    {
        frame.Exhaust();
        return Value.Error(new EvaluationError(new Bilingual(
            $"计算量超过上限（{frame.Limits.MaxSteps} 步）。请缩小循环的范围，或减少循环的嵌套",
            $"more than {frame.Limits.MaxSteps} steps are needed; loop over shorter lists, or nest fewer loops"))
        {
            Span = span,
            IsLimit = true,
        });
    }

    /// <summary>The expression builds more than one evaluation may.</summary>
    public static Value TooMuch(Frame frame, TextSpan span)
    {
        frame.Exhaust();
        return Value.Error(new EvaluationError(new Bilingual(
            $"中间结果过大（上限为 {frame.Limits.MaxBuilt} 个元素）。请先筛选再转换，或缩小循环的范围",
            $"the lists and texts that the expression builds are too large (at most {frame.Limits.MaxBuilt} elements); filter first, or loop over shorter lists"))
        {
            Span = span,
            IsLimit = true,
        });
    }

    /// <summary>There is no stack left to go deeper.</summary>
    public static Value StackUsedUp(TextSpan? span) =>
        Value.Error(new EvaluationError(new Bilingual(
            "表达式或变量定义的嵌套过深",
            "the expression, or the definitions of its variables, are nested too deeply"))
        {
            Span = span,
            IsLimit = true,
        });

    /// <summary>Values are nested too deeply in each other.</summary>
    public static Value TooDeep(Frame frame, TextSpan span) =>
        Value.Error(new EvaluationError(new Bilingual(
            $"列表与映射的嵌套超过上限（{frame.Limits.MaxValueDepth} 层）",
            $"lists and maps are nested in more than {frame.Limits.MaxValueDepth} levels"))
        {
            Span = span,
            IsLimit = true,
        });

    /// <summary>No overload of a function takes these arguments.</summary>
    public static Value NoOverload(TextSpan span, string function, ReadOnlySpan<Value> arguments)
    {
        var types = new string[arguments.Length];
        for (var i = 0; i < types.Length; i++)
            types[i] = ValueOperations.TypeOf(arguments[i]).Name;
        var list = string.Join(", ", types);
        return Of(span, $"{function} 不能用于 ({list})", $"{function} cannot be applied to ({list})");
    }
}
