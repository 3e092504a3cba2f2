namespace WeComPolicy.Analyzers.Tests;

/// <summary>Values with the shape of secrets, made for these tests; none was ever issued.</summary>
internal static class MadeUp
{
    public const string AppSecret = "Zq7-mT2xK9_fRb4LwYc8NhVe1GdJu5PsAo3XiQk6Bt0";

    public const string OldAppSecret = "Zq7-mT2xK9_fRb4LwYc8NhVe1GdJu5PsAo3XiQk6Bt0Zq7mT2xK9fRb4LwYc8NhV";

    public const string AesKey = "Zq7mT2xK9fRb4LwYc8NhVe1GdJu5PsAo3XiQk6Bt0aW";

    public const string WebhookKey = "7c1e94b2-5a0d-4f38-9e67-b2d8c4f1a305";

    public const string CorpId = "ww1a2b3c4d5e6f7a8b";
}
