using System.Text;

namespace WeComPolicy.Engine.Documents;

/// <summary>The keys of a document, each once, by a number: nodes hold the number, and to compare keys is to compare numbers.</summary>
/// <param name="length">Length of the document.</param>
internal sealed class KeyTable(int length)
{
    private const int MostSlots = 1 << 10;
    private const int Short = 256;

    private readonly TextNumbers _keys = new(StringComparison.Ordinal);

    // Where a key of that length and those bytes was found last, and what it was.
    private readonly int[] _recent = new int[TableSize.For(length / 32, MostSlots)];
    private readonly byte[][] _recentBytes = new byte[TableSize.For(length / 32, MostSlots)][];

    /// <summary>The key of a number from 1; no key for 0.</summary>
    public string this[int number] => number == 0 ? "" : _keys[number - 1];

    /// <summary>The number of a key, from 1; 0 where the document has no such key.</summary>
    public int Find(string key) => _keys.Find(key) + 1;

    /// <summary>The number of a key, which is added where it is new.</summary>
    public int Add(ReadOnlySpan<char> key) => (_keys.Find(key) is >= 0 and var number ? number : _keys.Add(key.ToString())) + 1;

    /// <summary>The same of a key in UTF-8.</summary>
    public int Add(ReadOnlySpan<byte> key)
    {
        var slot = key.IsEmpty ? 0 : (key.Length + (key[0] * 7) + (key[^1] * 31) + (key[key.Length / 2] * 131)) & (_recent.Length - 1);
        if (_recent[slot] > 0 && key.SequenceEqual(_recentBytes[slot]))
            return _recent[slot];
        var number = Add(key.Length <= Short ? Decoded(key, stackalloc char[Short]) : Encoding.UTF8.GetString(key));
        _recent[slot] = number;
        _recentBytes[slot] = key.ToArray();
        return number;
    }

    private static ReadOnlySpan<char> Decoded(ReadOnlySpan<byte> key, Span<char> room) => room[..Encoding.UTF8.GetChars(key, room)];
}
