namespace WeComPolicy.Engine.Documents;

/// <summary>
/// Texts, each once, numbered from 0 as they come, and found without a string. A table of its own, since what the framework's looks spans
/// up with is compiled ahead nowhere.
/// </summary>
/// <param name="comparison">When two texts are one: ordinal, with or without regard to letter case.</param>
internal sealed class TextNumbers(StringComparison comparison)
{
    private readonly List<string> _texts = [];

    // Each text's number and one, in the first free slot from where its hash points to; never more than half full.
    private int[] _slots = new int[256];

    /// <summary>The text of a number, as it came first.</summary>
    public string this[int number] => _texts[number];

    /// <summary>The number of a text; −1 where it has none.</summary>
    public int Find(ReadOnlySpan<char> text) => _slots[SlotOf(text)] - 1;

    /// <summary>Gives the next number to a text that has none.</summary>
    public int Add(string text)
    {
        _texts.Add(text);
        _slots[SlotOf(text)] = _texts.Count;
        if (_texts.Count * 2 > _slots.Length)
            Grow();
        return _texts.Count - 1;
    }

    // Where the number of a text stands, or is to stand.
    private int SlotOf(ReadOnlySpan<char> text)
    {
        var mask = _slots.Length - 1;
        // Not the same from one process to the next, so that nobody can write texts that all meet in one slot.
        for (var slot = string.GetHashCode(text, comparison) & mask; ; slot = (slot + 1) & mask)
        {
            if (_slots[slot] == 0 || text.Equals(_texts[_slots[slot] - 1], comparison))
                return slot;
        }
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var number = 0; number < _texts.Count; number++)
            _slots[SlotOf(_texts[number])] = number + 1;
    }
}
