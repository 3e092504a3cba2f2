using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Libraries.Network;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Functions;

/// <summary>
/// Pure helpers under <c>wecom.</c>:
/// <list type="bullet">
/// <item><c>wecom.daysBetween(timestamp, timestamp): int</c>: calendar days from the first to the second, in UTC+08:00.</item>
/// <item><c>wecom.isRange(string): bool</c>: an address, a CIDR range, or two addresses joined by a hyphen, of either family.</item>
/// <item><c>wecom.isPrivateRange(string): bool</c>: all addresses are private (RFC 1918, RFC 4193), loopback, link-local or
/// carrier-grade NAT (100.64.0.0/10).</item>
/// <item><c>wecom.isPublicRange(string): bool</c>: all addresses can be reached from the internet: none is private, reserved,
/// multicast or unspecified. The ranges for documentation count as public, so that examples can use them.</item>
/// <item><c>wecom.rangeBits(string): int</c>: size in bits, rounded up: 16 for an IPv4 /16, 0 for one address, 4 for eleven of them.</item>
/// <item><c>wecom.rangeContains(string, string): bool</c>: the first range holds all of the second address or range.</item>
/// <item><c>wecom.addressesBeyond(list(string), list(string)): list(string)</c>: the addresses of the first ranges that none of the
/// second has, joined and in order.</item>
/// <item><c>wecom.hostMatches(string, string): bool</c>: the host is the domain or lies below it, whatever the letter case.</item>
/// <item><c>wecom.withSubDepartments(list(int), list(Department)): list(int)</c>: the ids, and those of all departments below them.</item>
/// <item><c>wecom.isCovered(Member, list(range), list(Department), list(Tag)): bool</c>: one of the ranges (records with whole_corp,
/// userids, departments, tags, employment or what the schema calls them elsewhere) covers the member; sub-departments count.</item>
/// <item><c>wecom.coveredMembers(list(Member), range, list(Department), list(Tag)): list(Member)</c>: the members that the range covers.</item>
/// </list>
/// A text that is no range or no host is an error.
/// </summary>
internal static class WeComLibrary
{
    private const long ChinaOffset = 8 * 3600;
    private const long SecondsOfDay = 86_400;

    /// <summary>The library; created once, on first use.</summary>
    public static FunctionLibrary Library { get; } = Create();

    private static FunctionLibrary Create()
    {
        var text = CelType.String;
        var table = new FunctionTable();
        table.Global("wecom.daysBetween", "wecom_days_between", CelType.Int, [CelType.Timestamp, CelType.Timestamp], (from, to) =>
            Value.Int(Day(to) - Day(from)));
        table.Global("wecom.isRange", "wecom_is_range", CelType.Bool, [text], s => Value.Bool(TryParse(s.AsString, out _)));
        table.Constant = static (_, range) => WithRange(range, static _ => Value.Null);
        table.Global("wecom.isPrivateRange", "wecom_is_private_range", CelType.Bool, [text], s => WithRange(s, r => Value.Bool(Known.Private.Any(p => p.Contains(r)))));
        table.Global("wecom.isPublicRange", "wecom_is_public_range", CelType.Bool, [text], s => WithRange(s, r => Value.Bool(IsPublic(r))));
        table.Global("wecom.rangeBits", "wecom_range_bits", CelType.Int, [text], s => WithRange(s, r => Value.Int(r.Bits)));
        table.Global("wecom.rangeContains", "wecom_range_contains", CelType.Bool, [text, text], (outer, inner) =>
            WithRange(outer, o => WithRange(inner, i => Value.Bool(o.Contains(i)))));
        table.Constant = null;
        table.Linear = true;
        table.Global("wecom.addressesBeyond", "wecom_addresses_beyond", CelType.List(text), [CelType.List(text), CelType.List(text)], (ranges, others) =>
            WithRanges(ranges, r => WithRanges(others, o => Value.List([.. r.Except(o).Texts().Select(Value.String)]))));
        table.Linear = false;
        table.Constant = static (place, host) => HostName(host, out _) ?? host;
        table.Global("wecom.hostMatches", "wecom_host_matches", CelType.Bool, [text, text], (host, domain) =>
            HostName(host, out var h) is { } error ? error : HostName(domain, out var d) is { } other ? other : Value.Bool(Matches(h, d)));
        table.Constant = null;
        table.Linear = true;
        table.Global("wecom.withSubDepartments", "wecom_with_sub_departments", CelType.List(CelType.Int), [CelType.List(CelType.Int), CelType.List(CelType.Parameter("T"))],
            DepartmentTree.WithSubDepartments, nonStrict: true);
        table.Indexed = 2;
        table.Global("wecom.isCovered", "wecom_is_covered", CelType.Bool,
            [CelType.Parameter("M"), CelType.List(CelType.Parameter("R")), CelType.List(CelType.Parameter("D")), CelType.List(CelType.Parameter("T"))],
            a => Coverage.IsCovered(a[0], a[1], a[2], a[3]), nonStrict: true);
        table.Indexed = null;
        table.Global("wecom.coveredMembers", "wecom_covered_members", CelType.List(CelType.Parameter("M")),
            [CelType.List(CelType.Parameter("M")), CelType.Parameter("R"), CelType.List(CelType.Parameter("D")), CelType.List(CelType.Parameter("T"))],
            a => Coverage.CoveredMembers(a[0], a[1], a[2], a[3]), nonStrict: true);
        return table.ToLibrary("wecom");
    }

