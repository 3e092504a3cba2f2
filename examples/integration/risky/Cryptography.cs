using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Company.WeCom;

/// <summary>The cipher of callbacks: random bytes, the length, the message, the receiver.</summary>
public static class Cryptography
{
    public static string AES_decrypt(string input, string key, ref string receiver)
    {
        using var aes = Aes.Create();
        aes.Key = Convert.FromBase64String(key + "=");
        var plain = aes.DecryptCbc(Convert.FromBase64String(input), aes.Key.AsSpan(0, 16), PaddingMode.None);
        plain = plain[..^plain[^1]];
        var length = BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(16));
        receiver = Encoding.UTF8.GetString(plain, 20 + length, plain.Length - 20 - length);
        return Encoding.UTF8.GetString(plain, 20, length);
    }
}
