using FsCheck;
using WeComPolicy.Expressions.Libraries.Network;
using WeComPolicy.Testing;

namespace WeComPolicy.Expressions.Tests.Libraries;

public sealed class UrlTests
{
    [Theory]
    [InlineData("isURL('https://user:pass@example.com:80/path?query=val#fragment') && isURL('/absolute-path')")]
    [InlineData("!isURL('https://a:b:c/') && !isURL('../relative-path') && !isURL('') && !isURL('example.com') && !isURL(':80')")]
    [InlineData("!isURL('https://example.com/%zz') && !isURL('https://exa mple.com/') && !isURL('https://[::1') && !isURL('https://example.com:80a/')")]
    [InlineData("!isURL('https://example.com/\\n') && !isURL('https://example.com/#%') && !isURL('1http://example.com')")]
    [InlineData("url('/path').getScheme() == '' && url('HTTPS://example.com/').getScheme() == 'https'")]
    [InlineData("url('https://example.com:80/').getHost() == 'example.com:80' && url('https://example.com/').getHost() == 'example.com'")]
    [InlineData("url('https://[::1]:80/').getHost() == '[::1]:80' && url('https://[::1]/').getHost() == '[::1]' && url('/path').getHost() == ''")]
    [InlineData("url('https://user:pass@example.com:80/').getHostname() == 'example.com' && url('https://127.0.0.1:80/').getHostname() == '127.0.0.1'")]
    [InlineData("url('https://[::1]:80/').getHostname() == '::1' && url('https://[::1]').getHostname() == '::1' && url('/path').getHostname() == ''")]
    [InlineData("url('https://example.com:80/').getPort() == '80' && url('https://example.com/').getPort() == '' && url('https://example.com:/').getPort() == ''")]
    [InlineData("url('https://a@evil.example@good.example/').getHostname() == 'good.example'")]
    [InlineData("url('https://example.com/path').getEscapedPath() == '/path' && url('https://example.com').getEscapedPath() == ''")]
    [InlineData("url('https://example.com/path with spaces/').getEscapedPath() == '/path%20with%20spaces/'")]
    [InlineData("url('https://example.com/a%2Fb').getEscapedPath() == '/a%2Fb' && url('/中').getEscapedPath() == '/%E4%B8%AD'")]
    [InlineData("url('https://example.com/path?k1=a&k2=b&k2=c').getQuery() == {'k1': ['a'], 'k2': ['b', 'c']}")]
    [InlineData("url('https://example.com/path?key with spaces=value with spaces').getQuery() == {'key with spaces': ['value with spaces']}")]
    [InlineData("url('https://example.com/path?').getQuery() == {} && url('https://example.com/path').getQuery() == {}")]
    [InlineData("url('/?a+b=%E4%B8%AD&c&=d#e').getQuery() == {'a b': ['中'], 'c': [''], '': ['d']}")]
    [InlineData("url('mailto:someone@example.com').getScheme() == 'mailto' && url('mailto:someone@example.com').getHost() == ''")]
    [InlineData("url('https://example.com/') == url('https://example.com/') && url('/a') != url('/b')")]
    [InlineData("string(url('https://example.com/a b')) == 'https://example.com/a b'")]
    [InlineData("url('https://例え.jp/').getHost() == '例え.jp'")]
    public void Holds(string expression) => Expression.Holds(expression);

    [Theory]
    [InlineData("url('https://a:b:c/')")]
    [InlineData("url('/?a=%z1').getQuery()")]
    [InlineData("url('/?a=1;b=2').getQuery()")]
    public void Fails(string expression) => Expression.Fails(expression);

    [Property(MaxTest = 1000)]
    public void Any_text_is_a_url_or_none(NonNull<string> any)
    {
        foreach (var text in new[] { any.Get, "https://" + any.Get, "https://" + string.Concat(any.Get.Select((c, i) => "ab:/@?#[]%25.&=+é"[(c + i) % 17])) })
        {
            if (!WebAddress.TryParse(text, out var url))
                continue;
            Assert.NotNull(url.HostName + url.Port + url.EscapedPath);
            _ = url.Parameters();
            Assert.True(url.EscapedPath.All(char.IsAscii), text);
        }
    }
}
