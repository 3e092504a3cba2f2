namespace Company.WeCom;

/// <summary>Keys where everyone who reads the code finds them.</summary>
public static class Keys
{
    public const string CorpId = "ww4c7a19e3b5d20f86";

    // WCA1001
    public const string CorpSecret = "Vt5_nW9cXq2Lb7Ry-KhZe4Gm8JsUp1DaFo6TiY3Bv0M";

    // WCA1002
    public const string EncodingAESKey = "Vt5nW9cXq2Lb7RyKhZe4Gm8JsUp1DaFo6TiY3Bv0MwE";

    // WCA1003
    public const string RobotAddress = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=5b8e27d1-93c4-4a6f-b0d7-e41f92a6c835";

    // WCA1004
    public const string ArchivePrivateKey = """
        -----BEGIN RSA PRIVATE KEY-----
        MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu
        KUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQJAIJLixBy2qpFoS4DSmoEm
        -----END RSA PRIVATE KEY-----
        """;
}
