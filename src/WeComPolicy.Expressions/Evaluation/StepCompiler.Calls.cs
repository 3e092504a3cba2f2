using System.Runtime.CompilerServices;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

// Calls by name.
internal sealed partial class StepCompiler
{
    private Step CompileCall(CallExpr call)
    {
        if (_ast.ReferenceOf(call) is not CallReference reference)
        {
            return Always(Failure.Of(
                call.FunctionSpan,
                $"未声明的函数“{call.Function}”",
                $"undeclared function '{call.Function}'"));
        }

        var isMember = call.Target is not null && !reference.TargetIsNamespace;
        IReadOnlyList<Expr> arguments = isMember ? [call.Target!, .. call.Arguments] : call.Arguments;
        var candidates = reference.Candidates.Where(o => o.IsMember == isMember && o.Parameters.Count == arguments.Count).ToArray();
        var name = reference.Function.Name;
        if (isMember && arguments.Count == 2 && name is "or" or "orValue" && candidates.Any(o => o.Parameters[0].Kind == CelTypeKind.Optional))
            return CompileOr(name, arguments, candidates, call.Span);
        var overloads = new OverloadCall(name, candidates, call.Span, IsCertain(candidates, arguments));
        switch (arguments.Count)
        {
            case 0:
                return overloads.Invoke;
            case 1:
                var only = Compile(arguments[0]);
                return name == "size" ? Size(only, overloads) : frame => overloads.Invoke(frame, only(frame));
            case 2:
                var first = Compile(arguments[0]);
                var second = Compile(arguments[1]);
                return frame =>
                {
                    var value = first(frame);
                    return overloads.Invoke(frame, value, second(frame));
                };
            default:
                var steps = arguments.Select(Compile).ToArray();
                return frame =>
                {
                    // A rule may call for each of many members.
                    Four few = default;
                    var values = steps.Length <= Four.Length ? few[..steps.Length] : new Value[steps.Length];
                    for (var i = 0; i < steps.Length; i++)
                        values[i] = steps[i](frame);
                    return overloads.Invoke(frame, values);
                };
        }
    }

    [InlineArray(Length)]
    private struct Four
    {
        public const int Length = 4;

        private Value _first;
    }

    private bool IsCertain(Overload[] candidates, IReadOnlyList<Expr> arguments)
    {
        if (candidates.Length != 1)
            return false;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!RuntimeTypes.AlwaysAgrees(candidates[0].Parameters[i], _ast.TypeOf(arguments[i])))
                return false;
        }

        return true;
    }

    // Of a list that may be incomplete, the size is not known, but it has a lower bound.
    private static Step Size(Step argument, OverloadCall overloads) => frame =>
    {
        var value = argument(frame);
        if (value.Kind != ValueKind.List)
            return overloads.Invoke(frame, value);
        var count = value.ListSource.Count(value.Handle);
        return value.ListSource.WhyIncomplete(value.Handle) is { } why
            ? Value.Unknown(why.WithAtLeast(count))
            : Value.Int(count);
    };

    // What an optional holds decides alone: the alternative is not evaluated then.
    private Step CompileOr(string name, IReadOnlyList<Expr> arguments, Overload[] candidates, TextSpan span)
    {
        var target = Compile(arguments[0]);
        var alternative = Compile(arguments[1]);
        var overloads = new OverloadCall(name, candidates, span);
        var unwraps = name == "orValue";
        return frame =>
        {
            var optional = target(frame);
            if (optional.Kind == ValueKind.Optional && optional.HasOptionalValue)
                return unwraps ? optional.OptionalValue : optional;
            if (optional.Kind == ValueKind.Error && optional.AsError.IsLimit)
                return optional;
            return overloads.Invoke(frame, optional, alternative(frame));
        };
    }
}
