using System.Text;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Expressions;
using static WeComPolicy.Engine.Documents.DocumentBuilder;

namespace WeComPolicy.Engine.Documents;

/// <summary>Loads text files. Whatever stands in the way becomes a diagnostic.</summary>
public static class SourceFileReader
{
    /// <summary>Loads a file of UTF-8, or of UTF-16 with a byte order mark.</summary>
    /// <param name="absolutePath">Where it lies.</param>
    /// <param name="displayPath">How reports call it.</param>
    /// <param name="limits">Gives the largest size.</param>
    /// <returns>The file, or what is wrong with it.</returns>
    public static (SourceFile? File, InputDiagnostic? Diagnostic) Read(string absolutePath, string displayPath, DocumentLimits limits)
    {
        try
        {
            if (Directory.Exists(absolutePath))
            {
                return (null, InputDiagnostic.About(displayPath, "is-a-folder",
                    new("这是文件夹，不是文件。", "This is a folder, not a file.")));
            }

            var length = RegularFile.LengthOf(absolutePath);
            if (length > limits.MaxFileBytes)
                return (null, TooLarge(displayPath, limits));

            // Opening a pipe could wait for ever. Pipes and devices tell the length 0, and an empty file need not be opened.
            if (length == 0)
            {
                return (null, InputDiagnostic.About(displayPath, "empty-file",
                    new("文件是空的，或者不是普通文件（管道、设备）。", "The file is empty, or is no ordinary file (a pipe, a device)."),
                    new("请写入内容，或先把管道的输出存成文件。", "Write something into it, or save the pipe's output to a file first.")));
            }

            var bytes = Load(absolutePath, length, limits.MaxFileBytes);
            return bytes is null ? (null, TooLarge(displayPath, limits))
                : IsPlain(bytes) ? (new SourceFile(displayPath, new Utf8Text(bytes)), null)
                : Decode(bytes, displayPath);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, InputDiagnostic.About(displayPath, "file-not-found",
                new("文件不存在。", "There is no such file."),
                new("请检查路径是否正确。", "Check the path.")));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or System.Security.SecurityException)
        {
            return (null, InputDiagnostic.About(displayPath, "no-permission",
                new("没有读取这个文件的权限。", "This file may not be read by this user."),
                new("请授予读取权限，或换一个用户运行。", "Grant the permission to read it, or run as another user.")));
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            return (null, InputDiagnostic.About(displayPath, "cannot-read",
                new("无法读取这个文件。", "This file cannot be read."),
                new("请检查路径、磁盘，以及文件是否被其他程序占用。", "Check the path, the disk, and whether another program holds it.")));
        }
    }

    // Read at a time. The system is slow to write into memory that nobody has written to before, on some virtual machines as slow as all
    // the rest of reading: it is given the same small piece of memory over and over.
    private const int Piece = 1 << 17;

    private static byte[]? Load(string path, long length, long max)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        var piece = new byte[Math.Min(Piece, bytes.Length)];
        var count = 0;
        while (true)
        {
            if (count == bytes.Length)
            {
                // The file may have grown since its length was asked.
                var next = stream.ReadByte();
                if (next < 0)
                    break;
                if (count >= max)
                    return null;
                Array.Resize(ref bytes, (int)Math.Min(Math.Max(count * 2L, 4096), Math.Min(max, Array.MaxLength)));
                bytes[count++] = (byte)next;
                continue;
            }

            var read = stream.Read(piece, 0, Math.Min(piece.Length, bytes.Length - count));
            if (read == 0)
                break;
            piece.AsSpan(0, read).CopyTo(bytes.AsSpan(count));
            count += read;
        }

        return count == bytes.Length ? bytes : bytes[..count];
    }

    // UTF-8 without a byte order mark: it can stay as it is.
    private static bool IsPlain(ReadOnlySpan<byte> bytes) =>
        !bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) && !bytes.Contains((byte)0) && System.Text.Unicode.Utf8.IsValid(bytes);

    /// <summary>Decodes the bytes of a file.</summary>
    /// <param name="bytes">All of them.</param>
    /// <param name="displayPath">How reports call the file.</param>
    /// <returns>The file, or what is wrong with it.</returns>
    public static (SourceFile? File, InputDiagnostic? Diagnostic) Decode(ReadOnlySpan<byte> bytes, string displayPath)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
            return (null, WrongEncoding(displayPath, "UTF-32"));
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return DecodeUtf16(bytes[2..], bigEndian: false, displayPath);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return DecodeUtf16(bytes[2..], bigEndian: true, displayPath);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
            return (null, Binary(displayPath));
        try
        {
            return (new SourceFile(displayPath, Strict.GetString(bytes)), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, NotUtf8(bytes, displayPath));
        }
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Windows PowerShell writes UTF-16 where it redirects output to a file.
    private static (SourceFile?, InputDiagnostic?) DecodeUtf16(ReadOnlySpan<byte> bytes, bool bigEndian, string displayPath)
    {
        try
        {
            var text = new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true).GetString(bytes);
            return text.Contains('\0', StringComparison.Ordinal) ? (null, Binary(displayPath)) : (new SourceFile(displayPath, text), null);
        }
        catch (ArgumentException)
        {
            return (null, WrongEncoding(displayPath, "UTF-16"));
        }
    }

    private static InputDiagnostic NotUtf8(ReadOnlySpan<byte> bytes, string displayPath)
    {
        var bad = System.Text.Unicode.Utf8.IsValid(bytes) ? bytes.Length : FirstInvalid(bytes);
        // The text up to the bad byte, which stands as a replacement character, so that the place can be shown.
        var text = Encoding.UTF8.GetString(bytes[..bad]) + '\uFFFD';
        var file = new SourceFile(displayPath, text);
        var place = file.PositionAt(text.Length - 1);
        return InputDiagnostic.At(new SourceRange(file, new TextSpan(text.Length - 1, 1)), "not-utf8",
            new($"文件不是 UTF-8 编码：第 {N(place.Line)} 行第 {N(place.Column)} 列有无效字节 0x{bytes[bad]:X2}。",
                $"The file is not UTF-8: there is an invalid byte 0x{bytes[bad]:X2} at line {N(place.Line)}, column {N(place.Column)}."),
            new("很可能是 GBK/GB18030 编码的中文文件，请在编辑器中另存为 UTF-8，或运行 iconv -f GB18030 -t UTF-8。",
                "It is probably a Chinese file in GBK/GB18030: save it as UTF-8 in the editor, or run iconv -f GB18030 -t UTF-8."));
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(bytes[position..], out _, out var used) == System.Buffers.OperationStatus.Done)
            position += used;
        return position;
    }

    private static InputDiagnostic Binary(string displayPath) =>
        InputDiagnostic.About(displayPath, "binary-file",
            new("这是二进制文件，不是文本。", "This is a binary file, not text."),
            new("请检查路径；文本须为 UTF-8 编码。", "Check the path; text must be UTF-8."));

    private static InputDiagnostic WrongEncoding(string displayPath, string encoding) =>
        InputDiagnostic.About(displayPath, "wrong-encoding",
            new($"{encoding} 编码的内容无法读取。", $"This {encoding} content cannot be read."),
            new("请在编辑器中另存为 UTF-8。", "Save the file as UTF-8."));

    private static InputDiagnostic TooLarge(string displayPath, DocumentLimits limits) =>
        InputDiagnostic.About(displayPath, "file-too-large",
            new($"文件超过 {N(limits.MaxFileBytes / 1024 / 1024)} MiB。", $"The file is larger than {N(limits.MaxFileBytes / 1024 / 1024)} MiB."),
            new("请拆分为几个文件。", "Split it into several files."));
}
