using FsCheck;
using WeComPolicy.Expressions.Libraries.Network;
using WeComPolicy.Testing;

namespace WeComPolicy.Expressions.Tests.Libraries;

public sealed class NetworkTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("1::")]
    [InlineData("1:2:3:4:5:6:7:8")]
    [InlineData("1:0:0:2::3", "1:0:0:2::3")]
    [InlineData("1:0:0:2:0:0:0:3", "1:0:0:2::3")]
    [InlineData("1:0:0:2:3:0:0:4", "1::2:3:0:0:4")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    [InlineData("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8")]
    [InlineData("2001:0DB8::00ff", "2001:db8::ff")]
    [InlineData("::1.2.3.4", "::102:304")]
    [InlineData("64:ff9b::1.2.3.4", "64:ff9b::102:304")]
    [InlineData("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304")]
    [InlineData("::ffff:102:304", "1.2.3.4")]
    public void Addresses(string text, string? written = null)
    {
        Assert.True(IpAddress.TryParse(text, out var address));
        Assert.Equal(written ?? text, address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.")]
    [InlineData(".1.2.3")]
    [InlineData("1..2.3")]
    [InlineData("01.2.3.4")]
    [InlineData("1.2.3.00")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.1000")]
    [InlineData("1.2.3.4 ")]
    [InlineData("+1.2.3.4")]
    [InlineData("0x1.2.3.4")]
    [InlineData("16909060")]
    [InlineData("１.2.3.4")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("1:")]
    [InlineData(":1")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4::5:6:7:8")]
    [InlineData("1::2::3")]
    [InlineData("12345::")]
    [InlineData("g::")]
    [InlineData("::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("::1.2.3")]
    [InlineData("::1.2.3.04")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("::1.2.3.4:5")]
    [InlineData("::ffff:1.2.3.4")]
    public void No_addresses(string text) => Assert.False(IpAddress.TryParse(text, out _));

    [Theory]
    [InlineData("1.2.3.4")]
    [InlineData("1.2.3.4/")]
    [InlineData("1.2.3.4/33")]
    [InlineData("1.2.3.4/-1")]
    [InlineData("1.2.3.4/+1")]
    [InlineData("1.2.3.4/08")]
    [InlineData("1.2.3.4/8/8")]
    [InlineData("::/129")]
    [InlineData("::/0128")]
    [InlineData("::ffff:102:304/120")]
    [InlineData("/8")]
    public void No_ranges(string text) => Assert.False(IpRange.TryParse(text, out _));

    [Theory]
    [InlineData("cidr('0.0.0.0/0').containsIP('255.255.255.255') && !cidr('0.0.0.0/0').containsIP('::')")]
    [InlineData("cidr('::/0').containsIP('ffff::') && !cidr('::/0').containsIP('1.2.3.4')")]
    [InlineData("cidr('::/0').containsCIDR('2001:db8::/32') && !cidr('2001:db8::/32').containsCIDR('::/0')")]
    [InlineData("cidr('1.2.3.4/0').masked() == cidr('0.0.0.0/0') && cidr('ffff::1/0').masked() == cidr('::/0')")]
    [InlineData("cidr('10.1.2.3/8').ip() == ip('10.1.2.3') && string(cidr('10.1.2.3/8')) == '10.1.2.3/8'")]
    [InlineData("cidr('10.0.0.0/8') != cidr('10.0.0.1/8') && cidr('10.0.0.0/8') != cidr('10.0.0.0/9')")]
    [InlineData("cidr('10.0.0.0/8').containsIP(ip('::ffff:a00:1'))")]
    [InlineData("ip('fec0::1').isGlobalUnicast() && ip('10.0.0.1').isGlobalUnicast() && !ip('fe80::1').isGlobalUnicast()")]
    [InlineData("ip('ff12::1').isLinkLocalMulticast() && !ip('ff05::1').isLinkLocalMulticast()")]
    [InlineData("!ip('::2').isLoopback() && ip('127.255.0.1').isLoopback() && !ip('128.0.0.1').isLoopback()")]
    [InlineData("[ip('::1'), ip('0:0::1')].distinct().size() == 1")]
    [InlineData("!isCIDR('10.0.0.0') && isCIDR('10.0.0.0/8') && !isIP('10.0.0.0/8')")]
    public void Holds(string expression) => Expression.Holds(expression);

    [Theory]
    [InlineData("cidr('10.0.0.0/8').containsIP('10.0.0')")]
    [InlineData("cidr('10.0.0.0/8').containsCIDR('10.0.0.1')")]
    [InlineData("ip('localhost')")]
    public void Fails(string expression) => Expression.Fails(expression);

    [Property]
    public void A_number_counts_as_the_frameworks_own(ulong high, ulong low, ulong otherHigh, ulong otherLow, byte count)
    {
        var (a, b) = (new UInt128(high, low), new UInt128(otherHigh, otherLow));
        var (x, y) = (new AddressNumber(high, low), new AddressNumber(otherHigh, otherLow));
        var by = count % 128;
        Assert.Equal(
            new[] { a + b, a - b, a & b, a | b, a << by, a >> by },
            new[] { x + y, x - y, x & y, x | y, x << by, x >> by }.Select(n => new UInt128(n.High, n.Low)));
        Assert.Equal(new[] { a < b, (a > b), a <= b, a >= b, a == b }, new[] { x < y, (x > y), x <= y, x >= y, x == y });
        Assert.Equal(0, x.CompareTo(new AddressNumber(high, low)));
        Assert.Equal((int)UInt128.LeadingZeroCount(a >> by), (x >> by).LeadingZeros);
        Assert.Equal(x.GetHashCode(), new AddressNumber(high, low).GetHashCode());
    }

    [Property]
    public void An_address_reads_as_it_is_written(ulong high, ulong low, bool isV4, byte zeros)
    {
        // Long runs of zeros are what the short form is about.
        var bits = new AddressNumber(high, low) << (zeros % 128) & AddressNumber.MaxValue >> (zeros / 2);
        var address = isV4 ? new IpAddress((uint)low, true) : new IpAddress(bits >> 32 == 0xFFFF ? bits | 1UL << 20 : bits, false);
        if (!isV4 && bits >> 32 == 0xFFFF)
            return;
        Assert.True(IpAddress.TryParse(address.ToString(), out var read), address.ToString());
        Assert.True(read.ValueEquals(address));
        Assert.Equal(address.ValueHash(), read.ValueHash());
        Assert.Equal(System.Net.IPAddress.Parse(address.ToString()), System.Net.IPAddress.Parse(read.ToString()));
        var range = new IpRange(address, zeros % (address.Width + 1));
        Assert.True(IpRange.TryParse(range.ToString(), out var again) && again.ValueEquals(range));
        Assert.True(range.Contains(address) && range.Contains(range.Masked) && range.Masked.Contains(range));
    }

    [Property]
    public void Any_text_is_an_address_or_none(NonNull<string> any)
    {
        var text = string.Concat(any.Get.Select((c, i) => "0123456789abcdef::::....//%"[(c + i) % 27]));
        if (IpAddress.TryParse(text, out var address))
            Assert.Equal(address.IsV4 ? 32 : 128, address.Width);
        if (IpRange.TryParse(text, out var range))
            Assert.InRange(range.PrefixLength, 0, range.Address.Width);
        Assert.False(IpAddress.TryParse(any.Get, out address) && !System.Net.IPAddress.TryParse(any.Get, out _));
    }
}
