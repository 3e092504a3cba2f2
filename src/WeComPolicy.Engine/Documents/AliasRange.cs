using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Documents;

/// <summary>Nodes that came to their place through one alias or merge key.</summary>
/// <param name="First">The first such node.</param>
/// <param name="Last">The last such node; all between belong to it too.</param>
/// <param name="Use">Where the alias or the merge key stands.</param>
internal readonly record struct AliasRange(int First, int Last, TextSpan Use)
{
    /// <summary>Index of the range that holds a node, of ranges sorted by their nodes; negative where none does.</summary>
    public static int Find(ReadOnlySpan<AliasRange> ranges, int node)
    {
        int low = 0, high = ranges.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (node < ranges[middle].First)
                high = middle - 1;
            else if (node > ranges[middle].Last)
                low = middle + 1;
            else
                return middle;
        }

        return -1;
    }
}
