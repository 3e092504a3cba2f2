using Microsoft.CodeAnalysis;
using WeComPolicy.Analyzers.Flow;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>What a name, a key or a text says about a credential of WeCom.</summary>
internal static class Credential
{
    private static readonly string[] TokenPaths =
    [
        "gettoken", "get_provider_token", "get_suite_token", "get_corp_token", "get_permanent_code", "get_jsapi_ticket", "ticket/get", "get_launch_code",
    ];

    /// <summary>What a normalized name of a variable, property or key holds.</summary>
    public static Sensitive OfName(string name)
    {
        if (WeComWords.NamesAnotherPlatform(name) || name is "weixinappsecret" or "clientsecret" or "jwtsecret" or "setaccesstoken")
            return Sensitive.None;
        if (Ends(name, "accesstoken") || Ends(name, "suitetoken") || Ends(name, "providertoken") || Ends(name, "jsapiticket") || Ends(name, "suiteticket")
            || name is "accesstokenorappkey" or "accesstokenorappid")
            return Sensitive.Token;
        if (Ends(name, "corpsecret") || Ends(name, "agentsecret") || Ends(name, "suitesecret") || Ends(name, "providersecret") || Ends(name, "msgauditsecret")
            || Ends(name, "permanentcode") || Ends(name, "appsecret") || Ends(name, "encodingaeskey") || name is "secret" or "appkey" or "aeskey"
            || (Ends(name, "secret") && WeComWords.NamesWeCom(name)))
            return Sensitive.Secret;
        if (Ends(name, "webhookkey") || Ends(name, "robotkey") || Ends(name, "webhookurl"))
            return Sensitive.Address;
        return Sensitive.None;
    }

    /// <summary>What a value is that stands behind a text in a URL.</summary>
    public static Sensitive OfQuery(string before)
    {
        if (before.Length == 0 || before[before.Length - 1] != '=')
            return Sensitive.None;
        var lower = before.ToLowerInvariant();
        if (Ends(lower, "access_token=") || Ends(lower, "secret="))
            return Sensitive.Address;
        return Ends(lower, "key=") && WeComWords.ContainsAny(lower, "webhook/") ? Sensitive.Address : Sensitive.None;
    }

    /// <summary>Whether a URL's path answers with a token or a ticket.</summary>
    public static bool IsTokenPath(string text)
    {
        foreach (var path in TokenPaths)
        {
            if (text.IndexOf(path, StringComparison.OrdinalIgnoreCase) >= 0 && (text.IndexOf('/') >= 0 || text.Length == path.Length || text.StartsWith(path + "?corpid=", StringComparison.OrdinalIgnoreCase)))
                return !GoesElsewhere(text) || text.IndexOf("cgi-bin/", StringComparison.OrdinalIgnoreCase) >= 0;
        }

        return false;
    }

    /// <summary>Whether a URL asks for a token by what stands in its query, wherever it goes.</summary>
    public static bool IsTokenQuery(string text) => text.IndexOf("corpid=", StringComparison.OrdinalIgnoreCase) is > 0 and var at
        && text.IndexOf("corpsecret=", at, StringComparison.OrdinalIgnoreCase) > at && !GoesElsewhere(text);

    /// <summary>Whether a URL goes somewhere else than to WeCom.</summary>
    public static bool GoesElsewhere(string text) =>
        text.IndexOf("://", StringComparison.Ordinal) >= 0 && text.IndexOf(StringText.Hole) != 0 && !WeComUrl.MentionsHost(text)
        && !WeComWords.NamesWeCom(WeComWords.Normalize(text)) && text.IndexOf("://" + StringText.Hole, StringComparison.Ordinal) < 0;

    /// <summary>Values of these types print as what they hold.</summary>
    public static bool MayHoldText(ITypeSymbol? type) => type switch
    {
        null or IErrorTypeSymbol or IDynamicTypeSymbol or IArrayTypeSymbol or ITypeParameterSymbol => true,
        { SpecialType: SpecialType.System_String or SpecialType.System_Object } => true,
        { SpecialType: not SpecialType.None } or { TypeKind: TypeKind.Enum } => false,
        { Name: "CancellationToken" or "DateTime" or "DateTimeOffset" or "TimeSpan" or "Guid" or "CancellationTokenSource" or "IntPtr" } => false,
        { IsRecord: true } => true,
        _ => true,
    };

    private static bool Ends(string name, string end) => name.EndsWith(end, StringComparison.Ordinal);
}
