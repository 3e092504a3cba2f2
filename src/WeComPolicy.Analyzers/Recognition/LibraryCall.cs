using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Calls of the known libraries, by symbol where it binds and by name and using directives where the package is missing.</summary>
internal static class LibraryCall
{
    private const string Senparc = "Senparc.Weixin.Work";

    private const string SenparcOld = "Senparc.Weixin.QY";

    private const string Skit = "SKIT.FlurlHttpClient.Wechat.Work";

    private static readonly HashSet<string> SenparcClasses = new(StringComparer.Ordinal)
    {
        "AdvancedFeatureApi", "AppApi", "AsynchronousApi", "CalendarApi", "ChatApi", "ConcernApi", "ContactP1Api", "CorpgroupApi", "CustomerAcquisitionApi",
        "CustomerTagApi", "ChatDataApi", "DataIntelligenceApi", "DeviceDataApi", "ExmailApi", "ExternalApi", "ExternalPayApi", "HardwareApi", "HealthApi",
        "HumanResourcesApi", "IdConvertApi", "InvoiceApi", "KFApi", "LicenseApi", "LinkedCorpApi", "LivingApi", "LoginAuthApi", "MailListApi",
        "LinkerCorpApi", "MassApi", "MediaApi", "MeetingApi", "MeetingRoomApi", "MiniApi", "MiniProgramPayApi", "MobileApi", "MsgAuditApi", "OaApi",
        "OAuth2Api", "OaDataOpenApi", "OpenHardwareApi", "PayToolApi", "ReportApi", "ScheduleApi", "SchoolApi", "SecurityApi", "ShakeAroundApi",
        "SmartRobotApi", "SsoApi", "ThirdPartyAuthApi", "TodoApi", "UrgentNoticeApi", "WeChatCustomerServiceApi", "WeDocApi", "WeDriveApi", "WebhookApi",
        "WorkBenchApi",
    };

    private static readonly HashSet<string> SenparcOnlyWork = new(StringComparer.Ordinal) { "MassApi", "MailListApi", "WebhookApi", "MsgAuditApi", "ExternalApi" };

    public static WeComCall? Find(InvocationExpressionSyntax call, string method, ISymbol? symbol, IAssemblySymbol own)
    {
        // Written in this project: its own calls are what counts.
        if (symbol?.ContainingAssembly is { } assembly && SymbolEqualityComparer.Default.Equals(assembly, own))
            return null;
        var type = call.Expression is MemberAccessExpressionSyntax { Expression: var on } ? LastName(on) : "";
        return FindSenparc(call, type, method, symbol) ?? FindSkit(call, type, method, symbol) ?? FindOther(call, type, method, symbol);
    }

    /// <summary>Whether a method of any name that is called on this may be one of a library.</summary>
    public static bool Knows(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Expression: var on } && LastName(on) is var type
        && (type is "CommonApi" or "AccessTokenContainer" or "JsApiTicketContainer" or "ProviderTokenContainer" || SenparcClasses.Contains(type));

