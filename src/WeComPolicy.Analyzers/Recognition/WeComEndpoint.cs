using System.Text.RegularExpressions;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>What a call of the WeCom API is for, as far as the rules tell apart.</summary>
internal enum EndpointKind
{
    /// <summary>WeCom, but which endpoint is not known.</summary>
    Unknown,

    /// <summary>An access token or a ticket is fetched.</summary>
    Token,

    /// <summary>A message of an app is sent.</summary>
    Message,

    /// <summary>A group robot posts.</summary>
    Webhook,

    /// <summary>Anything else whose path is known.</summary>
    Other,
}

/// <summary>An endpoint of the WeCom API, by its path below <c>/cgi-bin/</c>.</summary>
internal sealed class WeComEndpoint
{
    public static readonly WeComEndpoint Unknown = new("", EndpointKind.Unknown);

    public static readonly WeComEndpoint Token = new("gettoken", EndpointKind.Token);

    public static readonly WeComEndpoint Message = new("message/send", EndpointKind.Message);

    public static readonly WeComEndpoint Webhook = new("webhook/send", EndpointKind.Webhook);

    private static readonly Regex ApiPath = new(@"cgi-bin/(?<path>[A-Za-z_0-9]+(?:/[A-Za-z_0-9]+)*)", RegexOptions.CultureInvariant);

    private static readonly string[] TokenKeys =
    [
        "gettoken", "servicegetprovidertoken", "servicegetsuitetoken", "servicegetcorptoken", "corpgroupcorpgettoken",
        "getjsapiticket", "ticketget",
    ];

    // Official accounts have /cgi-bin/ as well; these first segments are WeCom's alone.
    private static readonly string[] OwnAreas =
    [
        "gettoken", "webhook", "appchat", "externalcontact", "department", "msgaudit", "checkin", "agent", "linkedcorp", "corpgroup", "oa",
        "auth", "batch", "export", "get_jsapi_ticket", "idconvert", "living", "meeting", "school", "security", "wedoc", "wedrive", "exmail",
        "license", "dial", "health", "hr", "journal", "chatdata", "externalpay", "miniapppay", "paytool", "advanced_api", "smartsheet",
    ];

    private static readonly string[] OwnPaths =
    [
        "message/send", "message/recall", "message/update_taskcard", "message/update_template_card", "message/get_statistics",
        "user/get", "user/list", "user/simplelist", "user/create", "user/update", "user/delete", "user/batchdelete", "user/list_id",
        "user/getuserinfo", "user/getuserdetail", "user/getuserid", "user/get_userid_by_email", "user/convert_to_openid",
        "user/convert_to_userid", "user/authsucc", "user/get_active_stat", "tag/addtagusers", "tag/deltagusers", "tag/list",
        "service/get_provider_token", "service/get_suite_token", "service/get_corp_token", "service/get_permanent_code",
        "service/get_pre_auth_code", "service/get_auth_info", "service/getuserinfo3rd", "kf/account/list", "kf/account/add", "kf/send_msg",
        "kf/sync_msg",
    ];

    private WeComEndpoint(string path, EndpointKind kind)
    {
        Path = path;
        Kind = kind;
        Key = WeComWords.Normalize(path);
    }

    /// <summary>Without <c>/cgi-bin/</c>; empty where it is not known, and without its slashes where an SDK's method name says it.</summary>
    public string Path { get; }

    /// <summary>The path's letters and digits, lower case: what a path and an SDK's method name have in common.</summary>
    public string Key { get; }

    public EndpointKind Kind { get; }

    /// <summary>Only WeCom has this path; if not, the code around must speak for WeCom.</summary>
    public bool IsOwn => Array.IndexOf(OwnPaths, Path) >= 0 || Array.IndexOf(OwnAreas, Path.Split('/')[0]) >= 0;

    public static WeComEndpoint? InText(string text)
    {
        var match = ApiPath.Match(text);
        return match.Success ? OfPath(match.Groups["path"].Value) : null;
    }

    public static WeComEndpoint OfPath(string path)
    {
        var key = WeComWords.Normalize(path);
        return new WeComEndpoint(path, KindOf(key));
    }

    private static EndpointKind KindOf(string key)
    {
        if (key.Length == 0)
            return EndpointKind.Unknown;
        if (Array.IndexOf(TokenKeys, key) >= 0)
            return EndpointKind.Token;
        if (key is "messagesend" or "appchatsend" or "linkedcorpmessagesend" or "externalcontactmessagesend" or "kfsendmsg")
            return EndpointKind.Message;
        return key == "webhooksend" ? EndpointKind.Webhook : EndpointKind.Other;
    }
}
