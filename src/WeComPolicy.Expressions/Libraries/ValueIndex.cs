using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>
/// The elements of a list in a hash table, to be asked which values are among them. Answers are three-valued: an element
/// that is not known, in whole or in part, may be any value of its kind.
/// </summary>
internal sealed class ValueIndex
{
    // With more elements, an answer is unknown as soon as a part of any that matters is.
    private const int MaxCompared = 64;

    private readonly ValueEqualityComparer _comparer = new();
    private readonly HashSet<Value> _values;
    private readonly Dictionary<ValueKind, Value> _undecided = [];
    private UnknownSet? _missing;
    private Value _error = Value.Null;
    private int _visits = 20_000_000;

    /// <summary>An index without elements.</summary>
    public ValueIndex(int capacity = 0)
    {
        _values = new(capacity, _comparer);
    }

    /// <summary>Reasons for which the list may hold other values than the index knows.</summary>
    public UnknownSet? Missing => _missing;

    /// <summary>The comparing cost too much for any answer to be trusted.</summary>
    public bool Exhausted => _comparer.Exhausted || _visits < 0;

    /// <summary>What an operation gives when <see cref="Exhausted"/>.</summary>
    public static Value Limit { get; } = Value.Error(new EvaluationError(new Bilingual(
        "列表元素过大，无法逐一比较",
        "the elements of the lists are too large to be compared"))
    { IsLimit = true });

    /// <summary>The elements of a list.</summary>
    public static ValueIndex Of(Value list)
    {
        var count = ListReading.Count(list);
        var index = new ValueIndex(count) { _missing = ListReading.WhyIncomplete(list) };
        for (var i = 0; i < count; i++)
            index.Add(ListReading.Element(list, i));
        return index;
    }

    /// <summary>Adds an element; false when it is certainly there already, or is unknown or an error.</summary>
    public bool Add(Value value)
    {
        if (value.Kind == ValueKind.Unknown)
        {
            _missing = ListReading.Merge(_missing, value.AsUnknown);
            return false;
        }

        if (value.Kind == ValueKind.Error)
        {
            if (_error.Kind != ValueKind.Error)
                _error = value;
            return false;
        }

        if (value.Kind is ValueKind.List or ValueKind.Map or ValueKind.Record or ValueKind.Optional)
            _undecided[value.Kind] = UndecidedParts.Merge(_undecided.GetValueOrDefault(value.Kind, Value.Null), UndecidedParts.Of(value, ref _visits));
        return _values.Add(value);
    }

    /// <summary>Whether a value is among the elements: true, false, unknown, or the error of an element.</summary>
    public Value Contains(Value value)
    {
        if (value.IsErrorOrUnknown)
            return value;
        if (_values.Contains(value))
            return Value.True;
        var doubt = Value.Null;
        if (_undecided.TryGetValue(value.Kind, out var there))
            doubt = UndecidedParts.Merge(there, UndecidedParts.Of(value, ref _visits));
        if (doubt.IsErrorOrUnknown && _values.Count <= MaxCompared)
            doubt = CompareWithAll(value);
        doubt = UndecidedParts.Merge(doubt, _error);
        if (_missing is not null)
            doubt = UndecidedParts.Merge(doubt, Value.Unknown(_missing));
        return doubt.IsErrorOrUnknown ? doubt : Value.False;
    }

    // What is partly known is not in its place in the hash table, but may still be certainly different from everything.
    private Value CompareWithAll(Value value)
    {
        var doubt = Value.Null;
        foreach (var other in _values)
        {
            var equal = ValueOperations.Equal(value, other, ref _visits);
            if (equal.IsErrorOrUnknown)
                doubt = UndecidedParts.Merge(doubt, equal);
        }

        return doubt;
    }
}
