using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Analyzers.CodeFixes.Secrets;
using WeComPolicy.Analyzers.Secrets;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpCodeFixVerifier<
    WeComPolicy.Analyzers.Secrets.WCA1010UnverifiedCallback,
    WeComPolicy.Analyzers.CodeFixes.Secrets.WCA1010VerifyFix>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1010FixTests
{
    // The shape of SKIT.FlurlHttpClient.Wechat.Work.
    private const string Skit = """

        namespace SKIT.FlurlHttpClient.Wechat.Work
        {
            public class WechatWorkClient { }

            public class ErroredResult { public bool Result => false; }

            public static class Extensions
            {
                public static T DeserializeEventFromXml<T>(this WechatWorkClient client, string webhookXml) => default(T)!;
                public static ErroredResult VerifyEventSignatureForEcho(this WechatWorkClient client, string webhookTimestamp, string webhookNonce, string webhookEcho, string webhookSignature) => new ErroredResult();
                public static ErroredResult VerifyEventSignatureFromXml(this WechatWorkClient client, string webhookTimestamp, string webhookNonce, string webhookXml, string webhookSignature) => new ErroredResult();
            }
        }
        """;

    [Fact]
    public Task Method_of_the_client() => Verify.VerifyCodeFixAsync(
        """
        using SKIT.FlurlHttpClient.Wechat.Work;

        class WeComQuery { public string MsgSignature { get; set; } = ""; public string Timestamp { get; set; } = ""; public string Nonce { get; set; } = ""; }

        class WeComCallback
        {
            readonly WechatWorkClient _client = new();

            object Parameters(string timestamp, string nonce, string msg_signature, string body)
            {
                // Reads the event.
                var found = [|_client.DeserializeEventFromXml<object>(body)|];
                return found;
            }

            object Object(WeComQuery query, string xml)
            {
                return [|_client.DeserializeEventFromXml<object>(xml)|];
            }
        }
        """ + Skit,
        """
        using SKIT.FlurlHttpClient.Wechat.Work;

        class WeComQuery { public string MsgSignature { get; set; } = ""; public string Timestamp { get; set; } = ""; public string Nonce { get; set; } = ""; }

        class WeComCallback
        {
            readonly WechatWorkClient _client = new();

            object Parameters(string timestamp, string nonce, string msg_signature, string body)
            {
                // Reads the event.
                if (!_client.VerifyEventSignatureFromXml(timestamp, nonce, body, msg_signature).Result)
                    throw new System.Security.Cryptography.CryptographicException("The signature of the callback is wrong.");
                var found = _client.DeserializeEventFromXml<object>(body);
                return found;
            }

            object Object(WeComQuery query, string xml)
            {
                if (!_client.VerifyEventSignatureFromXml(query.Timestamp, query.Nonce, xml, query.MsgSignature).Result)
                    throw new System.Security.Cryptography.CryptographicException("The signature of the callback is wrong.");
                return _client.DeserializeEventFromXml<object>(xml);
            }
        }
        """ + Skit);

    [Fact]
    public Task Method_of_the_type() => Verify.VerifyCodeFixAsync(
        """
        using System.Security.Cryptography;
        using System.Threading.Tasks;

        class WeComCallback
        {
            readonly string _token = "";

            async Task<string> Read(string msg_signature, string timestamp, string nonce, string encrypt)
            {
                await Task.Yield();
                return [|Decrypt(encrypt)|];
            }

            string Decrypt(string encrypt) => encrypt;

            Task<bool> CheckSignatureAsync(string token, string timestamp, string nonce, string encrypt, string signature) => Task.FromResult(true);
        }
        """,
        """
        using System.Security.Cryptography;
        using System.Threading.Tasks;

        class WeComCallback
        {
            readonly string _token = "";

            async Task<string> Read(string msg_signature, string timestamp, string nonce, string encrypt)
            {
                await Task.Yield();
                if (!(await CheckSignatureAsync(_token, timestamp, nonce, encrypt, msg_signature)))
                    throw new CryptographicException("The signature of the callback is wrong.");
                return Decrypt(encrypt);
            }

            string Decrypt(string encrypt) => encrypt;

            Task<bool> CheckSignatureAsync(string token, string timestamp, string nonce, string encrypt, string signature) => Task.FromResult(true);
        }
        """);

    private const string Primitive = """

        static class Cryptography
        {
            public static string AES_decrypt(string input, string key, ref string corpid) => input;
        }
        """;

    [Fact]
    public Task Class_of_the_vendor_in_an_old_language() => new CSharpCodeFixTest<WCA1010UnverifiedCallback, WCA1010VerifyFix>
    {
        TestCode = """
            class WXBizMsgCrypt
            {
                string m_sToken = "", m_sKey = "", m_sReceiveId = "";

                public int DecryptMsg(string sMsgSignature, string sTimeStamp, string sNonce, string sPostData, ref string sMsg)
                {
                    string sEncryptMsg = sPostData, cpid = "";
                    sMsg = [|Cryptography.AES_decrypt(sEncryptMsg, m_sKey, ref cpid)|];
                    return 0;
                }

                static int VerifySignature(string sToken, string sTimeStamp, string sNonce, string sMsgEncrypt, string sSigture) => sSigture.Length;
            }
            """ + Primitive,
        FixedCode = """
            class WXBizMsgCrypt
            {
                string m_sToken = "", m_sKey = "", m_sReceiveId = "";

                public int DecryptMsg(string sMsgSignature, string sTimeStamp, string sNonce, string sPostData, ref string sMsg)
                {
                    string sEncryptMsg = sPostData, cpid = "";
                    if (VerifySignature(m_sToken, sTimeStamp, sNonce, sEncryptMsg, sMsgSignature) != 0)
                        throw new System.Security.Cryptography.CryptographicException("The signature of the callback is wrong.");
                    sMsg = Cryptography.AES_decrypt(sEncryptMsg, m_sKey, ref cpid);
                    return 0;
                }

                static int VerifySignature(string sToken, string sTimeStamp, string sNonce, string sMsgEncrypt, string sSigture) => sSigture.Length;
            }
            """ + Primitive,
        Language = LanguageVersion.CSharp7_3,
        Nullable = NullableContextOptions.Disable,
    }.RunAsync();

    [Fact]
    public Task No_bulb_where_a_part_is_missing_or_two_would_do() => Verify.VerifyNoCodeFixAsync($$"""
        using SKIT.FlurlHttpClient.Wechat.Work;

        class WeComQuery { public string Timestamp { get; set; } = ""; }

        class WeComCallback
        {
            readonly WechatWorkClient _client = new();

            object NoSignature(string timestamp, string nonce, string body)
            {
                return [|_client.DeserializeEventFromXml<object>(body)|];
            }

            object TwoTimes(WeComQuery query, string timestamp, string nonce, string signature, string body)
            {
                return [|_client.DeserializeEventFromXml<object>(body)|];
            }

            object Expression(string timestamp, string nonce, string signature, string body) => [|_client.DeserializeEventFromXml<object>(body)|];

            object Computed(string timestamp, string nonce, string signature, string body)
            {
                return [|_client.DeserializeEventFromXml<object>(body.Trim())|];
            }
        }
        {{Skit}}
        """);

    [Fact]
    public Task No_bulb_where_nothing_verifies() => Verify.VerifyNoCodeFixAsync($$"""
        class WeComCallback
        {
            string _key = "";

            string Echo(string msg_signature, string timestamp, string nonce, string echostr)
            {
                var id = "";
                return [|Cryptography.AES_decrypt(echostr, _key, ref id)|];
            }
        }
        {{Primitive}}
        """);
}
