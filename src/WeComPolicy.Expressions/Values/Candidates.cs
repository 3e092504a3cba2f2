using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Values;

/// <summary>The places of a list at which something may be, in order.</summary>
internal struct Candidates
{
    // Going through so few costs less than looking up.
    private const int Few = 16;

    // Null for every place of the list.
    private readonly int[]? _next;
    private readonly List<int>? _others;
    private readonly int _count;
    private int _same;
    private int _other;

    private Candidates(int count)
    {
        _count = count;
        Current = -1;
    }

    /// <summary>The places that are linked, beginning with <paramref name="first"/>, and others.</summary>
    internal Candidates(int[] next, int first, List<int> others)
    {
        _next = next;
        _others = others;
        _same = first;
    }

    /// <summary>The place.</summary>
    public int Current { get; private set; }

    /// <summary>Every place of a list.</summary>
    public static Candidates All(int count) => new(count);

    /// <summary>
    /// The places of a list's elements that may equal a value. Where somebody hears of the reads, he hears of none but these,
    /// however short the list is: what is certainly something else says nothing about the answer.
    /// </summary>
    /// <param name="source">What holds the list.</param>
    /// <param name="handle">The list.</param>
    /// <param name="count">Number of its elements.</param>
    /// <param name="field">The field of the elements that is compared; null for the elements themselves.</param>
    /// <param name="wanted">The value.</param>
    /// <param name="withAbsent">Whether elements without the field are among them; to compare with an absent field may be an error.</param>
    public static Candidates Of(ListSource source, long handle, int count, RecordField? field, Value wanted, bool withAbsent = true)
    {
        if (wanted.Kind is not (ValueKind.String or ValueKind.Int))
            return All(count);
        var unrecorded = source.Unrecorded;
        if (count > Few)
            return unrecorded.Lookup(handle, field) is { } lookup ? lookup.Find(wanted, withAbsent) : All(count);
        return ReferenceEquals(unrecorded, source) ? All(count) : new ListLookup(unrecorded, handle, field).Find(wanted, withAbsent);
    }

    /// <summary>Goes to the next place; false behind the last.</summary>
    public bool MoveNext()
    {
        if (_next is null)
            return ++Current < _count;
        var other = _other < _others!.Count ? _others[_other] : int.MaxValue;
        var same = _same < 0 ? int.MaxValue : _same;
        if (same == int.MaxValue && other == int.MaxValue)
            return false;
        if (same < other)
        {
            Current = same;
            _same = _next[same] == 0 ? -1 : _next[same];
        }
        else
        {
            Current = other;
            _other++;
        }

        return true;
    }
}
