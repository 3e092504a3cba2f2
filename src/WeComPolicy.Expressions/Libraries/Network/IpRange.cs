using System.Globalization;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries.Network;

/// <summary>An address with a prefix length, such as <c>192.168.0.0/24</c>; bits behind the prefix are kept as written.</summary>
public sealed class IpRange : OpaqueValue
{
    /// <summary>net.CIDR.</summary>
    public static CelType CelType { get; } = CelType.Opaque("net.CIDR");

    /// <summary>A range.</summary>
    /// <param name="address">Any address of the range.</param>
    /// <param name="prefixLength">Number of leading bits that all addresses share: 0 to 32, or to 128.</param>
    public IpRange(IpAddress address, int prefixLength)
    {
        Address = address;
        PrefixLength = prefixLength;
    }

    /// <summary>The address as written.</summary>
    public IpAddress Address { get; }

    /// <summary>Number of leading bits that all addresses share.</summary>
    public int PrefixLength { get; }

    /// <summary>Number of bits in which the addresses of the range differ.</summary>
    public int HostBits => Address.Width - PrefixLength;

    /// <inheritdoc/>
    public override CelType Type => CelType;

    /// <summary>The same range with the bits behind the prefix cleared.</summary>
    public IpRange Masked => new(new IpAddress(Network(Address.Bits), Address.IsV4), PrefixLength);

    /// <summary>Reads <c>address/length</c>; false where the text is no range. An IPv4-mapped IPv6 range is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpRange range)
    {
        range = null!;
        var slash = text.LastIndexOf('/');
        if (slash < 0 || !IpAddress.TryParse(text[..slash], out var address) || (address.IsV4 && text.Contains(':')))
            return false;
        var digits = text[(slash + 1)..];
        if (digits.Length is 0 or > 3 || (digits.Length > 1 && digits[0] == '0')
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > address.Width)
            return false;
        range = new(address, length);
        return true;
    }

    /// <summary>Whether an address lies within; false across families.</summary>
    public bool Contains(IpAddress address) => address.IsV4 == Address.IsV4 && Network(address.Bits) == Network(Address.Bits);

    /// <summary>Whether all addresses of another range lie within; false across families.</summary>
    public bool Contains(IpRange range) => range.PrefixLength >= PrefixLength && Contains(range.Address);

    /// <summary>Whether the two ranges share an address.</summary>
    public bool Overlaps(IpRange range) => Contains(range) || range.Contains(this);

    /// <inheritdoc/>
    public override bool ValueEquals(OpaqueValue other) =>
        other is IpRange range && range.PrefixLength == PrefixLength && range.Address.ValueEquals(Address);

    /// <inheritdoc/>
    public override int ValueHash() => HashCode.Combine(Address.ValueHash(), PrefixLength);

    /// <summary>As it is written: <c>2001:db8::/32</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{PrefixLength}");

    // A shift by the full width would be one by none.
    private AddressNumber Network(AddressNumber bits) => HostBits >= 128 ? 0 : bits >> HostBits << HostBits;
}
