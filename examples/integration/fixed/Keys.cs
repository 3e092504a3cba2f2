namespace Company.WeCom;

/// <summary>What is no secret; everything else comes from the environment.</summary>
public static class Keys
{
    public const string CorpId = "ww4c7a19e3b5d20f86";

    public static string CorpSecret => Required("WECOM_CORP_SECRET");

    public static string EncodingAESKey => Required("WECOM_AES_KEY");

    public static string RobotKey => Required("WECOM_ROBOT_KEY");

    private static string Required(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : throw new InvalidOperationException($"Set {name}.");
}
