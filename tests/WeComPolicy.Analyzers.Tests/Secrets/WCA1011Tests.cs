using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.Secrets.WCA1011LeakyComparison>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1011Tests
{
    [Fact]
    public Task Class_of_the_vendor() => Verify.VerifyAnalyzerAsync("""
        class WXBizMsgCrypt
        {
            string m_sReceiveId = "";

            static int VerifySignature(string sToken, string sTimeStamp, string sNonce, string sMsgEncrypt, string sSigture)
            {
                string hash = "";
                int ret = GenarateSinature(sToken, sTimeStamp, sNonce, sMsgEncrypt, ref hash);
                if (ret != 0)
                    return ret;
                if ([|hash == sSigture|])
                    return 0;
                return -40001;
            }

            static int GenarateSinature(string token, string time, string nonce, string text, ref string hash) => 0;
        }
        """);

    [Fact]
    public Task Ways_to_compare() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;

        class Reply { public string msg_signature = ""; }

        class WeComCallback
        {
            string token = "";

            bool One(string msgSignature, string timestamp, string nonce, string encrypt) => [|Sign(timestamp, nonce, encrypt) != msgSignature|];
            bool Two(string msgSignature, string a) => [|string.Equals(a, msgSignature, StringComparison.OrdinalIgnoreCase)|];
            bool Three(string msgSignature, string a) => [|a.Equals(msgSignature)|];
            bool Four(Reply b, string a)
            {
                return [|a == b.msg_signature|];
            }
            bool Five(Dictionary<string, string> query, string computed) => [|query["msg_signature"] == computed|];
            bool Six(string msgSignature, string a) => [|string.CompareOrdinal(a, msgSignature)|] == 0;
            bool Seven(byte[] msgSignature, byte[] a) => [|a.SequenceEqual(msgSignature)|];
            bool Eight(string msgSignature, string a) => [|StringComparer.Ordinal.Equals(a, msgSignature)|];
            bool Nine(string signature, string timestamp, string nonce, string echostr) => [|signature.ToLower() == Sign(timestamp, nonce, echostr).ToLower()|];
            bool Ten(string hash, string expected, string nonce, string timestamp, string encrypt) => [|hash == expected|];
            bool Eleven(string? msgSignature, string a) => msgSignature?[|.Equals(a)|] == true;

            string Sign(string timestamp, string nonce, string text) => "";
        }
        """);

    [Fact]
    public Task Constant_time_nulls_and_lengths() => Verify.VerifyAnalyzerAsync("""
        using System.Security.Cryptography;
        using System.Text;

        class WeComCallback
        {
            bool Good(string msgSignature, string computed) =>
                msgSignature.Length == computed.Length
                && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(msgSignature), Encoding.ASCII.GetBytes(computed));

            bool Missing(string? msgSignature) => msgSignature == null || msgSignature == "" || msgSignature == string.Empty;
            bool Secret(string corpsecret, string nonce, string timestamp, string appSecret) => corpsecret == appSecret;
            bool Kind(SignatureType signatureType, string nonce, string timestamp) => signatureType == SignatureType.Sha1;
            int Count(int signature, int other, string nonce, string timestamp) => signature == other ? 1 : 0;
        }

        enum SignatureType { Sha1 }
        """);

    [Fact]
    public Task Signatures_of_others() => new WeComPolicy.Testing.Analyzers.CSharpAnalyzerTest<WeComPolicy.Analyzers.Secrets.WCA1011LeakyComparison>
    {
        TestCode = """class WeComClient { const string Host = "https://qyapi.weixin.qq.com"; }""",
        Sources =
        {
            """
            class CheckSignature
            {
                static bool Check(string signature, string timestamp, string nonce, string token) => signature == Sign(timestamp, nonce, token);
                static string Sign(string timestamp, string nonce, string token) => "";
            }
            """,
            """
            class WXBizMsgCrypt
            {
                string m_sAppID = "";
                static bool Verify(string hash, string sMsgSignature, string nonce, string timestamp) => hash == sMsgSignature;
            }
            """,
            """
            class WxPayNotify
            {
                static bool Check(string sign, string mySign, string nonce, string timestamp, string ciphertext) => sign == mySign;
            }
            """,
        },
    }.RunAsync();

    [Fact]
    public Task Tools_that_compare() => Verify.VerifyAnalyzerAsync("""
        using System.Linq;
        using System.Text;

        static class Tools
        {
            public static bool EqualIgnoreCase(this string a, string b) => string.Equals(a, b, System.StringComparison.OrdinalIgnoreCase);
            public static bool Same(string a, string b) => a.CompareTo(b) == 0;
            public static bool SameInTime(string a, string b) { var d = a.Length ^ b.Length; for (var i = 0; i < a.Length && i < b.Length; i++) d |= a[i] ^ b[i]; return d == 0; }
        }

        class WeComCallback
        {
            bool A(string timestamp, string nonce, string encrypt, string signature)
            {
                var expected = timestamp + nonce + encrypt;
                return [|expected.EqualIgnoreCase(signature)|];
            }

            bool B(string timestamp, string nonce, string encrypt, string msgSignature, string expected) => [|Tools.Same(expected, msgSignature)|];

            bool C(string timestamp, string nonce, string encrypt, string msgSignature, string expected) => Tools.SameInTime(expected, msgSignature);

            bool D(string timestamp, string nonce, string encrypt, string msgSignature, string expected)
            {
                var a = Encoding.UTF8.GetBytes(expected);
                var b = Encoding.UTF8.GetBytes(msgSignature);
                return [|a.SequenceEqual(b)|];
            }
        }
        """);
}
