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
}
