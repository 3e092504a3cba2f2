using System.Globalization;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using WeComPolicy.Engine.Schema;

namespace WeComPolicy.Engine.Tests.Schema;

public sealed class FormatCheckTests
{
    [Property(MaxTest = 2000)]
    public Property Takes_for_an_address_what_the_framework_takes_written_out() => Prop.ForAll(Addresses(), text =>
        Assert.Equal(IsAddress(text), FormatCheck.Problem(ValueFormat.Ip, text) is null));

    [Property(MaxTest = 5000)]
    public Property What_is_seen_at_once_to_be_a_URL_is_one_to_the_framework_too() => Prop.ForAll(Urls(), text =>
        Assert.True(!FormatCheck.IsPlainUrl(text) || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0), text));

    [Theory]
    [InlineData("https://app.example.com/cb", true)]
    [InlineData("http://intranet", true)]
    [InlineData("https://a-b.example.com.cn/x/y_z.html", true)]
    [InlineData("https://", false)]
    [InlineData("https:///x", false)]
    [InlineData("https://1.2.3.4", false)]
    [InlineData("https://example.com:443/", false)]
    [InlineData("https://-a.com", false)]
    [InlineData("https://a..com", false)]
    [InlineData("https://a.com/?q=1", false)]
    [InlineData("HTTPS://a.com", false)]
    public void Sees_at_once_what_is_plainly_a_URL(string text, bool isPlain) => Assert.Equal(isPlain, FormatCheck.IsPlainUrl(text));

    [Theory]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("10.0.0.0/33", false)]
    [InlineData("2001:db8::/128", true)]
    [InlineData("2001:db8::/129", false)]
    [InlineData("10.0.0.9-10.0.0.10", true)]
    [InlineData("10.0.0.10 - 10.0.0.9", false)]
    [InlineData("::1-::ffff", true)]
    [InlineData("::1-10.0.0.1", false)]
    [InlineData("::ffff:1.2.3.4/100", false)]
    public void Knows_ranges(string text, bool isRange) => Assert.Equal(isRange, FormatCheck.Problem(ValueFormat.IpRange, text) is null);

    private static Arbitrary<string> Urls()
    {
        var part = Gen.Elements("a", "Z9", "-", "x-", "xn--", "1", "0x7f", "255", ".", ".", "/", "/", ":", "com", "_", "~", "é", new string('a', 64));
        return Gen.Choose(0, 8).SelectMany(n => part.ArrayOf(n)).Select(parts => string.Concat(parts))
            .SelectMany(_ => Gen.Elements("https://", "http://", "https:/", ""), (rest, scheme) => scheme + rest).ToArbitrary();
    }

    private static Arbitrary<string> Addresses()
    {
        var part = Gen.Elements("0", "1", "9", "00", "01", "255", "256", "1000", "ffff", "FE80", "db8", "12345", "g", "", " ", "%1");
        var v4 = Gen.Choose(1, 5).SelectMany(n => part.ArrayOf(n)).Select(parts => string.Join('.', parts));
        var v6 = Gen.Choose(1, 9).SelectMany(n => part.ArrayOf(n)).Select(parts => string.Join(':', parts));
        return Gen.OneOf(v4, v6, v6.SelectMany(_ => v4, (a, b) => $"{a}:{b}"), v6.Select(text => $"::{text}")).ToArbitrary();
    }

    // Four plain numbers, or what IPAddress reads as IPv6 and is no IPv4 address in disguise.
    private static bool IsAddress(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return text.IndexOfAny(['[', ']', '%', '.']) < 0 && IPAddress.TryParse(text, out var v6) && !v6.IsIPv4MappedToIPv6;
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0')
            && int.Parse(part, CultureInfo.InvariantCulture) <= 255);
    }
}