    private static long Day(Value time)
    {
        var local = time.Seconds + ChinaOffset;
        return local >= 0 ? local / SecondsOfDay : (local - (SecondsOfDay - 1)) / SecondsOfDay;
    }

    private static bool IsPublic(AddressBlock range) =>
        !Known.Private.Any(range.Overlaps) && !Known.Unreachable.Any(range.Overlaps) && (range.IsV4 || Known.GlobalV6.Contains(range));

    private static bool TryParse(string text, out AddressBlock range) => AddressBlock.TryParse(text, out range);

    private static Value WithRange(Value text, Func<AddressBlock, Value> use)
    {
        if (TryParse(text.AsString, out var range))
            return use(range);
        var shown = ValueOperations.ToDisplay(text, 60);
        return Value.Error(
            $"{shown} 不是有效的 IP 地址或地址段，应为 203.0.113.7、10.0.0.0/8 或 203.0.113.1-203.0.113.9 一类的写法",
            $"{shown} is neither an IP address nor a range: write for example 203.0.113.7, 10.0.0.0/8 or 203.0.113.1-203.0.113.9");
    }

    private static Value WithRanges(Value list, Func<AddressSet, Value> use)
    {
        if (!ListReading.TryReadAll(list, out var elements, out var blocked))
            return blocked;
        var blocks = new List<AddressBlock>(elements.Length);
        foreach (var element in elements)
        {
            var read = WithRange(element, block =>
            {
                blocks.Add(block);
                return Value.Null;
            });
            if (read.Kind == ValueKind.Error)
                return read;
        }

        return use(AddressSet.Of(blocks));
    }

    // The name without a final dot; not null where the text is no host name.
    private static Value? HostName(Value text, out string name)
    {
        name = text.AsString.EndsWith('.') ? text.AsString[..^1] : text.AsString;
        var valid = name.Length is > 0 and <= 253;
        foreach (var label in valid ? name.Split('.') : [])
            valid &= label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || c >= '\u0080');
        if (valid)
            return null;
        var shown = ValueOperations.ToDisplay(text, 60);
        return Value.Error(
            $"{shown} 不是有效的主机名，应为 www.example.com 一类的写法，不带协议、端口和路径",
            $"{shown} is not a host name: write for example www.example.com, without scheme, port or path");
    }

    // An address has no domains below it.
    private static bool Matches(string host, string domain) =>
        string.Equals(host, domain, StringComparison.OrdinalIgnoreCase)
        || (host.Length > domain.Length
            && host[host.Length - domain.Length - 1] == '.'
            && host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
            && !IpAddress.TryParse(host, out _));

    // Read when a rule first asks for them.
    private static class Known
    {
        public static readonly AddressBlock[] Private = Ranges(
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10", "fc00::/7", "::1/128", "fe80::/10");

        public static readonly AddressBlock[] Unreachable = Ranges("0.0.0.0/8", "192.0.0.0/24", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4");

        public static readonly AddressBlock GlobalV6 = Ranges("2000::/3")[0];

        private static AddressBlock[] Ranges(params string[] texts) =>
            Array.ConvertAll(texts, t => AddressBlock.TryParse(t, out var range) ? range : throw new ArgumentException(t, nameof(texts)));
    }
}
