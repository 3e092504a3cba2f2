namespace Company.WeCom;

/// <summary>Opens callbacks of WeCom.</summary>
public class CallbackReader
{
    // WCA1010, WCA3006
    public string Read(string msg_signature, string timestamp, string nonce, string encrypted, string key)
    {
        var receiver = "";
        return Cryptography.AES_decrypt(encrypted, key, ref receiver);
    }
}
