using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

// Logical operators, conditionals, bindings.
internal sealed partial class StepCompiler
{
    private Step CompileLogical(LogicalExpr logical)
    {
        var left = Compile(logical.Left);
        var right = Compile(logical.Right);
        var span = logical.Span;
        if (logical.IsAnd)
        {
            return frame =>
            {
                var first = left(frame);
                if (first.IsFalse)
                    return first;
                if (first.Kind == ValueKind.Error && first.AsError.IsLimit)
                    return first;
                var second = right(frame);
                if (second.IsFalse)
                    return second;
                if (first.IsTrue && second.IsTrue)
                    return second;
                return NeitherDecides("&&", first, second, span);
            };
        }

        return frame =>
        {
            var first = left(frame);
            if (first.IsTrue)
                return first;
            if (first.Kind == ValueKind.Error && first.AsError.IsLimit)
                return first;
            var second = right(frame);
            if (second.IsTrue)
                return second;
            if (first.IsFalse && second.IsFalse)
                return second;
            return NeitherDecides("||", first, second, span);
        };
    }

    private static Value NeitherDecides(string op, Value first, Value second, TextSpan span)
    {
        var undecided = default(Undecided);
        undecided.Add(first);
        undecided.Add(second);
        if (NotBool(first) || NotBool(second))
            undecided.Add(Failure.NoOverload(span, op, [first, second]));
        return undecided.Value;

        static bool NotBool(Value value) => value.Kind != ValueKind.Bool && !value.IsErrorOrUnknown;
    }

    private Step CompileConditional(ConditionalExpr conditional)
    {
        var condition = Compile(conditional.Condition);
        var then = Compile(conditional.Then);
        var otherwise = Compile(conditional.Otherwise);
        var span = conditional.Condition.Span;
        return frame =>
        {
            var decided = condition(frame);
            if (decided.IsTrue)
                return then(frame);
            if (decided.IsFalse)
                return otherwise(frame);
            return decided.IsErrorOrUnknown ? Undecided.Of(decided) : NotACondition(decided, span);
        };
    }

    private static Value NotACondition(Value value, TextSpan span)
    {
        var type = ValueOperations.TypeOf(value).Name;
        return Failure.Of(span, $"条件必须是 bool，而不是 {type}", $"a condition must be bool, not {type}");
    }

    private Step CompileBind(BindExpr bind)
    {
        var value = Compile(bind.Value);
        var local = DeclareLocal(bind.Variable);
        var body = Compile(bind.Body);
        return frame =>
        {
            var bound = value(frame);
            if (bound.Kind == ValueKind.Error && bound.AsError.IsLimit)
                return bound;
            frame.Local(local) = bound;
            return body(frame);
        };
    }

    // Each slot is evaluated when it is first read; a slot reads only those before it.
    private Step CompileBlock(BlockExpr block)
    {
        var scope = new BlockScope(block.Slots.Count);
        var locals = new int[block.Slots.Count];
        _blocks.Push(scope);
        for (var i = 0; i < locals.Length; i++)
        {
            var step = Compile(block.Slots[i]);
            var local = LocalCount++;
            locals[i] = local;
            scope.Define(frame =>
            {
                if (!IsUnset(frame.Local(local)))
                    return frame.Local(local);
                var value = step(frame);
                frame.Local(local) = value;
                return value;
            });
        }

        var body = Compile(block.Body);
        _blocks.Pop();
        return frame =>
        {
            foreach (var local in locals)
                frame.Local(local) = default;
            return body(frame);
        };

        static bool IsUnset(in Value value) =>
            value.Kind == ValueKind.Error && ReferenceEquals(value.AsError, EvaluationError.Uninitialized);
    }

    private Step CompileOptionalMap(OptionalMapExpr map)
    {
        var target = Compile(map.Target);
        var local = DeclareLocal(map.Variable);
        var body = Compile(map.Body);
        var (span, flat) = (map.Span, map.Flat);
        return frame =>
        {
            var optional = target(frame);
            if (optional.Kind != ValueKind.Optional)
                return optional.IsErrorOrUnknown ? Undecided.Of(optional) : Failure.NoOverload(span, flat ? "optFlatMap" : "optMap", [optional]);
            if (!optional.HasOptionalValue)
                return optional;
            frame.Local(local) = optional.OptionalValue;
            var value = body(frame);
            if (value.IsErrorOrUnknown)
                return Undecided.Of(value);
            if (!flat)
                return ListBuilder.Limited(frame, Value.Some(value), span);
            return value.Kind == ValueKind.Optional ? value : NotAnOptional(value, map.Body.Span);
        };
    }

    private static Value NotAnOptional(Value value, TextSpan span)
    {
        var type = ValueOperations.TypeOf(value).Name;
        return Failure.Of(span, $"optFlatMap 的第二个参数必须得出 optional，而不是 {type}", $"the second argument of optFlatMap must give an optional, not {type}");
    }
}
