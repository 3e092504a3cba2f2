using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>Under which name a secret is kept from now on: by what the code around it calls it, in PascalCase.</summary>
internal static class SettingName
{
    private const string Section = "WeCom";

    private static readonly Regex Word = new("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", RegexOptions.CultureInvariant);

    private static readonly Dictionary<string, string> WellKnown = new(StringComparer.Ordinal)
    {
        ["corpsecret"] = "CorpSecret",
        ["appsecret"] = "AppSecret",
        ["agentsecret"] = "AgentSecret",
        ["suitesecret"] = "SuiteSecret",
        ["providersecret"] = "ProviderSecret",
        ["contactsecret"] = "ContactSecret",
        ["msgauditsecret"] = "MsgAuditSecret",
        ["permanentcode"] = "PermanentCode",
        ["encodingaeskey"] = "EncodingAESKey",
        ["callbacktoken"] = "CallbackToken",
        ["webhookkey"] = "WebhookKey",
        ["robotkey"] = "RobotKey",
        ["privatekey"] = "PrivateKey",
    };

    // They say where the secret belongs, which the section does already, or what every URL is.
    private static readonly string[] Platform = ["wecom", "wechat", "weixin", "work", "wx", "qywx", "qy", "qiye", "enterprise", "default", "my", "const", "test"];

    private static readonly string[] Address = ["url", "uri", "address", "addr", "link", "api", "webhook", "hook", "robot", "bot", "key", "keys", "send", "base", "host", "path", "endpoint", "request"];

    /// <summary><c>WeCom:CorpSecret</c></summary>
    public static string Key(string name) => Section + ":" + name.Replace(".", ":");

    /// <summary><c>WECOM_CORP_SECRET</c>, within a type <c>WECOM_SALES__CORP_SECRET</c></summary>
    public static string Variable(string name) => $"{Section}_{string.Join("__", name.Split('.').Select(Joined))}".ToUpperInvariant();

    private static string Joined(string part) => string.Join("_", Word.Matches(part).Cast<Match>().Select(match => match.Value));

    /// <summary>The name by what holds the literal; the kind's own where that says nothing. And whether the code names a secret of this kind at all.</summary>
    public static (string Name, bool IsNamed) Of(ExpressionSyntax literal, SecretText secret, SemanticModel model, CancellationToken cancellation)
    {
        var held = Held(literal);
        var isNamed = Says(secret.Kind, WeComWords.Normalize(held));
        if (held.Length > 0 && Pascal(held, secret.Kind) is { } own)
            return (own, isNamed);
        var target = StringTarget.Of(literal, model, cancellation)?.Name ?? "";
        isNamed |= Says(secret.Kind, target);
        return (WellKnown.TryGetValue(target, out var known) && Says(secret.Kind, target) ? known : Default(secret.Kind), isNamed);
    }

    /// <summary>The same, within its type: for secrets that one name would mix up.</summary>
    public static string Qualified(string name, SyntaxNode literal)
    {
        var type = literal.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()?.Identifier.ValueText ?? "Program";
        var words = WithoutPlatform(Words(type));
        return (words.Count == 0 ? "Program" : string.Concat(words)) + "." + name;
    }

    private static string Default(SecretKind kind) => kind switch
    {
        SecretKind.AppSecret => "CorpSecret",
        SecretKind.EncodingAesKey => "EncodingAESKey",
        SecretKind.CallbackToken => "CallbackToken",
        SecretKind.WebhookKey => "WebhookKey",
        _ => "PrivateKey",
    };

    private static string? Pascal(string identifier, SecretKind kind)
    {
        var words = WithoutPlatform(Words(identifier));
        if (words.Count == 0)
            return null;
        var plain = string.Concat(words).ToLowerInvariant();
        if (WellKnown.TryGetValue(plain, out var known) && Says(kind, plain))
            return known;
        if (words.Count == 1)
            return null;
        if (Says(kind, plain))
            return string.Concat(words);
        // "AlarmRobotUrl": what it alarms about tells one robot from the next.
        if (kind != SecretKind.WebhookKey)
            return null;
        var telling = words.Where(word => Array.IndexOf(Address, word.ToLowerInvariant()) < 0).ToList();
        return telling.Count == 0 || telling.Count == words.Count ? null : string.Concat(telling) + Default(kind);
    }

