using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>How messages name an endpoint: the same in every language.</summary>
internal static class Endpoints
{
    public static string Describe(WeComEndpoint endpoint) => endpoint.Path.Length > 0 ? "/cgi-bin/" + endpoint.Path : "qyapi.weixin.qq.com";
}
