using System.Numerics;

namespace WeComPolicy.Engine.Schema;

/// <summary>
/// The fields of all records of a file in one array, so that a field is found without looking through its record. A table is a mask of
/// the slots that are present, in two ints, and then their nodes in the order of the slots; what is absent takes no room.
/// </summary>
internal sealed class FieldTable
{
    /// <summary>The mask's bits: no record type can have more fields.</summary>
    public const int MaxFields = 64;

    private const int Header = 2;

    private int[] _table;
    private int _count;

    /// <param name="nodes">Number of nodes of the file; most of them are fields.</param>
    public FieldTable(int nodes) => _table = new int[nodes + 16];

    /// <summary>Adds a record and tells where its table begins.</summary>
    /// <param name="nodes">The node of each slot; 0 for an absent one.</param>
    public int Add(ReadOnlySpan<int> nodes)
    {
        if (_count + Header + nodes.Length > _table.Length)
            Array.Resize(ref _table, (int)Math.Min((long)_table.Length * 2, Array.MaxLength));
        var start = _count;
        _count += Header;
        ulong mask = 0;
        for (var slot = 0; slot < nodes.Length; slot++)
        {
            if (nodes[slot] == 0)
                continue;
            mask |= 1UL << slot;
            _table[_count++] = nodes[slot];
        }

        _table[start] = (int)mask;
        _table[start + 1] = (int)(mask >> 32);
        return start;
    }

    /// <summary>The finished array.</summary>
    public int[] ToArray()
    {
        Array.Resize(ref _table, _count);
        return _table;
    }

    /// <summary>The node of a slot; −1 where it is absent.</summary>
    public int Find(int start, int slot) => Find(_table, start, slot);

    /// <summary>The node of a slot; −1 where it is absent.</summary>
    public static int Find(int[] table, int start, int slot)
    {
        var mask = (uint)table[start] | ((ulong)(uint)table[start + 1] << 32);
        var bit = 1UL << slot;
        return (mask & bit) == 0 ? -1 : table[start + Header + BitOperations.PopCount(mask & (bit - 1))];
    }
}
