using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Company.WeCom;

/// <summary>Calls of WeCom as they are often written.</summary>
public class WeComClient
{
    private const string Host = "https://qyapi.weixin.qq.com/cgi-bin/";

    // WCA1008
    private static readonly HttpClient Client = new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
    });

    public async Task<string> FetchTokenAsync(string corpId, string secret)
    {
        var reply = await Client.GetFromJsonAsync<JsonObject>($"{Host}gettoken?corpid={corpId}&corpsecret={secret}");
        if ((int?)reply?["errcode"] != 0)
            throw new InvalidOperationException("no token");
        var token = (string)reply!["access_token"]!;

        // WCA1005
        Console.WriteLine("token: " + token);
        return token;
    }

    public async Task SendAsync(string secret, string user, string text)
    {
        // WCA2003
        var token = await FetchTokenAsync(Keys.CorpId, secret);

        // WCA3001
        await Client.PostAsJsonAsync($"{Host}message/send?access_token={token}", new { touser = user, msgtype = "text", text = new { content = text } });
    }

    public async Task SendToAllAsync(string secret, IEnumerable<string> users, string text)
    {
        foreach (var user in users)
        {
            // WCA2001, WCA2007
            await SendAsync(secret, user, text);
        }
    }

    // WCA2002
    public Task SendAtOnceAsync(string secret, IEnumerable<string> users, string text) =>
        Task.WhenAll(users.Select(user => SendAsync(secret, user, text)));

    public async Task<bool> RobotAsync(string key, string text)
    {
        // WCA2009
        using var client = new HttpClient();
        var response = await client.PostAsJsonAsync($"{Host}webhook/send?key={key}", new { msgtype = "text", text = new { content = text } });
        var reply = await response.Content.ReadFromJsonAsync<JsonObject>();

        // WCA3002
        return (string?)reply?["errmsg"] == "ok";
    }

    public async Task RobotToAllAsync(string key, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            await RobotAsync(key, text);

            // WCA2004
            await Task.Delay(500);
        }
    }

    // WCA1007, WCA2010
    public Task<string> MemberAsync(string token, string user) =>
        CheckedAsync($"http://qyapi.weixin.qq.com/cgi-bin/user/get?access_token={token}&userid={user}&debug=1");

    private static async Task<string> CheckedAsync(string address)
    {
        var text = await Client.GetStringAsync(address);
        var reply = JsonNode.Parse(text);
        return (int?)reply?["errcode"] == 0 ? text : throw new InvalidOperationException("failed");
    }
}