    /// <summary>Without what the section says already: WeCom, We Com, QyWx, m_.</summary>
    private static List<string> WithoutPlatform(List<string> words)
    {
        for (var count = 2; count > 0; count--)
        {
            while (words.Count > count && (Array.IndexOf(Platform, string.Concat(words.Take(count)).ToLowerInvariant()) >= 0 || (count == 1 && words[0].Length == 1)))
            {
                words.RemoveRange(0, count);
                count = 2;
            }
        }

        return words;
    }

    private static bool Says(SecretKind kind, string plain) => kind switch
    {
        SecretKind.AppSecret => plain.EndsWith("secret", StringComparison.Ordinal) || plain == "permanentcode",
        SecretKind.EncodingAesKey => plain.EndsWith("aeskey", StringComparison.Ordinal),
        SecretKind.CallbackToken => plain.EndsWith("token", StringComparison.Ordinal),
        SecretKind.WebhookKey => plain.EndsWith("key", StringComparison.Ordinal),
        _ => plain.EndsWith("key", StringComparison.Ordinal),
    };

    /// <summary>Words of ASCII letters, each with a capital: what a key and a variable may be made of.</summary>
    private static List<string> Words(string identifier)
    {
        if (identifier.Any(c => c > 127))
            return [];
        return Word.Matches(identifier).Cast<Match>().Select(match => match.Value)
            .Select(word => word.Length > 1 && word.All(char.IsUpper) && identifier.Any(char.IsLower) ? word : Capital(word)).ToList();
    }

    private static string Capital(string word)
    {
        var text = new StringBuilder(word.ToLowerInvariant());
        text[0] = char.ToUpperInvariant(text[0]);
        return text.ToString();
    }

    /// <summary>The variable, member, parameter or key that the literal, or the text it is part of, is put into.</summary>
    public static string Held(ExpressionSyntax literal)
    {
        foreach (var ancestor in literal.Ancestors())
        {
            switch (ancestor)
            {
                case VariableDeclaratorSyntax variable:
                    return variable.Identifier.ValueText;
                case PropertyDeclarationSyntax property:
                    return property.Identifier.ValueText;
                case ParameterSyntax parameter:
                    return parameter.Identifier.ValueText;
                case ArgumentSyntax { NameColon: { } named }:
                    return named.Name.Identifier.ValueText;
                case AssignmentExpressionSyntax { Left: var left }:
                    return left switch
                    {
                        SimpleNameSyntax name => name.Identifier.ValueText,
                        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                        ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } key } => Text(key[0].Expression),
                        ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } key } => Text(key[0].Expression),
                        _ => "",
                    };
                case InitializerExpressionSyntax { Expressions.Count: 2 } pair when pair.IsKind(SyntaxKind.ComplexElementInitializerExpression) && pair.Expressions[1].Span.Contains(literal.Span):
                    return Text(pair.Expressions[0]);
                case AnonymousObjectMemberDeclaratorSyntax { NameEquals: { } named }:
                    return named.Name.Identifier.ValueText;
                case ArgumentSyntax or StatementSyntax or MemberDeclarationSyntax or InitializerExpressionSyntax or CollectionExpressionSyntax:
                    return "";
            }
        }

        return "";
    }

    /// <summary>The last part of a key: of <c>WeCom:Sales:Secret</c> what comes last.</summary>
    private static string Text(ExpressionSyntax key) => key is LiteralExpressionSyntax { Token.Value: string text } ? text.Substring(text.LastIndexOfAny([':', '.']) + 1) : "";
}
