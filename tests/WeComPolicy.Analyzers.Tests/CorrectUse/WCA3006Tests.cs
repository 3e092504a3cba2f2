using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CorrectUse.WCA3006ReceiverUnchecked>;

namespace WeComPolicy.Analyzers.Tests.CorrectUse;

public sealed class WCA3006Tests
{
    [Fact]
    public Task Receiver_thrown_away_or_looked_at() => Verify.VerifyAnalyzerAsync("""
        static class Cryptography
        {
            public static string AES_decrypt(string input, string key, ref string corpid) => input;
            public static string AesDecrypt(string input, string key, out string receiveId) { receiveId = ""; return input; }
        }

        class WeComCallback
        {
            string _key = "", m_sReceiveId = "";

            string Dropped(string text)
            {
                var cpid = "";
                return [|Cryptography.AES_decrypt(text, _key, ref cpid)|];
            }

            string Discarded(string text) => [|Cryptography.AesDecrypt(text, _key, out _)|];

            string Tuple(string text)
            {
                var (_, message, _) = [|Parse(text)|];
                return message;
            }

            string? Compared(string text)
            {
                var cpid = "";
                var message = Cryptography.AES_decrypt(text, _key, ref cpid);
                return cpid == m_sReceiveId ? message : null;
            }

            string Handed(string text, ref string id) => Cryptography.AES_decrypt(text, _key, ref id);

            string? Named(string text)
            {
                var (_, message, receiver) = Parse(text);
                return receiver == m_sReceiveId ? message : null;
            }

            (string Random, string Message, string ReceiveId) Parse(string text) => (text, text, text);
        }
        """);
}
