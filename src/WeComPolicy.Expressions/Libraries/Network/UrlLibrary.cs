using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries.Network;

/// <summary>Kubernetes' URL library.</summary>
internal static class UrlLibrary
{
    private static readonly CelType _url = WebAddress.CelType;

    public static FunctionLibrary Create()
    {
        var table = new FunctionTable { Linear = true };
        table.Parser("url", "string_to_url", _url, Parse);
        table.Global("isURL", "is_url_string", CelType.Bool, [CelType.String], s => Value.Bool(WebAddress.TryParse(s.AsString, out _)));
        table.Global("string", "url_to_string", CelType.String, [_url], u => Value.String(u.AsOpaque.ToString()));
        Part("getScheme", "url_get_scheme", u => u.Scheme);
        Part("getHost", "url_get_host", u => u.Host);
        Part("getHostname", "url_get_hostname", u => u.HostName);
        Part("getPort", "url_get_port", u => u.Port);
        Part("getEscapedPath", "url_get_escaped_path", u => u.EscapedPath);
        table.Member("getQuery", "url_get_query", CelType.Map(CelType.String, CelType.List(CelType.String)), [_url], Query);
        return table.ToLibrary("url");

        void Part(string name, string id, Func<WebAddress, string> body) =>
            table.Member(name, id, CelType.String, [_url], u => Value.String(body((WebAddress)u.AsOpaque)));
    }

    private static Value Parse(Value text)
    {
        if (WebAddress.TryParse(text.AsString, out var url))
            return Value.Opaque(url);
        var shown = ValueOperations.ToDisplay(text, 80);
        return Value.Error(
            $"{shown} 不是有效的 URL，应为 https://example.com/path 一类的绝对地址或以 / 开头的路径",
            $"{shown} is not a URL: write an absolute address such as https://example.com/path, or a path that begins with /");
    }

    private static Value Query(Value url)
    {
        if (((WebAddress)url.AsOpaque).Parameters() is not { } parameters)
            return Value.Error("URL 的查询参数编码有误", "the query of the URL is not properly escaped");
        var map = new DictionaryMapSource(parameters.Count);
        foreach (var (key, values) in parameters)
            map.TryAdd(Value.String(key), ListReading.ToList([.. values.Select(Value.String)]));
        return map.ToValue();
    }
}
