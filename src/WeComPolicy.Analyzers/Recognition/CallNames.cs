using Microsoft.CodeAnalysis;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>What a call does with the values that go in, by its name: the code may be read without its packages.</summary>
internal static class CallNames
{
    /// <summary>The result is a text with everything of what went in.</summary>
    public static bool IsPlainText(string name) => name is "Format" or "AppendFormat" or "Concat" or "Join" or "Replace" or "Insert" or "Append" or "AppendLine" or "ToString"
        or "Trim" or "TrimEnd" or "TrimStart" or "ToLower" or "ToUpper" or "ToLowerInvariant" or "ToUpperInvariant" or "PadLeft" or "PadRight" or "UrlEncode" or "UrlDecode"
        or "EscapeDataString" or "EscapeUriString" or "UnescapeDataString" or "GetBytes" or "GetString" or "ToBase64String" or "FromBase64String" or "ToArray" or "ToList"
        or "AddQueryString" or "SetQueryParam" or "SetQueryParams" or "AppendPathSegment" or "AppendPathSegments" or "Combine" or "AsSpan" or "F" or "Raw";

    /// <summary>A library that keeps tokens, or fetches them.</summary>
    public static bool FetchesToken(string name, string receiver) =>
        (receiver is "AccessTokenContainer" or "ProviderTokenContainer" or "JsApiTicketContainer" or "CommonApi")
        && (WeComWords.ContainsAny(name, "GetToken", "GetTicket")) && !WeComWords.ContainsAny(name, "Result");

    /// <summary>Senparc's AppKey is corpId@corpSecret.</summary>
    public static bool BuildsAppKey(string name) => name == "BuildingKey";

    /// <summary>A method named after getting a token, in a file that is about WeCom.</summary>
    public static bool SaysToken(string name) =>
        (EndsInToken(name)
            || name is "gettoken" or "gettokenasync" or "trygettoken" or "trygettokenasync" or "fetchtokenasync" or "getjsapiticket" or "getjsapiticketasync")
        && (name.StartsWith("get", StringComparison.Ordinal) || name.StartsWith("fetch", StringComparison.Ordinal) || name.StartsWith("tryget", StringComparison.Ordinal)
            || name.StartsWith("acquire", StringComparison.Ordinal) || name.StartsWith("obtain", StringComparison.Ordinal));

    /// <summary>GetAccessToken, GetAccessTokenStr, GetAccessTokenByApp, GetAccessTokenAsync.</summary>
    private static bool EndsInToken(string name)
    {
        var at = name.IndexOf("accesstoken", StringComparison.Ordinal);
        if (at < 0)
            return false;
        var rest = name.Substring(at + "accesstoken".Length);
        if (rest.EndsWith("async", StringComparison.Ordinal))
            rest = rest.Substring(0, rest.Length - "async".Length);
        return rest is "" or "str" or "string" or "value" or "cache" or "cached" or "nocache" or "text" or "s" or "new"
            || rest.StartsWith("by", StringComparison.Ordinal) || rest.StartsWith("from", StringComparison.Ordinal) || rest.StartsWith("for", StringComparison.Ordinal)
            || rest.StartsWith("with", StringComparison.Ordinal);
    }

    /// <summary>Text, or what is not known.</summary>
    public static bool MayReturnText(ISymbol? symbol)
    {
        if (symbol is not IMethodSymbol { ReturnType: { } type })
            return symbol is null;
        type = AwaitedType.Of(type);
        return type is IErrorTypeSymbol or IDynamicTypeSymbol || type.SpecialType is SpecialType.System_String or SpecialType.System_Object;
    }

    /// <summary>Sends a request; what comes back is another text than what went in.</summary>
    public static bool Requests(string name) => name is "GetResponse" or "GetResponseAsync" or "DownloadString" or "DownloadStringAsync" or "DownloadStringTaskAsync" or "DownloadData"
        or "UploadString" or "UploadStringTaskAsync" or "GetStringAsync" or "GetAsync" or "PostAsync" or "SendAsync" or "Send" or "GetFromJsonAsync" or "PostAsJsonAsync" or "PostJsonAsync"
        or "GetJsonAsync" or "GetAsAsync" or "GetAsStringAsync" or "PostAsAsync" or "PostAsStringAsync" or "SendAsAsync" or "SendAsStringAsync" or "Execute" or "ExecuteAsync" or "ExecuteGet" or "ExecutePost" or "ExecuteGetAsync" or "ExecutePostAsync" or "GetByteArrayAsync" or "GetStreamAsync" or "OpenRead"
        || (WeComWords.Normalize(name) is var plain && (WeComWords.ContainsAny(plain, "http", "request", "webclient")
            || plain is "get" or "post" or "doget" or "dopost" or "geturl" or "getjson" or "postjson" or "gethtml" or "getdata" or "postdata" or "getstring"));

    /// <summary>An unknown method, given an address by a name that says that it goes there: <c>Net.Call(url)</c>, <c>Api.Invoke(url)</c>, <c>Tool.GetResult(url)</c>.</summary>
    /// <param name="name">Normalized.</param>
    public static bool SoundsLikeErrand(string name) => WeComWords.ContainsAny(name, "call", "invoke", "fetch", "query", "visit", "exec", "rpc", "curl", "download", "crawl", "access", "reply", "response", "remote", "webapi")
        || name.StartsWith("get", StringComparison.Ordinal) || name.StartsWith("post", StringComparison.Ordinal) || name.StartsWith("do", StringComparison.Ordinal)
        || name.StartsWith("send", StringComparison.Ordinal) || name.StartsWith("load", StringComparison.Ordinal) || name.StartsWith("ask", StringComparison.Ordinal)
        || name.StartsWith("read", StringComparison.Ordinal) || name.StartsWith("open", StringComparison.Ordinal);

    /// <summary>What comes out is a view of what the call is made on.</summary>
    public static bool PassesOn(string name) => name is "ReadAsStringAsync" or "ReadAsString" or "ReadToEnd" or "ReadToEndAsync" or "GetResponseStream" or "GetAwaiter" or "GetResult"
        or "ConfigureAwait" or "ReadAsStreamAsync" or "ReadAsByteArrayAsync" or "Create" or "CreateHttp" or "CreateDefault" or "Parse" or "ParseAsync" or "SerializeObject" or "Serialize" or "ToJson"
        or "ToJsonString" or "ToJSON" or "DeserializeObject" or "Deserialize" or "ReadFromJsonAsync" or "ReadAsAsync" or "ReadFromJson" or "ToObject" or "FromJson" or "ReceiveString" or "ReceiveJson" or "GetRawText"
        or "AsString" or "ToStr" or "ToText" or "Run" or "FromResult" or "WaitAsync" or "Unwrap" or "BuildUri";

    /// <summary>Turns an object into text with all its members.</summary>
    public static bool WritesOut(string name) => name is "ToJson" or "ToJsonString" or "ToJSON" or "ToJsonStr" or "Dump"
        || (WeComWords.ContainsAny(name, "Serialize") && !WeComWords.ContainsAny(name, "Deserialize"));

    /// <summary>Members through which a value is still all there.</summary>
    public static bool IsTransparent(string name) => name is "Result" or "Value" or "Content" or "AbsoluteUri" or "OriginalString" or "PathAndQuery" or "Query" or "Uri" or "Body" or "RootElement";

    /// <summary>Puts a value under a key instead of reading one.</summary>
    public static bool Stores(string name) => name is "Add" or "TryAdd" or "Set" or "SetValue" or "SetAsync" or "Remove" or "AddParameter" or "AddQueryParameter" or "SetQueryParam" or "ContainsKey";
}
