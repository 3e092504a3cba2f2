using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>
/// Whose requests a registration (<c>services.AddHttpClient("…")…</c>) is about. A name alone is a hint: a firm's own service may be called
/// after WeCom. What is asked through the client tells.
/// </summary>
internal static class RegisteredClient
{
    private const int MaxText = 20_000;

    /// <summary>Whether the requests go to WeCom; null where only a name says so, and nothing is known of what is asked.</summary>
    /// <param name="registration">The statement.</param>
    /// <param name="compilation">Where the client is made use of.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static bool? GoesToWeCom(SyntaxNode registration, Compilation compilation, CancellationToken cancellation)
    {
        var text = registration.ToString();
        if (text.Length > MaxText)
            text = text.Substring(0, MaxText);
        if (WeComUrl.MentionsHost(text))
            return true;
        if (!WeComWords.NamesWeCom(WeComWords.Normalize(text)))
            return false;
        bool isUsed = false, asksWeCom = false;
        foreach (var name in Names(registration))
        {
            foreach (var tree in compilation.SyntaxTrees)
            {
                var source = tree.GetText(cancellation);
                // A file may hold the client and its use.
                if (!TextSearch.Holds(source, StringComparison.Ordinal, name) || !Mentions(tree, name, registration, cancellation))
                    continue;
                isUsed = true;
                asksWeCom |= TextSearch.Holds(source, StringComparison.Ordinal, "cgi-bin/", "qyapi.weixin", "Weixin.Work", "Wechat.Work", "Weixin.QY");
            }
        }

        return asksWeCom ? true : isUsed ? false : null;
    }

    /// <summary>The client's name, or its types, as far as they speak of WeCom.</summary>
    private static IEnumerable<string> Names(SyntaxNode registration)
    {
        foreach (var call in registration.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Where(call => Flow.CallSyntax.NameOf(call.Expression) == "AddHttpClient"))
        {
            var types = call.Expression switch
            {
                MemberAccessExpressionSyntax { Name: GenericNameSyntax generic } => generic.TypeArgumentList.Arguments.Select(type => type.GetLastToken().ValueText),
                _ => [],
            };
            var texts = call.ArgumentList.Arguments.Select(argument => argument.Expression).Select(value => value switch
            {
                LiteralExpressionSyntax literal => literal.Token.ValueText,
                IdentifierNameSyntax or MemberAccessExpressionSyntax => Flow.CallSyntax.NameOf(value),
                _ => "",
            });
            foreach (var name in types.Concat(texts))
            {
                if (WeComWords.NamesWeCom(WeComWords.Normalize(name)))
                    yield return name;
            }
        }
    }

    private static bool Mentions(SyntaxTree tree, string name, SyntaxNode registration, CancellationToken cancellation) =>
        tree.GetRoot(cancellation).DescendantTokens().Any(token => token.ValueText == name && !registration.Contains(token.Parent));
}
