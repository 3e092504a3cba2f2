namespace WeComPolicy.Expressions.Libraries.Network;

/// <summary>Neighbouring addresses of one family: one address, a CIDR range, or two addresses and all between them.</summary>
/// <param name="First">The lowest address as a number.</param>
/// <param name="Last">The highest.</param>
/// <param name="IsV4">Whether they are IPv4 addresses.</param>
public readonly record struct AddressBlock(AddressNumber First, AddressNumber Last, bool IsV4)
{
    // Written out: what the compiler writes asks the framework for comparers.
    /// <inheritdoc/>
    public bool Equals(AddressBlock other) => First.Equals(other.First) && Last.Equals(other.Last) && IsV4 == other.IsV4;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(First.GetHashCode(), Last.GetHashCode(), IsV4);

    /// <summary>The size in bits, rounded up: 0 for one address, 16 for an IPv4 /16, 4 for eleven addresses.</summary>
    public int Bits => Last == First ? 0 : 128 - (Last - First).LeadingZeros;

    /// <summary>Reads <c>203.0.113.7</c>, <c>203.0.113.0/24</c> or <c>203.0.113.1-203.0.113.9</c>; false where the text is none of them.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out AddressBlock block)
    {
        block = default;
        if (IpRange.TryParse(text, out var range))
        {
            block = Of(range);
            return true;
        }

        var dash = text.IndexOf('-');
        if (!IpAddress.TryParse(dash < 0 ? text : text[..dash].Trim(), out var first))
            return false;
        var last = first;
        if (dash >= 0 && !IpAddress.TryParse(text[(dash + 1)..].Trim(), out last))
            return false;
        block = new(first.Bits, last.Bits, first.IsV4);
        return last.IsV4 == first.IsV4 && last.Bits >= first.Bits;
    }

    /// <summary>The addresses of a CIDR range.</summary>
    public static AddressBlock Of(IpRange range)
    {
        var first = range.Masked.Address.Bits;
        // A shift by the full width would be one by none.
        var hosts = range.HostBits >= 128 ? AddressNumber.MaxValue : ((AddressNumber)1UL << range.HostBits) - 1;
        return new(first, first | hosts, range.Address.IsV4);
    }

    /// <summary>Whether all addresses of another block lie within; false across families.</summary>
    public bool Contains(AddressBlock other) => other.IsV4 == IsV4 && First <= other.First && other.Last <= Last;

    /// <summary>Whether the two blocks share an address.</summary>
    public bool Overlaps(AddressBlock other) => other.IsV4 == IsV4 && First <= other.Last && other.First <= Last;
}
