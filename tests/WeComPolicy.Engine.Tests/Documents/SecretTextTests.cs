using System.Text.RegularExpressions;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Tests.Documents;

public sealed class SecretTextTests
{
    private const string Secret = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6kL9nO2q";

    [Theory]
    [InlineData(Secret, "***")]
    [InlineData("a: " + Secret + ", b: " + Secret, "a: ***, b: ***")]
    [InlineData("token: aB3dE6gH9jK2mN", "token: ***")]
    [InlineData("TOKEN\t =  'aB3dE6gH9jK2mN'", "TOKEN\t =  '***'")]
    [InlineData("app_passwrd:aB3dE6gH9jK2mN", "app_passwrd:***")]
    [InlineData("EncodingAesKey = aB3dE6gH9jK2mN", "EncodingAesKey = ***")]
    [InlineData("permanent_code=aB3dE6gH9jK2mN", "permanent_code=***")]
    [InlineData("to\u212Aen: aB3dE6gH9jK2mN", "to\u212Aen: ***")]
    [InlineData("a:b=c 'token': aB3dE6gH9jK2mN", "a:b=c 'token': ***")]
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

    [Theory]
    [InlineData("fleet/" + Secret + "/tenant.yaml", "fleet/***~/tenant.yaml")]
    [InlineData("corpsecret=aB3dE6gH9j/tenant.yaml", "corpsecret=***~/tenant.yaml")]
    [InlineData("hook?key=693a91f6-7abc-4bc4-97a0-0ec2f1fa5aaa.json", "hook?key=***.json~")]
    public void Hides_secrets_in_names_and_keeps_the_names_apart(string path, string expected)
    {
        var shown = SecretText.MaskPath(path);
        Assert.Equal(expected, Regex.Replace(shown, "~[0-9a-f]{8}", "~"));
        Assert.NotEqual(shown, SecretText.MaskPath(path.Replace("aB3", "aB4", StringComparison.Ordinal).Replace("693", "694", StringComparison.Ordinal)));
        Assert.Equal(shown, SecretText.MaskPath(shown));
    }

    [Theory]
    [InlineData("src/Migrations/20240101120000_AddCustomerContactConsentRecords.Designer.cs")]
    [InlineData("Company.Product1/Company-Product1-Infrastructure-Persistence-Configurations/CustomerContactConfigurationV2.cs")]
    [InlineData("x/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08/tenant.yaml")]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e/tenant.yaml")]
    public void Leaves_names_made_of_words(string path) => Assert.Equal(path, SecretText.MaskPath(path));

    /// <summary>What is looked at before the patterns run keeps none of their matches from them.</summary>
    [Fact]
    public void Finds_whatever_a_pattern_finds()
    {
        string[] names = ["secret", "TOKEN", "to\u212Aen", "\u017Fecret", "passwd", "password", "passwod", "passwrd", "aeskey", "AES_Key", "permanentcode", "permanent_code", "key", "userid"];
        string[] signs = ["=", ":", " : ", "\t=\t", "\" : \"", "'='", "\"=", " = '", "==", ".", ": =", "         = ", " =         "];
        string[] values = ["aB3dE6gH9j", "aB3dE6g", "aB3-dE_\u212A9", "aB3dE6g!", "693a91f6-7abc-4bc4-97a0-0ec2f1fa5aaa", ""];
        var found = 0;
        foreach (var name in names)
        {
            foreach (var sign in signs)
            {
                foreach (var value in values)
                {
                    var text = $"x: app_{name}{sign}{value}";
                    var expected = WebhookKey.IsMatch(text) || (NamedValue.IsMatch(text) && value.Any(char.IsAsciiLetterUpper));
                    Assert.True(expected == (SecretText.Mask(text) != text), text);
                    found += expected ? 1 : 0;
                }
            }
        }

        Assert.True(found > 100, $"{found}");
    }

    private static Regex NamedValue { get; } = new(
        @"(?:secret|token|passwo?r?d|aes_?key|permanent_?code)[""']?[ \t]{0,8}[:=][ \t]{0,8}[""']?[A-Za-z0-9_-]{8,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex WebhookKey { get; } = new("key=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    [Fact]
    public void Excerpts_hide_too() => Assert.Equal("a ***", Excerpt.Of("a " + Secret + new string('x', 2000)));
}
