namespace WeComPolicy.Engine.Documents;

/// <summary>
/// The texts of scalars that are not the same as their source, or that somebody has asked for, each by a number from 1. Many threads may
/// read and add.
/// </summary>
internal sealed class TextTable
{
    private const int ChunkBits = 10;

    private const int Empty = 1;

    private readonly Lock _gate = new();
    private readonly StringPool _pool;
    private string[][] _chunks = [new string[1 << ChunkBits]];
    private int _count = Empty;

    /// <param name="pool">Lets equal texts share a string; nobody else uses it while there are several threads.</param>
    public TextTable(StringPool pool)
    {
        _pool = pool;
        _chunks[0][Empty] = "";
    }

    /// <summary>The text of a number that <see cref="Add"/> has given.</summary>
    public string this[int number] => Volatile.Read(ref _chunks)[number >> ChunkBits][number & ((1 << ChunkBits) - 1)];

    /// <summary>Adds a text.</summary>
    public int Add(string text)
    {
        if (text.Length == 0)
            return Empty;
        lock (_gate)
            return AddLocked(text);
    }

    /// <summary>Adds a text for a place that holds 0 until then; where another thread has been quicker, its text stays.</summary>
    /// <returns>The text that the place's number means.</returns>
    public string AddAt(ref int place, ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            if (place != 0)
                return this[place];
            var number = text.Length == 0 ? Empty : AddLocked(_pool.Get(text));
            Volatile.Write(ref place, number);
            return this[number];
        }
    }

    private int AddLocked(string text)
    {
        var number = ++_count;
        var chunk = number >> ChunkBits;
        if (chunk == _chunks.Length)
        {
            // Twice as many places for chunks; readers keep the old ones.
            var more = new string[_chunks.Length * 2][];
            _chunks.CopyTo(more, 0);
            Volatile.Write(ref _chunks, more);
        }

        (_chunks[chunk] ??= new string[1 << ChunkBits])[number & ((1 << ChunkBits) - 1)] = text;
        return number;
    }
}
