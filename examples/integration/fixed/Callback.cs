using System.Security.Cryptography;
using System.Text;

namespace Company.WeCom;

/// <summary>Callbacks of WeCom: the signature first, then the message, then whom it was for.</summary>
public class Callback(string token, string aesKey, string corpId)
{
    public string? Read(string msg_signature, string timestamp, string nonce, string encrypted)
    {
        if (!IsGenuine(msg_signature, timestamp, nonce, encrypted))
            return null;
        var receiver = "";
        var message = Cryptography.AES_decrypt(encrypted, aesKey, ref receiver);
        return receiver == corpId ? message : null;
    }

    private bool IsGenuine(string msg_signature, string timestamp, string nonce, string encrypted)
    {
        string[] parts = [token, timestamp, nonce, encrypted];
        Array.Sort(parts, StringComparer.Ordinal);
        var signature = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(msg_signature));
    }
}
