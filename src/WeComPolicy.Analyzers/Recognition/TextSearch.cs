using System.Buffers;
using Microsoft.CodeAnalysis.Text;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Asks a whole file for words before its tokens are looked at: a piece at a time, so that no file is copied whole.</summary>
internal static class TextSearch
{
    private const int ChunkLength = 16 * 1024;

    /// <summary>Whether any of the words stands in the text.</summary>
    /// <param name="text">The text of a file.</param>
    /// <param name="comparison">Whether case matters; without it the question costs several times as much.</param>
    /// <param name="words">The words, none longer than a few hundred characters.</param>
    public static bool Holds(SourceText text, StringComparison comparison, params string[] words)
    {
        var longest = 0;
        foreach (var word in words)
            longest = Math.Max(longest, word.Length);
        var buffer = ArrayPool<char>.Shared.Rent(Math.Min(text.Length, ChunkLength));
        try
        {
            for (var start = 0; start < text.Length; start += ChunkLength - longest)
            {
                var length = Math.Min(ChunkLength, text.Length - start);
                text.CopyTo(start, buffer, 0, length);
                foreach (var word in words)
                {
                    if (buffer.AsSpan(0, length).IndexOf(word.AsSpan(), comparison) >= 0)
                        return true;
                }
            }

            return false;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }
}
