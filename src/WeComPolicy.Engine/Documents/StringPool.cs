namespace WeComPolicy.Engine.Documents;

/// <summary>
/// Lets repeated short texts share one string. A direct-mapped cache that does not grow: a document of nothing but different texts costs
/// no more memory than without it.
/// </summary>
/// <param name="length">Length of the document, of which a short one needs few slots.</param>
internal sealed class StringPool(int length)
{
    private const int MaxLength = 40;
    private const int MostSlots = 1 << 13;

    private readonly string?[] _keys = new string?[TableSize.For(length / 32, MostSlots)];

    /// <summary>The shared string of what is likely to come again.</summary>
    public string Get(ReadOnlySpan<char> key)
    {
        if (key.Length > MaxLength)
            return key.ToString();
        if (key.Length == 0)
            return "";
        ref var slot = ref _keys[Hash(key) & (_keys.Length - 1)];
        if (slot is not null && key.SequenceEqual(slot))
            return slot;
        return slot = key.ToString();
    }

    // A collision costs a string, not correctness.
    private static int Hash(ReadOnlySpan<char> text)
    {
        var hash = (uint)text.Length;
        foreach (var c in text)
            hash = (hash * 31) + c;
        hash ^= hash >> 15;
        return (int)hash;
    }
}
