namespace WeComPolicy.Engine.Documents;

/// <summary>The keys of a document, each once, by a number: nodes hold the number, and to compare keys is to compare numbers.</summary>
internal sealed class KeyTable
{
    private const int Slots = 1 << 10;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly List<string> _keys = [""];

    // Where a key of that length and those characters was found last.
    private readonly int[] _recent = new int[Slots];

    public KeyTable() => _bySpan = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The key of a number.</summary>
    public string this[int number] => _keys[number];

    /// <summary>The number of a key, from 1; 0 where the document has no such key.</summary>
    public int Find(string key) => _numbers.GetValueOrDefault(key);

    /// <summary>The number of a key, which is added where it is new.</summary>
    public int Add(ReadOnlySpan<char> key)
    {
        ref var recent = ref _recent[key.IsEmpty ? 0 : (key.Length + (key[0] * 7) + (key[^1] * 31) + (key[key.Length / 2] * 131)) & (Slots - 1)];
        if (recent > 0 && key.SequenceEqual(_keys[recent]))
            return recent;
        if (!_bySpan.TryGetValue(key, out recent))
        {
            recent = _keys.Count;
            var text = key.ToString();
            _keys.Add(text);
            _numbers.Add(text, recent);
        }

        return recent;
    }
}
