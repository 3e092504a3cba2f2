using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>What a macro loops over: the elements of a list, or the keys of a map.</summary>
internal readonly struct LoopRange
{
    private readonly ListSource? _list;
    private readonly MapSource? _map;
    private readonly long _handle;

    private LoopRange(ListSource? list, MapSource? map, long handle, int count, UnknownSet? whyIncomplete)
    {
        _list = list;
        _map = map;
        _handle = handle;
        Count = count;
        WhyIncomplete = whyIncomplete;
    }

    /// <summary>Number of known turns.</summary>
    public int Count { get; }

    /// <summary>Why there may be more turns; null where there are none.</summary>
    public UnknownSet? WhyIncomplete { get; }

    /// <summary>Opens a list or map. False for everything else; <paramref name="failure"/> is what the macro gives then.</summary>
    public static bool TryOpen(Value value, TextSpan span, out LoopRange range, out Value failure)
    {
        failure = default;
        switch (value.Kind)
        {
            case ValueKind.List:
                var list = value.ListSource;
                range = new(list, null, value.Handle, list.Count(value.Handle), list.WhyIncomplete(value.Handle));
                return true;
            case ValueKind.Map:
                range = new(null, value.MapSource, value.Handle, value.MapSource.Count(value.Handle), null);
                return true;
            default:
                range = default;
                failure = value.IsErrorOrUnknown ? Undecided.Of(value) : NotARange(value, span);
                return false;
        }
    }

    /// <summary>The turns at which the predicate of a macro may be other than false.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="key">What the predicate tests first of all; null where nothing is known of it.</param>
    public Candidates Candidates(Frame frame, KeyTest? key)
    {
        if (key is null || _list is null || Count == 0)
            return Values.Candidates.All(Count);
        var wanted = key.Wanted(frame);
        if (!key.IsOptional)
            return Values.Candidates.Of(_list, _handle, Count, key.Field, wanted);
        return wanted.Kind == ValueKind.Optional && wanted.HasOptionalValue
            ? Values.Candidates.Of(_list, _handle, Count, key.Field, wanted.OptionalValue, withAbsent: false)
            : Values.Candidates.All(Count);
    }

    /// <summary>What the first variable of a macro with one variable holds: the element or the key.</summary>
    public Value Only(int index) => _list is not null ? _list.Element(_handle, index) : _map!.Key(_handle, index);

    /// <summary>
    /// What the first variable of a macro with two variables holds: the index or the key. The places of an incomplete list's
    /// elements are not known.
    /// </summary>
    public Value First(int index) =>
        _list is null ? _map!.Key(_handle, index) : WhyIncomplete is { } why ? Value.Unknown(why) : Value.Int(index);

    /// <summary>What the second variable holds: the element or the value of the key.</summary>
    public Value Second(int index) => _list is not null ? _list.Element(_handle, index) : _map!.Element(_handle, index);

    private static Value NotARange(Value value, TextSpan span)
    {
        var type = ValueOperations.TypeOf(value).Name;
        return Failure.Of(span, $"只能遍历列表或映射，而不是 {type}", $"only a list or a map can be looped over, not {type}");
    }
}
