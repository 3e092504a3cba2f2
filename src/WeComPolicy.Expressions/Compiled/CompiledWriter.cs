using System.Buffers.Binary;
using System.Text;

namespace WeComPolicy.Expressions.Compiled;

/// <summary>
/// Writes numbers and texts one behind the other, as <see cref="CompiledReader"/> reads them. A text is kept once, however often
/// it is written.
/// </summary>
public sealed class CompiledWriter
{
    private readonly MemoryStream _bytes = new();
    private readonly List<string> _texts;
    private readonly Dictionary<string, int> _textIndex;

    /// <summary>Writes into a form of its own.</summary>
    public CompiledWriter()
        : this([], new(StringComparer.Ordinal))
    {
    }

    private CompiledWriter(List<string> texts, Dictionary<string, int> textIndex)
    {
        _texts = texts;
        _textIndex = textIndex;
    }

    /// <summary>Number of bytes written so far, without the texts.</summary>
    public int Length => (int)_bytes.Length;

    /// <summary>A writer whose bytes go to another place of the same form; it shares the texts.</summary>
    public CompiledWriter Part() => new(_texts, _textIndex);

    /// <summary>Writes what a <see cref="Part"/> holds, with its length before it, so that a reader can pass over it.</summary>
    public void Write(CompiledWriter part)
    {
        WriteCount(part.Length);
        part._bytes.WriteTo(_bytes);
    }

    /// <summary>Writes a byte.</summary>
    public void WriteByte(byte value) => _bytes.WriteByte(value);

    /// <summary>Writes a bool.</summary>
    public void WriteFlag(bool value) => _bytes.WriteByte(value ? (byte)1 : (byte)0);

    /// <summary>Writes a number from 0 up; small ones take one byte.</summary>
    public void WriteCount(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        WriteBits((ulong)value);
    }

    /// <summary>Writes any integer; those near zero take one byte.</summary>
    public void WriteInteger(long value) => WriteBits((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Writes an unsigned integer; small ones take one byte.</summary>
    public void WriteBits(ulong value)
    {
        while (value >= 0x80)
        {
            _bytes.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        _bytes.WriteByte((byte)value);
    }

    /// <summary>Writes a double, bit by bit.</summary>
    public void WriteNumber(double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    /// <summary>Writes bytes as they are.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>Writes a text.</summary>
    public void WriteText(string text)
    {
        if (!_textIndex.TryGetValue(text, out var index))
        {
            index = _texts.Count;
            _textIndex.Add(text, index);
            _texts.Add(text);
        }

        WriteCount(index);
    }

    /// <summary>Writes a text in both languages.</summary>
    public void WriteTexts(Bilingual texts)
    {
        WriteText(texts.Zh);
        WriteText(texts.En);
    }

    /// <summary>Writes a stretch of text.</summary>
    public void WriteSpan(TextSpan span)
    {
        WriteCount(span.Start);
        WriteCount(span.Length);
    }

    /// <summary>The whole form: what was written, and all texts behind it.</summary>
    public byte[] ToArray()
    {
        var whole = new MemoryStream();
        Span<byte> lengths = stackalloc byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(lengths, Length);
        BinaryPrimitives.WriteInt32LittleEndian(lengths[sizeof(int)..], _texts.Count);
        whole.Write(lengths);
        _bytes.WriteTo(whole);
        Span<byte> end = stackalloc byte[sizeof(int)];
        var at = 0;
        foreach (var text in _texts)
        {
            at += Encoding.UTF8.GetByteCount(text);
            BinaryPrimitives.WriteInt32LittleEndian(end, at);
            whole.Write(end);
        }

        foreach (var text in _texts)
            whole.Write(Encoding.UTF8.GetBytes(text));
        return whole.ToArray();
    }
}
