using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>
/// The values of an environment's variables, with the memory and the budget of evaluation. Belongs to one thread; made once and
/// used for many evaluations.
/// </summary>
public sealed class Frame
{
    private readonly Value[] _values;
    private readonly SlotState[] _states;
    private Value[] _locals = new Value[16];
    private int _localBase;
    private int _localTop;
    private long _remaining;
    private long _unbuilt;

    /// <summary>A frame in which no variable is set.</summary>
    /// <param name="environment">The environment of the expressions that will be evaluated, or one made from it.</param>
    /// <param name="limits">What an evaluation may cost; the default limits where null.</param>
    public Frame(CelEnvironment environment, EvaluationLimits? limits = null)
    {
        Environment = environment;
        Limits = limits ?? EvaluationLimits.Default;
        _values = new Value[environment.Variables.Count];
        _states = new SlotState[_values.Length];
        _remaining = Limits.MaxSteps;
        _unbuilt = Limits.MaxBuilt;
    }

    private enum SlotState : byte
    {
        Empty,
        Filled,
        Evaluating,
    }

    /// <summary>What an evaluation may cost.</summary>
    public EvaluationLimits Limits { get; }

    /// <summary>The steps used since the frame was made or <see cref="ResetBudget"/> was called.</summary>
    public long UsedSteps => Limits.MaxSteps - _remaining;

    /// <summary>The variables that the frame holds.</summary>
    internal CelEnvironment Environment { get; }

    /// <summary>Set while a trace is taken.</summary>
    internal TraceRecorder? Recorder { get; set; }

    /// <summary>
    /// Gives a variable its value and forgets the definitions that depend on it. A value of another kind than the variable's
    /// type is kept as an error.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The environment has no such slot.</exception>
    public void Set(int slot, Value value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slot, _values.Length);
        var variable = Environment.Variables[slot];
        if (!value.IsErrorOrUnknown && !RuntimeTypes.KindAgrees(variable.Type, value))
        {
            value = Value.Error(
                $"变量“{variable.Name}”的值不是声明的类型 {variable.Type}",
                $"the value of variable '{variable.Name}' is not of its declared type {variable.Type}");
        }

        _values[slot] = value;
        _states[slot] = SlotState.Filled;
        foreach (var dependent in Environment.DependentsOf(slot))
            _states[dependent] = SlotState.Empty;
    }

    /// <summary>Allows the whole number of steps again.</summary>
    public void ResetBudget() => _remaining = Limits.MaxSteps;

    /// <summary>Takes steps from the budget; false when it is used up.</summary>
    internal bool Charge(long steps = 1)
    {
        if (steps > _remaining)
        {
            Exhaust();
            return false;
        }

        _remaining -= steps;
        return true;
    }

    /// <summary>An expression is about to be evaluated: what earlier ones built is no longer held.</summary>
    internal void Begin() => _unbuilt = Limits.MaxBuilt;

    /// <summary>Notes what was built; false when that is more than one evaluation may build.</summary>
    internal bool Build(long weight)
    {
        if (!CanBuild(weight))
            return false;
        _unbuilt -= weight;
        return true;
    }

    /// <summary>Whether so much may still be built.</summary>
    internal bool CanBuild(long weight) => _unbuilt >= weight;

    /// <summary>Whether that many steps are left; takes none.</summary>
    internal bool CanAfford(long steps) => _remaining >= steps;

    /// <summary>Takes what is left of the budget: whatever runs still, stops.</summary>
    internal void Exhaust() => _remaining = -1;

    /// <summary>A variable of the running expression.</summary>
    internal ref Value Local(int index) => ref _locals[_localBase + index];

    /// <summary>Makes room for the variables of an expression. Returns what <see cref="Leave"/> needs.</summary>
    internal int Enter(int localCount)
    {
        var outer = _localBase;
        _localBase = _localTop;
        _localTop += localCount;
        if (_localTop > _locals.Length)
            Array.Resize(ref _locals, Math.Max(_localTop, _locals.Length * 2));
        return outer;
    }

    /// <summary>Gives the room back.</summary>
    internal void Leave(int outer)
    {
        _localTop = _localBase;
        _localBase = outer;
    }

    /// <summary>A variable that the host sets.</summary>
    internal Value Variable(int slot) =>
        (uint)slot < (uint)_states.Length && _states[slot] == SlotState.Filled ? _values[slot] : NotSet(slot);

    /// <summary>A variable that stands for an expression; evaluated now unless its value is still known.</summary>
    internal Value Definition(VariableDeclaration variable)
    {
        var slot = variable.Slot;
        if ((uint)slot < (uint)_states.Length && _states[slot] == SlotState.Filled)
            return _values[slot];
        return Evaluate(variable);
    }

    private Value Evaluate(VariableDeclaration variable)
    {
        var slot = variable.Slot;
        if ((uint)slot >= (uint)_states.Length || _states[slot] == SlotState.Evaluating)
            return NotSet(slot);
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return Failure.StackUsedUp(null);

        _states[slot] = SlotState.Evaluating;
        var recorder = Recorder;
        Recorder = null;
        Value value;
        try
        {
            value = CelProgram.OfDefinition(variable.Definition!).Run(this);
        }
        finally
        {
            _states[slot] = SlotState.Empty;
            Recorder = recorder;
        }

        if (value.Kind == ValueKind.Error)
            value = Value.Error(Within(variable, value.AsError));

        // A limit is not a property of the definition: with a fresh budget it may well have a value.
        if (value.Kind == ValueKind.Error && value.AsError.IsLimit)
            return value;
        _values[slot] = value;
        _states[slot] = SlotState.Filled;
        return value;
    }

    // The span of the error counts in the text of the definition; the reader of the variable puts its own.
    private static EvaluationError Within(VariableDeclaration variable, EvaluationError error) => error.NamesVariable ? error with { Span = null } : error with
    {
        NamesVariable = true,
        Message = new Bilingual($"变量“{variable.Name}”：{error.Message.Zh}", $"variable '{variable.Name}': {error.Message.En}"),
        Span = null,
    };

    private Value NotSet(int slot)
    {
        var name = (uint)slot < (uint)_states.Length ? Environment.Variables[slot].Name : "?";
        return Value.Error($"变量“{name}”没有值", $"variable '{name}' has no value");
    }
}
