using System.Numerics;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// How large a table is made for a document. Memory that is touched for the first time is what a short scan waits for, and most
/// documents are short.
/// </summary>
internal static class TableSize
{
    private const int Least = 32;

    /// <summary>A power of two that has room for so many, within limits.</summary>
    /// <param name="count">For how many there should be room.</param>
    /// <param name="most">The largest size, a power of two.</param>
    public static int For(int count, int most) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(count, Least, most));
}
