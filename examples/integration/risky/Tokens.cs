using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Company.WeCom;

/// <summary>Options as they are bound from configuration.</summary>
public class WeComOptions
{
    public string CorpId { get; set; } = "";

    public string AgentSecret { get; set; } = "";

    public string ExternalContactSecret { get; set; } = "";
}

/// <summary>Tokens of several apps.</summary>
public class Tokens
{
    private static readonly HttpClient Client = new();

    private static string? _token;
    private static DateTime _until;

    public async Task<string> OfAsync(string corpId, string secret)
    {
        // WCA2011
        if (_token is not null && DateTime.UtcNow < _until)
            return _token;
        var reply = await Client.GetFromJsonAsync<JsonObject>($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={corpId}&corpsecret={secret}");
        if ((int?)reply?["errcode"] != 0)
            throw new InvalidOperationException("no token");
        _token = (string)reply!["access_token"]!;
        _until = DateTime.UtcNow.AddSeconds(7000);
        return _token;
    }

    // WCA3005
    public Task<string> OfCustomersAsync(WeComOptions options) => OfAsync(options.CorpId, options.ExternalContactSecret);

    public async Task<bool> TestAsync(WeComOptions options)
    {
        var token = await OfAsync(options.CorpId, options.AgentSecret);

        // WCA1012
        using var response = await Client.PostAsJsonAsync("https://qyapi.weixin.qq.com/cgi-bin/agent/list", new { access_token = token });
        var reply = await response.Content.ReadFromJsonAsync<JsonObject>();
        return (int?)reply?["errcode"] == 0;
    }
}
