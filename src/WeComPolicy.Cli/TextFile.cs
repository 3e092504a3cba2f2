using System.Text;
using WeComPolicy.Cli.Commands;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli;

/// <summary>Text files that a command writes.</summary>
internal static class TextFile
{
    /// <summary>
    /// Writes a file as a whole: whoever reads it meets the old text or the new one. A byte order mark that it has stays.
    /// </summary>
    /// <param name="path">The file; absolute.</param>
    /// <param name="text">Its new text.</param>
    /// <param name="shown">The file as messages call it.</param>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void Replace(string path, string text, string shown) => Replace(path, HasByteOrderMark(path) ? [.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(text)] : new UTF8Encoding(false).GetBytes(text), shown);

    /// <summary>As <see cref="Replace(string, string, string)"/>, with bytes.</summary>
    public static void Replace(string path, byte[] content, string shown)
    {
        // Through a link, its target is what is replaced.
        try
        {
            WholeFile.Write(FilesInUse.RealPath(path), stream => stream.Write(content));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new OutputException(new Bilingual(
                $"无法写入“{shown}”：请检查目录是否存在、是否可写，磁盘是否已满",
                $"cannot write to '{shown}': check that the folder exists and is writable, and that the disk is not full"));
        }
    }

    private static bool HasByteOrderMark(string path)
    {
        try
        {
            if (!File.Exists(path))
                return false;
            using var file = File.OpenRead(path);
            Span<byte> head = stackalloc byte[3];
            return file.ReadAtLeast(head, 3, throwOnEndOfStream: false) == 3 && head.SequenceEqual("\uFEFF"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is wrong with the file is told when it is written.
            return false;
        }
    }
}
