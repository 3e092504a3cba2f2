using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace WeComPolicy.Expressions.Compiled;

/// <summary>Reads what <see cref="CompiledWriter"/> wrote. What a build made itself is read: damaged bytes are a mistake of the build.</summary>
/// <remarks>
/// The form is read where it lies: a copy of what the program carries would be half a megabyte of memory that every start touches for the
/// first time. No byte beyond its end is read, whatever it says.
/// </remarks>
public sealed unsafe class CompiledReader
{
    private const int Header = 2 * sizeof(int);

    private readonly byte* _bytes;
    private readonly int _length;

    // What keeps the bytes where they are.
    private readonly object _owner;
    private readonly string?[] _texts;
    private int _at;

    /// <summary>Reads a whole form from its beginning.</summary>
    /// <param name="form">What <see cref="CompiledWriter.ToArray"/> gave.</param>
    public CompiledReader(ReadOnlySpan<byte> form)
    {
        var kept = GC.AllocateUninitializedArray<byte>(form.Length, pinned: true);
        form.CopyTo(kept);
        _bytes = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(kept));
        (_length, _owner) = (kept.Length, kept);
        (_texts, _at) = (NoTexts(), Header);
    }

    /// <summary>Reads a whole form that an assembly carries, from its beginning.</summary>
    /// <param name="form">The resource, which stays open.</param>
    public CompiledReader(UnmanagedMemoryStream form)
    {
        form.Position = 0;
        _bytes = form.PositionPointer;
        (_length, _owner) = (checked((int)form.Length), form);
        (_texts, _at) = (NoTexts(), Header);
    }

    private CompiledReader(CompiledReader whole, int at)
    {
        _bytes = whole._bytes;
        (_length, _owner) = (whole._length, whole._owner);
        (_texts, _at) = (whole._texts, at);
    }

    private ReadOnlySpan<byte> Form => new(_bytes, _length);

    /// <summary>A reader of the part that follows here; this one goes on behind it.</summary>
    public CompiledReader Part()
    {
        var length = ReadCount();
        var part = new CompiledReader(this, _at);
        _at += length;
        return part;
    }

    /// <summary>Another reader at the same place.</summary>
    public CompiledReader Here() => new(this, _at);

    /// <summary>Reads a byte.</summary>
    public byte ReadByte() => Form[_at++];

    /// <summary>Reads a bool.</summary>
    public bool ReadFlag() => Form[_at++] != 0;

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
        ulong value = Form[_at++];
        if (value < 0x80)
            return value;
        value &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            var next = Form[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }

    /// <summary>Reads a double.</summary>
    public double ReadNumber()
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(Form[_at..]);
        _at += sizeof(double);
        return value;
    }

    /// <summary>Reads bytes as they are; they stay where they are.</summary>
    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        var bytes = Form.Slice(_at, count);
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

    private string?[] NoTexts() => new string?[BinaryPrimitives.ReadInt32LittleEndian(Form[sizeof(int)..])];

    private string Text(int index)
    {
        var ends = Form[(Header + BinaryPrimitives.ReadInt32LittleEndian(Form))..];
        var start = index == 0 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(ends[((index - 1) * sizeof(int))..]);
        var end = BinaryPrimitives.ReadInt32LittleEndian(ends[(index * sizeof(int))..]);
        return Encoding.UTF8.GetString(ends[(_texts.Length * sizeof(int))..][start..end]);
    }
}
