using System.Globalization;

namespace WeComPolicy.Expressions.Libraries.Network;

/// <summary>Addresses of both families as ranges that neither touch nor overlap, IPv4 first, each family from its lowest.</summary>
public sealed class AddressSet
{
    private AddressSet(IReadOnlyList<AddressBlock> blocks) => Blocks = blocks;

    /// <summary>The ranges.</summary>
    public IReadOnlyList<AddressBlock> Blocks { get; }

    /// <summary>The addresses of ranges in any order, which may overlap.</summary>
    public static AddressSet Of(IEnumerable<AddressBlock> blocks)
    {
        var merged = new List<AddressBlock>();
        foreach (var block in blocks.OrderBy(b => !b.IsV4).ThenBy(b => b.First))
        {
            if (merged.Count > 0 && merged[^1] is var last && last.IsV4 == block.IsV4 && (last.Last == AddressNumber.MaxValue || block.First <= last.Last + 1))
                merged[^1] = last with { Last = last.Last >= block.Last ? last.Last : block.Last };
            else
                merged.Add(block);
        }

        return new(merged);
    }

    /// <summary>The addresses of this set that another does not have.</summary>
    public AddressSet Except(AddressSet other)
    {
        var left = new List<AddressBlock>();
        var at = 0;
        foreach (var block in Blocks)
        {
            while (at < other.Blocks.Count && IsBefore(other.Blocks[at], block))
                at++;
            var first = block.First;
            var open = true;
            for (var i = at; i < other.Blocks.Count && other.Blocks[i].Overlaps(block); i++)
            {
                var taken = other.Blocks[i];
                if (taken.First > first)
                    left.Add(block with { First = first, Last = taken.First - 1 });
                open = taken.Last < block.Last;
                if (!open)
                    break;
                first = taken.Last + 1;
            }

            if (open)
                left.Add(block with { First = first });
        }

        return new(left);
    }

    /// <summary>Each range as people write it: an address, a CIDR range where it is one, else two addresses joined by a hyphen.</summary>
    public IEnumerable<string> Texts() => Blocks.Select(Text);

    private static bool IsBefore(AddressBlock a, AddressBlock b) => a.IsV4 != b.IsV4 ? a.IsV4 : a.Last < b.First;

    private static string Text(AddressBlock block)
    {
        var first = new IpAddress(block.First, block.IsV4);
        if (block.First == block.Last)
            return first.ToString();
        var size = block.Last - block.First;
        // 2^n addresses from a multiple of 2^n on; a size of all ones is the whole of IPv6.
        return (size & (size + 1)) == 0 && (block.First & size) == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{first}/{first.Width - block.Bits}")
            : $"{first}-{new IpAddress(block.Last, block.IsV4)}";
    }
}
