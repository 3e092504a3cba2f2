namespace WeComPolicy.Engine.Schema;

/// <summary>A number for each node of a document: nearly all fit four bytes, and those that do not lie beside.</summary>
/// <param name="nodes">How many nodes there are.</param>
internal sealed class NodeBits(int nodes)
{
    private readonly int[] _bits = new int[nodes];

    // Found by its distance from the least number of four bytes.
    private readonly List<long> _wide = [];

    public long this[int node]
    {
        get => _bits[node] < FirstNarrow ? _wide[_bits[node] - int.MinValue] : _bits[node];
        set
        {
            if (value >= FirstNarrow && value <= int.MaxValue)
            {
                _bits[node] = (int)value;
                return;
            }

            _bits[node] = int.MinValue + _wide.Count;
            _wide.Add(value);
        }
    }

    // A node is given a number once, so that there are no more wide ones than nodes.
    private int FirstNarrow => int.MinValue + _bits.Length;
}
