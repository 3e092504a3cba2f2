using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Tests.Documents;

public sealed class SecretTextTests
{
    private const string Secret = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6kL9nO2q";

    [Theory]
    [InlineData(Secret, "***")]
    [InlineData("a: " + Secret + ", b: " + Secret, "a: ***, b: ***")]
    [InlineData("token: aB3dE6gH9jK2mN", "token: ***")]
    [InlineData("\"corpsecret\" : \"aB3dE6gH9j\"", "\"corpsecret\" : \"***\"")]
    [InlineData("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=ww1&corpsecret=aB3dE6gH9j&x=1", "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=ww1&corpsecret=***&x=1")]
    [InlineData("webhook/send?key=693a91f6-7abc-4bc4-97a0-0ec2f1fa5aaa", "webhook/send?key=***")]
    [InlineData("MIIEpAIBAAKCAQEA7+x/Qm3pQ8sT1vW4yZ7bC0eF3hI6kL9nO2qaB3dE6gH9jK2m", "***")]
    public void Hides_what_may_be_a_secret(string text, string expected) => Assert.Equal(expected, SecretText.Mask(text));

    [Theory]
    [InlineData("caches_token: true")]
    [InlineData("secret_ref: vault://wecom/Apps/crm-2/secret")]
    [InlineData("token: please_fill_in")]
    [InlineData("sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("this_is_a_rather_long_name_of_a_key_in_a_file_of_somebody")]
    [InlineData("https://developer.work.weixin.qq.com/document/path/99521")]
    [InlineData("示例科技有限公司")]
    public void Leaves_everything_else(string text) => Assert.Equal(text, SecretText.Mask(text));

    [Fact]
    public void Excerpts_hide_too() => Assert.Equal("a ***", Excerpt.Of("a " + Secret + new string('x', 2000)));
}
