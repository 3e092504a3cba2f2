
namespace WeComPolicy.Engine.Tests.Functions;

/// <summary>What <c>wecom.</c> says of addresses and ranges, in all forms that a tenant may write.</summary>
public sealed class WeComRangeTests
{
    private static readonly FunctionWorld World = new FunctionWorld();

    [Theory]
    [InlineData("203.0.113.7", 0)]
    [InlineData("203.0.113.7/32", 0)]
    [InlineData("203.0.113.0/31", 1)]
    [InlineData("121.40.0.0/16", 16)]
    [InlineData("121.40.9.9/16", 16)]
    [InlineData("0.0.0.0/0", 32)]
    [InlineData("::/0", 128)]
    [InlineData("2001:db8::/48", 80)]
    [InlineData("2001:db8::1", 0)]
    [InlineData("203.0.113.7-203.0.113.7", 0)]
    [InlineData("203.0.113.10-203.0.113.11", 1)]
    [InlineData("203.0.113.10-203.0.113.20", 4)]
    [InlineData("203.0.113.10 - 203.0.113.20", 4)]
    [InlineData("121.40.0.0-121.40.255.255", 16)]
    [InlineData("121.40.0.0-121.41.0.0", 17)]
    [InlineData("0.0.0.0-255.255.255.255", 32)]
    [InlineData("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 128)]
    public void Size(string range, int bits) => Assert.Equal($"{bits}", World.Show($"wecom.rangeBits('{range}')"));

    [Theory]
    [InlineData("203.0.113.9-203.0.113.1")]
    [InlineData("203.0.113.1-2001:db8::1")]
    [InlineData("203.0.113.1-")]
    [InlineData("-203.0.113.1")]
    [InlineData("203.0.113.1-9")]
    [InlineData("203.0.113.0/24-203.0.113.9")]
    [InlineData("203.0.113.1-203.0.113.9-203.0.113.12")]
    [InlineData("203.0.113.0/33")]
    [InlineData("")]
    public void NoRange(string text)
    {
        Assert.Equal("false", World.Show($"wecom.isRange('{text}')"));
        Assert.Equal("error", World.Show($"wecom.rangeBits('{text}')"));
    }

    [Theory]
    [InlineData("10.1.0.0-10.2.0.0", true, false)]
    [InlineData("192.168.0.1-192.169.0.1", false, false)]
    [InlineData("203.0.113.1-203.0.113.9", false, true)]
    [InlineData("9.255.255.255-10.0.0.0", false, false)]
    [InlineData("fd00::/8", true, false)]
    [InlineData("2408:8000::/20", false, true)]
    [InlineData("2000::/2", false, false)]
    [InlineData("0.0.0.0/0", false, false)]
    public void PrivateAndPublic(string range, bool isPrivate, bool isPublic)
    {
        Assert.Equal(isPrivate ? "true" : "false", World.Show($"wecom.isPrivateRange('{range}')"));
        Assert.Equal(isPublic ? "true" : "false", World.Show($"wecom.isPublicRange('{range}')"));
    }

    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.10-203.0.113.20", true)]
    [InlineData("203.0.113.10-203.0.113.20", "203.0.113.16/30", true)]
    [InlineData("203.0.113.10-203.0.113.20", "203.0.113.20", true)]
    [InlineData("203.0.113.10-203.0.113.20", "203.0.113.21", false)]
    [InlineData("203.0.113.10-203.0.113.20", "203.0.113.9", false)]
    [InlineData("203.0.113.10-203.0.113.20", "203.0.113.0/24", false)]
    [InlineData("::/0", "203.0.113.0/24", false)]
    public void Containing(string outer, string inner, bool expected) =>
        Assert.Equal(expected ? "true" : "false", World.Show($"wecom.rangeContains('{outer}', '{inner}')"));
}
