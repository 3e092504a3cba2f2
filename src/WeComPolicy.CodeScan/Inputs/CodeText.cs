using System.Text;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.CodeScan.Inputs;

/// <summary>Reads text as Chinese projects hold it: UTF-8, UTF-16 with or without a mark, UTF-32 with one, else GB18030.</summary>
internal static class CodeText
{
    /// <summary>The largest file that is read, in bytes. No person wrote a larger one; to understand it would take more memory than all the rest.</summary>
    public const long MaxBytes = 16L * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Part of the framework, but known to it only when asked for.
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    /// <summary>The text of a file; null where it is binary, nothing of a pipe or device.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string? Read(string path) => Decode(RegularFile.LengthOf(path) == 0 ? [] : File.ReadAllBytes(path));

    /// <summary>The text of bytes; null where they are binary.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Encoding.UTF8.GetString(bytes[3..]);
        // The mark of UTF-32 begins with that of UTF-16.
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
            return Encoding.UTF32.GetString(bytes[4..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
            return new UTF32Encoding(bigEndian: true, byteOrderMark: true).GetString(bytes[4..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes.Contains((byte)0))
        {
            return LooksUtf16(bytes, 1) ? Encoding.Unicode.GetString(bytes)
                : LooksUtf16(bytes, 0) ? Encoding.BigEndianUnicode.GetString(bytes)
                : null;
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Gb18030.GetString(bytes);
        }
    }

    // Code is mostly ASCII: every second byte is zero.
    private static bool LooksUtf16(ReadOnlySpan<byte> bytes, int zeroAt)
    {
        var length = Math.Min(bytes.Length & ~1, 4096);
        var zeros = 0;
        for (var i = 0; i < length; i += 2)
        {
            if (bytes[i + zeroAt] == 0 && bytes[i + 1 - zeroAt] != 0)
                zeros++;
        }

        return length > 0 && zeros * 10 > length / 2 * 7;
    }
}
