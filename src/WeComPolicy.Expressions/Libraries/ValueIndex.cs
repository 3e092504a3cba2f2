using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>
/// The elements of a list in a hash table, to be asked which values are among them. Answers are three-valued: an element
/// that is not known, in whole or in part, may be any value of its kind.
/// </summary>
internal sealed class ValueIndex
{
    private readonly ValueEqualityComparer _comparer = new();
    private readonly HashSet<Value> _values;
    private readonly UnknownSet?[] _partlyKnown = new UnknownSet?[Enum.GetValues<ValueKind>().Length];
    private readonly bool[] _kinds = new bool[Enum.GetValues<ValueKind>().Length];
    private UnknownSet? _missing;
    private Value _error = Value.Null;
    private int _visits = 50_000_000;

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

        _kinds[(int)value.Kind] = true;
        if (UnknownParts.Of(value, ref _visits) is { } unknown)
            _partlyKnown[(int)value.Kind] = ListReading.Merge(_partlyKnown[(int)value.Kind], unknown);
        return _values.Add(value);
    }

    /// <summary>Whether a value is among the elements: true, false, unknown, or the error of an element.</summary>
    public Value Contains(Value value)
    {
        if (value.IsErrorOrUnknown)
            return value;
        if (_values.Contains(value))
            return Value.True;
        var doubt = ListReading.Merge(_missing, _partlyKnown[(int)value.Kind]);
        if (_kinds[(int)value.Kind])
            doubt = ListReading.Merge(doubt, UnknownParts.Of(value, ref _visits));
        return doubt is not null ? Value.Unknown(doubt) : _error.Kind == ValueKind.Error ? _error : Value.False;
    }
}
