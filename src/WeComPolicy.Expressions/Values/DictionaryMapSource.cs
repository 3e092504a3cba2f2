namespace WeComPolicy.Expressions.Values;

/// <summary>A map of its own, filled entry by entry and not changed after it has become a value. The handle plays no part.</summary>
public sealed class DictionaryMapSource : MapSource
{
    // Below this many entries a search is quicker than a hash table, and most maps of expressions stay below.
    private const int MaxSearched = 8;

    private readonly List<KeyValuePair<Value, Value>> _entries;
    private Dictionary<Value, int>? _index;
    private ValueExtent.Cache _extent;

    /// <summary>An empty map with room for some entries.</summary>
    public DictionaryMapSource(int capacity = 0)
    {
        _entries = new(capacity);
    }

    /// <summary>Number of entries.</summary>
    public int EntryCount => _entries.Count;

    /// <summary>How much the map holds; counted when first asked for.</summary>
    internal ValueExtent Extent => _extent.Get(_entries);

    /// <summary>Whether a value can be the key of a map: bool, int, uint or string.</summary>
    public static bool IsKey(Value value) => value.Kind is ValueKind.Bool or ValueKind.Int or ValueKind.UInt or ValueKind.String;

    /// <summary>Adds an entry; false when the key is there already, <c>1</c> and <c>1u</c> being the same key, or cannot be a key.</summary>
    public bool TryAdd(Value key, Value value)
    {
        if (!IsKey(key) || Find(key) >= 0)
            return false;
        _index?.Add(key, _entries.Count);
        _entries.Add(new(key, value));
        if (_index is null && _entries.Count > MaxSearched)
        {
            _index = new(_entries.Count * 2, MapKeyComparer.Instance);
            for (var i = 0; i < _entries.Count; i++)
                _index.Add(_entries[i].Key, i);
        }

        return true;
    }

    /// <summary>The map as a value.</summary>
    public Value ToValue() => Value.Map(this, 0);

    /// <inheritdoc/>
    public override int Count(long handle) => _entries.Count;

    /// <inheritdoc/>
    public override bool TryGet(long handle, Value key, out Value value)
    {
        var index = Find(key);
        value = index < 0 ? default : _entries[index].Value;
        return index >= 0;
    }

    /// <inheritdoc/>
    public override Value Key(long handle, int index) => _entries[index].Key;

    /// <inheritdoc/>
    public override Value Element(long handle, int index) => _entries[index].Value;

    private int Find(Value key)
    {
        if (_index is not null)
            return _index.TryGetValue(key, out var index) ? index : -1;
        for (var i = 0; i < _entries.Count; i++)
        {
            if (MapKeyComparer.Instance.Equals(_entries[i].Key, key))
                return i;
        }

        return -1;
    }
}
