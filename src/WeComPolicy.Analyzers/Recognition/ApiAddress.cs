using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Which endpoint of the WeCom API an address leads to, and how sure that is.</summary>
internal static class ApiAddress
{
    private const int MaxText = 200_000;

    private static readonly string[] AddressNames = ["endpoint", "url", "uri", "address", "webhook", "hook"];

    private static readonly Regex ApiHost = new(@"(?<![A-Za-z0-9-])qyapi\.weixin\.qq\.com", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex OtherHost = new(
        @"https?://(?!qyapi\.)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex BarePath = new(
        @"(?:^|[\n\uFFFC])/?(?<path>(?:user|department|message|tag|externalcontact|appchat|webhook|media|msgaudit|agent|checkin|kf|oa)/[a-z_]+(?:/[a-z_]+)?|gettoken)\b",
        RegexOptions.CultureInvariant);

    private static readonly Regex TokenQuery = new("[?&]corpid=[^\n]*[?&]corpsecret=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public static (WeComEndpoint Endpoint, Confidence Confidence)? Find(UrlText address, SyntaxNode around, CancellationToken cancellation)
    {
        var text = address.Text;
        if (ApiHost.IsMatch(text))
            return (
                WeComEndpoint.InText(text) ?? OfBarePath(text) ?? OfNames(address.Names)
                    ?? (WeComWords.ContainsAny(address.Names, "corpsecret") ? WeComEndpoint.Token : WeComEndpoint.Unknown),
                Confidence.Proof);
        if (OtherHost.IsMatch(text))
            return null;
        if (WeComEndpoint.InText(text) is { } endpoint)
        {
            var sides = SurroundingsReader.Of(around, null, cancellation);
            if (sides == Surroundings.AnotherPlatform || (!endpoint.IsOwn && sides != Surroundings.WeCom))
                return null;
            return (endpoint, endpoint.IsOwn || SurroundingsReader.ByName(around) == Surroundings.WeCom ? Confidence.Proof : Confidence.Heuristic);
        }

        if (TokenQuery.IsMatch(text))
            return SurroundingsReader.Of(around, null, cancellation) is var whose && (whose == Surroundings.WeCom || whose == Surroundings.Unknown && OfBarePath(text)?.Kind == EndpointKind.Token)
                ? (WeComEndpoint.Token, Confidence.Proof) : null;
        if (SurroundingsReader.ByName(around) != Surroundings.WeCom)
            return null;
        if (OfBarePath(text) is { } bare)
            return (bare, Confidence.Heuristic);
        if (text.Contains("access_token="))
            return (OfNames(address.Names) ?? WeComEndpoint.Unknown, Confidence.Heuristic);
        if (WeComWords.ContainsAny(address.Names, "corpsecret") && text.IndexOf('?') >= 0)
            return (WeComEndpoint.Token, Confidence.Heuristic);
        return null;
    }

    public static bool MentionsHost(string text) => ApiHost.IsMatch(text);

    /// <summary>The host of the API is written, or one of its paths.</summary>
    public static bool MentionsApi(string text) => ApiHost.IsMatch(text) || WeComEndpoint.InText(text) is not null;

    /// <summary>Nothing is known of the address but that WeCom's own class sends to it.</summary>
    public static (WeComEndpoint Endpoint, Confidence Confidence)? Guess(UrlText address, SyntaxNode around)
    {
        if (!address.IsUnknown || SurroundingsReader.ByName(around) != Surroundings.WeCom)
            return null;
        // A webhook of a class that is named after WeCom is a robot's; settings may hold anything.
        if (WeComWords.ContainsAny(address.Parameters, "webhook"))
            return (WeComEndpoint.Webhook, MakesMessagesOfWeComOnly(around) ? Confidence.Proof : Confidence.Heuristic);
        if (WeComWords.ContainsAny(address.Names, "apihost", "apipath"))
            return (OfNames(address.Names) ?? WeComEndpoint.Unknown, Confidence.Heuristic);
        if (address.Parameters.Length == 0 && WeComWords.ContainsAny(address.Names, AddressNames) && SendsToRobotOnly(around))
            return (WeComEndpoint.Webhook, Confidence.Proof);
        return OfNames(address.Names) is { } endpoint ? (endpoint, endpoint.Kind == EndpointKind.Webhook ? Confidence.Proof : Confidence.Heuristic) : null;
    }

    /// <summary>
    /// A robot's whole address is handed over, and the body is one that WeCom's robots take. DingTalk's take the same; its name must not be near.
    /// </summary>
    public static (WeComEndpoint Endpoint, Confidence Confidence)? GuessRobot(UrlText address, SyntaxNode around, CancellationToken cancellation)
    {
        if (!address.IsUnknown || !WeComWords.ContainsAny(address.Parameters + address.Names, "webhook", "webhock", "robotkey", "roboturl"))
            return null;
        if (SurroundingsReader.ByName(around) == Surroundings.AnotherPlatform || around.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return null;
        if (HasMessageType(type.ToString()) && !WeComWords.NamesAnotherPlatform(type.ToString().ToLowerInvariant()))
            return address.Parameters.Length > 0 || SurroundingsReader.Of(around, null, cancellation) == Surroundings.WeCom ? (WeComEndpoint.Webhook, Confidence.Heuristic) : null;
        // Robots of several kinds side by side: the branch that makes the message must itself speak of WeCom.
        if (BranchAround(around) is { } branch)
            return WeComWords.NamesWeCom(branch) && !WeComWords.NamesAnotherPlatform(branch) ? (WeComEndpoint.Webhook, Confidence.Proof) : null;
        // All go the same way, and the message is put together for one kind or another.
        return MakesMessageOfWeCom(type) ? (WeComEndpoint.Webhook, Confidence.Heuristic) : null;
    }

    /// <summary>
    /// <c>kind switch { Kind.WeCom => new { msgtype = "markdown", … }, Kind.DingTalk => … }</c>, also in the branches of a choice, and made by a method of
    /// the type.
    /// </summary>
    private static bool MakesMessageOfWeCom(TypeDeclarationSyntax type) => type.DescendantNodes().Any(node => node switch
    {
        SwitchExpressionArmSyntax arm => IsOfWeCom(arm.Pattern, arm.Expression),
        SwitchSectionSyntax section => section.Labels.Any(label => IsOfWeCom(label, section)),
        IfStatementSyntax choice => IsOfWeCom(choice.Condition, choice.Statement),
        ConditionalExpressionSyntax choice => IsOfWeCom(choice.Condition, choice.WhenTrue),
        _ => false,
    });

    private static bool IsOfWeCom(SyntaxNode kind, SyntaxNode message)
    {
        var names = WeComWords.Normalize(kind.ToString());
        return WeComWords.NamesWeCom(names) && !WeComWords.NamesAnotherPlatform(names) && (HasMessageType(message.ToString()) || message.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(MakesMessage));
    }

    /// <summary>A method of the same type that puts a robot's message together.</summary>
    private static bool MakesMessage(InvocationExpressionSyntax call) => call.Expression is SimpleNameSyntax { Identifier.ValueText: var name }
        && call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && type.Members.OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.ValueText == name && HasMessageType(method.ToString()));

    private static bool HasMessageType(string text) => text.IndexOf("msgtype", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>The text, with the comment before it, of the nearest branch in which a message is made and sent.</summary>
    private static string? BranchAround(SyntaxNode around)
    {
        foreach (var ancestor in around.Ancestors())
        {
            switch (ancestor)
            {
                case IfStatementSyntax { Condition: var condition, Statement: var then } choice when then.Span.Contains(around.Span) && HasMessageType(then.ToString()):
                    return (choice.GetLeadingTrivia().ToFullString() + condition + then.ToFullString()).ToLowerInvariant();
                case SwitchSectionSyntax section when HasMessageType(section.ToString()):
                    return section.ToFullString().ToLowerInvariant();
                case MethodDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Nothing is known of the address but that a method which is named after WeCom, or takes WeCom's message, sends to it.</summary>
    public static (WeComEndpoint Endpoint, Confidence Confidence)? GuessSender(UrlText address, IMethodSymbol sender, SyntaxNode around)
    {
        // It takes the whole address; one that puts the address together itself says more.
        if (!address.IsUnknown || SurroundingsReader.ByName(around) == Surroundings.AnotherPlatform || !sender.Parameters.Any(parameter => WeComWords.ContainsAny(WeComWords.Normalize(parameter.Name), AddressNames)))
            return null;
        var names = WeComWords.Normalize(sender.Name + " " + string.Join(" ", sender.Parameters.Select(parameter => parameter.Type.Name)));
        return WeComWords.NamesWeCom(names) && !WeComWords.NamesAnotherPlatform(names) && !WeComWords.ContainsAny(names, "token", "ticket")
            ? (WeComWords.ContainsAny(names, "robot", "hook") ? WeComEndpoint.Webhook : OfNames(address.Names) ?? WeComEndpoint.Unknown, Confidence.Proof) : null;
    }

    /// <summary>The type makes a robot's messages, and names no other platform.</summary>
    private static bool MakesMessagesOfWeComOnly(SyntaxNode around) =>
        around.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.ToString() is { Length: < MaxText } text && HasMessageType(text) && !WeComWords.NamesAnotherPlatform(text.ToLowerInvariant());

    /// <summary>WeCom's own class that makes a robot's messages and asks for no token.</summary>
    private static bool SendsToRobotOnly(SyntaxNode around) =>
        around.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.ToString() is { Length: < MaxText } text && HasMessageType(text)
        && WeComWords.ContainsAny(text.ToLowerInvariant(), "webhook", "robot", "机器人") && !WeComWords.ContainsAny(text.ToLowerInvariant(), "accesstoken", "access_token", "cgi-bin", "gettoken");

    /// <summary>Where the request goes is for the caller to say: no host is written, or WeCom's and no path.</summary>
    public static bool IsOpen(UrlText address) =>
        address.Text.IndexOf("://", StringComparison.Ordinal) < 0 || (ApiHost.IsMatch(address.Text) && WeComEndpoint.InText(address.Text) is null);

    private static WeComEndpoint? OfBarePath(string text) =>
        BarePath.Match(text) is { Success: true } match ? WeComEndpoint.OfPath(match.Groups["path"].Value) : null;

    /// <summary>The address comes from settings whose names say what it is for.</summary>
    private static WeComEndpoint? OfNames(string names)
    {
        foreach (var name in names.Split(' '))
        {
            if (WeComWords.ContainsAny(name, "webhook", "robot"))
                return WeComEndpoint.Webhook;
            if (WeComWords.ContainsAny(name, "gettoken", "getaccesstoken", "tokenurl", "accesstokenurl", "tokenapi", "geturltoken"))
                return WeComEndpoint.Token;
            if (WeComWords.ContainsAny(name, "sendmessage", "messagesend", "sendmsg", "msgsend", "sendurl", "messageurl", "sendapi"))
                return WeComEndpoint.Message;
        }

        return null;
    }
}
