using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// A text as its file has it, in UTF-8: half of what it takes as a string. Places in it are bytes inside a document and UTF-16 code units
/// for everybody else; what is needed to turn the one into the other is counted when somebody first asks.
/// </summary>
internal sealed class Utf8Text
{
    private const int BlockBits = 9;
    private const int BlockSize = 1 << BlockBits;

    private readonly byte[] _bytes;
    private Blocks? _blocks;

    /// <param name="bytes">Valid UTF-8 without a byte order mark. Not to be changed any more.</param>
    public Utf8Text(byte[] bytes) => _bytes = bytes;

    /// <summary>Number of bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>All of them; not to be changed.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Number of UTF-16 code units.</summary>
    public int CharCount => Counted.CharCount;

    /// <summary>Number of lines; a text that ends with a line break has one empty line behind it.</summary>
    public int LineCount => Counted.LineCount;

    private Blocks Counted => Volatile.Read(ref _blocks) ?? Interlocked.CompareExchange(ref _blocks, new Blocks(this), null) ?? _blocks;

    /// <summary>A text in UTF-8; null where it is none, since it has half of a surrogate pair.</summary>
    public static Utf8Text? Of(string text)
    {
        // Most texts are ASCII throughout.
        var bytes = new byte[Ascii.IsValid(text) ? text.Length : Encoding.UTF8.GetByteCount(text)];
        return System.Text.Unicode.Utf8.FromUtf16(text, bytes, out _, out _, replaceInvalidSequences: false) == OperationStatus.Done
            ? new Utf8Text(bytes)
            : null;
    }

    /// <summary>The text between two bytes.</summary>
    public string Substring(int start, int end) => Encoding.UTF8.GetString(Between(start, end));

