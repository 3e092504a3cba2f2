using System.Globalization;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries.Network;

/// <summary>
/// An IPv4 or IPv6 address. Reads as strictly as Go's net/netip: no leading zeros, no zone; an IPv4-mapped IPv6 address in
/// dotted form is refused, in hexadecimal form it is the IPv4 address.
/// </summary>
public sealed class IpAddress : OpaqueValue
{
    /// <summary>net.IP.</summary>
    public static CelType CelType { get; } = CelType.Opaque("net.IP");

    /// <summary>An address.</summary>
    /// <param name="bits">The address as a number; IPv4 in the low 32 bits.</param>
    /// <param name="isV4">Whether it is IPv4.</param>
    public IpAddress(AddressNumber bits, bool isV4)
    {
        Bits = bits;
        IsV4 = isV4;
    }

    /// <summary>The address as a number; IPv4 in the low 32 bits.</summary>
    public AddressNumber Bits { get; }

    /// <summary>Whether it is IPv4.</summary>
    public bool IsV4 { get; }

    /// <summary>Number of bits of an address of this family: 32 or 128.</summary>
    public int Width => IsV4 ? 32 : 128;

    /// <inheritdoc/>
    public override CelType Type => CelType;

    internal bool IsUnspecified => Bits == 0;

    internal bool IsLoopback => IsV4 ? Bits >> 24 == 127 : Bits == 1;

    internal bool IsMulticast => IsV4 ? Bits >> 28 == 0xE : Bits >> 120 == 0xFF;

    internal bool IsLinkLocalUnicast => IsV4 ? Bits >> 16 == 0xA9FE : Bits >> 118 == 0x3FA;

    internal bool IsLinkLocalMulticast => IsV4 ? Bits >> 8 == 0xE00000 : (Bits >> 112 & 0xFF0F) == 0xFF02;

    internal bool IsGlobalUnicast =>
        !IsUnspecified && !(IsV4 && Bits == 0xFFFF_FFFF) && !IsLoopback && !IsMulticast && !IsLinkLocalUnicast;

    /// <summary>Reads an address; false where the text is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = null!;
        if (text.Length is 0 or > 45)
            return false;
        if (text.IndexOf(':') < 0)
        {
            if (!TryParseV4(text, out var v4))
                return false;
            address = new(v4, isV4: true);
            return true;
        }

        if (!TryParseV6(text, out var bits, out var dotted))
            return false;
        var isMapped = bits >> 32 == 0xFFFF;
        if (isMapped && dotted)
            return false;
        address = isMapped ? new(bits & 0xFFFF_FFFF, isV4: true) : new(bits, isV4: false);
        return true;
    }

    /// <inheritdoc/>
    public override bool ValueEquals(OpaqueValue other) => other is IpAddress ip && ip.IsV4 == IsV4 && ip.Bits == Bits;

    /// <inheritdoc/>
    public override int ValueHash() => HashCode.Combine(IsV4, Bits.High, Bits.Low);

    /// <summary>Dotted, or as RFC 5952 writes IPv6.</summary>
    public override string ToString()
    {
        if (IsV4)
        {
            var v4 = (uint)Bits.Low;
            return string.Create(CultureInfo.InvariantCulture, $"{v4 >> 24}.{v4 >> 16 & 255}.{v4 >> 8 & 255}.{v4 & 255}");
        }

        // The longest run of at least two zero fields, the first of equals, is written as "::".
        var (runStart, runLength) = (-1, 1);
        for (var i = 0; i < 8;)
        {
            var length = 0;
            while (i + length < 8 && Field(i + length) == 0)
                length++;
            if (length > runLength)
                (runStart, runLength) = (i, length);
            i += Math.Max(1, length);
        }

        var text = "";
        for (var i = 0; i < 8; i++)
        {
            if (i == runStart)
            {
                text += "::";
                i += runLength - 1;
                continue;
            }

            if (text.Length > 0 && text[^1] != ':')
                text += ":";
            text += Field(i).ToString("x", CultureInfo.InvariantCulture);
        }

        return text;
    }

    private ushort Field(int index) => (ushort)(Bits >> (112 - 16 * index)).Low;

    private static bool TryParseV4(ReadOnlySpan<char> text, out uint bits)
    {
        bits = 0;
        for (var field = 0; field < 4; field++)
        {
            var digits = 0;
            uint value = 0;
            while (digits < text.Length && digits < 4 && char.IsAsciiDigit(text[digits]))
                value = value * 10 + (uint)(text[digits++] - '0');
            if (digits is 0 or > 3 || value > 255 || (digits > 1 && text[0] == '0'))
                return false;
            bits = bits << 8 | value;
            text = text[digits..];
            if (field == 3)
                break;
            if (text is not ['.', ..])
                return false;
            text = text[1..];
        }

        return text.IsEmpty;
    }

    private static bool TryParseV6(ReadOnlySpan<char> text, out AddressNumber bits, out bool dotted)
    {
        bits = 0;
        dotted = false;
        Span<ushort> fields = stackalloc ushort[8];
        var count = 0;
        var gap = -1;
        if (text.StartsWith("::"))
        {
            gap = 0;
            text = text[2..];
        }

        while (!text.IsEmpty)
        {
            if (count == 8)
                return false;
            var digits = 0;
            uint value = 0;
            while (digits < text.Length && digits < 5 && char.IsAsciiHexDigit(text[digits]))
                value = value << 4 | (uint)HexDigit(text[digits++]);
            if (digits is 0 or > 4)
                return false;
            if (digits < text.Length && text[digits] == '.')
            {
                if (count > 6 || !TryParseV4(text, out var v4))
                    return false;
                fields[count++] = (ushort)(v4 >> 16);
                fields[count++] = (ushort)v4;
                dotted = true;
                break;
            }

            fields[count++] = (ushort)value;
            text = text[digits..];
            if (text.IsEmpty)
                break;
            if (text[0] != ':' || text.Length == 1)
                return false;
            text = text[1..];
            if (text[0] == ':')
            {
                if (gap >= 0)
                    return false;
                gap = count;
                text = text[1..];
            }
        }

        // "::" stands for at least one field.
        if (gap < 0 ? count != 8 : count == 8)
            return false;
        for (var i = 0; i < count; i++)
        {
            var position = gap >= 0 && i >= gap ? 8 - count + i : i;
            bits |= (AddressNumber)(ulong)fields[i] << (112 - 16 * position);
        }

        return true;
    }

    private static int HexDigit(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
