using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.Secrets.WCA1010UnverifiedCallback>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1010Tests
{
    private const string Primitive = """

        static class Cryptography
        {
            public static string AES_decrypt(string input, string key, ref string corpid) => AES_decrypt(input, key);
            static string AES_decrypt(string input, string key) => input;
        }
        """;

    /// <summary>A client of a service hands the signature on with all the rest.</summary>
    [Fact]
    public Task Signature_that_goes_on_to_who_can_look() => Verify.VerifyAnalyzerAsync("""
        class DecryptRequest { public string signature = "", echostr = ""; }

        class WeComServiceClient
        {
            string Decrypt(DecryptRequest request) => request.echostr;

            public string DecryptEcho(string msg_signature, string echostr)
            {
                var request = new DecryptRequest();
                request.signature = msg_signature;
                request.echostr = echostr;
                return Decrypt(request);
            }
        }
        """);

    [Fact]
    public Task Signature_received_and_never_used() => Verify.VerifyAnalyzerAsync($$"""
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

    [Fact]
    public Task Class_of_the_vendor_with_its_check_taken_out() => Verify.VerifyAnalyzerAsync($$"""
        class WXBizMsgCrypt
        {
            string m_sKey = "", m_sReceiveId = "";

            public int DecryptMsg(string sMsgSignature, string sTimeStamp, string sNonce, string sPostData, ref string sMsg)
            {
                // ret = VerifySignature(m_sToken, sTimeStamp, sNonce, sEncryptMsg, sMsgSignature);
                var cpid = "";
                sMsg = [|Cryptography.AES_decrypt(sPostData, m_sKey, ref cpid)|];
                return cpid != m_sReceiveId ? -1 : 0;
            }
        }
        {{Primitive}}
        """);

    [Fact]
    public Task Own_cipher() => Verify.VerifyAnalyzerAsync("""
        using System.Security.Cryptography;

        class WeComCallback
        {
            byte[] Open(string msgSignature, string timestamp, string nonce, byte[] encrypt, byte[] key)
            {
                using var aes = Aes.Create();
                using var opener = [|aes.CreateDecryptor(key, key)|];
                return opener.TransformFinalBlock(encrypt, 0, encrypt.Length);
            }
        }
        """);

    [Fact]
    public Task Client_of_a_library_that_was_not_restored() => Verify.VerifyAnalyzerAsync(
        """
        using {|CS0246:SKIT|}.FlurlHttpClient.Wechat.Work;

        class WeComCallback
        {
            {|CS0246:WechatWorkClient|} client = null!;

            object Bad(string body) => {|#0:client.DeserializeEventFromXml(body)|};

            object? Good(string body, string timestamp, string nonce, string signature)
            {
                if (!client.VerifyEventSignatureFromXml(timestamp, nonce, body, signature))
                    return null;
                return client.DeserializeEventFromXml(body);
            }

            object? Outer(string body, string signature)
            {
                if (!client.VerifyEventSignatureFromXml("", "", body, signature))
                    return null;
                return Inner(body);
            }

            object Inner(string body) => client.DeserializeEventFromXml(body);
        }
        """,
        Verify.Diagnostic().WithLocation(0));

    [Fact]
    public Task Verified_in_every_way() => Verify.VerifyAnalyzerAsync($$"""
        using System.Security.Cryptography;
        using System.Text;

        class WXBizMsgCrypt
        {
            string _key = "", _id = "";

            public int DecryptMsg(string sMsgSignature, string sTimeStamp, string sNonce, string sPostData, ref string sMsg)
            {
                if (VerifySignature(sTimeStamp, sNonce, sPostData, sMsgSignature) != 0)
                    return -1;
                sMsg = Cryptography.AES_decrypt(sPostData, _key, ref _id);
                return 0;
            }

            public string? Echo(string msgSignature, string timestamp, string nonce, string echostr)
            {
                var computed = timestamp + nonce;
                if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(computed), Encoding.ASCII.GetBytes(msgSignature)))
                    return null;
                return Cryptography.AES_decrypt(echostr, _key, ref _id);
            }

            public string? Compared(string msgSignature, string timestamp, string nonce, string echostr) =>
                msgSignature == timestamp + nonce ? Open(echostr) : null;

            string Open(string encrypt) => Cryptography.AES_decrypt(encrypt, _key, ref _id);

            int VerifySignature(string time, string nonce, string text, string sSigture) => 0;
        }

        class WeComController
        {
            int Post(WXBizMsgCrypt crypt, string msg_signature, string timestamp, string nonce, string body)
            {
                var text = "";
                return crypt.DecryptMsg(msg_signature, timestamp, nonce, body, ref text);
            }
        }
        {{Primitive}}
        """);

    [Fact]
    public Task Other_ciphers() => Verify.VerifyAnalyzerAsync("""
        class WeComArchive
        {
            string Message(string encrypt_random_key, string encrypt) => Rsa.Decrypt(encrypt_random_key) + DecryptData(encrypt);
            string Password(string encrypt) => Aes.Decrypt(encrypt);
            string DecryptData(string text) => text;
        }

        static class Rsa { public static string Decrypt(string text) => text; }
        static class Aes { public static string Decrypt(string text) => text; }
        """);

    [Fact]
    public Task Nobody_asked_for_the_signature() => Verify.VerifyAnalyzerAsync(
        $$"""
        class HttpPostAttribute : System.Attribute { }
        class VerifySignatureAttribute : System.Attribute { }

        class WeComCallbackController
        {
            string _key = "";

            [HttpPost]
            public string Receive(string encrypt)
            {
                var id = "";
                return {|#0:Cryptography.AES_decrypt(encrypt, _key, ref id)|};
            }

            [HttpPost, VerifySignature]
            public string Filtered(string encrypt)
            {
                var id = "";
                return {|#1:Cryptography.AES_decrypt(encrypt, _key, ref id)|};
            }
        }
        {{Primitive}}
        """,
        Verify.Diagnostic().WithLocation(0),
        Verify.Suggestion().WithLocation(1));

    [Fact]
    public Task Handed_to_who_decrypts_it() => Verify.VerifyAnalyzerAsync($$"""
        class WeComEvents
        {
            public string Decode(string text, string key)
            {
                var id = "";
                return Cryptography.AES_decrypt(text, key, ref id);
            }

            public string Checked(string signature, string text, string key)
            {
                if (signature != key)
                    return "";
                var id = "";
                return Cryptography.AES_decrypt(text, key, ref id);
            }

            public string Length(string text) => text.Length.ToString();
        }

        class WeComController
        {
            WeComEvents _events = new();

            public string A(string msg_signature, string timestamp, string nonce, string encrypt) => [|_events.Decode(encrypt, "")|];
            public string B(string msg_signature, string timestamp, string nonce, string encrypt) => _events.Checked(msg_signature, encrypt, "");
            public string C(string msg_signature, string timestamp, string nonce, string encrypt) => _events.Length(encrypt);
        }
        {{Primitive}}
        """);

    /// <summary>A check whose answer nobody looks at is none.</summary>
    [Fact]
    public Task A_check_whose_answer_is_dropped() => Verify.VerifyAnalyzerAsync($$"""
        class WeComCallbacks
        {
            string key = "", id = "";

            string Dropped(string msg_signature, string timestamp, string nonce, string encrypt)
            {
                Check(msg_signature, timestamp, nonce, encrypt);
                return [|Cryptography.AES_decrypt(encrypt, key, ref id)|];
            }

            string Thrown(string msg_signature, string timestamp, string nonce, string encrypt)
            {
                EnsureSignature(msg_signature, timestamp, nonce, encrypt);
                return Cryptography.AES_decrypt(encrypt, key, ref id);
            }

            string Asked(string msg_signature, string timestamp, string nonce, string encrypt)
            {
                if (!Check(msg_signature, timestamp, nonce, encrypt))
                    return "";
                return Cryptography.AES_decrypt(encrypt, key, ref id);
            }

            static bool Check(string signature, string timestamp, string nonce, string text) => signature == nonce + text;
            static void EnsureSignature(string signature, string timestamp, string nonce, string text) { if (signature != nonce + text) throw new System.Exception(); }
        }
        {{Primitive}}
        """);
}