    /// <summary>The text between two bytes, in a room of the caller's where it is large enough.</summary>
    public ReadOnlySpan<char> Chars(int start, int end, Span<char> room)
    {
        var bytes = Between(start, end);
        if (bytes.Length > room.Length)
            return Encoding.UTF8.GetString(bytes);
        // Nearly all values are short and ASCII.
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] >= 0x80)
                return room[..(i + Encoding.UTF8.GetChars(bytes[i..], room[i..]))];
            room[i] = (char)bytes[i];
        }

        return room[..bytes.Length];
    }

    /// <summary>A stretch of bytes in UTF-16 code units.</summary>
    public TextSpan SpanOf(int start, int end)
    {
        var first = CharsBefore(start);
        return TextSpan.Between(first, end - start < BlockSize ? first + CountChars(Between(start, end)) : CharsBefore(end));
    }

    /// <summary>The text of a stretch in UTF-16 code units, none of whose ends parts a surrogate pair.</summary>
    public string Substring(TextSpan span) => Substring(ByteAt(span.Start), ByteAt(span.End));

    /// <summary>The code unit at an offset in UTF-16 code units.</summary>
    public char CharAt(int offset)
    {
        var start = ByteAt(offset);
        var character = Substring(start, Math.Min(start + 4, Length));
        // Behind the first half of a pair comes the second.
        return character[offset - CharsBefore(start)];
    }

    /// <summary>The line and column of an offset in UTF-16 code units.</summary>
    public Position PositionAt(int offset)
    {
        var at = ByteAt(offset);
        var line = Counted.LinesBefore(at);
        return new Position(line + 1, offset - CharsBefore(Counted.LineStart(line)) + 1);
    }

    /// <summary>Where a line begins, in UTF-16 code units.</summary>
    /// <param name="index">From 0.</param>
    public int LineStart(int index) => CharsBefore(Counted.LineStart(index));

    /// <summary>The text of a line with its line break.</summary>
    /// <param name="index">From 0.</param>
    public string Line(int index) => Substring(Counted.LineStart(index), Counted.LineStart(index + 1));

    /// <summary>Length of a line without its line break, in UTF-16 code units.</summary>
    /// <param name="index">From 0.</param>
    public int LineLength(int index)
    {
        var (start, end) = (Counted.LineStart(index), Counted.LineStart(index + 1));
        while (end > start && _bytes[end - 1] is (byte)'\r' or (byte)'\n')
            end--;
        return SpanOf(start, end).Length;
    }

    private ReadOnlySpan<byte> Between(int start, int end) => _bytes.AsSpan(start, end - start);

    private int CharsBefore(int at)
    {
        var block = at >> BlockBits;
        return Counted.Chars[block] + CountChars(Between(block << BlockBits, at));
    }

    // The byte at which a character begins; inside a surrogate pair, that of the pair.
    private int ByteAt(int offset)
    {
        if (offset >= CharCount)
            return Length;
        var block = Array.BinarySearch(Counted.Chars, offset);
        if (block < 0)
            block = ~block - 1;
        var at = block << BlockBits;
        for (var rest = offset - Counted.Chars[block]; at < Length; at++)
        {
            if (IsContinuation(_bytes[at]))
                continue;
            rest -= _bytes[at] >= 0xF0 ? 2 : 1;
            if (rest < 0)
                break;
        }

        return at;
    }

    private static bool IsContinuation(byte b) => (b & 0xC0) == 0x80;

    // Every byte but a continuation begins a character, and one that begins four bytes is two code units.
    private static int CountChars(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        for (; bytes.Length >= Vector128<byte>.Count; bytes = bytes[Vector128<byte>.Count..])
        {
            var vector = Vector128.Create(bytes);
            count += BitOperations.PopCount(Vector128.GreaterThan(vector.AsSByte(), Vector128.Create((sbyte)-65)).ExtractMostSignificantBits());
            count += BitOperations.PopCount(Vector128.GreaterThanOrEqual(vector, Vector128.Create((byte)0xF0)).ExtractMostSignificantBits());
        }

        foreach (var b in bytes)
            count += IsContinuation(b) ? 0 : b >= 0xF0 ? 2 : 1;
        return count;
    }

    // How many code units and lines there are before each block.
    private sealed class Blocks
    {
        private readonly Utf8Text _text;
        private readonly int[] _lines;

        public Blocks(Utf8Text text)
        {
            _text = text;
            var count = (text.Length >> BlockBits) + 1;
            Chars = new int[count];
            _lines = new int[count];
            for (var block = 0; block < count; block++)
            {
                Chars[block] = CharCount;
                _lines[block] = LineCount - 1;
                var bytes = text.Between(block << BlockBits, Math.Min((block + 1) << BlockBits, text.Length));
                CharCount += CountChars(bytes);
                LineCount += BreaksIn(block << BlockBits, bytes);
            }
        }

        public int[] Chars { get; }

        public int CharCount { get; }

        public int LineCount { get; } = 1;

        /// <summary>How many line breaks end before a byte.</summary>
        public int LinesBefore(int at)
        {
            var first = (at >> BlockBits) << BlockBits;
            return _lines[at >> BlockBits] + BreaksIn(first, _text.Between(first, at));
        }

        /// <summary>The byte at which a line begins; the end of the text behind the last line.</summary>
        public int LineStart(int index)
        {
            if (index == 0)
                return 0;
            if (index >= LineCount)
                return _text.Length;
            // The last block before which there are fewer breaks holds the one that ends the line before.
            int low = 0, high = _lines.Length - 1;
            while (low < high)
            {
                var middle = (low + high + 1) >>> 1;
                if (_lines[middle] < index)
                    low = middle;
                else
                    high = middle - 1;
            }

            var missing = index - _lines[low];
            for (var at = low << BlockBits; ; at++)
            {
                if (IsBreak(at) && --missing == 0)
                    return at + 1;
            }
        }

        private int BreaksIn(int first, ReadOnlySpan<byte> bytes)
        {
            var count = bytes.Count((byte)'\n');
            for (var at = bytes.IndexOf((byte)'\r'); at >= 0;)
            {
                count += IsBreak(first + at) ? 1 : 0;
                var next = bytes[(at + 1)..].IndexOf((byte)'\r');
                at = next < 0 ? -1 : at + 1 + next;
            }

            return count;
        }

        // YAML 1.2 breaks lines at LF, CR LF and CR, and so do editors.
        private bool IsBreak(int at) =>
            _text._bytes[at] == '\n' || (_text._bytes[at] == '\r' && (at + 1 == _text.Length || _text._bytes[at + 1] != '\n'));
    }
}
