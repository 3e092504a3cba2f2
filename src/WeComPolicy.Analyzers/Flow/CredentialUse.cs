using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// What the variables of a member hold, by what they are used for: <c>bot</c> in <c>$"…/webhook/send?key={bot}"</c> is a robot's key,
/// whatever its name says. Syntax only; kept as long as the tree is.
/// </summary>
internal sealed class CredentialUse
{
    private const int MaxNodes = 20_000;

    private static readonly ConditionalWeakTable<SyntaxNode, CredentialUse> ByMember = new();

    private readonly Dictionary<string, Sensitive> _sent = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Sensitive> _kept = new(StringComparer.Ordinal);

    // A value that is kept as this here and as that there says nothing.
    private readonly HashSet<string> _keptOtherwise = new(StringComparer.Ordinal);

    private CredentialUse(SyntaxNode member)
    {
        foreach (var node in member.DescendantNodes().Take(MaxNodes))
        {
            switch (node)
            {
                case IdentifierNameSyntax use when SecretUse.TextBefore(use) is { } before:
                    Add(_sent, use.Identifier.ValueText, OfQuery(TextUpTo(use, before)));
                    break;
                case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 1 } arguments } call when CallSyntax.NameOf(call.Expression) is "Format" or "AppendFormat":
                    AddFormat(arguments);
                    break;
                case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 1 } parts } call when CallSyntax.NameOf(call.Expression) is "Concat":
                    for (var i = 1; i < parts.Count; i++)
                        AddBehind(parts[i - 1].Expression, parts[i].Expression);
                    break;
                // text.Append("…secret=").Append(secret)
                case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } value, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Append", Expression: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } text } } }:
                    AddBehind(text[text.Count - 1].Expression, value[0].Expression);
                    break;
                // new Dictionary<string, string> { ["corpsecret"] = secret }
                case AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } key }, Right: IdentifierNameSyntax entry } when key[0].Expression is LiteralExpressionSyntax { Token.ValueText: "corpsecret" }:
                    Add(_sent, entry.Identifier.ValueText, Sensitive.Secret);
                    break;
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } kept when kept.Parent is ExpressionStatementSyntax:
                    AddKept(kept);
                    break;
            }
        }
    }

    /// <summary>What the variable is in a URL of WeCom.</summary>
    public static Sensitive Of(SyntaxNode member, string name) => In(member)._sent.TryGetValue(name, out var kind) ? kind : Sensitive.None;

    /// <summary>What the variable is by the name of the member that keeps it.</summary>
    public static Sensitive KeptAs(SyntaxNode member, string name) =>
        In(member)._kept.TryGetValue(name, out var kind) && !In(member)._keptOtherwise.Contains(name) ? kind : Sensitive.None;

    private static CredentialUse In(SyntaxNode member) => ByMember.GetValue(member, node => new CredentialUse(node));

    private void AddBehind(ExpressionSyntax text, ExpressionSyntax value)
    {
        if (value is IdentifierNameSyntax use && text is LiteralExpressionSyntax { Token.ValueText: var before })
            Add(_sent, use.Identifier.ValueText, OfQuery(before));
    }

    private void AddFormat(SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        if (arguments[0].Expression is not LiteralExpressionSyntax { Token.ValueText: var template })
            return;
        for (var i = 1; i < arguments.Count; i++)
        {
            var hole = template.IndexOf("{" + (i - 1).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
            if (hole > 0 && arguments[i].Expression is IdentifierNameSyntax use)
                Add(_sent, use.Identifier.ValueText, OfQuery(template.Substring(0, hole)));
        }
    }

    /// <summary><c>_webhookUrl = url;</c>, <c>this.accessToken = value;</c>, <c>webhookUrl = string.Format(template, key);</c></summary>
    private void AddKept(AssignmentExpressionSyntax kept)
    {
        var kind = Credential.OfName(WeComWords.Normalize(CallSyntax.NameOf(kept.Left)));
        if (kept.Right is IdentifierNameSyntax value)
        {
            Add(_kept, value.Identifier.ValueText, kind);
            if (kind == Sensitive.None)
                _keptOtherwise.Add(value.Identifier.ValueText);
        }
        else if (kind == Sensitive.Address && kept.Right is InvocationExpressionSyntax call && CallSyntax.NameOf(call.Expression) == "Format"
            && call.ArgumentList.Arguments.Count == 2 && call.ArgumentList.Arguments[1].Expression is IdentifierNameSyntax part)
            Add(_kept, part.Identifier.ValueText, kind);
    }

    private static void Add(Dictionary<string, Sensitive> kinds, string name, Sensitive kind)
    {
        if (kind != Sensitive.None)
            kinds[name] = kind | (kinds.TryGetValue(name, out var known) ? known : Sensitive.None);
    }

    private static Sensitive OfQuery(string before)
    {
        // No other API asks for a corp's secret.
        if (before.EndsWith("corpsecret=", StringComparison.OrdinalIgnoreCase) && !Credential.GoesElsewhere(before))
            return Sensitive.Secret;
        if (Credential.OfQuery(before) == Sensitive.None || Credential.GoesElsewhere(before) || !(WeComUrl.MentionsHost(before) || before.IndexOf("cgi-bin/", StringComparison.Ordinal) >= 0))
            return Sensitive.None;
        return before.EndsWith("access_token=", StringComparison.OrdinalIgnoreCase) ? Sensitive.Token : Sensitive.Secret;
    }

    /// <summary>All the text before, where it is written in one piece with holes; otherwise what stands right before.</summary>
    private static string TextUpTo(IdentifierNameSyntax use, string before)
    {
        if (use.Parent is InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text } hole)
            return string.Concat(text.Contents.TakeWhile(content => content != hole).OfType<InterpolatedStringTextSyntax>().Select(content => content.TextToken.ValueText));
        return before;
    }
}
