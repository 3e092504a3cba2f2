namespace WeComPolicy.Engine.Documents;

/// <summary>Many short rows of bytes, each found by a number, without an object for a row and without copying when there are more.</summary>
internal sealed class BytePool
{
    /// <summary>No row is longer.</summary>
    public const int Longest = 1 << 10;

    private const int ChunkBits = 16;
    private const int ChunkSize = 1 << ChunkBits;

    private byte[]?[] _chunks = [];
    private int _count;

    /// <summary>A new row of zeros.</summary>
    /// <param name="length">Its length, at most <see cref="Longest"/>.</param>
    /// <param name="start">The number that finds it.</param>
    public Span<byte> Add(int length, out int start)
    {
        // No row reaches into another chunk.
        if ((_count & (ChunkSize - 1)) + length > ChunkSize)
            _count = (_count | (ChunkSize - 1)) + 1;
        start = _count;
        _count += length;
        var chunk = start >> ChunkBits;
        if (chunk >= _chunks.Length)
            Array.Resize(ref _chunks, Math.Max(4, _chunks.Length * 2));
        Ensure(ref _chunks[chunk], (start & (ChunkSize - 1)) + length, isFirst: chunk == 0);
        return _chunks[chunk].AsSpan(start & (ChunkSize - 1), length);
    }

    /// <summary>A row, and whatever follows it.</summary>
    public ReadOnlySpan<byte> From(int start) => _chunks[start >> ChunkBits].AsSpan(start & (ChunkSize - 1));

    // Small documents need little: the first chunk grows.
    private static void Ensure(ref byte[]? chunk, int length, bool isFirst)
    {
        if (chunk is null || chunk.Length < length)
            Array.Resize(ref chunk, isFirst ? Math.Max(256, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length)) : ChunkSize);
    }
}
