using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.Secrets.WCA1004PrivateKeyInSource>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1004Tests
{
    private const string Body = MadeUp.AesKey + "MIIEow+/" + MadeUp.AesKey + "0k3=";

    [Fact]
    public Task Key_in_one_literal() => Verify.VerifyAnalyzerAsync($$"""
        class WeComArchive
        {
            const string Key = [|"-----BEGIN RSA PRIVATE KEY-----\n{{Body}}\n-----END RSA PRIVATE KEY-----"|];
        }
        """);

    [Fact]
    public Task Key_over_several_lines() => Verify.VerifyAnalyzerAsync($$"""
        class WeComArchive
        {
            const string Key = [|"-----BEGIN PRIVATE KEY-----\n"|] +
                "{{Body}}\n" +
                "-----END PRIVATE KEY-----";
        }
        """);

    [Fact]
    public Task Header_alone_public_key_and_placeholder() => Verify.VerifyAnalyzerAsync($$"""
        class WeComArchive
        {
            const string Header = "-----BEGIN RSA PRIVATE KEY-----";
            const string Public = "-----BEGIN PUBLIC KEY-----\n{{Body}}\n-----END PUBLIC KEY-----";
            const string Placeholder = "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----";

            bool IsPem(string text) => text.StartsWith("-----BEGIN PRIVATE KEY-----");
            string Wrap(string key) => "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----";
        }
        """);

    private const string Xml = "<RSAKeyValue><Modulus>AAAA</Modulus><Exponent>AQAB</Exponent>";

    [Fact]
    public Task Key_as_XML() => Verify.VerifyAnalyzerAsync($$"""
        class Chats
        {
            const string Sdk = "libWeWorkFinanceSdk_C.so";
            const string Key = [|"{{Xml}}<D>{{Body}}</D></RSAKeyValue>"|];
            const string Public = "{{Xml}}</RSAKeyValue>";
        }
        """);

    /// <summary>Payment and licences have keys as well.</summary>
    [Theory]
    [InlineData("class Keys { public const string One = {|#0:\"KEY\"|}; }", true, "Keys.One")]
    [InlineData("class Keys { public const string One = {|#0:\"KEY\"|}; }", false, "1")]
    [InlineData("class ArchiveKeys { public const string One = {|#0:\"KEY\"|}; }", true, "1")]
    public Task Key_in_a_file_that_says_nothing(string keys, bool isSure, string use) => new WeComPolicy.Testing.Analyzers.CSharpAnalyzerTest<WeComPolicy.Analyzers.Secrets.WCA1004PrivateKeyInSource>
    {
        TestCode = keys.Replace("KEY", $"-----BEGIN PRIVATE KEY-----\\n{Body}\\n-----END PRIVATE KEY-----", StringComparison.Ordinal),
        Sources = { $"class WeComChats {{ object? Key() => {use}; }}" },
        ExpectedDiagnostics = { isSure ? Verify.Diagnostic().WithLocation(0) : Verify.Suggestion().WithLocation(0) },
    }.RunAsync();

    [Fact]
    public Task Key_of_another_platform() => Verify.VerifyAnalyzerAsync($$"""
        class WeComHost { const string Host = "https://qyapi.weixin.qq.com"; }
        class AlipayKeys { const string Key = "-----BEGIN PRIVATE KEY-----\n{{Body}}\n-----END PRIVATE KEY-----"; }
        """);
}
