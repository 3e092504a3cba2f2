using System.Text.Json.Nodes;

namespace Company.WeCom;

/// <summary>Reads the directory and the archive.</summary>
public class WeComDirectory
{
    private static readonly HttpClient Client = new();

    // WCA2005
    private readonly SemaphoreSlim _gate = new(50);

    // WCA2008
    public Timer Watch(string token) => new Timer(_ => ListAsync(token).Wait(), null, 0, 2000);

    public async Task<int> ListAsync(string token)
    {
        await _gate.WaitAsync();
        try
        {
            return await CountAsync($"https://qyapi.weixin.qq.com/cgi-bin/department/list?access_token={token}");
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<int> ListAgainAsync(string token)
    {
        while (true)
        {
            try
            {
                // WCA2006
                return await ListAsync(token);
            }
            catch (InvalidOperationException)
            {
            }
        }
    }

    // WCA3003
    public Task<int> HandOverAsync(string token) => CountAsync($"https://qyapi.weixin.qq.com/cgi-bin/externalcontact/transfer?access_token={token}");

    // WCA3004
    public string Archive(WeComFinanceClient client) => client.GetChatData(0, 100);

    private static async Task<int> CountAsync(string address)
    {
        var reply = JsonNode.Parse(await Client.GetStringAsync(address));
        return (int?)reply?["errcode"] == 0 ? reply.AsObject().Count : throw new InvalidOperationException("failed");
    }
}

/// <summary>The vendor's archive library, as far as it is used here.</summary>
public class WeComFinanceClient
{
    public string GetChatData(long sequence, int limit) => $"{sequence}+{limit}";
}
