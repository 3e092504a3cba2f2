using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Company.WeCom;

/// <summary>Calls of WeCom, paced, checked and with a token that is kept.</summary>
public class WeComClient(HttpClient client, Tokens tokens)
{
    private const string Host = "https://qyapi.weixin.qq.com/cgi-bin/";

    private const int MembersPerMessage = 1000;

    public async Task SendToAllAsync(string agentId, string secret, IEnumerable<string> users, string text)
    {
        foreach (var group in users.Chunk(MembersPerMessage))
        {
            var token = await tokens.OfAsync(Keys.CorpId, agentId, secret);
            await CheckedAsync($"{Host}message/send?access_token={token}", new { touser = string.Join('|', group), agentid = agentId, msgtype = "text", text = new { content = text } });
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    public async Task RobotToAllAsync(string key, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            await CheckedAsync($"{Host}webhook/send?key={key}", new { msgtype = "text", text = new { content = text } });
            await Task.Delay(TimeSpan.FromSeconds(3));
        }
    }

    private async Task CheckedAsync(string address, object body)
    {
        using var response = await client.PostAsJsonAsync(address, body);
        var reply = await response.Content.ReadFromJsonAsync<JsonObject>();
        if ((int?)reply?["errcode"] != 0)
            throw new InvalidOperationException($"WeCom answered {reply?["errcode"]}: {reply?["errmsg"]}");
    }
}
