using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>The secret that a literal of one of the rules holds, alone or within a URL.</summary>
internal readonly struct SecretText
{
    private static readonly Regex SecretInUrl = new("secret=(?<value>[A-Za-z0-9_-]{43,64})(?![A-Za-z0-9_-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex KeyInUrl = new("[?&]key=(?<value>[0-9A-Fa-f-]{36})(?![0-9A-Za-z-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private const int PemLength = 64;

    private SecretText(SecretKind kind, string value)
    {
        Kind = kind;
        Value = value;
    }

    public SecretKind Kind { get; }

    /// <summary>The value, to be taken out of the source; never to be shown.</summary>
    public string Value { get; }

    /// <summary>Long and random enough to mean nothing else wherever it stands.</summary>
    public bool IsUnmistakable => Value.Length >= 20;

    /// <summary>No plain word: where it stands as a word of its own, it is this token.</summary>
    public bool IsTelling => IsUnmistakable || (Value.Length >= 6 && Value.Any(char.IsDigit) && Value.Any(char.IsLetter));

    /// <summary>Finds the value in a text; a short one only where nothing is joined to it.</summary>
    public Regex Pattern() => new(
        IsUnmistakable ? Regex.Escape(Value) : $"(?<![A-Za-z0-9]){Regex.Escape(Value)}(?![A-Za-z0-9])", RegexOptions.CultureInvariant);

    /// <summary>What a rule saw in a literal; <c>null</c> if the value stands elsewhere, in a constant that the literal is joined with.</summary>
    /// <param name="literal">The literal.</param>
    /// <param name="rule">The rule that reported it.</param>
    public static SecretText? Of(ExpressionSyntax literal, string rule)
    {
        if (literal is LiteralExpressionSyntax { Token.ValueText: var text } && literal.IsKind(SyntaxKind.StringLiteralExpression))
        {
            switch (rule)
            {
                case RuleIdentifiers.HardCodedAppSecret when SecretShape.IsAppSecret(text) || SecretShape.IsOldAppSecret(text):
                    return new SecretText(SecretKind.AppSecret, text);
                case RuleIdentifiers.HardCodedCallbackKey when SecretShape.IsEncodingAesKey(text):
                    return new SecretText(SecretKind.EncodingAesKey, text);
                case RuleIdentifiers.HardCodedCallbackKey when SecretShape.IsCallbackToken(text):
                    return new SecretText(SecretKind.CallbackToken, text);
                case RuleIdentifiers.HardCodedWebhookKey when SecretShape.IsWebhookKey(text):
                    return new SecretText(SecretKind.WebhookKey, text);
                case RuleIdentifiers.PrivateKeyInSource when text.IndexOf("PRIVATE KEY-----", StringComparison.Ordinal) >= 0 && text.Length > PemLength:
                    return new SecretText(SecretKind.PrivateKey, text);
            }
        }

        return rule switch
        {
            RuleIdentifiers.HardCodedAppSecret => Within(literal, SecretInUrl, SecretKind.AppSecret, value => SecretShape.IsAppSecret(value) || SecretShape.IsOldAppSecret(value)),
            RuleIdentifiers.HardCodedWebhookKey => Within(literal, KeyInUrl, SecretKind.WebhookKey, SecretShape.IsWebhookKey),
            _ => null,
        };
    }

    private static SecretText? Within(ExpressionSyntax literal, Regex pattern, SecretKind kind, Func<string, bool> hasShape)
    {
        var texts = literal switch
        {
            LiteralExpressionSyntax plain => [plain.Token.ValueText],
            InterpolatedStringExpressionSyntax interpolated => interpolated.Contents.OfType<InterpolatedStringTextSyntax>().Select(part => part.TextToken.ValueText),
            _ => Enumerable.Empty<string>(),
        };
        var found = texts.SelectMany(text => pattern.Matches(text).Cast<Match>()).Select(match => match.Groups["value"].Value).Where(hasShape)
            .Distinct(StringComparer.Ordinal).ToList();
        return found.Count == 1 ? new SecretText(kind, found[0]) : null;
    }
}
