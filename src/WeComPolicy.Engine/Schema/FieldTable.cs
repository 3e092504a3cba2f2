using System.Buffers.Binary;
using System.Numerics;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Schema;

/// <summary>
/// The fields of all records of a file, so that a field is found without looking through its record. A row is a mask of the slots that are
/// present, and then how far behind the record their nodes come, in the order of the slots; what is absent takes no room.
/// </summary>
internal sealed class FieldTable
{
    /// <summary>The mask's bits: no record type can have more fields.</summary>
    public const int MaxFields = 64;

    // Eight bytes of mask and, in most records, a byte for each field.
    private const int Mask = 8;
    private const int Near = byte.MaxValue;

    private readonly BytePool _near = new();

    // Records that hold more nodes than a byte counts: the mask in two numbers, then the nodes.
    private readonly List<int[]> _far = [];

    /// <summary>Adds a record and tells the number of its row.</summary>
    /// <param name="record">The record's node.</param>
    /// <param name="nodes">The node of each slot; 0 for an absent one.</param>
    public int Add(int record, ReadOnlySpan<int> nodes)
    {
        ulong mask = 0;
        var last = record;
        for (var slot = 0; slot < nodes.Length; slot++)
        {
            if (nodes[slot] == 0)
                continue;
            mask |= 1UL << slot;
            last = Math.Max(last, nodes[slot]);
        }

        if (last - record > Near)
            return ~AddFar(mask, nodes);
        var row = _near.Add(Mask + BitOperations.PopCount(mask), out var number);
        BinaryPrimitives.WriteUInt64LittleEndian(row, mask);
        var at = Mask;
        foreach (var node in nodes)
        {
            if (node != 0)
                row[at++] = (byte)(node - record);
        }

        return number;
    }

    /// <summary>The node of a slot; −1 where it is absent.</summary>
    public int Find(int record, int number, int slot)
    {
        var bit = 1UL << slot;
        if (number < 0)
        {
            var far = _far[~number];
            var mask = (uint)far[0] | ((ulong)(uint)far[1] << 32);
            return (mask & bit) == 0 ? -1 : far[2 + BitOperations.PopCount(mask & (bit - 1))];
        }

        var row = _near.From(number);
        var present = BinaryPrimitives.ReadUInt64LittleEndian(row);
        return (present & bit) == 0 ? -1 : record + row[Mask + BitOperations.PopCount(present & (bit - 1))];
    }

    private int AddFar(ulong mask, ReadOnlySpan<int> nodes)
    {
        var row = new int[2 + BitOperations.PopCount(mask)];
        (row[0], row[1]) = ((int)mask, (int)(mask >> 32));
        var at = 2;
        foreach (var node in nodes)
        {
            if (node != 0)
                row[at++] = node;
        }

        _far.Add(row);
        return _far.Count - 1;
    }
}
