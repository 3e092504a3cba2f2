namespace WeComPolicy.Engine.Documents;

/// <summary>
/// Lets repeated keys and short values share one string. Direct-mapped caches of a fixed size: a document of nothing but
/// different values costs no more memory than without them.
/// </summary>
internal sealed class StringPool(string text)
{
    private const int MaxLength = 40;
    private const int Slots = 1 << 13;

    private readonly string?[] _keys = new string?[Slots];
    private readonly Seen[] _values = new Seen[Slots];

    /// <summary>The shared string of what is likely to come again.</summary>
    public string Get(ReadOnlySpan<char> key)
    {
        if (key.Length > MaxLength)
            return key.ToString();
        if (key.Length == 0)
            return "";
        ref var slot = ref _keys[Hash(key)];
        if (slot is not null && key.SequenceEqual(slot))
            return slot;
        return slot = key.ToString();
    }

    /// <summary>
    /// The shared string of a stretch of the document that was seen before; null for one that is new or long, of which no string
    /// should be made before somebody asks for it.
    /// </summary>
    public string? IfSeen(int start, int length)
    {
        if (length > MaxLength)
            return null;
        if (length == 0)
            return "";
        var value = text.AsSpan(start, length);
        ref var slot = ref _values[Hash(value)];
        if (slot.Length == length && value.SequenceEqual(text.AsSpan(slot.Start, length)))
            return slot.Text ??= value.ToString();
        slot = new Seen { Start = start, Length = length };
        return null;
    }

    // A collision costs a string, not correctness.
    private static int Hash(ReadOnlySpan<char> text)
    {
        var hash = (uint)text.Length;
        foreach (var c in text)
            hash = (hash * 31) + c;
        hash ^= hash >> 15;
        return (int)(hash & (Slots - 1));
    }

    private struct Seen
    {
        public int Start;
        public int Length;
        public string? Text;
    }
}
