using System.Buffers.Binary;
using System.Text;

namespace WeComPolicy.Expressions.Compiled;

/// <summary>Reads what <see cref="CompiledWriter"/> wrote. What a build made itself is read: damaged bytes are a mistake of the build.</summary>
public sealed class CompiledReader
{
    private const int Header = 2 * sizeof(int);

    private readonly byte[] _form;
    private readonly string?[] _texts;
    private int _at;

    /// <summary>Reads a whole form from its beginning.</summary>
    /// <param name="form">What <see cref="CompiledWriter.ToArray"/> gave.</param>
    public CompiledReader(byte[] form)
        : this(form, new string?[BinaryPrimitives.ReadInt32LittleEndian(form.AsSpan(sizeof(int)))], Header)
    {
    }

    private CompiledReader(byte[] form, string?[] texts, int at)
    {
        _form = form;
        _texts = texts;
        _at = at;
    }

    /// <summary>A reader of the part that follows here; this one goes on behind it.</summary>
    public CompiledReader Part()
    {
        var length = ReadCount();
        var part = new CompiledReader(_form, _texts, _at);
        _at += length;
        return part;
    }

    /// <summary>Another reader at the same place.</summary>
    public CompiledReader Here() => new(_form, _texts, _at);

    /// <summary>Reads a byte.</summary>
    public byte ReadByte() => _form[_at++];

    /// <summary>Reads a bool.</summary>
    public bool ReadFlag() => _form[_at++] != 0;

    /// <summary>Reads a number from 0 up.</summary>
    public int ReadCount() => (int)ReadBits();

    /// <summary>Reads any integer.</summary>
    public long ReadInteger()
    {
        var bits = ReadBits();
        return (long)(bits >> 1) ^ -(long)(bits & 1);
    }

    /// <summary>Reads an unsigned integer.</summary>
    public ulong ReadBits()
    {
        ulong value = _form[_at++];
        if (value < 0x80)
            return value;
        value &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            var next = _form[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }

    /// <summary>Reads a double.</summary>
    public double ReadNumber()
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(_form.AsSpan(_at));
        _at += sizeof(double);
        return value;
    }

    /// <summary>Reads bytes as they are; they stay where they are.</summary>
    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        var bytes = _form.AsSpan(_at, count);
        _at += count;
        return bytes;
    }

    /// <summary>Reads a text.</summary>
    public string ReadText()
    {
        // Two threads may both make it; either will do.
        var index = ReadCount();
        return _texts[index] ??= Text(index);
    }

    /// <summary>Reads a text in both languages.</summary>
    public Bilingual ReadTexts() => new(ReadText(), ReadText());

    /// <summary>Reads a stretch of text.</summary>
    public TextSpan ReadSpan() => new(ReadCount(), ReadCount());

    private string Text(int index)
    {
        var ends = _form.AsSpan(Header + BinaryPrimitives.ReadInt32LittleEndian(_form));
        var start = index == 0 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(ends[((index - 1) * sizeof(int))..]);
        var end = BinaryPrimitives.ReadInt32LittleEndian(ends[(index * sizeof(int))..]);
        return Encoding.UTF8.GetString(ends[(_texts.Length * sizeof(int))..][start..end]);
    }
}
