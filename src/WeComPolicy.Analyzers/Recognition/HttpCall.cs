using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Names of methods that send a request.</summary>
internal static class HttpCall
{
    // Hardly anything else is called so.
    private static readonly HashSet<string> Sure = new(StringComparer.Ordinal)
    {
        "GetStringAsync", "GetByteArrayAsync", "GetStreamAsync", "GetFromJsonAsync", "PostAsJsonAsync", "PutAsJsonAsync", "PatchAsJsonAsync",
        "DeleteFromJsonAsync", "GetResponse", "GetResponseAsync", "BeginGetResponse",
        "DownloadString", "DownloadStringAsync", "DownloadStringTaskAsync", "DownloadData", "DownloadDataAsync", "DownloadDataTaskAsync",
        "UploadString", "UploadStringAsync", "UploadStringTaskAsync", "UploadData", "UploadDataAsync", "UploadDataTaskAsync", "UploadValues",
        "UploadValuesAsync", "UploadValuesTaskAsync", "UploadFile", "UploadFileAsync", "UploadFileTaskAsync",
        "GetJsonAsync", "PostJsonAsync", "PutJsonAsync", "PostStringAsync", "PostUrlEncodedAsync", "PostMultipartAsync", "GetBytesAsync",
        "ExecutePost", "ExecutePostAsync", "ExecuteGet", "ExecuteGetAsync", "PostJson", "GetAsStringAsync", "GetAsAsync", "PostAsAsync", "PostAsStringAsync",
        "SendAsAsync", "SendAsStringAsync",
    };

    private static readonly HashSet<string> Possible = new(StringComparer.Ordinal)
    {
        "GetAsync", "PostAsync", "PutAsync", "DeleteAsync", "PatchAsync", "SendAsync", "Get", "Post", "Put", "Send", "Execute", "ExecuteAsync",
        "OpenRead", "OpenReadTaskAsync", "DownloadFile", "DownloadFileTaskAsync", "Request", "RequestAsync", "Invoke", "InvokeAsync", "ExecuteTaskAsync",
    };

    public static bool IsSure(string method) => Sure.Contains(method);

    public static bool IsPossible(string method) => Possible.Contains(method);

    /// <summary>What the method is called on is a client by its name.</summary>
    public static bool IsClient(string normalized) =>
        WeComWords.ContainsAny(normalized, "http", "client", "backchannel", "rest", "webreq", "request", "flurl", "web");

    /// <summary>A method that is not written in the project and gets an address: whether it sends a request there.</summary>
    public static bool SoundsLikeRequest(string normalized) =>
        WeComWords.ContainsAny(normalized, "get", "post", "send", "request", "http", "download", "upload", "execute", "fetch", "json", "call", "invoke")
        && !WeComWords.ContainsAny(
            normalized, "log", "redirect", "getstring", "getvalue", "getsection", "getproperty", "addhttpclient", "setquery", "querystring", "encode",
            "serialize", "tojson", "parse", "getbytes", "trygetvalue", "getcookie", "getheader", "gettype", "getoradd", "getorcreate", "addtypedclient")
        && !StartsWithAny(normalized, "add", "set", "with", "append", "build", "create", "make", "new", "format", "combine", "jsoncontent");

    /// <summary>RestSharp's answers say by <c>IsSuccessful</c> and <c>ErrorMessage</c> whether there was one, and not what it says.</summary>
    public static bool UsesRestSharp(SyntaxTree tree, CancellationToken cancellation) =>
        tree.GetRoot(cancellation) is CompilationUnitSyntax file && file.Usings.Any(used => used.Name?.ToString() == "RestSharp");

    private static bool StartsWithAny(string name, params string[] starts)
    {
        foreach (var start in starts)
        {
            if (name.StartsWith(start, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
