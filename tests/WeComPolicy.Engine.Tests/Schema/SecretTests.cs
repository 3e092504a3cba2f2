using WeComPolicy.Engine.Schema;
using static WeComPolicy.Engine.Tests.Schema.TenantText;

namespace WeComPolicy.Engine.Tests.Schema;

public sealed class SecretTests
{
    // Put together here so that no scanner takes this file for a leak.
    private static readonly string s_secret = string.Concat(Enumerable.Repeat("Fake0Secret", 4))[..43];
    private static readonly string s_uuid = "01234567-89ab-cdef-0123-" + "456789abcdef";
    private static readonly string s_webhook = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + s_uuid;
    private static readonly string s_pem = "-----BEGIN " + "RSA PRIVATE KEY-----";

    public static TheoryData<string, string> Leaks => new()
    {
        { $"credentials: [{{ id: a, ref: \"{s_secret}\" }}]", s_secret },
        { $"credentials: [{{ id: a, ref: \"vault://{s_secret}\" }}]", s_secret },
        { $"apps: [{{ agentid: 1, callback: {{ aes_key_ref: {s_secret} }} }}]", s_secret },
        { $"apps: [{{ agentid: 1, x-corpsecret: {s_secret} }}]", s_secret },
        { $"x-secrets: [{{ a: 1 }}, {s_secret}]", s_secret },
        { $"integrations: {{ webhook_robots: [{{ name: a, key_ref: \"{s_webhook}\" }}] }}", s_uuid },
        { $"integrations: {{ webhook_robots: [{{ name: a, key_ref: {s_uuid} }}] }}", s_uuid },
        { $"corp: {{ short_name: \"{s_webhook}\" }}", s_uuid },
        { $"x-a: \"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=ww0123456789abcdef&corpsecret={s_secret}\"", s_secret },
        { $"archive: {{ keys: [{{ version: 1, private_key_ref: |-\n  {s_pem}\n  abc\n }}] }}".Replace("|-\n", "\"", StringComparison.Ordinal).Replace("\n }}]", "\" }}]", StringComparison.Ordinal).Replace("abc\n }", "abc\" }", StringComparison.Ordinal), "RSA PRIVATE" },
        { "x-vault: https://user:hunter2hunter2@vault.example.com/a", "hunter2" },
        { $"corp: {{}} # corpsecret={s_secret}", s_secret },
    };

    [Theory]
    [MemberData(nameof(Leaks))]
    public void A_secret_is_told_and_never_shown(string text, string secret)
    {
        var result = Check(text);
        Assert.Empty(result.Diagnostics);
        var sighting = Assert.Single(result.Typed.Secrets);
        Assert.Contains(secret, text.Substring(sighting.Range.Span.Start, sighting.Range.Span.Length), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, sighting.Kind.Zh + sighting.Kind.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_mistakes_at_the_same_place_do_not_show_it()
    {
        var result = Check($"corp: {{ corpsecret: {s_secret} }}\n{s_secret}: 1\n");
        Assert.Equal(2, result.Diagnostics.Count);
        foreach (var diagnostic in result.Diagnostics)
        {
            Assert.DoesNotContain(s_secret, diagnostic.Message.En + diagnostic.Message.Zh + diagnostic.Help?.En + diagnostic.Help?.Zh, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("credentials: [{ id: a, ref: \"vault://wecom/customer-helper\" }]")]
    [InlineData("credentials: [{ id: a, ref: env:WECOM_CUSTOMER_HELPER_SECRET }]")]
    [InlineData("x-secret: YOUR_SECRET_GOES_HERE")]
    [InlineData("x-url: https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=ID&corpsecret=SECRET")]
    [InlineData("customer_contact: { contact_ways: [{ config_id: 42b34949e138eb6e027c123cba77fAAA }] }")]
    [InlineData("governance: { permission_audit: { evidence_ref: 01234567-89ab-cdef-0123-456789abcdef } }")]
    public void What_is_no_secret_is_left_alone(string text) => Assert.Empty(Check(text).Diagnostics);
}
