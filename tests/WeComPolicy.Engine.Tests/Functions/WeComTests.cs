namespace WeComPolicy.Engine.Tests.Functions;

public sealed class WeComTests
{
    [Theory]
    [InlineData("wecom.daysBetween(timestamp('2024-05-01T15:59:59Z'), timestamp('2024-05-01T16:00:00Z')) == 1")]
    [InlineData("wecom.daysBetween(timestamp('2024-05-01T16:00:00Z'), timestamp('2024-05-02T15:59:59Z')) == 0")]
    [InlineData("wecom.daysBetween(timestamp('2024-03-01T00:00:00Z'), timestamp('2024-02-28T00:00:00Z')) == -2")]
    [InlineData("wecom.daysBetween(timestamp('1969-12-31T15:59:59Z'), timestamp('1969-12-31T16:00:00Z')) == 1")]
    [InlineData("wecom.daysBetween(timestamp('0001-01-01T00:00:00Z'), timestamp('9999-12-31T00:00:00Z')) == 3652058")]
    [InlineData("wecom.hostMatches('example.com', 'example.com') && wecom.hostMatches('a.b.Example.COM.', 'example.com')")]
    [InlineData("!wecom.hostMatches('badexample.com', 'example.com') && !wecom.hostMatches('example.com', 'a.example.com')")]
    [InlineData("!wecom.hostMatches('10.0.0.1', '0.0.1') && wecom.hostMatches('10.0.0.1', '10.0.0.1')")]
    [InlineData("wecom.hostMatches('办公.示例', '示例') && !wecom.hostMatches('example.com.evil.example', 'example.com')")]
    [InlineData("wecom.isPrivateRange('100.64.0.1') && wecom.isPrivateRange('::1') && !wecom.isPrivateRange('8.8.8.8') && !wecom.isPrivateRange('10.0.0.0/7')")]
    [InlineData("wecom.isPublicRange('8.8.8.8') && wecom.isPublicRange('203.0.113.7') && !wecom.isPublicRange('224.0.0.1') && !wecom.isPublicRange('0.0.0.0')")]
    [InlineData("!wecom.isPublicRange('::1') && !wecom.isPublicRange('fe80::1') && wecom.isPublicRange('2001:db8::1') && !wecom.isPublicRange('64:ff9b::1')")]
    public void Holds(string expression) => FunctionWorld.Holds(expression);

    [Theory]
    [InlineData("wecom.hostMatches('https://example.com', 'example.com')")]
    [InlineData("wecom.hostMatches('example.com:443', 'example.com')")]
    [InlineData("wecom.hostMatches('', 'example.com')")]
    [InlineData("wecom.hostMatches('a..b', 'b')")]
    [InlineData("wecom.hostMatches('example.com', '*.example.com')")]
    [InlineData("wecom.isPrivateRange('localhost')")]
    [InlineData("wecom.isPublicRange('10.0.0.0/33')")]
    [InlineData("wecom.rangeContains('10.0.0.0/8', 'x')")]
    public void Fails(string expression) => FunctionWorld.Fails(expression);
}
