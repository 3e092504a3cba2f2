using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries.Network;

/// <summary>The network extension: addresses and ranges.</summary>
internal static class NetworkLibrary
{
    private static readonly CelType _ip = IpAddress.CelType;
    private static readonly CelType _cidr = IpRange.CelType;

    public static FunctionLibrary Create()
    {
        var table = new FunctionTable();
        table.Global("isIP", "is_ip", CelType.Bool, [CelType.String], s => Value.Bool(IpAddress.TryParse(s.AsString, out _)));
        table.Global("isCIDR", "is_cidr", CelType.Bool, [CelType.String], s => Value.Bool(IpRange.TryParse(s.AsString, out _)));
        table.Parser("ip", "string_to_ip", _ip, s => WithAddress(s, Value.Opaque));
        table.Parser("cidr", "string_to_cidr", _cidr, s => WithRange(s, Value.Opaque));
        table.Parser("ip.isCanonical", "ip_is_canonical", CelType.Bool, s =>
            WithAddress(s, a => Value.Bool(string.Equals(a.ToString(), s.AsString, StringComparison.Ordinal))));
        table.Global("string", "ip_to_string", CelType.String, [_ip], Text);
        table.Global("string", "cidr_to_string", CelType.String, [_cidr], Text);

        table.Member("family", "ip_family", CelType.Int, [_ip], a => Value.Int(Address(a).IsV4 ? 4 : 6));
        Test("isUnspecified", "ip_is_unspecified", a => a.IsUnspecified);
        Test("isLoopback", "ip_is_loopback", a => a.IsLoopback);
        Test("isGlobalUnicast", "ip_is_global_unicast", a => a.IsGlobalUnicast);
        Test("isLinkLocalMulticast", "ip_is_link_local_multicast", a => a.IsLinkLocalMulticast);
        Test("isLinkLocalUnicast", "ip_is_link_local_unicast", a => a.IsLinkLocalUnicast);

        table.Member("containsIP", "cidr_contains_ip", CelType.Bool, [_cidr, _ip], (r, a) => Value.Bool(Range(r).Contains(Address(a))));
        table.Member("containsIP", "cidr_contains_ip_string", CelType.Bool, [_cidr, CelType.String], (r, s) =>
            WithAddress(s, a => Value.Bool(Range(r).Contains(a))));
        table.Member("containsCIDR", "cidr_contains_cidr", CelType.Bool, [_cidr, _cidr], (r, other) => Value.Bool(Range(r).Contains(Range(other))));
        table.Member("containsCIDR", "cidr_contains_cidr_string", CelType.Bool, [_cidr, CelType.String], (r, s) =>
            WithRange(s, other => Value.Bool(Range(r).Contains(other))));
        table.Member("ip", "cidr_ip", _ip, [_cidr], r => Value.Opaque(Range(r).Address));
        table.Member("masked", "cidr_masked", _cidr, [_cidr], r => Value.Opaque(Range(r).Masked));
        table.Member("prefixLength", "cidr_prefix_length", CelType.Int, [_cidr], r => Value.Int(Range(r).PrefixLength));
        return table.ToLibrary("network");

        void Test(string name, string id, Func<IpAddress, bool> body) =>
            table.Member(name, id, CelType.Bool, [_ip], a => Value.Bool(body(Address(a))));
    }

    private static IpAddress Address(Value value) => (IpAddress)value.AsOpaque;

    private static IpRange Range(Value value) => (IpRange)value.AsOpaque;

    private static Value Text(Value value) => Value.String(value.AsOpaque.ToString());

    private static Value WithAddress(Value text, Func<IpAddress, Value> use)
    {
        if (IpAddress.TryParse(text.AsString, out var address))
            return use(address);
        var shown = ValueOperations.ToDisplay(text, 60);
        return Value.Error($"{shown} 不是有效的 IP 地址", $"{shown} is not an IP address");
    }

    private static Value WithRange(Value text, Func<IpRange, Value> use)
    {
        if (IpRange.TryParse(text.AsString, out var range))
            return use(range);
        var shown = ValueOperations.ToDisplay(text, 60);
        return Value.Error(
            $"{shown} 不是有效的地址段，应为 10.0.0.0/8 一类的写法",
            $"{shown} is not an address range: write for example 10.0.0.0/8");
    }
}
