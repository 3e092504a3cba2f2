using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Company.WeCom;

/// <summary>The access token of each app, fetched when it is needed and kept until shortly before it ends.</summary>
public class Tokens(HttpClient client)
{
    private readonly ConcurrentDictionary<string, (string Token, DateTime Until)> _kept = new();

    public async Task<string> OfAsync(string corpId, string agentId, string secret)
    {
        var key = corpId + "/" + agentId;
        if (_kept.TryGetValue(key, out var kept) && DateTime.UtcNow < kept.Until)
            return kept.Token;
        var reply = await client.GetFromJsonAsync<JsonObject>($"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid={corpId}&corpsecret={secret}");
        if ((int?)reply?["errcode"] != 0)
            throw new InvalidOperationException($"gettoken failed with {reply?["errcode"]}.");
        var token = (string)reply!["access_token"]!;
        _kept[key] = (token, DateTime.UtcNow.AddSeconds((int)reply["expires_in"]! - 300));
        return token;
    }
}
