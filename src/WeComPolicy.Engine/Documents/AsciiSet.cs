namespace WeComPolicy.Engine.Documents;

/// <summary>
/// A set of ASCII characters, for short texts. The framework's search for sets of characters is made for long ones, and each start
/// would have to compile it.
/// </summary>
/// <param name="members">The characters, all below U+0080.</param>
internal sealed class AsciiSet(string members)
{
    private readonly ulong _low = Bits(members, 0);
    private readonly ulong _high = Bits(members, 64);

    public bool Contains(char character) => character < 128 && ((character < 64 ? _low : _high) >> (character & 63) & 1) != 0;

    /// <summary>Where the first member stands in UTF-8; −1 where there is none.</summary>
    public int IndexOf(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Contains((char)text[i]))
                return i;
        }

        return -1;
    }

    /// <summary>Where the first member stands; −1 where there is none.</summary>
    public int IndexOf(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Contains(text[i]))
                return i;
        }

        return -1;
    }

    /// <summary>Where the first character stands that is no member; −1 where there is none.</summary>
    public int IndexOfOther(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!Contains(text[i]))
                return i;
        }

        return -1;
    }

    private static ulong Bits(string members, int from)
    {
        ulong bits = 0;
        foreach (var member in members)
        {
            if (member >= from && member < from + 64)
                bits |= 1UL << (member - from);
        }

        return bits;
    }
}
