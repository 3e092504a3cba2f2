namespace Company.WeCom;

/// <summary>What a web framework would call.</summary>
public class TokenController
{
    private readonly Tokens _tokens = new();

    // WCA1006
    public async Task<object> Get(WeComOptions options)
    {
        var token = await _tokens.OfAsync(options.CorpId, options.AgentSecret);
        return Json(new { access_token = token });
    }

    private static object Json(object value) => value;
}
