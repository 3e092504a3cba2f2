using System.Text;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// Decodes a large file of UTF-8 piece by piece, so that its bytes never lie in memory beside its text. It knows no mistakes: of a
/// file that has one it gives nothing.
/// </summary>
internal sealed class LargeTextFile : IDisposable
{
    /// <summary>From this many bytes on a file is worth reading twice.</summary>
    public const int Smallest = 1 << 20;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly FileStream _stream;
    private readonly byte[] _bytes = new byte[1 << 16];

    private LargeTextFile(string path) =>
        _stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>The text; null where the file is not plain UTF-8, or changes while it is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">Its length in bytes.</param>
    public static string? TryRead(string path, long length)
    {
        using var file = new LargeTextFile(path);
        try
        {
            return file.CountChars(length) is > 0 and <= int.MaxValue / 2 and var chars ? file.Decode((int)chars) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    public void Dispose() => _stream.Dispose();

    // −1 where something is not plain.
    private long CountChars(long length)
    {
        long chars = 0;
        while (Next(out var piece))
        {
            // A byte order mark, or zeros as binary files have them.
            if ((chars == 0 && piece.Length > 0 && piece[0] is 0xEF or 0xFE or 0xFF) || piece.Contains((byte)0))
                return -1;
            chars += s_strict.GetCharCount(piece);
        }

        return _stream.Position == length ? chars : -1;
    }

    private string? Decode(int chars)
    {
        _stream.Position = 0;
        var isWhole = false;
        var text = string.Create(chars, this, (target, file) =>
        {
            while (file.Next(out var piece))
            {
                if (!s_strict.TryGetChars(piece, target, out var written))
                    return;
                target = target[written..];
            }

            isWhole = target.IsEmpty;
        });
        return isWhole ? text : null;
    }

    // The next bytes, up to the end of a character; false at the end of the file, or where it ends inside a character.
    private bool Next(out ReadOnlySpan<byte> piece)
    {
        var count = _stream.ReadAtLeast(_bytes, _bytes.Length, throwOnEndOfStream: false);
        var rest = Incomplete(_bytes.AsSpan(0, count));
        _stream.Position -= rest;
        piece = _bytes.AsSpan(0, count - rest);
        return piece.Length > 0;
    }

    // How many bytes at the end begin a character that is not complete.
    private static int Incomplete(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if (b < 0x80)
                return 0;
            if (b >= 0xC0)
                return back < (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2) ? back : 0;
        }

        return 0;
    }
}
