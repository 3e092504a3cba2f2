using System.Security.Cryptography;
using System.Text;

namespace Company.WeCom;

/// <summary>Callbacks of WeCom.</summary>
public class Callback
{
    private readonly string token;

    public Callback(string token) => this.token = token;

    public bool IsGenuine(string msg_signature, string timestamp, string nonce, string encrypted)
    {
        string[] parts = [token, timestamp, nonce, encrypted];
        Array.Sort(parts, StringComparer.Ordinal);
        var signature = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));

        // WCA1011
        return signature == msg_signature;
    }
}
