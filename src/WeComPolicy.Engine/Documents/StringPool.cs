namespace WeComPolicy.Engine.Documents;

/// <summary>
/// Lets repeated keys and short values share one string. A direct-mapped cache of a fixed size: a document of nothing but
/// different values costs no more memory than without it.
/// </summary>
internal sealed class StringPool
{
    private const int MaxLength = 40;
    private const int Slots = 1 << 13;

    private readonly string?[] _slots = new string?[Slots];

    public string Get(string text)
    {
        if (text.Length > MaxLength)
            return text;
        if (text.Length == 0)
            return "";
        ref var slot = ref Slot(text);
        if (slot is not null && string.Equals(slot, text, StringComparison.Ordinal))
            return slot;
        return slot = text;
    }

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
            return text.ToString();
        if (text.Length == 0)
            return "";
        ref var slot = ref Slot(text);
        if (slot is not null && text.SequenceEqual(slot))
            return slot;
        return slot = text.ToString();
    }

    // Enough of the text to tell apart what tenants repeat; a collision costs a string, not correctness.
    private ref string? Slot(ReadOnlySpan<char> text)
    {
        var hash = (uint)text.Length;
        foreach (var c in text)
            hash = (hash * 31) + c;
        hash ^= hash >> 15;
        return ref _slots[hash & (Slots - 1)];
    }
}
