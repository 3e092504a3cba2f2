using System.Collections.Concurrent;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Values;

/// <summary>
/// Holds lists, each named by a handle, so that a list of the input needs no object of its own. What a handle names never changes:
/// long lists are looked up in instead of gone through.
/// </summary>
public abstract class ListSource
{
    private ConcurrentDictionary<HandleKey, ListLookup>? _lookups;

    /// <summary>Number of known elements.</summary>
    public abstract int Count(long handle);

    /// <summary>The element at <paramref name="index"/>, 0 ≤ index &lt; Count; may be unknown or an error.</summary>
    public abstract Value Element(long handle, int index);

    /// <summary>
    /// Null where the list is complete. Else why it may hold more elements than are known: every verdict that needs all of
    /// them (<c>all</c> that found no counter-example, <c>exists</c> that found no example, <c>size</c>, <c>in</c> that found
    /// nothing, …) is then unknown for this reason.
    /// </summary>
    public virtual UnknownSet? WhyIncomplete(long handle) => null;

    /// <summary>The same lists under the same handles, with nobody who hears what is read of them; itself where nobody does.</summary>
    public virtual ListSource Unrecorded => this;

    /// <summary>A list to look up in; null where going through it costs less.</summary>
    internal virtual ListLookup? Lookup(long handle, RecordField? field)
    {
        var lookups = _lookups ?? Interlocked.CompareExchange(ref _lookups, new(HandleKey.Comparer), null) ?? _lookups;
        return lookups.GetOrAdd(new HandleKey(field, handle), static (key, source) => new ListLookup(source, key.Handle, (RecordField?)key.Owner), this);
    }
}

/// <summary>Holds maps, each named by a handle. Keys are bool, int, uint or string.</summary>
public abstract class MapSource
{
    /// <summary>Number of entries.</summary>
    public abstract int Count(long handle);

    /// <summary>The value of a key. A key of another numeric type matches when it is the same number.</summary>
    public abstract bool TryGet(long handle, Value key, out Value value);

    /// <summary>Key number <paramref name="index"/>, in the order of the input.</summary>
    public abstract Value Key(long handle, int index);

    /// <summary>Value number <paramref name="index"/>, in the order of the input.</summary>
    public abstract Value Element(long handle, int index);
}

/// <summary>Holds records, each named by a handle.</summary>
public abstract class RecordSource
{
    /// <summary>The type of the record.</summary>
    public abstract RecordType Type(long handle);

    /// <summary>
    /// The value of a field. Absent: for <see cref="Absence.NotKnown"/> an unknown value that says what is missing; for
    /// <see cref="Absence.None"/> an error value (the checker has refused such reads before).
    /// </summary>
    public abstract Value Field(long handle, RecordField field);

    /// <summary>Whether a field is present.</summary>
    public abstract bool Has(long handle, RecordField field);
}

/// <summary>A value of a type known by name: an IP address, a range, a URL.</summary>
public abstract class OpaqueValue
{
    /// <summary>Its type.</summary>
    public abstract CelType Type { get; }

    /// <summary>Equality as CEL's <c>==</c> sees it.</summary>
    public abstract bool ValueEquals(OpaqueValue other);

    /// <summary>A hash that agrees with <see cref="ValueEquals"/>.</summary>
    public abstract int ValueHash();

    /// <summary>How CEL's <c>string()</c> and messages print it.</summary>
    public abstract override string ToString();
}

/// <summary>A list of its own: an array.</summary>
public sealed class ArrayListSource(Value[] elements, UnknownSet? whyIncomplete = null) : ListSource
{
    private ValueExtent.Cache _extent;
    private bool _wasAsked;

    /// <summary>How much the list holds; counted when first asked for.</summary>
    internal ValueExtent Extent => _extent.Get(elements);

    /// <summary>The elements; not to be changed.</summary>
    public ReadOnlySpan<Value> Elements => elements;

    /// <inheritdoc/>
    public override int Count(long handle) => elements.Length;

    /// <inheritdoc/>
    public override Value Element(long handle, int index) => elements[index];

    /// <inheritdoc/>
    public override UnknownSet? WhyIncomplete(long handle) => whyIncomplete;

    // Many such lists are made for a single question.
    internal override ListLookup? Lookup(long handle, RecordField? field)
    {
        if (_wasAsked)
            return base.Lookup(handle, field);
        _wasAsked = true;
        return null;
    }
}