    /// <summary>Libraries that look at the code of the reply and throw: NewLife's extensions of HttpClient, Senparc's own requests.</summary>
    public static bool ThrowsByItself(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax access
        && ((access.Name is GenericNameSyntax && IsIn(call, null, "NewLife.Remoting")) || (IsSenparcRequest(access) && IsIn(call, null, "Senparc.Weixin")));

    private static bool IsSenparcRequest(MemberAccessExpressionSyntax access)
    {
        var name = access.Name.Identifier.ValueText;
        return LastName(access.Expression) switch
        {
            "Get" => name.StartsWith("GetJson", StringComparison.Ordinal),
            "Post" => WeComWords.ContainsAny(name, "GetJson", "GetResult"),
            "CommonJsonSend" => name.StartsWith("Send", StringComparison.Ordinal),
            _ => false,
        };
    }

    private static WeComCall? FindSenparc(InvocationExpressionSyntax call, string type, string method, ISymbol? symbol)
    {
        var isToken = type is "CommonApi" && method is "GetToken" or "GetTokenAsync" or "GetTicket" or "GetTicketAsync";
        var isContainer = type is "AccessTokenContainer" or "JsApiTicketContainer" or "ProviderTokenContainer";
        if (!isToken && !isContainer && !SenparcClasses.Contains(type))
            return null;
        if (!IsIn(call, symbol, Senparc, SenparcOld) && !(SenparcOnlyWork.Contains(type) && symbol is null))
            return null;
        if (isContainer)
        {
            // The container caches, unless it is told not to.
            return method.StartsWith("Get", StringComparison.Ordinal) || method.StartsWith("TryGet", StringComparison.Ordinal)
                ? AsksForNewToken(call) ? New(call, WeComEndpoint.Token, CallStyle.ThrowingLibrary) : null
                : null;
        }

        return New(call, isToken ? WeComEndpoint.Token : SenparcEndpoint(type, method), CallStyle.ThrowingLibrary);
    }

    private static bool AsksForNewToken(InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        foreach (var argument in arguments)
        {
            if (argument.Expression.IsKind(SyntaxKind.TrueLiteralExpression) && (argument.NameColon is null || argument.NameColon.Name.Identifier.ValueText.StartsWith("getNew", StringComparison.OrdinalIgnoreCase)))
                return argument.NameColon is not null || argument == arguments[arguments.Count - 1];
        }

        return false;
    }

    private static WeComEndpoint SenparcEndpoint(string type, string method)
    {
        if (method.EndsWith("Async", StringComparison.Ordinal))
            method = method.Substring(0, method.Length - "Async".Length);
        return (type, method) switch
        {
            ("MassApi", _) when method.StartsWith("Send", StringComparison.Ordinal) => WeComEndpoint.Message,
            ("WebhookApi", _) when method.StartsWith("Send", StringComparison.Ordinal) => WeComEndpoint.Webhook,
            ("ChatApi", _) when method.StartsWith("Send", StringComparison.Ordinal) => WeComEndpoint.OfPath("appchat/send"),
            ("MailListApi", "GetMember") => WeComEndpoint.OfPath("user/get"),
            ("MailListApi", "CreateMember") => WeComEndpoint.OfPath("user/create"),
            ("MailListApi", "UpdateMember") => WeComEndpoint.OfPath("user/update"),
            ("MailListApi", "DeleteMember") => WeComEndpoint.OfPath("user/delete"),
            ("MailListApi", "BatchDeleteMember") => WeComEndpoint.OfPath("user/batchdelete"),
            ("MailListApi", "AddTagMember") => WeComEndpoint.OfPath("tag/addtagusers"),
            ("MailListApi", "DelTagMember") => WeComEndpoint.OfPath("tag/deltagusers"),
            ("ExternalApi", "GetExternalContactInfo" or "GetExternalContact") => WeComEndpoint.OfPath("externalcontact/get"),
            _ => WeComEndpoint.OfPath(type + "/" + method),
        };
    }

    private static WeComCall? FindSkit(InvocationExpressionSyntax call, string type, string method, ISymbol? symbol)
    {
        const string start = "ExecuteCgibin";
        if (!method.StartsWith(start, StringComparison.Ordinal) || !method.EndsWith("Async", StringComparison.Ordinal))
            return null;
        if (!IsIn(call, symbol, Skit) && !WeComWords.ContainsAny(WeComWords.Normalize(type), "wechatwork", "wecom", "wxwork", "workclient", "qywx")
            && SurroundingsReader.ByName(call) != Surroundings.WeCom)
            return null;
        var path = method.Substring(start.Length, method.Length - start.Length - "Async".Length);
        return New(call, WeComEndpoint.OfPath(path.ToLowerInvariant()), CallStyle.Library);
    }

    private static WeComCall? FindOther(InvocationExpressionSyntax call, string type, string method, ISymbol? symbol) => (symbol?.ContainingType?.Name ?? type, method) switch
    {
        ("IWeChatWorkRobotApi" or "WeChatWorkRobotApi" or "weChatWorkRobotApi" or "_weChatWorkRobotApi", "SendAsync") => New(call, WeComEndpoint.Webhook, CallStyle.Library),
        ("IWecomUnifiedService" or "wecomUnifiedService" or "_wecomUnifiedService", "GetToken" or "RefreshAccessTokenAsync") => null,
        ("IWecomUnifiedService" or "wecomUnifiedService" or "_wecomUnifiedService", _) when method.StartsWith("Send", StringComparison.Ordinal) => New(call, WeComEndpoint.Message, CallStyle.Library),
        ("IWeChatWorkMessageSender" or "weChatWorkMessageSender" or "_weChatWorkMessageSender" or "WeChatWorkMessageSender", "SendAsync") => New(call, WeComEndpoint.Message, CallStyle.Library),
        ("ChatRobot" or "chatRobot" or "_chatRobot", _) when method.StartsWith("Send", StringComparison.Ordinal) && IsIn(call, symbol, "DotNetCampus.WeChatWork") =>
            New(call, WeComEndpoint.Webhook, CallStyle.Library),
        _ => null,
    };

    private static WeComCall New(SyntaxNode call, WeComEndpoint endpoint, CallStyle style) => new(call, endpoint, style, Confidence.Proof);

    private static string LastName(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => "",
    };

    private static bool IsIn(SyntaxNode node, ISymbol? symbol, params string[] namespaces)
    {
        if (symbol?.ContainingNamespace is { IsGlobalNamespace: false } known)
            return Starts(known.ToDisplayString(), namespaces);
        if (node.SyntaxTree.GetRoot() is not CompilationUnitSyntax root)
            return false;
        foreach (var directive in root.Usings)
        {
            if (directive.Name is { } name && Starts(name.ToString(), namespaces))
                return true;
        }

        foreach (var member in root.Members)
        {
            if (member is not BaseNamespaceDeclarationSyntax inner)
                continue;
            foreach (var directive in inner.Usings)
            {
                if (directive.Name is { } name && Starts(name.ToString(), namespaces))
                    return true;
            }
        }

        return node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } && Starts(access.Expression.ToString(), namespaces);
    }

    private static bool Starts(string name, string[] namespaces)
    {
        foreach (var start in namespaces)
        {
            if (name.StartsWith(start, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
