using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>
/// Collects the errors and unknowns that a strict function, a logical operator or a loop has met. The run-time limit goes
/// before everything, an unknown before an error; of several errors the first is kept.
/// </summary>
internal struct Undecided
{
    private UnknownSet? _unknown;
    private EvaluationError? _error;

    /// <summary>Whether the run-time limit was reached: nothing may go on.</summary>
    public readonly bool IsLimit => _error is { IsLimit: true };

    /// <summary>Whether anything was collected.</summary>
    public readonly bool Any => _unknown is not null || _error is not null;

    /// <summary>Whether an error was collected, whatever else was.</summary>
    public readonly bool HasError => _error is not null;

    /// <summary>What was collected, as a value. Without anything collected, the error of a value that was never assigned.</summary>
    public readonly Value Value
    {
        get
        {
            if (_error is { IsLimit: true })
                return Value.Error(_error);
            if (_unknown is not null)
                return Value.Unknown(_unknown.AtLeast is null ? _unknown : _unknown.WithAtLeast(null));
            return _error is null ? default : Value.Error(_error);
        }
    }

    /// <summary>Collects a value; one that is neither an error nor unknown changes nothing.</summary>
    public void Add(Value value)
    {
        if (value.Kind == ValueKind.Unknown)
        {
            Add(value.AsUnknown);
        }
        else if (value.Kind == ValueKind.Error)
        {
            var error = value.AsError;
            if (_error is null || (error.IsLimit && !_error.IsLimit))
                _error = error;
        }
    }

    /// <summary>Collects a reason not to know.</summary>
    public void Add(UnknownSet? unknown)
    {
        if (unknown is not null)
            _unknown = _unknown is null ? unknown : _unknown.Merge(unknown);
    }

    /// <summary>What a strict function gives when at least one of its two arguments is an error or unknown.</summary>
    public static Value Of(Value first, Value second)
    {
        var undecided = default(Undecided);
        undecided.Add(first);
        undecided.Add(second);
        return undecided.Value;
    }

    /// <summary>What a strict function gives when its only argument is an error or unknown.</summary>
    public static Value Of(Value only)
    {
        if (only.Kind == ValueKind.Unknown && only.AsUnknown.AtLeast is not null)
            return Value.Unknown(only.AsUnknown.WithAtLeast(null));
        return only;
    }
}
