using System.Runtime.CompilerServices;
using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>
/// A call of a library function: picks the overload by the values where the types did not, charges the work, and gives errors
/// their place.
/// </summary>
internal sealed class OverloadCall
{
    private readonly string _name;
    private readonly IReadOnlyList<Overload> _candidates;
    private readonly TextSpan _span;
    private readonly bool _nonStrict;
    private readonly bool _certain;

    /// <summary>A call.</summary>
    /// <param name="name">The function, for messages.</param>
    /// <param name="candidates">The overloads that the types allow.</param>
    /// <param name="span">The call.</param>
    /// <param name="certain">There is one candidate, and the types of the arguments leave no doubt that it fits.</param>
    public OverloadCall(string name, IReadOnlyList<Overload> candidates, TextSpan span, bool certain = false)
    {
        _name = name;
        _candidates = candidates;
        _span = span;
        _certain = certain;
        _nonStrict = candidates.Count > 0 && candidates.All(o => o.NonStrict);
    }

    /// <summary>Calls without arguments.</summary>
    public Value Invoke(Frame frame)
    {
        if (Pick([]) is not { } overload)
            return Failure.NoOverload(_span, _name, []);
        if (!frame.Charge())
            return Failure.Limit(frame, _span);
        return Finish(frame, overload, overload.Body0 is { } body ? body() : overload.BodyN is { } any ? any([]) : NoBody());
    }

    /// <summary>Calls with one argument.</summary>
    public Value Invoke(Frame frame, Value a)
    {
        if (a.IsErrorOrUnknown && !_nonStrict)
            return Undecided.Of(a);
        var overload = _certain ? _candidates[0] : Pick(new ReadOnlySpan<Value>(in a));
        if (overload is null)
            return Failure.NoOverload(_span, _name, [a]);
        if (!frame.Charge(overload.Linear ? ValueExtent.Of(a).Weight : 1))
            return Failure.Limit(frame, _span);
        return Finish(frame, overload, overload.Body1 is { } body ? body(a) : overload.BodyN is { } any ? any([a]) : NoBody());
    }

    /// <summary>Calls with two arguments.</summary>
    public Value Invoke(Frame frame, Value a, Value b)
    {
        if ((a.IsErrorOrUnknown || b.IsErrorOrUnknown) && !_nonStrict)
            return Undecided.Of(a, b);
        Overload? overload;
        if (_certain)
        {
            overload = _candidates[0];
        }
        else
        {
            Three arguments = default;
            arguments[0] = a;
            arguments[1] = b;
            overload = Pick(arguments[..2]);
            if (overload is null)
                return Failure.NoOverload(_span, _name, arguments[..2]);
        }

        if (!frame.Charge(overload.Linear ? ValueExtent.Of(a).Weight + ValueExtent.Of(b).Weight : 1))
            return Failure.Limit(frame, _span);
        return Finish(frame, overload, overload.Body2 is { } body ? body(a, b) : overload.BodyN is { } any ? any([a, b]) : NoBody());
    }

    /// <summary>Calls with any number of arguments.</summary>
    public Value Invoke(Frame frame, ReadOnlySpan<Value> arguments)
    {
        if (!_nonStrict)
        {
            var undecided = default(Undecided);
            foreach (var argument in arguments)
                undecided.Add(argument);
            if (undecided.Any)
                return undecided.Value;
        }

        var overload = _certain ? _candidates[0] : Pick(arguments);
        if (overload is null)
            return Failure.NoOverload(_span, _name, arguments);
        long charge = 1;
        if (overload.Linear)
        {
            for (var i = 0; i < arguments.Length; i++)
            {
                if (i != overload.Indexed || arguments[i] is { Kind: ValueKind.List, ListSource: ArrayListSource })
                    charge = Math.Min(ValueExtent.MaxWeight, charge + ValueExtent.Of(arguments[i]).Weight);
            }
        }

        if (!frame.Charge(charge))
            return Failure.Limit(frame, _span);
        var result = overload switch
        {
            { Body3: { } three } when arguments.Length == 3 => three(arguments[0], arguments[1], arguments[2]),
            { BodyN: { } any } => any(arguments),
            _ => NoBody(),
        };
        return Finish(frame, overload, result);
    }

    private Overload? Pick(ReadOnlySpan<Value> arguments)
    {
        foreach (var overload in _candidates)
        {
            if (overload.Parameters.Count != arguments.Length)
                continue;
            var fits = true;
            for (var i = 0; i < arguments.Length && fits; i++)
                fits = arguments[i].IsErrorOrUnknown || RuntimeTypes.Agrees(overload.Parameters[i], arguments[i]);
            if (fits)
                return overload;
        }

        return null;
    }

    private Value Finish(Frame frame, Overload overload, Value result)
    {
        switch (result.Kind)
        {
            case ValueKind.Error:
                return Failure.At(result, _span);
            case ValueKind.String or ValueKind.Bytes when overload.Linear:
                var length = ValueExtent.Of(result).Weight;
                if (!frame.Charge(length))
                    return Failure.Limit(frame, _span);
                return frame.Build(ListBuilder.WeightOfText(length)) ? result : Failure.TooMuch(frame, _span);
            case ValueKind.List or ValueKind.Map or ValueKind.Optional:
                if (overload.Linear && !frame.Charge(ValueExtent.Of(result).Weight))
                    return Failure.Limit(frame, _span);
                // A list that is no array holds nothing of its own.
                if (overload.Linear && !(result.Kind == ValueKind.List && result.ListSource is not ArrayListSource) && !frame.Build(ValueExtent.Of(result).Weight))
                    return Failure.TooMuch(frame, _span);
                return ListBuilder.Limited(frame, result, _span);
            default:
                return result;
        }
    }

    private Value NoBody() => Failure.Of(_span, $"函数 {_name} 没有实现", $"function {_name} has no implementation");

    [InlineArray(3)]
    private struct Three
    {
        private Value _first;
    }
}
