namespace WeComPolicy.CodeScan.Tests;

/// <summary>Values with the shape of secrets, made for these tests; none was ever issued.</summary>
internal static class MadeUp
{
    public const string AppSecret = "Hn4-vB8sQ2_mXe7KtLz0RgYc5WpJd9UaFo1ViTk3Er6";

    public const string AesKey = "Hn4vB8sQ2mXe7KtLz0RgYc5WpJd9UaFo1ViTk3Er6bC";

    public const string CallbackToken = "harbour7Lane2";

    public const string WebhookKey = "3e9d05a7-c81b-4f62-a4d0-59b7e2c6f813";

    public const string CorpId = "wwa1b2c3d4e5f60718";
}
